import { expect, test } from '@playwright/test';
import { registerSchema, validate } from '../../../src/schema/index.js';
import { EdgeConfigError } from '../../../src/errors.js';

const dialects = [
  'http://json-schema.org/draft-06/schema#',
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft-07/schema',
  'https://json-schema.org/draft/2019-09/schema',
  'https://json-schema.org/draft/2020-12/schema',
];

for (const $schema of dialects) {
  test(`a schema in ${$schema}, with a bundled one inside`, () => {
    const schema = { $schema, required: ['state'], properties: { state: { $ref: 'edge:handle/state:store' } } };
    const value = { state: { type: 'state:store', payload: [{ key: 'a', value: 'b' }] } };
    expect(validate(schema, value)).toEqual([]);
    expect(validate(schema, {}).map(({ message }) => message)).toEqual(['required field "state" is missing']);
    value.state.payload.push({ key: 'c', value: '' }, { key: '', value: 'd' });
    expect(validate(schema, value).map(({ message }) => message)).toEqual([
      'state.payload[2].key: expected text that is not empty, received string ""',
    ]);
  });
}

test('each dialect has its own keywords', () => {
  const pair = { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'string' }] };
  expect(validate(pair, [1]).map(({ message }) => message)).toEqual(['[0]: expected string, received number 1']);
  const closed = {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    allOf: [{ properties: { a: {} } }],
    unevaluatedProperties: false,
  };
  expect(validate(closed, { a: 1, b: 2 }).map(({ message }) => message)).toEqual(['b: unknown field']);
});

test('keywords that Adobe exports carry describe and do not check', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-06/schema#',
    $id: 'https://ns.adobe.com/shop/schemas/order',
    'meta:extends': ['https://ns.adobe.com/xdm/context/experienceevent'],
    'meta:class': 'https://ns.adobe.com/xdm/context/experienceevent',
    imsOrg: 'DA7A57EA0000000000E0E0E0@AdobeOrg',
    version: '1.4',
    Title: 'Order',
    type: 'object',
    properties: {
      total: { type: 'number', 'meta:xdmType': 'number', 'meta:enum': {} },
      placed: { type: 'string', format: 'date-time', auditable: true },
      page: { type: 'string', format: 'shop-address' },
    },
  };
  expect(validate(schema, { total: 'x', placed: 'today', page: 'no matter' }).map(({ message }) => message)).toEqual([
    'total: expected number, received string "x"',
    'placed: expected text in the format date-time, received string "today"',
  ]);
});

test('a schema, a value and their contents stay as they are', () => {
  const schema = deepFreeze({ properties: { a: { type: 'number', default: 1 }, b: { type: 'boolean' } } });
  const value = deepFreeze({ b: 'true' });
  expect(validate(schema, value, { unknownFields: 'reject' }).map(({ rule }) => rule)).toEqual(['type']);
  expect(value).toEqual({ b: 'true' });
});

test('the same schema is compiled once, also as another object', () => {
  const make = () => ({
    title: 'large',
    properties: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, { type: 'string', minLength: i }])),
  });
  const schema = make();
  const first = timed(() => validate(schema, {}));
  const again = Math.max(...Array.from({ length: 5 }, () => timed(() => validate(schema, {}))));
  const copies = Math.min(...Array.from({ length: 5 }, () => timed(() => validate(make(), {}))));
  expect(again).toBeLessThan(first / 4);
  expect(copies).toBeLessThan(first / 4);
});

test('two schemas with one $id are two schemas', () => {
  const $id = 'https://shop.example/twice';
  expect(validate({ $id, type: 'string' }, 1).map(({ expected }) => expected)).toEqual(['string']);
  expect(validate({ $id, type: 'boolean' }, 1).map(({ expected }) => expected)).toEqual(['boolean']);
});

test('schemas may refer to registered ones, and to themselves', () => {
  registerSchema({
    $id: 'https://shop.example/money',
    properties: { amount: { type: 'number' } },
    required: ['currency'],
  });
  const schema = {
    $id: 'https://shop.example/basket',
    properties: { total: { $ref: 'https://shop.example/money' }, parts: { items: { $ref: '#' } } },
  };
  expect(
    validate(schema, { parts: [{ total: { amount: '1', currency: 'CHF' } }, { total: {} }] }).map(
      ({ message }) => message,
    ),
  ).toEqual([
    'parts[0].total.amount: expected number, received string "1"',
    'parts[1].total: required field "currency" is missing',
  ]);
});

test.describe('what is no usable schema is refused', () => {
  const cyclic: Record<string, unknown> = { title: 'cyclic' };
  cyclic['properties'] = { self: cyclic };
  let deep: object = {};
  for (let level = 0; level < 20_000; level++) deep = { not: deep };

  const cases: { schema: object; message: RegExp }[] = [
    { schema: [], message: /^The given schema cannot be used: a schema is an object\.\n\[EDGE_SCHEMA_INVALID\]$/ },
    {
      schema: { title: 'order', type: 'text' },
      message: /^The schema "order" cannot be used: type: expected .+, received string "text"\./,
    },
    {
      schema: { $id: 'a', required: 'id' },
      message: /^The schema "a" cannot be used: required: expected array, received string "id"\./,
    },
    {
      schema: { requried: ['id'] },
      message: /^The schema "the given schema" cannot be used: strict mode: unknown keyword: "requried"\./,
    },
    {
      schema: { pattern: '(' },
      message:
        /^The schema "the given schema" cannot be used: Invalid regular expression: \/\(\/: Unterminated group\./,
    },
    {
      schema: { $schema: 'http://json-schema.org/draft-04/schema#' },
      message: /its dialect http:\/\/json-schema\.org\/draft-04\/schema# is older than draft-06/,
    },
    {
      schema: { $ref: 'edge:handle/state-store' },
      message:
        /it refers to "edge:handle\/state-store", which is not registered\. Did you mean "edge:handle\/state:store"/,
    },
    {
      schema: { $ref: '#/definitions/nothing' },
      message: /^The schema "the given schema" cannot be used: can't resolve reference #\/definitions\/nothing/,
    },
    { schema: cyclic, message: /^The schema "cyclic" cannot be used: Converting circular structure/ },
    { schema: deep, message: /^The schema "the given schema" cannot be used: Maximum call stack size exceeded\./ },
  ];
  for (const [index, { schema, message }] of cases.entries()) {
    test(`${index}: ${message.source}`, () => {
      const failure = failureOf(() => validate(schema, {}));
      expect(failure).toBeInstanceOf(EdgeConfigError);
      expect(failure).toMatchObject({ code: 'EDGE_SCHEMA_INVALID', message: expect.stringMatching(message) });
    });
  }
});

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function timed(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  return Object.freeze(value);
}
