/** Chance that is the same in every run. */

export interface Draw {
  /** A whole number from 0, less than the limit. */
  below(limit: number): number;
  /** Undefined of an empty list. */
  oneOf<T>(list: readonly T[]): T | undefined;
}

/** @param seed the same seed gives the same numbers. */
export function drawing(seed: number): Draw {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { below, oneOf: (list) => list[below(list.length)] };
}
