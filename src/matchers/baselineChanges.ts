/** How an answer or a value differs from its baseline, in words. */

import { compareShapes, type AdditiveChange, type BreakingChange } from '../traffic/shapeChanges.js';
import type { Baseline } from './baselineFile.js';
import { printType } from './baselineText.js';
import { count, firstOf } from './print.js';
import type { Explanation, PrintedDifference } from './verdict.js';

export interface BaselineChanges {
  breaking: readonly (BreakingChange | AdditiveChange)[];
  additive: readonly AdditiveChange[];
}

/** An answer has one status: another one is there instead of the old one, not beside it. */
export function baselineChanges(baseline: Baseline, actual: Baseline): BaselineChanges {
  const { breaking, additive } = compareShapes(baseline.shape, actual.shape);
  const isStatus = ({ path }: AdditiveChange) => actual.of === 'answer' && path === 'status';
  return {
    breaking: [...additive.filter(isStatus), ...breaking],
    additive: additive.filter((change) => !isStatus(change)),
  };
}

export function explainBreaking({ breaking, additive }: BaselineChanges): Omit<Explanation, 'expected'> {
  const [difference, ...others] = breaking.map(printChange);
  const lines = others.map(({ path, expected, received }) => `${path}: expected ${expected}, received ${received}`);
  return {
    received: count(breaking.length, 'breaking change'),
    difference: difference && { ...difference, others: lines },
    blocks: firstOf(printAdditions(additive)).map((line, index) => (index === 0 ? 'Also new:   ' : INDENT) + line),
  };
}

const INDENT = ' '.repeat('Also new:   '.length);

/** One line each: `handle.media-analytics:new-session: object`, `scopes[] has new codes: footer`. */
export function printAdditions(additive: readonly AdditiveChange[]): string[] {
  return additive.map((change) => {
    const { path, received } = printChange(change);
    return change.kind === 'added' ? `${path}: ${received}` : `${path}: ${received} beside ${change.before.join(', ')}`;
  });
}

function printChange(change: BreakingChange | AdditiveChange): PrintedDifference {
  const path = change.path === '' ? 'the value itself' : change.path;
  if (change.kind === 'removed')
    return { path, expected: printType(change.before), received: change.isPartly ? 'nothing in some' : 'nothing' };
  if (change.kind === 'retyped') return { path, expected: printType(change.before), received: printType(change.after) };
  if (change.kind === 'added') return { path, expected: 'nothing', received: printType(change.after) };
  return { path, expected: change.before.join(' or '), received: change.codes.join(' and ') || 'other texts' };
}
