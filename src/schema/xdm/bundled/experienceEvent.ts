/** The class of what happened at a time, and what the Web SDK fills of it. */

import { eventType } from './eventTypes.js';
import { extension, moment, resource, suggested, text, uriReference, type Resources } from './fields.js';

export const experienceEventResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent': () =>
    // The Schema Registry requires `_id` and `timestamp`: the Edge Network fills in what an event lacks of them.
    extension(
      'Experience Event',
      ['https://ns.adobe.com/xdm/context/identitymap', 'https://ns.adobe.com/xdm/data/time-series'],
      { eventMergeId: text(), producedBy: suggested(['self', 'system', 'salesRef', 'customerRep']) },
    ),

  'https://ns.adobe.com/xdm/data/time-series': () =>
    resource('Time series', { _id: uriReference(), timestamp: moment(), eventType: eventType() }),

  'https://ns.adobe.com/experience/aep-web-sdk-experienceevent': () =>
    extension('Web SDK event', [
      'https://ns.adobe.com/xdm/context/experienceevent-implementation-details',
      'https://ns.adobe.com/experience/experienceevent-edgeregion',
      'https://ns.adobe.com/xdm/context/experienceevent-environment-details',
      'https://ns.adobe.com/xdm/context/experienceevent-segment-list',
      'https://ns.adobe.com/xdm/context/experienceevent-web',
      'https://ns.adobe.com/experience/decisioning/proposition-interaction',
    ]),

  'https://ns.adobe.com/xdm/context/experienceevent-consumer': () =>
    extension('Consumer event', [
      'https://ns.adobe.com/xdm/context/experienceevent-application',
      'https://ns.adobe.com/xdm/context/experienceevent-channel',
      'https://ns.adobe.com/xdm/context/experienceevent-environment-details',
      'https://ns.adobe.com/xdm/context/experienceevent-marketing',
      'https://ns.adobe.com/xdm/context/experienceevent-media',
      'https://ns.adobe.com/xdm/context/experienceevent-search',
      'https://ns.adobe.com/xdm/context/experienceevent-segmentmembership',
      'https://ns.adobe.com/xdm/context/experienceevent-technical-details',
      'https://ns.adobe.com/xdm/context/experienceevent-web',
      'https://ns.adobe.com/xdm/context/experienceevent-commerce',
    ]),
};
