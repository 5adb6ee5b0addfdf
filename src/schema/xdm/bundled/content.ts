/** Experiences and assets that were seen. */

import { list, map, measure, number, object, ref, resource, text, type Resources } from './fields.js';

export const contentResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/experienceevent-content': () =>
    resource('Content', {
      experienceContent: object(
        {
          idSource: text(),
          channel: text(),
          experience: object({
            experienceID: text(),
            experienceSource: text(),
            experienceChannel: text(),
            experienceClicks: measure(),
            experienceViews: measure(),
            experienceScroll: object(
              {
                horizontalPercentageDepth: measure(),
                horizontalPixelDepth: measure(),
                verticalPercentageDepth: measure(),
                verticalPixelDepth: measure(),
              },
              'Scrolled',
            ),
            experienceExtras: map(text()),
          }),
          assets: list(
            object({
              assetID: text(),
              assetSource: text(),
              assetBlock: text(),
              assetHTMLPath: text(),
              assetLinkURL: text(),
              assetDisplayHeight: number(),
              assetDisplayWidth: number(),
              assetAbsoluteLeft: number(),
              assetAbsoluteTop: number(),
              assetClicks: measure(),
              assetViews: measure(),
              assetExtras: map(text()),
            }),
          ),
          implementationDetails: ref('https://ns.adobe.com/xdm/context/implementationdetails'),
        },
        'Content',
      ),
    }),
};
