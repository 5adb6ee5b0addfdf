/** What a request asks for. It may stand at the request or at an event, and all clients use either. */

import { maxDecisionScopes } from '../../../protocol/limits.js';
import type { JsonSchema } from '../../jsonSchema.js';
import { flag, freeObject, listOf, number, object, choiceOf, text } from '../shapes.js';

export function query(): JsonSchema {
  return object({
    identity: identityQuery(),
    personalization: object({
      schemas: listOf(text),
      decisionScopes: { ...listOf(text), maxItems: maxDecisionScopes },
      surfaces: listOf(text),
      enabled: flag,
    }),
    advertising: object({
      lastSearchClick: number,
      lastDisplayClick: number,
      stitchIds: freeObject,
      advIds: text,
      eventType: text,
    }),
    conversation: object({ surfaces: listOf(text), message: text, data: freeObject }),
  });
}

/** Without `operation: "update"`, consent that was saved before is replaced. */
export function consentQuery(): JsonSchema {
  return object({ identity: identityQuery(), consent: object({ operation: choiceOf('update') }) });
}

export function identityQuery(): JsonSchema {
  return object({ fetch: listOf(text), idSyncRespondWithPixel: flag, idSyncRedirectUrl: text });
}
