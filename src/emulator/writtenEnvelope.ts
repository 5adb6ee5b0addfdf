/** The envelope of handles as it goes over the wire, in both directions: written for an answer, read to be changed. */

import type { Handle } from '../protocol/handles.js';
import { isObject } from '../protocol/json.js';
import type { Problem } from '../protocol/problems.js';
import { framed, recordsIn, type Envelope, type Framing } from './streaming.js';
import { parsedBody, writtenAnswer, type WireAnswer } from './wire.js';

export interface EnvelopeContent {
  requestId: string;
  handles?: readonly Handle[] | undefined;
  errors?: readonly Problem[] | undefined;
  warnings?: readonly Problem[] | undefined;
}

/**
 * An error makes the status 207; warnings alone leave it at 200.
 *
 * @param framing of a client that asked for a stream.
 * @param write a faster way, for handles of which it is known what they hold.
 */
export function writeEnvelope(
  { requestId, handles = [], errors = [], warnings = [] }: EnvelopeContent,
  framing: Framing | undefined,
  write: (envelope: Envelope) => string = JSON.stringify,
): WireAnswer {
  const envelope: Envelope = {
    requestId,
    handle: [...handles],
    ...(errors.length > 0 ? { errors: [...errors] } : {}),
    ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
  };
  const text = framing === undefined ? write(envelope) : framed(envelope, framing);
  return writtenAnswer(errors.length > 0 ? 207 : 200, text);
}

/** @returns undefined for an answer that carries no envelope: a problem, an accepted batch, nothing at all. */
export function readEnvelope({ status, body }: WireAnswer, framing?: Framing): Required<EnvelopeContent> | undefined {
  if ((status !== 200 && status !== 207) || body === '') return undefined;
  const envelopes = (framing === undefined ? [body] : recordsIn(body, framing)).map(parsedBody).filter(isEnvelope);
  const [first] = envelopes;
  if (first === undefined) return undefined;
  return {
    requestId: first.requestId,
    handles: envelopes.flatMap(({ handle }) => handle),
    errors: envelopes.flatMap(({ errors }) => (errors ?? []) as Problem[]),
    warnings: envelopes.flatMap(({ warnings }) => (warnings ?? []) as Problem[]),
  };
}

function isEnvelope(value: unknown): value is Envelope {
  return isObject(value) && typeof value['requestId'] === 'string' && Array.isArray(value['handle']);
}
