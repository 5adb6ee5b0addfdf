/** What became of a shape: what readers of the old one would stumble over, and what is merely new. */

import { allAlike, ANY_KEY, hasText, isMap, joinName, type Shape } from './shape.js';

export type BreakingChange =
  /** A required field is not there: in no object, or not in each. */
  | { kind: 'removed'; path: string; before: Shape; isPartly: boolean }
  /** There are types that were not there before. */
  | { kind: 'retyped'; path: string; before: Shape; after: Shape };

export type AdditiveChange =
  /** What is inside a new field is not told beside it. */
  | { kind: 'added'; path: string; after: Shape }
  /** Codes that were not there before; none when texts are no codes any longer. */
  | { kind: 'codes'; path: string; before: readonly string[]; codes: readonly string[] };

/** Each sorted by path. */
export interface ShapeChanges {
  breaking: BreakingChange[];
  additive: AdditiveChange[];
}

/**
 * From a shape that is known to one that came.
 *
 * A new code is additive: a service may add one at any time, and few samples do not show all there are. That a field was
 * only ever `null` tells nothing of its type, so a first value is additive as well; a first `null` is not.
 */
export function compareShapes(baseline: Shape, actual: Shape): ShapeChanges {
  const changes: ShapeChanges = { breaking: [], additive: [] };
  compare(baseline, actual, { path: '', changes });
  changes.breaking.sort(byPath);
  changes.additive.sort(byPath);
  return changes;
}

interface Comparison {
  path: string;
  changes: ShapeChanges;
}

function compare(before: Shape, after: Shape, { path, changes }: Comparison): void {
  if (after.types.some((type) => !before.types.includes(type))) {
    const wasUnknown = before.types.every((type) => type === 'null');
    if (wasUnknown) changes.additive.push({ kind: 'added', path, after });
    else changes.breaking.push({ kind: 'retyped', path, before, after });
  }
  compareCodes(before, after, { path, changes });
  compareFields(before.fields, after.fields, { path, changes });
  const inside = `${path}[]`;
  if (before.items !== undefined && after.items !== undefined)
    compare(before.items, after.items, { path: inside, changes });
  else if (after.items !== undefined && before.types.includes('array') && before.isCut === undefined)
    changes.additive.push({ kind: 'added', path: inside, after: after.items });
}

function compareCodes(before: Shape, after: Shape, { path, changes }: Comparison): void {
  if (before.codes === undefined || !hasText(after)) return;
  const codes = after.codes?.filter((code) => before.codes?.includes(code) === false) ?? [];
  if (codes.length > 0 || after.codes === undefined)
    changes.additive.push({ kind: 'codes', path, before: before.codes, codes });
}

function compareFields(before: Shape['fields'], after: Shape['fields'], { path, changes }: Comparison): void {
  if (before === undefined || after === undefined) return;
  const came = isMap(before) ? allAlike(after) : after;
  // Names that have become too many to be names: each of the old ones may be among them.
  const anyOther = isMap(came) ? came.get(ANY_KEY) : undefined;
  for (const [name, field] of before) {
    const named = came.get(name);
    const found = named ?? anyOther;
    const place = joinName(path, name);
    if (!field.isOptional && (found === undefined || named?.isOptional === true))
      changes.breaking.push({ kind: 'removed', path: place, before: field, isPartly: found !== undefined });
    if (found !== undefined) compare(field, found, { path: place, changes });
  }
  for (const [name, field] of came) {
    if (!before.has(name)) changes.additive.push({ kind: 'added', path: joinName(path, name), after: field });
  }
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
