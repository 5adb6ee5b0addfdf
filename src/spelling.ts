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
  return candidates
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= MAX_EDITS && edits * 3 <= candidate.length)
    .toSorted((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** Letters to insert, remove or replace to turn one into the other (Levenshtein), kept one row at a time. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
