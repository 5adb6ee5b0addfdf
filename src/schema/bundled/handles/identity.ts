/** Handles about who the visitor is. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, flag, integer, number, object, choiceOf } from '../shapes.js';
import { handleOf } from './handle.js';

const identity = object({ id: filledText, namespace: object({ code: filledText }, ['code']) }, ['id', 'namespace']);

export function identityResult(): JsonSchema {
  return handleOf('identity:result', {
    title: 'Identities',
    description: "The visitor's identities, in answer to query.identity.fetch.",
    item: identity,
  });
}

export function identityPersist(): JsonSchema {
  return handleOf('identity:persist', {
    title: 'Identities to keep',
    description: 'Identities that older mobile SDKs kept.',
    item: identity,
  });
}

export function identityExchange(): JsonSchema {
  return handleOf('identity:exchange', {
    title: 'Identity exchange',
    description: 'Addresses of third parties that the client calls to match identities.',
    item: object({ type: choiceOf('url'), id: integer, spec: pixel }, ['type', 'id', 'spec']),
  });
}

/** An address for the client to call. It may leave out its scheme. */
export const pixel = object({ url: filledText, hideReferrer: flag, ttlMinutes: number }, ['url']);
