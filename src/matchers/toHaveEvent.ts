import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { requireTimeout } from './arguments.js';
import { noteEventPattern } from './eventPattern.js';
import { explainEvent, requireEventPattern, requireQuiet } from './eventExplanation.js';
import { requireTraffic } from './subject.js';
import { verdict } from './verdict.js';

/**
 * Some event of the test, of its pages or of `edge`, has all that the pattern names. Waits for it; under `.not` waits
 * until the traffic is quiet, so that an event that is still on its way is not missed.
 *
 * @param expected fields of the event's XDM. What it does not name does not matter; it may hold RegExps and Playwright's
 *   asymmetric matchers.
 * @param options.timeout milliseconds. @default that of `expect`
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`; EdgeConnectionError `EDGE_NOT_QUIET`
 */
export async function toHaveEvent(
  this: ExpectMatcherState,
  traffic: EdgeTraffic,
  expected: Record<string, unknown>,
  options: { timeout?: number } = {},
): Promise<MatcherReturnType> {
  requireTraffic('toHaveEvent', traffic);
  requireEventPattern('toHaveEvent', 'expected', expected);
  noteEventPattern(expected);
  const timeout = requireTimeout('toHaveEvent', options) ?? this.timeout;
  const startedAtMs = performance.now();
  if (this.isNot) await requireQuiet('toHaveEvent', traffic, timeout);
  else await traffic.until(() => traffic.events(expected)[0], timeout);
  const waitedMs = performance.now() - startedAtMs;
  const found = traffic.events(expected);

  return verdict(this, {
    matcher: 'toHaveEvent',
    parameters: 'expected',
    subject: traffic,
    subjectName: 'traffic',
    pass: found.length > 0,
    expected,
    actual: (found.length > 0 ? found : traffic.events()).map(({ xdm }) => xdm),
    explain: (isNot) => explainEvent({ traffic, expected, found, waitedMs }, isNot),
  });
}
