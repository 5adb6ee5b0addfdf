/** How a consent that does not fit is refused, where that differs from other bodies. */

import type { Violation } from '../../schema/violation.js';
import { Refusal } from '../problem.js';

/** @returns undefined when the usual refusal will do. */
export function consentRefusal(violations: readonly Violation[]): Refusal | undefined {
  const empty = violations.flatMap(({ rule, path }) => {
    const index = rule === 'minLength' ? /^consent\[(\d+)\]\.value$/.exec(path)?.[1] : undefined;
    return index === undefined ? [] : [`consent[${index}].value: the consent string of standard 'IAB TCF' is empty.`];
  });
  if (empty.length === 0) return undefined;
  const others = violations.filter(({ rule }) => rule !== 'minLength').map(({ message }) => message);
  return new Refusal('EXEG-0104-422', 'The body is not valid; the report says why.', { errors: [...empty, ...others] });
}
