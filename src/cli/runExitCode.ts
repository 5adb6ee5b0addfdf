/** What a run was, as an exit code: zero, or whose fault it is that it failed. */

import { mainFault } from '../reporter/faultOrder.js';
import type { Fault, Verdict } from '../reporter/model.js';

const exitCodes: Record<Fault, number> = { data: 1, configuration: 2, infrastructure: 3, credentials: 4, spec: 5 };
/** Of a run that proves nothing, as of one that is misunderstood. */
const NO_RUN = 2;

export function exitCodeOf(verdict: Verdict): number {
  const fault = mainFault(verdict);
  if (fault !== undefined) return exitCodes[fault];
  if (!hasRun(verdict)) return NO_RUN;
  // A run fails without a test that failed when a file cannot be loaded, or in a setup of its own.
  return verdict.outcome === 'passed' && verdict.tests.failed === 0 ? 0 : exitCodes.spec;
}

/** Tests that were skipped have proved nothing. */
export function hasRun({ outcome, tests: { passed, failed, flaky } }: Verdict): boolean {
  return outcome === 'failed' || (outcome === 'passed' && passed + failed + flaky > 0);
}
