/** Visits as a marketing system for businesses records them. */

import { flag, formatted, object, ref, resource, text, type Field, type Resources } from './fields.js';

export const businessResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/events/visit-webpage': () =>
    resource('Visited page', {
      web: object({
        webPageDetails: object(
          {
            webPageID: text(),
            webPageKey: ref('https://ns.adobe.com/xdm/datatypes/b2b-source'),
            name: text(),
            URL: text(),
            queryParameters: text(),
            isPersonalizedURL: flag(),
          },
          'Page',
        ),
        webReferrer: object({ URL: text() }, 'Referrer'),
      }),
      environment: browser(),
      search: object({ searchEngine: text(), keywords: text() }),
    }),

  'https://ns.adobe.com/xdm/mixins/events/linkclicks': () =>
    resource('Clicked link', {
      web: object({
        webInteraction: object(
          { linkID: text(), webInteractionKey: ref('https://ns.adobe.com/xdm/datatypes/b2b-source'), linkURL: text() },
          'Link',
        ),
        webPageDetails: object({ webPageID: text(), name: text(), queryParameters: text() }, 'Page'),
        webReferrer: object({ URL: text() }, 'Referrer'),
      }),
      environment: browser(),
    }),

  'https://ns.adobe.com/xdm/mixins/events/formfilledout': () =>
    resource('Filled form', {
      web: object({
        fillOutForm: object(
          { webFormID: text(), webFormKey: ref('https://ns.adobe.com/xdm/datatypes/b2b-source'), webFormName: text() },
          'Form',
        ),
        webPageDetails: object({ webPageID: text(), name: text(), queryParameters: text() }, 'Page'),
        webReferrer: object({ URL: text() }, 'Referrer'),
      }),
      environment: browser(),
    }),

  'https://ns.adobe.com/xdm/mixins/person-identifier': () =>
    resource('Person', { personID: text(), personKey: ref('https://ns.adobe.com/xdm/datatypes/b2b-source') }),

  'https://ns.adobe.com/xdm/datatypes/b2b-source': () =>
    resource('Record of a source', {
      sourceType: text(),
      sourceInstanceID: text(),
      sourceID: text(),
      sourceKey: text(),
    }),
};

function browser(): Field {
  return object({ ipV4: formatted('ipv4', text()), browserDetails: object({ userAgent: text() }) });
}
