/** Schema violations as a failure message shows them. */

import type { Violation } from '../schema/violation.js';
import { count, print } from './print.js';
import type { PrintedDifference } from './verdict.js';

export function violationLine({ path, rule, expected, received, schema }: Violation): string {
  return `${place(path)}: expected ${expected}, received ${print(received)} (${rule} in ${schema})`;
}

/** The first violation in full, the others on one line each. */
export function violationDifference(violations: readonly Violation[]): PrintedDifference | undefined {
  const [first, ...others] = violations;
  if (first === undefined) return undefined;
  const { path, rule, expected, received, schema } = first;
  return {
    path: place(path),
    expected: `${expected} (${rule} in ${schema})`,
    received: print(received),
    others: others.map(violationLine),
  };
}

export function violationCount(violations: readonly Violation[]): string {
  return count(violations.length, 'violation');
}

function place(path: string): string {
  return path === '' ? 'the value itself' : path;
}
