import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { endpoints } from '../../../src/protocol/endpoints.js';
import { handleTypes } from '../../../src/protocol/handles.js';
import { bundledIds } from '../../../src/schema/bundled/catalog.js';
import { checkAnswer, validate, type Violation } from '../../../src/schema/index.js';
import { answers } from './messages.js';
import { fieldsOf } from './corruptions.js';

const anything = fc.jsonValue({ maxDepth: 4 });
const fieldNames = [
  ...new Set(answers.flatMap(({ body }) => fieldsOf(body).map(({ shape }) => shape.replace(/^.*\./, '')))),
];
const hostileNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'a/b', '~', '["x"]', '\n'];

/** Objects that look like answers, with anything anywhere. */
const almostAnswer = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, anything, tie('object'), fc.array(tie('value'), { maxLength: 3 })),
  object: fc.dictionary(fc.constantFrom(...fieldNames, ...hostileNames), tie('value'), {
    maxKeys: 5,
    noNullPrototype: true,
  }),
})).object;

const handle = fc.record({
  type: fc.constantFrom(...handleTypes, ...hostileNames),
  payload: fc.array(almostAnswer, { maxLength: 3 }),
});

test('any JSON gives violations, and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...bundledIds), fc.oneof(anything, almostAnswer), (id, value) => {
      for (const unknownFields of ['allow', 'reject'] as const) requireComplete(validate(id, value, { unknownFields }));
    }),
    { numRuns: 400 },
  );
});

test('any answer of any endpoint can be checked', () => {
  const endpoint = fc.constantFrom(undefined, ...endpoints.map(({ name }) => name));
  const status = fc.constantFrom(200, 202, 204, 207, 302, 400, 404, 422, 500, 503);
  const envelope = fc.record(
    { requestId: anything, handle: fc.array(fc.oneof(handle, almostAnswer)), errors: anything },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(endpoint, status, fc.oneof(envelope, anything), (name, code, body) => {
      const text = JSON.stringify(body);
      const checked = checkAnswer({ endpoint: name, status: code, text, body: JSON.parse(text), isJson: true });
      requireComplete(checked.violations);
    }),
    { numRuns: 400 },
  );
});

test('fields named like members of every object are fields like others', () => {
  const body: unknown = JSON.parse(
    '{"requestId":"a","handle":[{"type":"__proto__","payload":[{"__proto__":{"polluted":true}}]},{"type":"constructor","payload":[]}]}',
  );
  expect(validate('edge:interact-response', body)).toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();

  const schema = { required: ['constructor'], properties: { toString: { type: 'string' } } };
  expect(validate(schema, {}).map(({ message }) => message)).toEqual(['required field "constructor" is missing']);
  const named: unknown = JSON.parse('{"__proto__":1,"constructor":2,"toString":3}');
  expect(validate(schema, named, { unknownFields: 'reject' }).map(({ message }) => message)).toEqual([
    'toString: expected string, received number 3',
    '__proto__: unknown field',
    'constructor: unknown field',
  ]);
  const identityMap: unknown = JSON.parse('{"__proto__":[{"primary":true}]}');
  expect(validate('edge:interact-request', { event: { xdm: { identityMap } } }).map(({ message }) => message)).toEqual([
    'event.xdm.identityMap.__proto__[0]: required field "id" is missing',
  ]);
});

const LEVELS = 10_000;

test('a value of ten thousand levels is checked as far as its schema goes', () => {
  const value: unknown = JSON.parse(`{"requestId":"a","handle":${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}}`);
  expect(validate('edge:interact-response', value, { unknownFields: 'reject' }).map(({ message }) => message)).toEqual([
    'handle[0]: expected object, received array of 1 item',
  ]);
});

test('a value that is deeper than the stack is one violation', () => {
  const schema = { title: 'tree', type: 'object', properties: { child: { $ref: '#' } } };
  const value: unknown = JSON.parse(`${'{"child":'.repeat(LEVELS * 10)}1${'}'.repeat(LEVELS * 10)}`);
  expect(validate(schema, value)).toEqual([
    {
      path: '',
      rule: 'nesting',
      expected: 'fewer levels',
      received: value,
      schema: 'tree',
      message: 'nested too deeply to be checked',
    },
  ]);
});

test('conditions of rules nested ten thousand times give violations, not a crash', () => {
  let condition: object = { type: 'matcher', definition: {} };
  for (let level = 0; level < LEVELS; level++)
    condition = { type: 'group', definition: { logic: 'and', conditions: [condition] } };
  const schema = 'https://ns.adobe.com/personalization/ruleset-item';
  const item = { id: 'a', schema, data: { version: 1, rules: [{ condition, consequences: [] }] } };
  const proposition = { id: 'a', scope: 'b', items: [item] };
  const body = { requestId: 'a', handle: [{ type: 'personalization:decisions', payload: [proposition] }] };
  const violations = validate('edge:interact-response', body);
  expect(violations).not.toEqual([]);
  requireComplete(violations);
});

/** Throws when a violation lacks something. No `expect`: each is a step, and there are many thousands. */
function requireComplete(violations: readonly Violation[]): void {
  for (const violation of violations) {
    const { path, rule, expected, schema, message } = violation;
    const texts = [rule, expected, schema, message];
    const isComplete = texts.every((text) => typeof text === 'string' && text !== '') && message.startsWith(path);
    if (!isComplete) throw new Error(`Not complete: ${JSON.stringify(violation)}`);
  }
}
