/**
 * Values as a failure message shows them: one line, short, fields in the order of the wire.
 * Playwright's own printer sorts fields and goes on for 10,000 characters, more than a proposition needs.
 */

import { inspect } from 'node:util';
import { isAsymmetric, isPlainObject } from '../traffic/partial.js';

/** How much of a value is shown. */
export const shown = { characters: 120, entries: 10, levels: 4, lineCharacters: 400 } as const;

export function print(value: unknown): string {
  return cut(printLevel(value, shown.levels), shown.lineCharacters);
}

/** Text of someone else, without quotes: the title and detail of a problem, a piece of a body. */
export function cut(text: string, characters: number): string {
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
  return line.length <= characters
    ? line
    : `${line.slice(0, characters)}… (${text.length.toLocaleString('en-US')} characters)`;
}

/** The first ten, and how many there are beyond them. */
export function firstOf(items: readonly string[]): string[] {
  const rest = items.length - shown.entries;
  return rest > 0 ? [...items.slice(0, shown.entries), `… and ${rest} more`] : [...items];
}

export function printList(values: readonly unknown[]): string {
  return firstOf([...new Set(values.map(print))]).join(', ');
}

export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}

function printLevel(value: unknown, levels: number): string {
  if (typeof value === 'string') return printString(value);
  // JSON has no undefined: it stands for a field that is not there.
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return printEntries('[]', value, (item) => printLevel(item, levels - 1), levels);
  if (isAsymmetric(value)) return printAsymmetric(value, levels);
  if (isPlainObject(value)) {
    const printField = ([key, field]: [string, unknown]): string =>
      `${JSON.stringify(key)}: ${printLevel(field, levels - 1)}`;
    return printEntries('{}', Object.entries(value), printField, levels);
  }
  return inspect(value, { breakLength: Infinity, depth: levels });
}

function printString(value: string): string {
  return value.length <= shown.characters
    ? JSON.stringify(value)
    : `${JSON.stringify(value.slice(0, shown.characters))}… (${value.length.toLocaleString('en-US')} characters)`;
}

function printEntries<Entry>(
  brackets: '[]' | '{}',
  entries: readonly Entry[],
  printEntry: (entry: Entry) => string,
  levels: number,
): string {
  const [open, close] = brackets;
  if (entries.length === 0) return brackets;
  if (levels === 0) return `${open}…${close}`;
  const rest = entries.length - shown.entries;
  const visible = entries.slice(0, shown.entries).map((entry) => printEntry(entry));
  return `${open}${[...visible, ...(rest > 0 ? [`… and ${rest} more`] : [])].join(', ')}${close}`;
}

/** Playwright's matchers name themselves, some with the sample that they were made with. */
function printAsymmetric(matcher: { toString: () => string }, levels: number): string {
  if ('toAsymmetricMatcher' in matcher && typeof matcher.toAsymmetricMatcher === 'function') {
    return String(matcher.toAsymmetricMatcher());
  }
  const name = String(matcher);
  return 'sample' in matcher ? `${name} ${printLevel(matcher.sample, levels)}` : name;
}
