/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/personalization */

import type { JsonSchema } from '../jsonSchema.js';
import { handleOf } from './handles.js';
import { filledText, integer, listOf, mapOf, object, openObject, text } from './shapes.js';

export function personalizationDecisions(): JsonSchema {
  return handleOf('personalization:decisions', {
    title: 'Propositions',
    description: 'What decision providers chose for the requested scopes and surfaces.',
    item: proposition(),
  });
}

function proposition(): JsonSchema {
  return object(
    {
      id: filledText,
      scope: text,
      scopeDetails: scopeDetails(),
      activity: object({ id: filledText, etag: text, name: text }, ['id']),
      placement: object({ id: filledText, etag: text, name: text, channel: text, componentType: text }, ['id']),
      items: listOf({ 'edge:dispatch': { on: 'schema', to: 'edge:item/', otherwise: 'edge:item' } }),
    },
    ['id', 'scope', 'items'],
  );
}

/** From Target and Journey Optimizer; offer decisioning says it with `activity` and `placement`. */
function scopeDetails(): JsonSchema {
  const strategy = object({
    step: text,
    algorithmID: text,
    trafficType: text,
    strategyID: text,
    treatmentID: text,
  });
  return object({
    decisionProvider: filledText,
    activity: object({ id: text, priority: integer, matchedSurfaces: listOf(text) }, ['id']),
    experience: object({ id: text }, ['id']),
    strategies: listOf(strategy),
    characteristics: openObject({
      eventToken: text,
      eventTokens: mapOf(text),
      stateToken: text,
      analyticsToken: text,
      analyticsTokens: mapOf(text),
      scopeType: text,
      cjmEvent: text,
    }),
    correlationID: text,
    rank: integer,
  });
}
