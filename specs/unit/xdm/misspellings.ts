/** What fingers make of a name. */

import type { Draw } from './random.js';

/** One letter dropped, doubled, replaced, exchanged with the next one: each at a place of its own. */
export function misspellings(name: string, draw: Draw): string[] {
  const [prefix, local] = split(name);
  const letters = Array.from(local);
  const spelt = letters.length < 2 ? [] : edits.map((edit) => edit(letters, draw).join(''));
  return [...new Set(spelt.filter((wrong) => wrong.toLowerCase() !== local.toLowerCase()))].map(
    (wrong) => prefix + wrong,
  );
}

/** First letter, all letters and any one letter in the other case. */
export function otherCases(name: string, draw: Draw): string[] {
  const [prefix, local] = split(name);
  const at = draw.below(local.length);
  const cases = [
    flipped(local.slice(0, 1)) + local.slice(1),
    local.toLowerCase(),
    local.toUpperCase(),
    local.slice(0, at) + flipped(local.slice(at, at + 1)) + local.slice(at + 1),
  ];
  return [...new Set(cases)].filter((wrong) => wrong !== local).map((wrong) => prefix + wrong);
}

const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz');

const edits: readonly ((letters: readonly string[], draw: Draw) => string[])[] = [
  (letters, draw) => letters.toSpliced(draw.below(letters.length), 1),
  (letters, draw) => {
    const at = draw.below(letters.length);
    return letters.toSpliced(at, 0, letters[at]!);
  },
  (letters, draw) => {
    const at = draw.below(letters.length - 1);
    return letters.toSpliced(at, 2, letters[at + 1]!, letters[at]!);
  },
  (letters, draw) => letters.toSpliced(draw.below(letters.length), 1, draw.oneOf(alphabet)!),
];

/** `xdm:` and the like are written by no hand. */
function split(name: string): [prefix: string, local: string] {
  const prefix = /^(?:.*[:/]|@|_)?/.exec(name)![0];
  return [prefix, name.slice(prefix.length)];
}

function flipped(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}
