/** What an event may hold when nobody has named a schema: the class and the field groups that web and app events have. */

import { TENANT_PATTERN } from '../resource.js';
import { extension, type Resources } from './fields.js';

export const DEFAULT_XDM = 'edge:xdm/experience-event';

const CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

const fieldGroups = [
  'https://ns.adobe.com/xdm/context/experienceevent-web',
  'https://ns.adobe.com/xdm/context/experienceevent-environment-details',
  'https://ns.adobe.com/xdm/context/experienceevent-implementation-details',
  'https://ns.adobe.com/xdm/context/experienceevent-technical-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-bot-detection',
  'https://ns.adobe.com/experience/experienceevent-edgeregion',
  'https://ns.adobe.com/xdm/context/experienceevent-commerce',
  'https://ns.adobe.com/xdm/context/experienceevent-application',
  'https://ns.adobe.com/xdm/context/experienceevent-marketing',
  'https://ns.adobe.com/xdm/context/experienceevent-channel',
  'https://ns.adobe.com/xdm/context/experienceevent-directmarketing',
  'https://ns.adobe.com/xdm/context/experienceevent-pushtracking',
  'https://ns.adobe.com/xdm/context/experienceevent-inappmessage-tracking',
  'https://ns.adobe.com/xdm/context/experienceevent-advertising',
  'https://ns.adobe.com/xdm/context/experienceevent-search',
  'https://ns.adobe.com/xdm/mixins/experienceevent-site-search',
  'https://ns.adobe.com/xdm/mixins/experienceevent-user-login-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-file-download-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-file-upload-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-support-site-search',
  'https://ns.adobe.com/xdm/mixins/experienceevent-knowledge-base-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-survey-response-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-quote-request-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-service-payment-details',
  'https://ns.adobe.com/xdm/context/experienceevent-loyalty-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-offer-impression-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-social-network-usage-details',
  'https://ns.adobe.com/xdm/mixins/experienceevent-content',
  'https://ns.adobe.com/xdm/mixins/experienceevent-media-analytics',
  'https://ns.adobe.com/xdm/context/experienceevent-media',
  'https://ns.adobe.com/xdm/context/experienceevent-privacy',
  'https://ns.adobe.com/xdm/context/experienceevent-enduserids',
  'https://ns.adobe.com/xdm/context/experienceevent-segmentmembership',
  'https://ns.adobe.com/xdm/context/experienceevent-segment-list',
  'https://ns.adobe.com/experience/decisioning/proposition-interaction',
  'https://ns.adobe.com/experience/decisioning/proposition-details',
];

export const defaultEventResources: Resources = {
  [DEFAULT_XDM]: () => ({
    ...extension('Experience Event', [CLASS, ...fieldGroups]),
    'meta:class': CLASS,
    // What a customer has added is unknown here, and therefore open.
    patternProperties: { [TENANT_PATTERN]: {} },
  }),
};
