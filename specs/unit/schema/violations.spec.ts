import { expect, test } from '@playwright/test';
import { validate } from '../../../src/schema/index.js';

const cases: { schema: object; value: unknown; messages: string[] }[] = [
  { schema: { type: 'object' }, value: [], messages: ['expected object, received array of 0 items'] },
  { schema: { type: ['string', 'null'] }, value: true, messages: ['expected string or null, received boolean true'] },
  { schema: { type: 'integer' }, value: 1.5, messages: ['expected integer, received number 1.5'] },
  { schema: { type: 'string' }, value: undefined, messages: ['expected string, received nothing'] },
  { schema: { type: 'string' }, value: null, messages: ['expected string, received null'] },
  { schema: { type: 'string' }, value: 3n, messages: ['expected string, received bigint'] },
  { schema: { type: 'string' }, value: { a: 1 }, messages: ['expected string, received object'] },
  { schema: { enum: ['in', 'out'] }, value: 'on', messages: ['expected one of "in", "out", received string "on"'] },
  { schema: { enum: ['in'] }, value: 'on', messages: ['expected "in", received string "on"'] },
  { schema: { const: { a: 1 } }, value: 1, messages: ['expected {"a":1}, received number 1'] },
  { schema: { format: 'email' }, value: 'a', messages: ['expected text in the format email, received string "a"'] },
  { schema: { pattern: '^a+$' }, value: 'b', messages: ['expected text that matches /^a+$/, received string "b"'] },
  { schema: { minLength: 2 }, value: 'b', messages: ['expected at least 2 characters, received string "b"'] },
  { schema: { maxLength: 1 }, value: 'bb', messages: ['expected at most 1 character, received string "bb"'] },
  { schema: { minItems: 2 }, value: [1], messages: ['expected at least 2 items, received array of 1 item'] },
  { schema: { maxItems: 1 }, value: [1, 2], messages: ['expected at most 1 item, received array of 2 items'] },
  { schema: { minProperties: 1 }, value: {}, messages: ['expected at least 1 field, received object'] },
  { schema: { maxProperties: 0 }, value: { a: 1 }, messages: ['expected at most 0 fields, received object'] },
  { schema: { minimum: 0 }, value: -1, messages: ['expected number of at least 0, received number -1'] },
  { schema: { maximum: 0 }, value: 1, messages: ['expected number of at most 0, received number 1'] },
  { schema: { exclusiveMinimum: 0 }, value: 0, messages: ['expected number above 0, received number 0'] },
  { schema: { exclusiveMaximum: 0 }, value: 0, messages: ['expected number below 0, received number 0'] },
  { schema: { multipleOf: 5 }, value: 7, messages: ['expected multiple of 5, received number 7'] },
  {
    schema: { uniqueItems: true },
    value: ['a', 'b', 'a'],
    messages: ['expected items that all differ, not item 0 again as item 2, received array of 3 items'],
  },
  {
    schema: { contains: { const: 1 } },
    value: [2],
    messages: ['expected at least 1 item of another kind, received array of 1 item'],
  },
  { schema: { not: { type: 'string' } }, value: 'a', messages: ['expected another value, received string "a"'] },
  { schema: { properties: { a: false } }, value: { a: 1 }, messages: ['a: expected nothing here, received number 1'] },
  { schema: { required: ['a', 'b'] }, value: { a: 1 }, messages: ['required field "b" is missing'] },
  { schema: { dependencies: { a: ['b'] } }, value: { a: 1 }, messages: ['required field "b" is missing'] },
  {
    schema: { properties: { list: { items: { properties: { 'geo.city': { type: 'string' } } } } } },
    value: { list: [{}, { 'geo.city': 8 }] },
    messages: ['list[1]["geo.city"]: expected string, received number 8'],
  },
  {
    schema: { additionalProperties: { type: 'number' } },
    value: { 'a/b~c': 'x' },
    messages: ['["a/b~c"]: expected number, received string "x"'],
  },
  { schema: { additionalProperties: false }, value: { 'a/b~c': 1 }, messages: ['["a/b~c"]: unknown field'] },
  {
    schema: { propertyNames: { maxLength: 1 } },
    value: { long: 1 },
    messages: ['expected another name for the field "long", received object'],
  },
];

for (const { schema, value, messages } of cases) {
  test(`${JSON.stringify(schema)}: ${messages.join('; ')}`, () => {
    expect(validate(schema, value).map(({ message }) => message)).toEqual(messages);
  });
}

test('a violation says where, which rule, what was expected, what was there and in which schema', () => {
  const schema = { $id: 'https://shop.example/order', properties: { total: { type: 'number' } }, required: ['id'] };
  expect(validate(schema, { total: '49.90' })).toEqual([
    {
      path: '',
      rule: 'required',
      expected: 'field `id`',
      received: undefined,
      schema: 'https://shop.example/order',
      message: 'required field "id" is missing',
    },
    {
      path: 'total',
      rule: 'type',
      expected: 'number',
      received: '49.90',
      schema: 'https://shop.example/order',
      message: 'total: expected number, received string "49.90"',
    },
  ]);
});

test.describe('one fault is one violation', () => {
  test('in a value that breaks several rules of one place, its type first', () => {
    const schema = { properties: { a: { enum: ['in'], type: 'string' }, b: { minLength: 3, pattern: '^x' } } };
    expect(validate(schema, { a: 1, b: 'y' }).map(({ path, rule }) => [path, rule])).toEqual([
      ['a', 'type'],
      ['b', 'minLength'],
    ]);
  });

  test('in a choice of types, which are told together', () => {
    const schema = { properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } };
    expect(validate(schema, { a: 1 }).map(({ message }) => message)).toEqual([
      'a: expected string or null, received number 1',
    ]);
  });

  for (const keyword of ['anyOf', 'oneOf']) {
    test(`in a choice of shapes (${keyword}), also behind references`, () => {
      const schema = {
        definitions: { cat: { required: ['purrs'] }, dog: { required: ['barks', 'sits'] } },
        properties: {
          pet: { [keyword]: [{ $ref: '#/definitions/cat' }, { $ref: '#/definitions/dog' }, { required: ['swims'] }] },
          age: { type: 'number' },
        },
      };
      expect(validate(schema, { pet: {}, age: 'three' }).map(({ message }) => message)).toEqual([
        'pet: expected a value of one of the kinds that the schema allows, received object',
        'age: expected number, received string "three"',
      ]);
    });
  }

  test('in a value that fits two shapes where one is due', () => {
    const schema = { oneOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(validate(schema, { a: 1, b: 2 }).map(({ message }) => message)).toEqual([
      'expected a value of one kind, not of two, received object',
    ]);
  });

  test('in a condition', () => {
    const schema = { if: { required: ['a'] }, then: { required: ['b'] } };
    expect(validate(schema, { a: 1 }).map(({ message }) => message)).toEqual(['required field "b" is missing']);
  });
});
