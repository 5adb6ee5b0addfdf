/** E-mails and messages to the visitor, and what became of them. */

import { flag, measure, number, object, ref, resource, text, type Resources } from './fields.js';

export const directMarketingResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-directmarketing': () =>
    resource('Direct marketing', { directMarketing: ref('https://ns.adobe.com/xdm/context/direct-marketing') }),

  'https://ns.adobe.com/xdm/context/direct-marketing': () =>
    resource('Direct marketing', {
      bounces: measure(),
      clicks: measure(),
      mirrorPages: measure(),
      nonDeliverables: measure(),
      sends: measure(),
      userComplaints: measure(),
      opens: measure(),
      unsubscriptions: measure(),
      notSent: measure(),
      offerOpens: measure(),
      impressions: measure(),
      excludes: measure(),
      customActions: measure(),
      marketingSubscription: measure(),
      unsubscribeReason: text(),
      hashedEmail: text(),
      emailVisitorID: text(),
      messageID: text(),
      emailDelivered: measure(),
    }),

  'https://ns.adobe.com/xdm/context/experienceevent-pushtracking': () =>
    resource('Push notification', {
      pushNotificationTracking: object(
        {
          customAction: object({ actionID: text(), value: number() }, 'Action'),
          pushProviderMessageID: text(),
          pushProvider: text(),
          isLaunch: flag(),
        },
        'Push notification',
      ),
    }),

  'https://ns.adobe.com/xdm/context/experienceevent-inappmessage-tracking': () =>
    resource('In-app message', { inappMessageTracking: object({ action: text() }, 'In-app message') }),
};
