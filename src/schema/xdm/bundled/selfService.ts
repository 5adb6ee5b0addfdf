/** Help that visitors look for, and what they are asked. */

import { choice, deprecated, flag, integer, list, object, ref, resource, text, type Resources } from './fields.js';

export const selfServiceResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/experienceevent-support-site-search': () =>
    resource('Support search', {
      siteKnowledge: object(
        { supportSiteSearch: ref('https://ns.adobe.com/xdm/datatypes/internal-site-search') },
        'Help on the site',
      ),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-knowledge-base-details': () =>
    resource('Knowledge base', {
      siteKnowledge: object(
        {
          knowledgeBaseArticleID: text(),
          knowledgeBaseArticleType: text(),
          knowledgeBaseArticleView: integer(),
          knowledgeBaseSearch: ref('https://ns.adobe.com/xdm/datatypes/internal-site-search'),
        },
        'Help on the site',
      ),
    }),

  'https://ns.adobe.com/xdm/datatypes/internal-site-search': () =>
    resource('Search on the site', {
      numberOfResults: integer(),
      productFindingMethods: text(),
      refinementValue: text(),
      refinementType: list(text()),
      refinementInstances: integer(),
      resultsPageNumber: integer(),
      resultsPerPage: integer(),
      instances: integer(),
      locationInPage: text(),
      nullInstances: integer(),
      postalCode: text(),
      radiusDistance: integer(),
      radiusType: choice(['miles', 'kilometers']),
      term: text(),
      autoCompleteClicked: flag(),
      autoCompleteValue: text(),
      autoCompleteTypedValue: text(),
      searchType: text(),
      sortOrder: choice(['ascending', 'descending']),
      sortType: choice([
        'price: low to high',
        'price: high to low',
        'featured',
        'best match',
        'average customer review',
        'discount',
        'new items',
      ]),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-survey-response-details': () =>
    resource('Survey', {
      surveyResponse: object(
        {
          surveyAnswers: list(text()),
          surveyID: text(),
          surveyQuestions: list(text()),
          surveySteps: deprecated(ref('https://ns.adobe.com/xdm/datatypes/tool-usage')),
        },
        'Survey',
      ),
    }),

  'https://ns.adobe.com/xdm/datatypes/tool-usage': () =>
    resource('Use of a tool', {
      cancelled: integer(),
      complete: integer(),
      failure: integer(),
      ID: text(),
      name: text(),
      saved: integer(),
      start: integer(),
      step: integer(),
      stepName: text(),
      submitted: integer(),
      transaction: ref('https://ns.adobe.com/xdm/datatypes/transaction'),
      type: text(),
    }),
};
