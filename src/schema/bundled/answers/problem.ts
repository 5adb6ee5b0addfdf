/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting */

import type { JsonSchema } from '../../jsonSchema.js';
import { count, filledText, integer, listOf, object, text } from '../shapes.js';

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
