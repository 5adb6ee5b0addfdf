/** How a proposition was chosen: scope, activity, placement, strategy. */

import {
  choice,
  deprecated,
  integer,
  list,
  map,
  moment,
  object,
  ref,
  requiring,
  resource,
  suggested,
  text,
  uriReference,
  type Resources,
} from './fields.js';

export const decisionResources: Resources = {
  'https://ns.adobe.com/experience/decisioning/scope-details': () =>
    resource('Scope of a decision', {
      id: text(),
      decisionProvider: text(),
      placement: ref('https://ns.adobe.com/experience/decisioning/placement-detail'),
      rank: integer(),
      activity: ref('https://ns.adobe.com/experience/decisioning/activity-detail'),
      decisionPolicy: ref('https://ns.adobe.com/experience/decisioning/decision-policy'),
      correlationID: text(),
      interactionMeasurements: list(ref('https://ns.adobe.com/experience/decisioning/interaction-measurement')),
      strategies: list(ref('https://ns.adobe.com/experience/decisioning/strategy-details')),
      experience: object({ id: uriReference() }),
      characteristics: map(text()),
    }),

  'https://ns.adobe.com/experience/decisioning/activity-detail': () =>
    requiring(
      ['id'],
      resource('Activity', {
        id: uriReference(),
        priority: integer(),
        _repo: object({ etag: text('Revision') }, 'Repository'),
        name: text(),
        startTime: moment(),
        endTime: moment(),
        fallback: uriReference(),
        matchedSurfaces: list(text()),
      }),
    ),

  'https://ns.adobe.com/experience/decisioning/placement-detail': () =>
    requiring(
      ['id'],
      resource('Placement', {
        id: uriReference(),
        _repo: object({ etag: text('Revision') }, 'Repository'),
        name: text(),
        channelID: uriReference(),
      }),
    ),

  'https://ns.adobe.com/experience/decisioning/decision-policy': () =>
    requiring(
      ['id'],
      resource('Decision policy', {
        id: text(),
        _repo: object({ etag: text('Revision') }, 'Repository'),
        name: text(),
      }),
    ),

  'https://ns.adobe.com/experience/decisioning/strategy-details': () =>
    resource('Strategy step', {
      step: suggested(['profile', 'eligibility', 'suppression', 'ranking', 'capping', 'decisionPolicy']),
      strategyID: text(),
      algorithmID: uriReference(),
      treatmentID: text(),
      // No suggestions: the public schema has words, Target answers with numbers.
      trafficType: text(),
    }),

  'https://ns.adobe.com/experience/decisioning/strategy-detail': () =>
    requiring(['id'], resource('Selection strategy', { id: uriReference() })),

  'https://ns.adobe.com/experience/decisioning/interaction-measurement': () =>
    resource('Measured interaction', {
      observation: object(
        { mapping: choice(['direct', 'eventTypeValue', 'fieldValue', 'predicate']), value: text(), field: text() },
        'What is observed',
      ),
      outcome: object({ _id: text(), field: text() }, 'What is measured'),
    }),

  'https://ns.adobe.com/experience/decisioning/decisionevent-details': () =>
    deprecated(
      resource('Decision', {
        experienceID: text(),
        algorithmID: uriReference(),
        trafficType: suggested(['random', 'contextual', 'noncontextual']),
      }),
    ),
};
