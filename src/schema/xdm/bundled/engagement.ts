/** Offers that were seen and content that was shared. */

import { deprecated, integer, list, object, ref, resource, text, type Resources } from './fields.js';

export const engagementResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/experienceevent-offer-impression-details': () =>
    resource('Offers', {
      offers: object({
        ID: text(),
        clicks: integer(),
        dismissals: integer(),
        impressions: list(ref('https://ns.adobe.com/xdm/datatypes/impressions')),
        offerSteps: deprecated(ref('https://ns.adobe.com/xdm/datatypes/tool-usage')),
      }),
    }),

  'https://ns.adobe.com/xdm/datatypes/impressions': () =>
    resource('Impressions', { displays: integer(), ID: text(), type: text(), selected: integer() }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-social-network-usage-details': () =>
    resource('Social network', {
      socialMarketing: object(
        {
          sharedContent: text(),
          follow: integer(),
          sharedMessage: text(),
          interactions: integer(),
          network: text(),
          target: text(),
          recipient: text(),
          share: integer(),
        },
        'Social network',
      ),
    }),
};
