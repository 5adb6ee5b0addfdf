import { expect, test } from '@playwright/test';
import { cut, firstOf, print, printList } from '../../src/matchers/print.js';

for (const [value, printed] of [
  ['a "b"\n', '"a \\"b\\"\\n"'],
  [42, '42'],
  [null, 'null'],
  [undefined, 'nothing'],
  [10n, '10n'],
  [/a.b/i, '/a.b/i'],
  [{ b: 1, a: [true, undefined] }, '{"b": 1, "a": [true, nothing]}'],
  [{}, '{}'],
  [[], '[]'],
  [{ a: { b: { c: { d: 1, e: {}, f: [1] } } } }, '{"a": {"b": {"c": {"d": 1, "e": {}, "f": […]}}}}'],
  [expect.any(Number), 'Any<Number>'],
  [expect.stringContaining('x'), 'StringContaining "x"'],
  [{ id: expect.objectContaining({ a: 1 }) }, '{"id": ObjectContaining {"a": 1}}'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
] as const) {
  test(`prints ${printed}`, () => {
    expect(print(value)).toBe(printed);
  });
}

test('cuts long text and says how long it is', () => {
  expect(print('x'.repeat(121))).toBe(`"${'x'.repeat(120)}"… (121 characters)`);
  expect(print('x'.repeat(120))).toBe(`"${'x'.repeat(120)}"`);
  expect(cut(`one\n  two\r\n${'x'.repeat(2000)}`, 10)).toBe('one two xx… (2,011 characters)');
});

test('cuts lists at ten and says how many there are beyond', () => {
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  expect(print(numbers)).toBe('[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … and 2 more]');
  expect(print(Object.fromEntries(numbers.map((number) => [`k${number}`, 0])))).toMatch(/"k9": 0, … and 2 more\}$/);
  expect(firstOf(numbers.map(String))).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '… and 2 more']);
  expect(printList([...numbers, ...numbers]), 'each value once').toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … and 2 more');
});

test('cuts a value that is wide at every level', () => {
  const wide = (levels: number): unknown =>
    levels === 0
      ? 'leaf'
      : Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`field${index}`, wide(levels - 1)]));
  expect(print(wide(3))).toMatch(/^.{400}… \([\d,]+ characters\)$/);
});
