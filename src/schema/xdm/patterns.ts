/**
 * Patterns in XDM are regular expressions of Java, which runs them when events are ingested. Most mean the same in
 * JavaScript; one that does not would refuse good events or pass bad ones, so it is not checked, and that is said.
 */

import { isObject, type JsonObject } from '../../protocol/json.js';

/** Constructs of Java that JavaScript reads as something else instead of refusing them. */
const javaOnly: readonly [construct: RegExp, name: string][] = [
  // Without the flag `u`, \p{Alpha} matches the text "p{Alpha}".
  [/\\[pP]\{/, 'a character class \\p{…}'],
  [/\\(?:[QEAzZGhHRX]|x\{)/, 'an escape that JavaScript has not'],
  [/&&\[/, 'an intersection of character classes'],
];

/** What is wrong with a pattern for JavaScript; undefined when it can be checked. */
export function patternFault(pattern: string): string | undefined {
  // What follows an escaped backslash is not escaped.
  const unescaped = pattern.replaceAll(String.raw`\\`, '');
  const found = javaOnly.find(([construct]) => construct.test(unescaped));
  if (found !== undefined) return `it uses ${found[1]}`;
  return compiles(pattern) ? undefined : 'it is no regular expression of JavaScript';
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

const cleaned = new WeakMap<JsonObject, JsonObject>();

/** The same schema without patterns that cannot be checked; always the same object for a schema. */
export function withoutForeignPatterns(schema: JsonObject): JsonObject {
  const known = cleaned.get(schema);
  if (known !== undefined) return known;
  let isForeign = false;
  const text = JSON.stringify(schema, (_, part: unknown) => {
    if (!isObject(part) || typeof part['pattern'] !== 'string' || patternFault(part['pattern']) === undefined)
      return part;
    isForeign = true;
    const { pattern: _foreign, ...rest } = part;
    return rest;
  });
  const result = isForeign ? (JSON.parse(text) as JsonObject) : schema;
  cleaned.set(schema, result);
  return result;
}
