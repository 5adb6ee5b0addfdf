/** Answers to a batch of events: accepted, and nothing more. */

import type { AcceptedCall } from '../endpoints.js';
import { Refusal } from '../problem.js';
import { emptyAnswer, jsonAnswer, type WireAnswer } from '../wire.js';

export function replyToCollect({ query, requestId }: AcceptedCall): WireAnswer {
  return query.get('silent') === 'true' ? emptyAnswer(204) : jsonAnswer(202, { requestId });
}

export function checkSilent(query: URLSearchParams): void {
  const silent = query.get('silent');
  if (silent === null || silent === 'true' || silent === 'false') return;
  throw new Refusal('EXEG-0108-400', `The query parameter silent is '${silent}'. Use true or false, or leave it out.`);
}
