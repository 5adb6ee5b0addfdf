import { expect, test } from '@playwright/test';
import { registerSchema, validate } from '../../../src/schema/index.js';
import { answerNamed } from './messages.js';

const closed = { unknownFields: 'reject' } as const;

function unknown(schema: string | object, value: unknown): string[] {
  return validate(schema, value, closed).map(({ message }) => message);
}

test('an unknown field is allowed, or a violation', () => {
  const body = answerNamed('target-html');
  Object.assign(body, {
    handle: [{ type: 'state:store', payload: [{ key: 'a', value: 'b', ttl: 5 }], extra: { a: 1 } }],
  });
  expect(validate('edge:interact-response', body)).toEqual([]);
  expect(validate('edge:interact-response', body, closed)).toEqual([
    {
      path: 'handle[0].extra',
      rule: 'additionalProperties',
      expected: 'no such field',
      received: { a: 1 },
      schema: 'edge:handle/state:store',
      message: 'handle[0].extra: unknown field',
    },
    {
      path: 'handle[0].payload[0].ttl',
      rule: 'additionalProperties',
      expected: 'no such field',
      received: 5,
      schema: 'edge:handle/state:store',
      message: 'handle[0].payload[0].ttl: unknown field',
    },
  ]);
});

test('fields are told in the order of the value, at any depth, each once', () => {
  const schema = { properties: { a: { properties: { b: { items: { properties: { c: {} } } } } }, d: {} } };
  const value = { x: 1, a: { y: 1, b: [{ c: 1 }, { c: 1, z: 1 }] }, d: { free: 1 }, w: 1 };
  expect(unknown(schema, value)).toEqual([
    'x: unknown field',
    'w: unknown field',
    'a.y: unknown field',
    'a.b[1].z: unknown field',
  ]);
});

test('a schema that says something about other fields is left alone', () => {
  expect(unknown({ properties: { a: {} }, additionalProperties: true }, { b: 1 })).toEqual([]);
  expect(unknown({ properties: { a: {} }, additionalProperties: { type: 'number' } }, { b: 1 })).toEqual([]);
  expect(unknown({ properties: { a: {} }, additionalProperties: false }, { b: 1 })).toEqual(['b: unknown field']);
  expect(unknown({ type: 'object' }, { b: 1 })).toEqual([]);
  expect(unknown({ properties: { a: {} }, patternProperties: { '^x-': {} } }, { 'x-b': 1, c: 1 })).toEqual([
    'c: unknown field',
  ]);
});

test('several schemas about one object know the fields of each other', () => {
  registerSchema({ $id: 'https://shop.example/fields/web', properties: { web: { properties: { url: {} } } } });
  const schema = {
    definitions: { commerce: { properties: { web: { properties: { basket: {} } }, order: {} } } },
    allOf: [{ $ref: 'https://shop.example/fields/web' }, { $ref: '#/definitions/commerce' }],
    properties: { id: {} },
    if: { required: ['order'] },
    then: { properties: { paid: {} } },
  };
  expect(unknown(schema, { id: 1, web: { url: 1, basket: 1 }, order: 1, paid: 1 })).toEqual([]);
  expect(unknown(schema, { id: 1, web: { ulr: 1 }, oder: 1 })).toEqual([
    'oder: unknown field',
    'web.ulr: unknown field',
  ]);
});

test('a reference to a schema that refers to itself ends', () => {
  const schema = { $id: 'https://shop.example/tree', properties: { name: {}, children: { items: { $ref: '#' } } } };
  expect(unknown(schema, { children: [{ children: [{ nmae: 1 }] }] })).toEqual([
    'children[0].children[0].nmae: unknown field',
  ]);
  expect(
    unknown({ $ref: '#/definitions/a', definitions: { a: { allOf: [{ $ref: '#/definitions/a' }] } } }, 'text'),
  ).toEqual(['nested too deeply to be checked']);
});

test('XDM, data and content of customers stay open', () => {
  const event = { xdm: { _shop: { tier: 1 } }, data: { any: 1 } };
  expect(unknown('edge:interact-request', { event, meta: { state: { domian: 'a' } } })).toEqual([
    'meta.state.domian: unknown field',
  ]);
});

test('the schema of tuples, old and new', () => {
  expect(
    unknown({ items: [{ properties: { a: {} } }], additionalItems: { properties: { b: {} } } }, [{ b: 1 }, { b: 1 }]),
  ).toEqual(['[0].b: unknown field']);
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  expect(
    unknown({ $schema, prefixItems: [{ properties: { a: {} } }], items: { properties: { b: {} } } }, [
      { b: 1 },
      { b: 1 },
    ]),
  ).toEqual(['[0].b: unknown field']);
});
