import { expect, test } from '@playwright/test';
import { patternFault, withoutForeignPatterns } from '../../../src/schema/xdm/patterns.js';

for (const pattern of [
  '^[A-Z]{3}$',
  String.raw`^[\w\-\_\.]+$`,
  String.raw`^\d{38}$`,
  '^(?=.*x)(?!y).*$',
  '(?<year>[0-9]{4})',
  String.raw`C:\\Queue`,
  String.raw`\\p{2}`,
  '^[^&]+&&$',
]) {
  test(`the pattern ${pattern} means the same in Java and JavaScript`, () => {
    expect(patternFault(pattern)).toBeUndefined();
  });
}

for (const [pattern, fault] of [
  ['(?i)abc', 'it is no regular expression of JavaScript'],
  ['[a-z]++', 'it is no regular expression of JavaScript'],
  ['(?>a|ab)c', 'it is no regular expression of JavaScript'],
  ['(', 'it is no regular expression of JavaScript'],
  [String.raw`\p{Alpha}+`, String.raw`it uses a character class \p{…}`],
  [String.raw`\\\P{L}`, String.raw`it uses a character class \p{…}`],
  [String.raw`\Qa.b\E`, 'it uses an escape that JavaScript has not'],
  [String.raw`\Aabc\z`, 'it uses an escape that JavaScript has not'],
  [String.raw`\x{1F600}`, 'it uses an escape that JavaScript has not'],
  ['[a-z&&[^aeiou]]', 'it uses an intersection of character classes'],
] as const) {
  test(`the pattern ${pattern} cannot be checked: ${fault}`, () => {
    expect(patternFault(pattern)).toBe(fault);
  });
}

test('a schema loses the patterns that cannot be checked, at any depth, and nothing else', () => {
  const foreign = {
    type: 'object',
    pattern: '(?i)a',
    properties: {
      pattern: { type: 'string', pattern: String.raw`\p{Alpha}`, minLength: 1 },
      code: { type: 'string', pattern: '^[A-Z]$' },
    },
  };
  const before = structuredClone(foreign);
  expect(withoutForeignPatterns(foreign)).toEqual({
    type: 'object',
    properties: { pattern: { type: 'string', minLength: 1 }, code: { type: 'string', pattern: '^[A-Z]$' } },
  });
  expect(foreign).toEqual(before);
});

test('a schema is cleaned once, and stays the same object when there is nothing to clean', () => {
  const foreign = { pattern: '(?i)a' };
  expect(withoutForeignPatterns(foreign)).toBe(withoutForeignPatterns(foreign));
  const clean = { pattern: 'a', properties: { pattern: { pattern: 'b' } } };
  expect(withoutForeignPatterns(clean)).toBe(clean);
});
