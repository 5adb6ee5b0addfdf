/**
 * Which fault names a run that failed for several reasons. What the datastream answers wrong goes first: it is the one
 * that reaches somebody's reports. A token that has expired fails every test, so that a fault of the data that stands
 * beside it was found by a call that did get through. Infrastructure goes last, as it may be gone tomorrow.
 */

import type { Fault, Verdict } from './model.js';

export const faultOrder = [
  'data',
  'spec',
  'configuration',
  'credentials',
  'infrastructure',
] as const satisfies readonly Fault[];

/** Undefined when no test failed. */
export function mainFault({ faults }: Pick<Verdict, 'faults'>): Fault | undefined {
  return faultOrder.find((fault) => faults[fault] > 0);
}
