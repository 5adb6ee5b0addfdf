/** Texts of a run, which may come from anywhere, made fit to be shown in one line. */

import { stripVTControlCharacters } from 'node:util';

/** Without what a terminal obeys or what turns the direction of writing, and no longer than `width` characters. */
export function oneLine(text: string, width: number): string {
  // Messages may be megabytes long; a margin is left for what is taken out.
  const plain = stripVTControlCharacters(text.slice(0, 4 * width + 1_000))
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (plain.length <= width) return plain;
  const characters = Array.from(plain);
  return characters.length <= width ? plain : `${characters.slice(0, width - 1).join('')}…`;
}

/** The end of a path says more than its beginning. */
export function oneLineEnd(text: string, width: number): string {
  const characters = Array.from(oneLine(text, Number.MAX_SAFE_INTEGER));
  return characters.length <= width ? characters.join('') : `…${characters.slice(1 - width).join('')}`;
}

/** `1 test`, `3 tests`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
