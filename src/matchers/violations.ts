/** Schema violations as a failure message shows them. */

import type { Violation } from '../schema/violation.js';
import { count, print } from './print.js';
import type { Explanation } from './verdict.js';

export function violationLine({ message, rule, schema }: Violation): string {
  return `${message} (${rule} in ${schema})`;
}

/** The first violation in full, the others on one line each; all on a line when the first is one of the value itself. */
export function violationReport(violations: readonly Violation[]): Pick<Explanation, 'received' | 'difference'> {
  const total = count(violations.length, 'violation');
  const [first, ...others] = violations;
  if (first === undefined || first.path === '') return { received: [total, ...violations.map(violationLine)] };
  const { path, rule, expected, received, schema } = first;
  return {
    received: total,
    difference: {
      path,
      expected: `${expected} (${rule} in ${schema})`,
      received: print(received),
      others: others.map(violationLine),
    },
  };
}
