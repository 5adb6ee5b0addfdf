/** The offers of a proposition and their content. */

import {
  bounded,
  deprecated,
  list,
  map,
  measure,
  number,
  object,
  patterned,
  ref,
  requiring,
  resource,
  suggested,
  text,
  uriReference,
  type Resources,
} from './fields.js';
import { languageTag } from './languageTag.js';

export const optionResources: Resources = {
  'https://ns.adobe.com/experience/decisioning/option-detail': () =>
    requiring(
      ['id'],
      resource('Offer', {
        id: uriReference(),
        _repo: object({ etag: text('Revision') }, 'Repository'),
        name: text(),
        tags: list(uriReference()),
        characteristics: map(text()),
        score: bounded(number(), { minimum: 0 }),
        optionContent: ref('https://ns.adobe.com/experience/decisioning/content-component-details'),
        _experience: object({ decisioning: object({ propositionsTotal: measure(), propositionsProfile: measure() }) }),
        itemSelection: ref('https://ns.adobe.com/experience/decisioning/item-selection'),
        selectionID: deprecated(text()),
        selectionType: deprecated(text()),
        trackingToken: deprecated(text()),
      }),
    ),

  'https://ns.adobe.com/experience/decisioning/item-selection': () =>
    resource('Selection of an item', {
      selectionDetail: ref('https://ns.adobe.com/experience/decisioning/selection-detail'),
      rankingDetail: ref('https://ns.adobe.com/experience/decisioning/strategy-details'),
    }),

  'https://ns.adobe.com/experience/decisioning/selection-detail': () =>
    resource('Selection', {
      strategyID: text(),
      strategyName: text(),
      selectionType: suggested(['selectionStrategy', 'fallback', 'manual']),
      version: text(),
    }),

  'https://ns.adobe.com/experience/decisioning/content-component-details': () =>
    requiring(
      ['_type', '_dc'],
      resource('Content of an offer', {
        _type: uriReference(),
        _dc: requiring(
          ['format'],
          object(
            { format: patterned('\\w+\\/[-.\\w]+(?:\\+[-.\\w]+)?'), language: list(languageTag()) },
            'Dublin Core',
          ),
        ),
        _repo: object({ name: text(), repositoryID: text(), id: text(), resolveURL: uriReference() }, 'Repository'),
        content: text(),
        deliveryURL: text(),
        linkURL: text(),
      }),
    ),
};
