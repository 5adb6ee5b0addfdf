/** Reads what a failed expectation says, so that whole messages can be compared. */

import { stripVTControlCharacters } from 'node:util';

export interface Failure {
  name: string;
  /** Without colours. */
  message: string;
  matcherResult?: { name: string; pass: boolean; expected?: unknown; actual?: unknown };
}

/** @throws when nothing failed. */
export async function failureOf(expectation: () => unknown): Promise<Failure> {
  try {
    await expectation();
  } catch (error) {
    const { name, message, matcherResult } = error as Failure;
    return {
      name,
      message: stripVTControlCharacters(message),
      ...(matcherResult === undefined ? {} : { matcherResult }),
    };
  }
  throw new Error('The expectation was met, though it should have failed.');
}

/** Template tag: leaves out the first and last line break and the indentation that all lines share. */
export function text(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  const lines = String.raw({ raw: strings }, ...values)
    .split('\n')
    .slice(1, -1);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}
