/** What a misspelt name was meant to be. */

/** More edits than this make another word of it. */
const MAX_EDITS = 2;

/**
 * The candidate that differs from `name` in case only, or in at most two letters of a name three times as long.
 *
 * @returns undefined when none is near, and when `name` itself is a candidate.
 */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.includes(name)) return undefined;
  return differsInCase(name, candidates) ?? nearest(name, candidates);
}

export function differsInCase(name: string, candidates: readonly string[]): string | undefined {
  return candidates.find((candidate) => candidate !== name && candidate.toLowerCase() === name.toLowerCase());
}

function nearest(name: string, candidates: readonly string[]): string | undefined {
  return (
    candidates
      // Each letter that one has more than the other is an edit.
      .filter((candidate) => Math.abs(candidate.length - name.length) <= MAX_EDITS)
      .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
      .filter(({ candidate, edits }) => edits <= MAX_EDITS && edits * 3 <= candidate.length)
      .toSorted((a, b) => a.edits - b.edits)[0]?.candidate
  );
}

/**
 * Letters to insert, remove, replace or exchange with their neighbour to turn one into the other (optimal string
 * alignment), kept two rows at a time.
 */
export function editDistance(from: string, to: string): number {
  let above: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isExchanged = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const replaced = row[j - 1]! + (isSame ? 0 : 1);
      const exchanged = isExchanged ? above[j - 2]! + 1 : Infinity;
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1, exchanged));
    }
    [above, row] = [row, next];
  }
  return row.at(-1)!;
}
