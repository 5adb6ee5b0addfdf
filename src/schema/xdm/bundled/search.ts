/** Searches on the web and on the site. */

import {
  choice,
  flag,
  integer,
  list,
  measure,
  object,
  ref,
  resource,
  suggested,
  text,
  uri,
  type Resources,
} from './fields.js';

export const searchResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-search': () =>
    resource('Web search', { search: ref('https://ns.adobe.com/xdm/context/search') }),

  'https://ns.adobe.com/xdm/context/search': () =>
    resource('Web search', {
      searchEngine: text(),
      searchEngineID: uri(),
      keywords: text(),
      isPaid: flag(),
      pageDepth: integer(),
      slot: suggested(['top', 'side']),
      position: integer(),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-site-search': () =>
    resource('Site search', {
      siteSearch: ref('https://ns.adobe.com/xdm/datatypes/sitesearch'),
      searchRequest: measure(),
      searchResponse: measure(),
    }),

  'https://ns.adobe.com/xdm/datatypes/sitesearch': () =>
    resource('Site search', {
      filter: list(object({ attribute: text(), value: list(text()), isRange: flag() })),
      sort: list(object({ attribute: text(), order: choice(['ASC', 'DESC', 'RELEVANCE']) })),
      query: text(),
      suggestions: list(text()),
      numberOfResults: integer(),
    }),
};
