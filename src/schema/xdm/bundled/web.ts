/** Pages, links and where the visitor came from. */

import { choice, flag, measure, object, ref, resource, text, type Resources } from './fields.js';

export const webResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-web': () =>
    resource('Web', { web: ref('https://ns.adobe.com/xdm/context/webinfo') }),

  'https://ns.adobe.com/xdm/context/webinfo': () =>
    resource('Web', {
      webPageDetails: object(
        {
          siteSection: text(),
          name: text(),
          viewName: text(),
          URL: text(),
          server: text(),
          isErrorPage: flag(),
          isHomePage: flag(),
          isPreRendered: flag(),
          pageViews: measure(),
        },
        'Page',
      ),
      webInteraction: object(
        {
          type: choice(['download', 'exit', 'other']),
          URL: text(),
          name: text(),
          region: text(),
          linkClicks: measure(),
        },
        'Link',
      ),
      webReferrer: object(
        {
          URL: text(),
          type: choice([
            'internal',
            'external',
            'search_engine',
            'typed_bookmarked',
            'email',
            'social',
            'usenet',
            'hard_drive',
            'nojs',
            'conversational_ai',
            'unknown',
          ]),
        },
        'Referrer',
      ),
    }),
};
