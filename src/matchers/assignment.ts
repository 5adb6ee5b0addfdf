/** Gives each of several patterns a payload item of its own. */

/**
 * Matches greedily and lets an earlier pattern move to another of its items where a later one has no choice
 * (Kuhn's algorithm), so that `[{}, { key: 'a' }]` does not depend on the order of the items.
 *
 * @param choices for each pattern, the indices of the items that match it.
 * @returns for each pattern the index of its item; undefined where none is left.
 */
export function assign(choices: readonly (readonly number[])[]): (number | undefined)[] {
  const patternOf = new Map<number, number>();

  const place = (pattern: number, tried: Set<number>): boolean => {
    for (const item of choices[pattern] ?? []) {
      if (tried.has(item)) continue;
      tried.add(item);
      const holder = patternOf.get(item);
      if (holder === undefined || place(holder, tried)) {
        patternOf.set(item, pattern);
        return true;
      }
    }
    return false;
  };

  for (const pattern of choices.keys()) place(pattern, new Set());
  const itemOf = new Map([...patternOf].map(([item, pattern]) => [pattern, item]));
  return choices.map((_, pattern) => itemOf.get(pattern));
}
