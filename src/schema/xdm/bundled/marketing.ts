/** What led the visitor here: campaigns and channels. */

import {
  choice,
  formatted,
  list,
  ref,
  requiring,
  resource,
  suggested,
  text,
  uri,
  uriReference,
  type Resources,
} from './fields.js';

const channelTypes = [
  'web',
  'social',
  'mobile',
  'messaging',
  'email',
  'offline',
  'display',
  'search',
  'social_display',
  'video',
  'affiliate',
  'affinity',
  'apps',
  'preload',
  'direct',
  'external',
  'mail',
  'instore',
];

export const marketingResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-marketing': () =>
    resource('Marketing', { marketing: ref('https://ns.adobe.com/xdm/context/marketing') }),

  'https://ns.adobe.com/xdm/context/marketing': () =>
    resource('Marketing', { trackingCode: text(), campaignName: text(), campaignGroup: text() }),

  'https://ns.adobe.com/xdm/context/experienceevent-channel': () =>
    resource('Channel', { channel: ref('https://ns.adobe.com/xdm/channels/channel') }),

  'https://ns.adobe.com/xdm/channels/channel': () =>
    requiring(
      ['_id'],
      resource('Channel', {
        _id: uriReference(),
        typeAtSource: text(),
        mode: choice(['push', 'pull', 'bidirectional']),
        _type: formatted(
          'uri',
          suggested(channelTypes.map((type) => `https://ns.adobe.com/xdm/channel-types/${type}`)),
        ),
        mediaType: suggested(['paid', 'owned', 'earned']),
        mediaAction: suggested([
          'opens',
          'sends',
          'clicks',
          'impressions',
          'bounces',
          'mirrorpages',
          'nonDeliverables',
          'notSent',
          'offerOpens',
          'unSubscriptions',
          'userComplaints',
          'subscriptions',
        ]),
        contentTypes: list(uri()),
        metricTypes: list(uri()),
        locationTypes: list(uri()),
        referringSource: text(),
      }),
    ),
};
