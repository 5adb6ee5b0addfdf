/** The bodies of successful answers. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, listOf, object } from '../shapes.js';

export function interactResponse(): JsonSchema {
  return {
    title: 'Interact response',
    description: 'Body of every answer that carries handles; each handle is checked against the schema of its type.',
    ...object(
      {
        // Whether it is well-formed is for `toHaveRequestId` to say: Adobe's own recordings carry other ids.
        requestId: filledText,
        handle: listOf({ 'edge:dispatch': { on: 'type', to: 'edge:handle/', otherwise: 'edge:handle' } }),
        errors: listOf({ 'edge:dispatch': { to: 'edge:problem' } }),
        warnings: listOf({ 'edge:dispatch': { to: 'edge:warning' } }),
      },
      ['requestId', 'handle'],
    ),
  };
}

export function collectResponse(): JsonSchema {
  return {
    title: 'Collect response',
    description: 'Body of 202 to POST /v2/collect: the events were accepted, nothing is answered about them.',
    ...object({ requestId: filledText }, ['requestId']),
  };
}
