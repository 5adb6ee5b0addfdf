/** Which id a call is answered with: the client's UUID or a new one, and always 16 hexadecimal digits behind it. */

import { isUuid } from '../protocol/requestId.js';
import { Refusal } from './problem.js';
import { hexDigits, uuid, type Random } from './random.js';
import { headerOf, type EmulatorRequest } from './wire.js';

/** The id that the client sent is not checked here: the refusal of a malformed one needs an id too. */
export function mintRequestId(request: EmulatorRequest, random: Random): string {
  const sent = sentRequestId(request);
  return `${isUuid(sent) ? sent : uuid(random)}-${hexDigits(16, random)}`;
}

export function checkRequestId(request: EmulatorRequest): void {
  const sent = sentRequestId(request);
  const isAcceptable: boolean = sent === undefined || isUuid(sent);
  if (isAcceptable) return;
  const where = request.query.has('requestId') ? 'query parameter requestId' : 'header x-request-id';
  throw new Refusal('EXEG-0108-400', `The ${where} is '${sent}', which is not a UUID. Send a UUID, or leave it out.`);
}

/** As the client sent it, whatever it is. */
export function sentRequestId(request: EmulatorRequest): string | undefined {
  return request.query.get('requestId') ?? headerOf(request, 'x-request-id');
}
