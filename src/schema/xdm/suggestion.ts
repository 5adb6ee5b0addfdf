/** Which field an unknown one was meant to be. */

import { joinPath } from '../../protocol/json.js';
import { editDistance } from '../../spelling.js';
import type { XdmField } from './field.js';
import type { FieldIndex } from './fieldIndex.js';

export interface Stranger {
  name: string;
  value: unknown;
  /** The object that it stands in. */
  path: string;
  parent: XdmField;
}

/**
 * The path of a field beside it that is spelt alike, or of one with its name elsewhere in the schema; undefined when there
 * is neither.
 */
export function suggestedPath(stranger: Stranger, index: () => FieldIndex): string | undefined {
  const beside = alike(stranger.name, stranger.parent.fieldNames, stranger);
  return beside === undefined ? index().nearest(stranger) : joinPath(stranger.path, beside);
}

/** One in three letters may differ, but one always may: `UR` is `URL`. */
function alike(name: string, candidates: readonly string[], { value, parent }: Stranger): string | undefined {
  const plainName = plain(name);
  const near = candidates
    .map((candidate) => ({ candidate, edits: editsBetween(plainName, plain(candidate)) }))
    .filter(({ candidate, edits }) => {
      const length = Math.max(plain(candidate).length, plainName.length);
      return edits < length && edits <= Math.max(1, Math.floor(length / 3));
    });
  const rank = ({ candidate, edits }: { candidate: string; edits: number }) =>
    edits +
    (parent.field(candidate)?.takes(value) === true ? 0 : 0.5) +
    // A better name for the same is always there.
    (parent.field(candidate)?.isDeprecated === true ? 0.75 : 0) +
    (candidate[0]?.toLowerCase() === name[0]?.toLowerCase() ? 0 : 0.25);
  return near.toSorted((a, b) => rank(a) - rank(b))[0]?.candidate;
}

/** Most names differ so much in length that the others need not be compared. */
function editsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > Math.max(1, Math.max(a.length, b.length) / 3)) return Infinity;
  return editDistance(a, b);
}

/** `page_name`, `Page-Name`, `pageName` and `xdm:pageName` are one name. */
function plain(name: string): string {
  return name
    .replace(/^(?:.*[:/]|@)/, '')
    .toLowerCase()
    .replaceAll(/[_\s-]/g, '');
}
