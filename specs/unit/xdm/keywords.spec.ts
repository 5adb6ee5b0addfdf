import { expect, test } from '@playwright/test';
import type { JsonObject } from '../../../src/protocol/json.js';
import { validateXdm } from '../../../src/schema/index.js';

interface Case {
  /** The schema of the field `a`. */
  field: unknown;
  wrong: unknown;
  /** What is said of it: the rule, and the message. */
  says: readonly (readonly [rule: string, message: string])[];
  right: readonly unknown[];
}

const kinds = [{ properties: { kind: { const: 'a' }, x: true } }, { properties: { kind: { const: 'b' }, y: true } }];

const cases: Record<string, readonly Case[]> = {
  type: [
    {
      field: { type: 'string' },
      wrong: 5,
      says: [['type', 'a: expected string, received number 5']],
      right: ['', 'b'],
    },
    {
      field: { type: 'integer' },
      wrong: 1.5,
      says: [['type', 'a: expected integer, received number 1.5']],
      right: [1, -2],
    },
    {
      field: { type: ['string', 'null'] },
      wrong: 5,
      says: [['type', 'a: expected string or null, received number 5']],
      right: ['', null],
    },
    {
      field: { type: 'number', minimum: 7, enum: [7] },
      wrong: '5',
      says: [['type', 'a: expected number, received string "5"']],
      right: [7],
    },
  ],
  values: [
    {
      field: { enum: ['new', 'used'] },
      wrong: 'News',
      says: [['enum', 'a: is none of the values that the schema allows; did you mean "new"?']],
      right: ['new', 'used'],
    },
    {
      field: { enum: ['new', 'used'] },
      wrong: 'other',
      says: [['enum', 'a: is none of the values that the schema allows: "new", "used"']],
      right: ['new'],
    },
    {
      field: { enum: [1, 2] },
      wrong: '1',
      says: [['enum', 'a: is none of the values that the schema allows; did you mean 1?']],
      right: [1, 2],
    },
    {
      field: { enum: ['1', '2'] },
      wrong: 1,
      says: [['enum', 'a: is none of the values that the schema allows; did you mean "1"?']],
      right: ['1'],
    },
    {
      field: { enum: 'abcdefgh'.split('') },
      wrong: 'none',
      says: [['enum', 'a: is none of the values that the schema allows: "a", "b", "c", "d", "e", "f" and 2 others']],
      right: ['h'],
    },
    { field: { const: 'a' }, wrong: 'b', says: [['const', 'a: expected "a", received string "b"']], right: ['a'] },
  ],
  texts: [
    {
      field: { format: 'date' },
      wrong: '15.01.2026',
      says: [['format', 'a: expected text in the format date, received string "15.01.2026"']],
      right: ['2026-01-15', 5],
    },
    {
      field: { pattern: '^A' },
      wrong: 'B',
      says: [['pattern', 'a: expected text that matches /^A/, received string "B"']],
      right: ['A', 5],
    },
    {
      field: { minLength: 1 },
      wrong: '',
      says: [['minLength', 'a: expected text that is not empty, received string ""']],
      right: ['a'],
    },
    {
      field: { maxLength: 2 },
      wrong: 'abc',
      says: [['maxLength', 'a: expected at most 2 characters, received string "abc"']],
      right: ['ab', 'äö'],
    },
  ],
  numbers: [
    {
      field: { minimum: 0 },
      wrong: -1,
      says: [['minimum', 'a: expected number of at least 0, received number -1']],
      right: [0],
    },
    {
      field: { maximum: 10 },
      wrong: 11,
      says: [['maximum', 'a: expected number of at most 10, received number 11']],
      right: [10],
    },
    {
      field: { exclusiveMinimum: 0 },
      wrong: 0,
      says: [['exclusiveMinimum', 'a: expected number above 0, received number 0']],
      right: [0.1],
    },
    {
      field: { exclusiveMaximum: 10 },
      wrong: 10,
      says: [['exclusiveMaximum', 'a: expected number below 10, received number 10']],
      right: [9],
    },
    {
      field: { multipleOf: 5 },
      wrong: 7,
      says: [['multipleOf', 'a: expected multiple of 5, received number 7']],
      right: [-10],
    },
  ],
  lists: [
    {
      field: { minItems: 2 },
      wrong: [1],
      says: [['minItems', 'a: expected at least 2 items, received array of 1 item']],
      right: [[1, 1]],
    },
    {
      field: { maxItems: 1 },
      wrong: [1, 2],
      says: [['maxItems', 'a: expected at most 1 item, received array of 2 items']],
      right: [[]],
    },
    {
      field: { uniqueItems: true },
      wrong: [1, 1],
      says: [
        ['uniqueItems', 'a: expected items that all differ, not item 0 again as item 1, received array of 2 items'],
      ],
      right: [[1, '1']],
    },
    {
      field: { contains: { const: 1 } },
      wrong: [2],
      says: [['contains', 'a: expected at least 1 item of another kind, received array of 1 item']],
      right: [[2, 1]],
    },
    {
      field: { items: { type: 'string' } },
      wrong: ['a', 1],
      says: [['type', 'a[1]: expected string, received number 1']],
      right: [[], ['a']],
    },
    {
      field: { items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
      wrong: ['a', 'b', 2],
      says: [
        ['additionalItems', 'a: expected at most 2 items, received array of 3 items'],
        ['type', 'a[1]: expected number, received string "b"'],
      ],
      right: [['a', 1], ['a'], []],
    },
  ],
  objects: [
    {
      field: { minProperties: 1 },
      wrong: {},
      says: [['minProperties', 'a: expected at least 1 field, received object']],
      right: [{ b: 1 }],
    },
    {
      field: { maxProperties: 1 },
      wrong: { b: 1, c: 2 },
      says: [['maxProperties', 'a: expected at most 1 field, received object']],
      right: [{}],
    },
    {
      field: { required: ['id', 'name'] },
      wrong: {},
      says: [
        ['required', 'a: required field "id" is missing'],
        ['required', 'a: required field "name" is missing'],
      ],
      right: [{ id: 1, name: 'b' }],
    },
    {
      field: { properties: { id: true }, additionalProperties: false },
      wrong: { idd: 1, other: 2 },
      says: [
        ['additionalProperties', 'a.idd: is not in the schema; did you mean a.id?'],
        ['additionalProperties', 'a.other: is not in the schema'],
      ],
      right: [{ id: 1 }, {}],
    },
    {
      field: { additionalProperties: { type: 'string' } },
      wrong: { b: 2 },
      says: [['type', 'a.b: expected string, received number 2']],
      right: [{ b: 'c' }],
    },
    {
      field: { patternProperties: { '^x_': { type: 'number' } } },
      wrong: { x_a: 'b' },
      says: [['type', 'a.x_a: expected number, received string "b"']],
      right: [{ x_a: 1 }, { y: 'b' }],
    },
    {
      field: { propertyNames: { pattern: '^[a-z]+$' } },
      wrong: { A: 1 },
      says: [['propertyNames', 'a: expected another name for the field "A", received object']],
      right: [{ b: 1 }],
    },
    {
      field: { dependencies: { b: ['c'] } },
      wrong: { b: 1 },
      says: [['dependencies', 'a: required field "c" is missing']],
      right: [{ b: 1, c: 2 }, {}],
    },
    {
      field: { dependencies: { b: { required: ['c'] } } },
      wrong: { b: 1 },
      says: [['required', 'a: required field "c" is missing']],
      right: [{ c: 1 }],
    },
    {
      field: { properties: { colour: false, color: true } },
      wrong: { colour: 1 },
      says: [['unknown-field', 'a.colour: is not in the schema; did you mean a.color?']],
      right: [{ color: 1 }],
    },
  ],
  choices: [
    {
      field: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      wrong: true,
      says: [['anyOf', 'a: expected string or number, received boolean true']],
      right: ['b', 1],
    },
    {
      field: { anyOf: [{ required: ['b'] }, { required: ['c'] }] },
      wrong: {},
      says: [['anyOf', 'a: expected a value of one of the kinds that the schema allows, received object']],
      right: [{ b: 1 }, { c: 1 }],
    },
    {
      field: { oneOf: [{ type: 'number' }, { type: 'integer' }] },
      wrong: 1,
      says: [['oneOf', 'a: expected a value of one kind, not of two, received number 1']],
      right: [1.5],
    },
    {
      field: { oneOf: kinds },
      wrong: { kind: 'c' },
      says: [['oneOf', 'a: expected a value of one of the kinds that the schema allows, received object']],
      right: [{ kind: 'a', x: 1 }],
    },
    {
      field: { oneOf: kinds },
      wrong: { kind: 'a', zone: 1 },
      says: [['unknown-field', 'a.zone: is not in the schema']],
      right: [{ kind: 'b', y: 1 }],
    },
    {
      field: { not: { type: 'string' } },
      wrong: 'b',
      says: [['not', 'a: expected another value, received string "b"']],
      right: [1],
    },
    {
      field: { if: { required: ['b'] }, then: { required: ['c'] } },
      wrong: { b: 1 },
      says: [['required', 'a: required field "c" is missing']],
      right: [{}, { b: 1, c: 1 }],
    },
    {
      field: { if: { required: ['b'] }, else: { required: ['c'] } },
      wrong: {},
      says: [['required', 'a: required field "c" is missing']],
      right: [{ b: 1 }, { c: 1 }],
    },
  ],
  'parts of a schema': [
    {
      field: { allOf: [{ minLength: 2 }, { pattern: '^A' }] },
      wrong: 'b',
      says: [
        ['minLength', 'a: expected at least 2 characters, received string "b"'],
        ['pattern', 'a: expected text that matches /^A/, received string "b"'],
      ],
      right: ['Ab'],
    },
    {
      field: { $ref: '#/definitions/amount' },
      wrong: 'b',
      says: [['type', 'a: expected number, received string "b"']],
      right: [1],
    },
    {
      field: { $ref: '#/definitions/amount', minimum: 1 },
      wrong: 0,
      says: [['minimum', 'a: expected number of at least 1, received number 0']],
      right: [1],
    },
    {
      field: { anyOf: [{ $ref: '#/definitions/amount' }, { type: 'array' }] },
      wrong: 'b',
      says: [['anyOf', 'a: expected number or array, received string "b"']],
      right: [1, [1]],
    },
    {
      field: { allOf: [{ properties: { b: { type: 'number' } } }, { properties: { c: true } }] },
      wrong: { b: '1', d: 1 },
      says: [
        ['type', 'a.b: expected number, received string "1"'],
        ['unknown-field', 'a.d: is not in the schema'],
      ],
      right: [{ b: 1, c: 2 }],
    },
  ],
};

for (const [what, list] of Object.entries(cases)) {
  for (const { field, wrong, says, right } of list) {
    test(`${what}: ${JSON.stringify(field)} says of ${JSON.stringify(wrong)}: ${says.map(([, text]) => text).join('; ')}`, () => {
      const found = findingsOf(field, wrong);
      expect(found.map(({ rule, message }) => [rule, message])).toEqual(says);
      for (const finding of found)
        expect(finding).toMatchObject({ severity: 'error', schema: 'https://shop.example/a' });
      for (const value of right) expect(findingsOf(field, value), JSON.stringify(value)).toEqual([]);
    });
  }
}

for (const [what, field] of Object.entries({
  'a pattern of Java': { type: 'string', pattern: '(?i)^a' },
  'a pattern of Java in a choice': { anyOf: [{ type: 'string', pattern: '[a-z]++' }] },
  'a format that nobody knows': { type: 'string', format: 'article-number' },
  'isRequired and other keywords that are none': { type: 'string', isRequired: true, Title: 'A', 'xdm:type': 'string' },
  'required: true, as in older drafts': { type: 'string', 'meta:status': 'stable', title: 'A' },
  'a reference to nothing': { $ref: '#/definitions/none' },
  true: true,
})) {
  test(`${what} says nothing, and does not throw`, () => {
    expect(findingsOf(field, 'zzz')).toEqual([]);
  });
}

test('what a keyword finds is an error unless it is told otherwise, by its name', () => {
  const event = { a: 5, b: 'x' };
  const schema = { properties: { a: { type: 'string' }, b: { minLength: 2 } } };
  const rulesOf = (rules: Record<string, 'error' | 'warning' | 'off'>) =>
    validateXdm(event, { schema, rules }).map(({ severity, rule }) => `${severity} ${rule}`);
  expect(rulesOf({})).toEqual(['error type', 'error minLength']);
  expect(rulesOf({ type: 'warning' })).toEqual(['error minLength', 'warning type']);
  expect(rulesOf({ type: 'off', minLength: 'error' })).toEqual(['error minLength']);
});

test('titles and allowed values come from the schema', () => {
  const schema = { $id: 'https://shop.example/a', properties: { a: { title: 'Condition', enum: ['new', 'used'] } } };
  expect(validateXdm({ a: 'usd' }, { schema })).toEqual([
    {
      path: 'a',
      rule: 'enum',
      severity: 'error',
      title: 'Condition',
      expected: 'one of 2 values',
      received: 'usd',
      allowed: ['new', 'used'],
      suggestion: 'used',
      schema: 'https://shop.example/a',
      message: 'a: is none of the values that the schema allows; did you mean "used"?',
    },
  ]);
});

function findingsOf(field: unknown, value: unknown) {
  const schema: JsonObject = {
    $id: 'https://shop.example/a',
    type: 'object',
    properties: { a: field },
    definitions: { amount: { type: 'number' }, amounts: { type: 'array', items: { $ref: '#/definitions/amount' } } },
  };
  return validateXdm({ a: value }, { schema });
}
