/** The bodies of answers: the envelope of handles, what a batch is answered with, and problems. */

import type { JsonSchema } from '../jsonSchema.js';
import { count, filledText, integer, listOf, object, text } from './shapes.js';

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

/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting */
export function problem(): JsonSchema {
  return {
    title: 'Problem',
    description: 'What was wrong with a request, or with an upstream service that it needed.',
    ...object(problemFields(), ['type', 'status', 'title']),
  };
}

/** Warnings are looser than problems: services leave out every field, and put codes of their own into `status`. */
export function warning(): JsonSchema {
  return {
    title: 'Warning',
    description: 'What an upstream service wants to be known although the request succeeded.',
    ...object(problemFields()),
  };
}

function problemFields() {
  return { type: filledText, status: integer, title: text, detail: text, report: report() };
}

function report(): JsonSchema {
  return object({
    requestId: text,
    orgId: text,
    configId: text,
    eventIndex: count,
    errors: listOf(text),
    cause: object({ message: text, code: integer }),
    // Media answers list the fields that are wrong, or say in one sentence what is.
    details: { type: ['array', 'string'], items: object({ name: text, reason: text }, ['name', 'reason']) },
    version: text,
    timestamp: text,
  });
}
