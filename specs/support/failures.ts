/** Reads what a failed expectation says, so that whole messages can be compared. */

import { stripVTControlCharacters } from 'node:util';

export interface Failure {
  name: string;
  /** Without colours. */
  message: string;
  /** What the matcher returned; undefined for an error of another kind. */
  matcherResult: unknown;
}

/** @throws when nothing failed. */
export async function failureOf(expectation: () => unknown): Promise<Failure> {
  try {
    await expectation();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const matcherResult = 'matcherResult' in error ? error.matcherResult : undefined;
    return { name: error.name, message: stripVTControlCharacters(error.message), matcherResult };
  }
  throw new Error('The expectation was met, though it should have failed.');
}

export async function messageOf(expectation: () => unknown): Promise<string> {
  return (await failureOf(expectation)).message;
}

export function hintsIn(message: string): string[] {
  return message.split('\n').filter((line) => line.startsWith('Hint: '));
}

/**
 * Template tag: leaves out the first and last line break and the indentation that all lines share. An inserted text of
 * several lines takes over the indentation of its place.
 */
export function text(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  const indented = values.map((value, index) => {
    const lineSoFar = strings[index]?.split('\n').at(-1) ?? '';
    return String(value).replaceAll('\n', `\n${/^ */.exec(lineSoFar)?.[0] ?? ''}`);
  });
  const lines = String.raw({ raw: strings }, ...indented)
    .split('\n')
    .slice(1, -1);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}
