import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { fieldTypes, mergeShapes, placesIn, shapeOf, type Shape } from '../../../src/traffic/shape.js';
import { compareShapes } from '../../../src/traffic/shapeChanges.js';
import { isCode, isDataKey } from '../../../src/traffic/shapeNames.js';

const ecid = '41861666193140161934276845651148876988';

test('lists every field once with its type, sorted', () => {
  const value = [
    { id: 'a', scope: 'hero', 'geo.city': 'Basel', items: [{ data: { ok: true } }] },
    { id: 7, scope: 'footer', items: [], extra: null },
  ];
  expect(fieldTypes(value)).toEqual([
    ['[]', 'object'],
    ['[].extra', 'null'],
    ['[].id', 'number'],
    ['[].id', 'string'],
    ['[].items', 'array'],
    ['[].items[]', 'object'],
    ['[].items[].data', 'object'],
    ['[].items[].data.ok', 'boolean'],
    ['[].scope', 'string'],
    ['[]["geo.city"]', 'string'],
  ]);
  expect(fieldTypes('text')).toEqual([]);
  expect(fieldTypes({ 'state:store': [[1]] })).toEqual([
    ['state:store', 'array'],
    ['state:store[]', 'array'],
    ['state:store[][]', 'number'],
  ]);
});

for (const key of [
  'bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83',
  '708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815',
  'd41d8cd98f00b204e9800998ecf8427e',
  ecid,
  '-12.5',
  '2026-11-25T03:00:00Z',
  'someone@example.com',
  '5BFE274A5F6980A50A495C08@AdobeOrg',
  'https://example.com/?a=b',
  '//example.com/',
  'web://example.com/#hero',
  'eyJhY3Rpdml0eUlkIjoiMTI2NDg2IiwiZXhwZXJpZW5jZUlkIjoiMCJ9',
  'aGVsbG8gd29ybGQgaGVsbG8=',
  'kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_identity',
])
  test(`takes the key ${key} for data`, () => {
    expect(isDataKey(key)).toBe(true);
    expect(fieldTypes({ [key]: { seen: 1 } })).toEqual([
      ['*', 'object'],
      ['*.seen', 'number'],
    ]);
  });

for (const key of [
  'id',
  '@id',
  'eVar12',
  'xdm:timestamp',
  'identity:result',
  '_experience',
  'productListItemsAddedToCartForever2',
  'implementationDetailsEnvironment',
  'ECID',
  'deadbeef',
  'EXEG-0201-503',
  '',
])
  test(`takes the key "${key}" for a name`, () => {
    expect(isDataKey(key)).toBe(false);
  });

test('takes more than 30 keys alike for data, and 30 for names', () => {
  const keyed = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`sku${index}x`, 'a']));
  expect(fieldTypes(keyed(31))).toEqual([['*', 'string']]);
  expect(fieldTypes(keyed(30))).toHaveLength(30);
  const mixed = { ...keyed(20), ...Object.fromEntries(Object.keys(keyed(20)).map((key) => [`${key}y`, 1])) };
  expect(fieldTypes(mixed), 'not alike').toHaveLength(40);
});

test('lists at most 500 fields and 20 levels, and says that it left out some', () => {
  const inner = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`inner${index}`, 1]));
  const wide = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`outer${index}`, inner]));
  expect(fieldTypes(wide)).toHaveLength(500);
  expect(fieldTypes(wide).at(-1)).toEqual(['…', 'object']);

  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
  const path = (levels: number) => Array.from({ length: levels }, () => 'a').join('.');
  expect(fieldTypes(deep(20)).at(-1)).toEqual([path(20), 'number']);
  expect(fieldTypes(deep(21)).slice(-2)).toEqual([
    [path(20), 'object'],
    [`${path(20)}.…`, 'object'],
  ]);
  expect(fieldTypes(deep(2_000))).toHaveLength(21);
});

test('keeps codes by the name of their field, and nothing that is volatile', () => {
  for (const [code, field] of [
    ['identity:result', 'type'],
    ['web.webpagedetails.pageViews', 'eventType'],
    ['__view__', 'scope'],
    ['hero', 'scopes'],
    ['ECID', 'code'],
    ['AJO', 'decisionProvider'],
    ['EXEG-0201-503', 'error_code'],
    ['text/html', 'format'],
    ['ambiguous', 'authenticatedState'],
  ] as const)
    expect(isCode(code, field), `${field}: ${code}`).toBe(true);
  for (const [text, field] of [
    ['Basel', 'city'],
    ['hero', 'prototype'],
    ['or2', 'hint'],
    [ecid, 'code'],
    ['94107', 'postalCode'],
    ['2026-11-25', 'state'],
    ['web://example.com/#hero', 'scope'],
    ['https://ns.adobe.com/aep/errors/EXEG-0201-503', 'type'],
    ['bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83', 'scope'],
    ['Out of order', 'status'],
    ['eyJhY3Rpdml0eUlkIjoiMTI2NDg2IiwiZXhw', 'state'],
    ['AT12648612', 'scope'],
    ['a'.repeat(41), 'type'],
  ] as const)
    expect(isCode(text, field), `${field}: ${text}`).toBe(false);
});

