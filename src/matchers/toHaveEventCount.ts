import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { requireArgument, requireTimeout } from './arguments.js';
import { noteEventPattern } from './eventPattern.js';
import { explainEventCount, requireEventPattern, requireQuiet } from './eventExplanation.js';
import { requireTraffic } from './subject.js';
import { verdict } from './verdict.js';

/**
 * Exactly so many events of the test, of its pages and of `edge`, have all that the filter names, when the traffic is
 * quiet. An event that was transmitted again counts once.
 *
 * @param filter fields of the event's XDM, as in `toHaveEvent`. @default all events
 * @param options.timeout milliseconds; bounds the wait for the events and for the quiet after them. @default that of `expect`
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`; EdgeConnectionError `EDGE_NOT_QUIET`
 */
// oxlint-disable-next-line max-params -- a matcher's subject and `this` come on top of what a spec writes
export async function toHaveEventCount(
  this: ExpectMatcherState,
  traffic: EdgeTraffic,
  count: number,
  filter: Record<string, unknown> = {},
  options: { timeout?: number } = {},
): Promise<MatcherReturnType> {
  const matcher = 'toHaveEventCount';
  requireTraffic(matcher, traffic);
  requireArgument(Number.isInteger(count) && count >= 0, count, {
    matcher,
    argument: 'count',
    mustBe: 'a number of events',
  });
  requireEventPattern(matcher, 'filter', filter);
  noteEventPattern(filter);
  const timeout = requireTimeout(matcher, options) ?? this.timeout;
  const startedAtMs = performance.now();
  const enough = () => (traffic.events(filter).length >= count ? true : undefined);
  if (!this.isNot) await traffic.until(enough, timeout);
  await requireQuiet(matcher, traffic, startedAtMs + timeout - performance.now());
  const waitedMs = performance.now() - startedAtMs;
  const found = traffic.events(filter);

  return verdict(this, {
    matcher,
    parameters: Object.keys(filter).length === 0 ? 'count' : 'count, filter',
    subject: traffic,
    subjectName: 'traffic',
    pass: found.length === count,
    expected: count,
    actual: found.length,
    explain: (isNot) => explainEventCount({ traffic, expected: filter, found, waitedMs, wanted: count }, isNot),
  });
}
