/** How a consent that does not fit is refused, where that differs from other bodies. */

import type { Violation } from '../../schema/violation.js';
import { Refusal } from '../problem.js';

/** @returns undefined when the usual refusal will do. */
export function consentRefusal(violations: readonly Violation[]): Refusal | undefined {
  if (!violations.some(isEmptyString)) return undefined;
  const errors = violations.map((violation) =>
    isEmptyString(violation)
      ? `${violation.path}: the consent string of standard 'IAB TCF' is empty.`
      : violation.message,
  );
  return new Refusal('EXEG-0104-422', 'The body is not valid; the report says why.', { errors });
}

function isEmptyString({ rule, path }: Violation): boolean {
  return rule === 'minLength' && /^consent\[\d+\]\.value$/.test(path);
}
