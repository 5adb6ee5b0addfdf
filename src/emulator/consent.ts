/** Whether the visitor allows that events are used: stored by an earlier call, or what the datastream assumes. */

import { parseConsentCookie } from '../protocol/cookies.js';
import type { Problem } from '../protocol/problems.js';
import type { Datastream } from './datastreams/datastream.js';
import { problem } from './problem.js';
import type { ClientState } from './state.js';

export type Consent = 'in' | 'out';

export function consentOf(state: ClientState, { defaultConsent }: Datastream): Consent {
  const stored = parseConsentCookie(state.get('consent') ?? '').get('general');
  return stored === 'in' || stored === 'out' ? stored : defaultConsent;
}

/** The call is answered with 200 all the same: its event is ignored. */
export function consentWarning(eventIndex: number): Problem {
  return problem(
    'EXEG-0301-200',
    'The visitor has not consented, so the event was ignored. No service of the datastream saw it.',
    { eventIndex },
  );
}
