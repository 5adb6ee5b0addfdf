/** The run in one sentence. */

import type { RunTest } from './collect.js';
import { faultOrder } from './faultOrder.js';
import type { FailureGroup, Fault, Verdict } from './model.js';
import { counted } from './plainText.js';

/** Completes "1 failed: …". */
const reasons: Record<Fault, string> = {
  data: 'the datastream answers wrong',
  spec: 'the test itself is at fault',
  configuration: 'the configuration cannot be used',
  credentials: 'the credentials were refused',
  infrastructure: 'something on the way failed',
};

/** @param hasFailed the run, as Playwright sees it; a setup, or a file that cannot be loaded, is no test. */
export function verdictOf(tests: readonly RunTest[], failures: readonly FailureGroup[], hasFailed = false): Verdict {
  const count = (outcome: RunTest['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  const counts = { passed: count('passed'), failed: count('failed'), flaky: count('flaky'), skipped: count('skipped') };
  const faults = Object.fromEntries(faultOrder.map((fault) => [fault, failedBy(fault, failures)])) as Record<
    Fault,
    number
  >;
  const ran = counts.passed + counts.failed + counts.flaky;
  const isOnlyRun = hasFailed && counts.failed === 0;
  const outcome = hasFailed || counts.failed > 0 ? 'failed' : ran === 0 ? 'empty' : 'passed';
  const more = isOnlyRun ? ' Yet the run failed, outside of its tests.' : '';
  return { sentence: `${sentence(counts, faults)}${more}`, outcome, tests: counts, faults };
}

function failedBy(fault: Fault, failures: readonly FailureGroup[]): number {
  return failures.filter((group) => group.fault === fault).reduce((total, group) => total + group.failures.length, 0);
}

function sentence({ passed, failed, flaky, skipped }: Verdict['tests'], faults: Record<Fault, number>): string {
  const ran = passed + failed + flaky;
  if (ran === 0) return skipped === 0 ? 'No test ran.' : `No test ran; ${counted(skipped, 'test')} skipped.`;
  const beside = [flaky > 0 ? `${flaky} only on a second attempt` : '', skipped > 0 ? `${skipped} skipped` : ''].filter(
    (part) => part !== '',
  );
  const more = beside.length === 0 ? '' : ` (${beside.join(', ')})`;
  if (failed === 0) return `${ran === 1 ? 'The one test' : `All ${ran} tests`} passed${more}.`;
  const why = faultOrder.filter((fault) => faults[fault] > 0).map((fault) => `${reasons[fault]} (${faults[fault]})`);
  return `${passed + flaky} of ${counted(ran, 'test')} passed${more}; ${failed} failed: ${why.join(', ')}.`;
}
