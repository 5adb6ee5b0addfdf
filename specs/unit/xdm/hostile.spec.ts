import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/protocol/json.js';
import { validateXdm } from '../../../src/schema/index.js';
import { presentFindings } from '../../../src/schema/xdm/presentation.js';

const MANY = 10_000;
const DEEP = 30_000;

/** `{"name":{"name":…1…}}` */
function nested(name: string, levels: number): JsonObject {
  return JSON.parse(`${`{"${name}":`.repeat(levels)}1${'}'.repeat(levels)}`) as JsonObject;
}

function fields(count: number, name: (index: number) => string, value: unknown = 'a'): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), value]));
}

const tree = {
  $id: 'https://shop.example/tree',
  type: 'object',
  properties: { child: { $ref: '#' }, children: { type: 'array', items: { $ref: '#' } }, name: { type: 'string' } },
};

for (const { what, event, count, atMost, schema } of [
  {
    what: `${MANY} fields that nobody knows`,
    event: fields(MANY, (index) => `field${index}`),
    count: MANY,
    atMost: 3_000,
  },
  {
    what: `${MANY} fields that are almost known`,
    event: { web: { webPageDetails: fields(MANY, (index) => `siteSection${index}`) } },
    count: MANY,
    atMost: 4_000,
  },
  {
    what: `${MANY} fields of a tenant`,
    event: { _shop: fields(MANY, (index) => `field${index}`) },
    count: 0,
    atMost: 200,
  },
  {
    what: `a list of ${MANY} products`,
    event: { productListItems: Array.from({ length: MANY }, () => ({ SKU: 'A', quantity: 1 })) },
    count: 0,
    atMost: 200,
  },
  {
    what: `a list of ${MANY} products that are wrong`,
    event: { productListItems: Array.from({ length: MANY }, () => ({ quantity: '1' })) },
    count: 2 * MANY,
    atMost: 4_000,
  },
  {
    what: `${MANY} namespaces`,
    event: { identityMap: fields(MANY, (index) => `N${index}`, [{ id: 'a' }]) },
    count: 0,
    atMost: 200,
  },
  {
    what: 'a text of ten million characters',
    event: { web: { webPageDetails: { name: 'a'.repeat(1e7) } } },
    count: 0,
    atMost: 50,
  },
  {
    what: '2000 levels of a schema that refers to itself',
    event: nested('child', 2_000),
    count: 1,
    atMost: 3_000,
    schema: tree,
  },
]) {
  test(`${what}: ${count} findings, in a time that grows as the event does`, () => {
    validateXdm({ web: {} }, { ...(schema && { schema }) });
    const [found, ratio] = timedAgainstPrinting(event, () => validateXdm(event, { ...(schema && { schema }) }));
    expect(found).toHaveLength(count);
    expect(ratio).toBeLessThan(atMost);
  });
}

test(`${DEEP} levels are checked, or are too deep: nothing throws`, () => {
  expect(validateXdm(nested('web', DEEP)).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'unknown-field web.web',
  ]);
  expect(validateXdm({ xdm: {}, data: nested('a', DEEP) })).toEqual([]);
  expect(validateXdm({ _shop: nested('a', DEEP) })).toEqual([]);
  const [finding, ...others] = validateXdm(nested('child', DEEP), { schema: tree });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ severity: 'error' });
  expect(['nesting', 'type']).toContain(finding?.rule);
});

test('what is too deep is presented as well', () => {
  for (const event of [nested('web', DEEP), { xdm: nested('web', DEEP) }, { foo: nested('a', DEEP) }]) {
    const findings = validateXdm(event);
    const text = presentFindings(findings, event).join('\n');
    expect(text).toContain('is not in the schema');
    expect(text.length).toBeLessThan(1_000);
  }
});

test('fields named like members of every object are fields like others', () => {
  const event = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":1,"web":{"toString":"a","__proto__":null,"hasOwnProperty":2},"identityMap":{"__proto__":[{"id":""}]}}',
  ) as JsonObject;
  expect(validateXdm(event).map(({ path, rule }) => `${rule} ${path}`)).toEqual([
    'unknown-field __proto__',
    'unknown-field constructor',
    'unknown-field web.toString',
    'unknown-field web.__proto__',
    'unknown-field web.hasOwnProperty',
    'empty-identity identityMap.__proto__[0].id',
  ]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  const schema = { properties: { constructor: { type: 'string' } }, required: ['toString'] };
  expect(validateXdm({ constructor: 1 }, { schema }).map(({ message }) => message)).toEqual([
    'required field "toString" is missing',
    'constructor: expected string, received number 1',
  ]);
});

test('schemas that are made of each other end', () => {
  const a = {
    definitions: { a: { allOf: [{ $ref: '#/definitions/b' }] }, b: { allOf: [{ $ref: '#/definitions/a' }] } },
  };
  const schema = { ...a, properties: { x: { $ref: '#/definitions/a' }, y: { anyOf: [{ $ref: '#/definitions/a' }] } } };
  expect(validateXdm({ x: { b: 1 } }, { schema })).toEqual([]);
  expect(validateXdm({ z: 1 }, { schema }).map(({ rule }) => rule)).toEqual(['unknown-field']);
  expect(
    validateXdm({ y: 1 }, { schema }).map(({ message }) => message),
    'a choice without end',
  ).toEqual(['nested too deeply to be checked']);
});

test('any JSON gives findings that are complete, and that can be presented', () => {
  const name = fc.constantFrom(
    'xdm',
    'data',
    'web',
    'webPageDetails',
    'URL',
    'identityMap',
    'ECID',
    'id',
    'timestamp',
    '_shop',
    'xdm:web',
    '@id',
    '',
    'a.b',
    '["',
    '__proto__',
    '\n',
  );
  const event = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.jsonValue({ maxDepth: 2 }),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    object: fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(fc.oneof(event.object, fc.jsonValue()), (value) => {
      const before = JSON.stringify(value);
      const findings = validateXdm(value);
      const isComplete = findings.every(
        ({ path, rule, severity, expected, message, schema }) =>
          [rule, expected, schema].every((text) => text !== '') &&
          /^(error|warning)$/.test(severity) &&
          message.startsWith(path),
      );
      const blocks = presentFindings(findings, value);
      return isComplete && blocks.length === Math.min(findings.length, 21) && JSON.stringify(value) === before;
    }),
    { numRuns: 500 },
  );
});

/** How many times as long as JSON.stringify of the same; the shorter of two runs of each. */
function timedAgainstPrinting<T>(event: unknown, action: () => T): [T, ratio: number] {
  const result = action();
  const ours = Math.min(...[1, 2].map(() => timed(action)));
  const printing = Math.min(...Array.from({ length: 5 }, () => timed(() => JSON.stringify(event))));
  return [result, ours / Math.max(printing, 0.1)];
}

function timed(action: () => unknown): number {
  const startedAt = performance.now();
  action();
  return performance.now() - startedAt;
}
