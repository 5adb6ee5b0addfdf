/** Answers to a batch of events: accepted, and nothing more. */

import type { AcceptedCall } from '../acceptedCall.js';
import { Refusal } from '../problem.js';
import { emptyAnswer, jsonAnswer, type WireAnswer } from '../wire.js';

/** Version 1 is what browsers send while they leave a page: nobody is left to read an answer. */
export function replyToCollect({ request, requestId, version }: AcceptedCall): WireAnswer {
  const isSilent = version === 'v1' || request.query.get('silent') === 'true';
  return isSilent ? emptyAnswer(204) : jsonAnswer(202, { requestId });
}

export function checkSilent(query: URLSearchParams): void {
  const silent = query.get('silent');
  if (silent === null || silent === 'true' || silent === 'false') return;
  throw new Refusal('EXEG-0108-400', `The query parameter silent is '${silent}'. Use true or false, or leave it out.`);
}
