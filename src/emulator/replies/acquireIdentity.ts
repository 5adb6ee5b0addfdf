/** Answers with the visitor's identities, made up where there are none yet. */

import type { AcceptedCall } from '../acceptedCall.js';
import { answerWithHandles } from '../envelope.js';
import type { WireAnswer } from '../wire.js';

export function replyToAcquireIdentity(call: AcceptedCall): WireAnswer {
  return answerWithHandles(call, {}, { defaultNamespaces: ['ECID'] });
}