test('a field is required when every object of every sample has it', () => {
  const first = shapeOf({ items: [{ id: 'a', name: 'x' }, { id: 'b' }] });
  const second = shapeOf({ items: [], coupon: 'SPRING' });
  const presence = (shape: Shape) =>
    placesIn(shape)
      .slice(1)
      .map(({ path, shape: place }) => `${path}${'isOptional' in place && place.isOptional ? '?' : ''}`);
  expect(presence(first)).toEqual(['items', 'items[]', 'items[].id', 'items[].name?']);
  expect(presence(mergeShapes(first, second)), 'an empty list tells nothing of its items').toEqual([
    'coupon?',
    'items',
    'items[]',
    'items[].id',
    'items[].name?',
  ]);
});

test('a field with more than 12 codes, or one text that is none, may hold any text', () => {
  const scopes = (...names: string[]) => shapeOf({ scopes: names }).fields?.get('scopes')?.items?.codes;
  expect(scopes('hero', 'footer', 'hero')).toEqual(['footer', 'hero']);
  expect(scopes(...Array.from({ length: 13 }, (_, index) => `box${index}`))).toBeUndefined();
  expect(scopes('hero', 'a text for people')).toBeUndefined();
});

/** Names and data as keys, few enough that samples have some in common. */
const key = fc.constantFrom('a', 'type', 'scope', 'geo.city', '1', '2', ecid, '', '*', '__proto__', 'x[]', '"');
const leaf = fc.oneof(
  fc.constantFrom(null, true, 1, 'hero', 'footer', 'text for people', ecid),
  fc.integer({ min: 0, max: 40 }).map((number) => `box${number}`),
);
/** Enough fields to be a map, now and then. */
const crowd = fc.dictionary(
  fc.integer({ min: 0, max: 60 }).map((number) => `f${number}x`),
  leaf,
  { minKeys: 12, maxKeys: 40 },
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    crowd,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const shapes = json.map(shapeOf);

/** Maps of fields with their order too; `expect` takes a hundred times as long for so many. */
function same(a: unknown, b: unknown): boolean {
  const inOrder = (_key: string, part: unknown) => (part instanceof Map ? [...part] : part);
  return JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
}

test('shapes merge in any order, any number of times', () => {
  fc.assert(
    fc.property(shapes, shapes, shapes, (a, b, c) => {
      const associative = same(mergeShapes(mergeShapes(a, b), c), mergeShapes(a, mergeShapes(b, c)));
      return same(mergeShapes(a, a), a) && same(mergeShapes(a, b), mergeShapes(b, a)) && associative;
    }),
    { numRuns: 500 },
  );
});

test('what was merged into a shape differs from it in nothing', () => {
  fc.assert(
    fc.property(shapes, shapes, shapes, (a, b, c) => {
      const baseline = mergeShapes(mergeShapes(a, b), c);
      return [a, b, c, baseline].every((sample) =>
        same(compareShapes(baseline, sample), { breaking: [], additive: [] }),
      );
    }),
    { numRuns: 500 },
  );
});

test('fields do not depend on the order of items', () => {
  fc.assert(
    fc.property(fc.array(json, { maxLength: 5 }), (items) => same(fieldTypes(items.toReversed()), fieldTypes(items))),
  );
});

test('tells breaking changes from additive ones, by path', () => {
  const baseline = shapeOf({
    id: 'a',
    type: 'offer',
    note: null,
    items: [{ id: 1, price: 2, old: {} }],
    gone: { inner: 1 },
    empty: [],
  });
  const actual = shapeOf({
    id: 7,
    type: 'banner',
    note: 'now',
    items: [
      { id: 1, price: null, old: {} },
      { id: 2, price: 3 },
    ],
    fresh: { inner: 1 },
    empty: ['x'],
  });
  const { breaking, additive } = compareShapes(baseline, actual);
  expect(breaking.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'removed gone',
    'retyped id',
    'removed items[].old',
    'retyped items[].price',
  ]);
  expect(breaking[2]).toMatchObject({ isPartly: true });
  expect(additive.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'added empty[]',
    'added fresh',
    'added note',
    'codes type',
  ]);
  expect(additive[3]).toMatchObject({ before: ['offer'], codes: ['banner'] });
});

test('an optional field may be missing, a field that was never null may not become null', () => {
  const baseline = mergeShapes(shapeOf({ id: 'a', coupon: 'SPRING' }), shapeOf({ id: 'b' }));
  expect(compareShapes(baseline, shapeOf({ id: 'c' })).breaking).toEqual([]);
  expect(compareShapes(baseline, shapeOf({ id: 'c', coupon: null })).breaking).toMatchObject([
    { kind: 'retyped', path: 'coupon' },
  ]);
});

test('names that become too many to be names are compared by what they hold', () => {
  const keyed = (count: number, value: unknown) =>
    shapeOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`sku${index}x`, value])));
  expect(compareShapes(keyed(20, 'a'), keyed(40, 'a'))).toMatchObject({
    breaking: [],
    additive: [{ kind: 'added', path: '*' }],
  });
  expect(compareShapes(keyed(40, 'a'), keyed(20, 'a'))).toEqual({ breaking: [], additive: [] });
  expect(compareShapes(keyed(40, 'a'), keyed(2, 1)).breaking).toMatchObject([{ kind: 'retyped', path: '*' }]);
});
