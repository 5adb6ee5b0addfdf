/** What a value says by itself, whatever the schema is. */

import type { Found } from './finding.js';

/** Whole values that code writes when it has nothing to write. */
const NEVER_FILLED = /^(?:undefined|null|NaN|%[\w .-]+%|\$\{[^{}]+\})$/;
/** The same in the middle of a text. */
const LEFT_IN_TEXT = /\[object \w+\]|\{\{[^{}]*\}\}/;

/** The part of a text that was to be replaced by a value; undefined when all of it is meant. */
export function placeholderIn(text: string): string | undefined {
  return (NEVER_FILLED.exec(text) ?? LEFT_IN_TEXT.exec(text))?.[0];
}

export function placeholderValue(value: string, placeholder: string, path: string): Found {
  const text = `holds ${JSON.stringify(placeholder)}, which a program writes that has no value`;
  return { path, rule: 'placeholder-value', expected: 'a value', received: value, text };
}

/** @param kind of data, as `personalData` names it. */
export function personalValue(kind: string, path: string): Found {
  const article = /^[aeiou]/.test(kind) ? 'an' : 'a';
  return {
    path,
    rule: 'personal-data',
    expected: 'nothing that identifies a person',
    // The value itself is not to be spread further.
    received: `(${kind})`,
    text: `looks like ${article} ${kind}: what identifies a person belongs in the identity map, hashed`,
  };
}

export function nullValue(path: string): Found {
  const text = 'is null: leave the field out where there is no value';
  return { path, rule: 'null-value', expected: 'a value, or no field', received: null, text };
}

export function isUnsafe(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

export function unsafeInteger(value: number, path: string): Found {
  const text = `${value} may be another number than the one that was meant: JavaScript holds whole numbers exactly up to ${Number.MAX_SAFE_INTEGER}`;
  const expected = `a whole number up to ${Number.MAX_SAFE_INTEGER}`;
  return { path, rule: 'unsafe-integer', expected, received: value, text };
}
