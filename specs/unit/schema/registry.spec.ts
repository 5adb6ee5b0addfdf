import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { EdgeConfigError, EdgeUsageError } from '../../../src/errors.js';
import { mediaEvents } from '../../../src/protocol/endpoints.js';
import { handleTypes } from '../../../src/protocol/handles.js';
import { bundledIds, bundledSchema } from '../../../src/schema/bundled/catalog.js';
import { registerSchema, registerSchemaFolder, schemaIds, validate } from '../../../src/schema/index.js';

test('the bundled ids are those of the contract, and the kinds that they are dispatched to', () => {
  const requests = ['interact', 'interact-v1', 'collect', 'set-consent', 'identity-acquire'];
  const promised = [
    ...[...requests, ...mediaEvents.map((event) => `media-${event}`)].map((name) => `edge:${name}-request`),
    ...['edge:interact-response', 'edge:collect-response', 'edge:problem', 'edge:warning', 'edge:handle', 'edge:item'],
    ...handleTypes.map((type) => `edge:handle/${type}`),
  ];
  const others = bundledIds.filter((id) => !id.startsWith('edge:item/https://ns.adobe.com/'));
  expect(others.toSorted()).toEqual(promised.toSorted());
});

for (const id of bundledIds) {
  test(`${id} has its id, a title and a description, and is valid JSON Schema`, () => {
    const schema = bundledSchema(id);
    expect(schema).toMatchObject({
      $id: id,
      title: expect.stringMatching(/./),
      description: expect.stringMatching(/\.$/),
    });
    // As a schema of somebody else it is checked against the dialect, and compiled on its own.
    expect(() => validate({ ...schema, $id: `copy-of:${id}` }, {})).not.toThrow();
  });
}

test('an unknown id names the nearest ones', () => {
  expect(failureOf(() => validate('edge:handle/state-store', {}))).toEqual(
    new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', 'No schema has the id "edge:handle/state-store".', {
      fix: 'Did you mean "edge:handle/state:store"?',
    }),
  );
  expect(failureOf(() => validate('interact-response', {}))).toMatchObject({
    fix: expect.stringMatching(/^Did you mean "edge:interact-response"/),
  });
  expect(
    failureOf(() => validate('edge:Interact-Response', {})),
    'only the one that differs in case',
  ).toMatchObject({
    fix: 'Did you mean "edge:interact-response"?',
  });
  expect(failureOf(() => validate({ $ref: 'nobody' }, {}))).toMatchObject({
    message: [
      'The schema "the given schema" cannot be used: it refers to "nobody", which is not registered. Schemas come from the folder edgeSchemas, on the command line from --schemas, in code from registerSchema().',
      '[EDGE_SCHEMA_INVALID]',
    ].join('\n'),
  });
  expect(failureOf(() => validate('__proto__', {}))).toEqual(
    new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', 'No schema has the id "__proto__".', {
      fix: 'Schemas come from the folder edgeSchemas, on the command line from --schemas, in code from registerSchema().',
    }),
  );
});

test.describe('registerSchema', () => {
  test('gives back the id, under which the schema is then known', () => {
    const id = registerSchema({ $id: 'https://shop.example/customer', required: ['name'] });
    expect(id).toBe('https://shop.example/customer');
    expect(schemaIds()).toContain(id);
    expect(validate(id, {}).map(({ schema, message }) => [schema, message])).toEqual([
      ['https://shop.example/customer', 'required field "name" is missing'],
    ]);
  });

  test('takes the same schema again, and no other of the same id', () => {
    const make = (type: string) => ({ $id: 'https://shop.example/again', type });
    registerSchema(make('string'));
    expect(registerSchema(make('string'))).toBe('https://shop.example/again');
    expect(failureOf(() => registerSchema(make('number')))).toEqual(
      new EdgeConfigError(
        'EDGE_SCHEMA_INVALID',
        'The schema "https://shop.example/again" cannot be used: another schema has its id.',
      ),
    );
  });

  test('refuses what has no id, is no schema, or would replace a bundled one', () => {
    expect(failureOf(() => registerSchema({ type: 'object' }))).toMatchObject({
      message: 'A schema without $id cannot be used: it is registered by its $id.\n[EDGE_SCHEMA_INVALID]',
    });
    expect(failureOf(() => registerSchema([]))).toMatchObject({
      message: 'A schema cannot be used: a schema is an object.\n[EDGE_SCHEMA_INVALID]',
    });
    expect(failureOf(() => registerSchema({ $id: 'edge:problem' }))).toMatchObject({
      message: 'The schema "edge:problem" cannot be used: its id is that of a bundled schema.\n[EDGE_SCHEMA_INVALID]',
    });
  });

  test('tells at first use when the schema does not compile', () => {
    const id = registerSchema({ $id: 'https://shop.example/broken', properties: { a: { type: 'text' } } });
    expect(failureOf(() => validate(id, {}))).toMatchObject({
      code: 'EDGE_SCHEMA_INVALID',
      message: expect.stringMatching(
        /^The schema "https:\/\/shop\.example\/broken" cannot be used: properties\.a\.type: expected /,
      ),
    });
  });

  test('may describe a handle type that the library does not know yet', () => {
    registerSchema({ $id: 'edge:handle/shop:stock', properties: { payload: { items: { required: ['pieces'] } } } });
    const body = { requestId: 'a', handle: [{ type: 'shop:stock', payload: [{}] }] };
    expect(validate('edge:interact-response', body).map(({ schema, message }) => [schema, message])).toEqual([
      ['edge:handle/shop:stock', 'handle[0].payload[0]: required field "pieces" is missing'],
    ]);
  });
});

test.describe('registerSchemaFolder', () => {
  test('makes files known by $id, and reads them when they are first needed', ({}, testInfo) => {
    const folder = testInfo.outputPath('schemas');
    write(folder, {
      'order.json': '{"$id":"https://shop.example/folder/order","required":["total"]}',
      'parts/line item.json': '{"$id":"https://shop.example/folder/line-item","required":["sku"]}',
      'notes.txt': 'no schema',
    });
    registerSchemaFolder(folder);
    registerSchemaFolder(`${folder}/../schemas`);
    validate('edge:problem', {});
    write(folder, { 'late.json': '{"$id":"https://shop.example/folder/late","required":["when"]}' });

    const messagesOf = (id: string) => validate(id, {}).map(({ message }) => message);
    expect(messagesOf('https://shop.example/folder/line-item')).toEqual(['required field "sku" is missing']);
    expect(messagesOf('https://shop.example/folder/late')).toEqual(['required field "when" is missing']);
    expect(schemaIds()).toContain('https://shop.example/folder/order');
  });

  test('names every broken file at once, and again until they are right', ({}, testInfo) => {
    const folder = testInfo.outputPath('schemas');
    write(folder, {
      'a.json': '{"type":',
      'b/list.json': '[]',
      'c.json': '{"$id":7}',
      'd.json': '{"$id":"edge:problem"}',
      'e.json': '{"$id":"https://shop.example/same"}',
      'f.json': '{"$id":"https://shop.example/same"}',
      'g.json': '{"required":["a"]}',
      'good.json': '{"$id":"https://shop.example/good","required":["a"]}',
    });
    registerSchemaFolder(folder);
    const expected = new EdgeConfigError(
      'EDGE_SCHEMA_INVALID',
      [
        `The schema folder ${folder} cannot be used:`,
        '- a.json: Unexpected end of JSON input',
        '- b/list.json: a list of schemas is what the Schema Registry copies as JSON, with "meta:resourceType" in each of them',
        '- c.json: its $id must be a text that is not empty',
        '- d.json: its id is that of a bundled schema',
        '- f.json: e.json has the same $id, "https://shop.example/same"',
        '- g.json: it has no $id, the name that a spec would ask for',
      ].join('\n'),
      { fix: 'Correct or remove what is named, or give another folder.' },
    );
    expect(failureOf(() => validate('https://shop.example/good', {}))).toEqual(expected);
    expect(failureOf(() => schemaIds())).toEqual(expected);

    for (const name of ['a', 'b/list', 'c', 'd', 'f', 'g']) rmSync(join(folder, `${name}.json`));
    expect(validate('https://shop.example/good', {}).map(({ message }) => message)).toEqual([
      'required field "a" is missing',
    ]);
  });

  test('refuses a folder that is none', ({}, testInfo) => {
    const missing = testInfo.outputPath('missing');
    expect(failureOf(() => registerSchemaFolder(missing))).toMatchObject({
      code: 'EDGE_SCHEMA_INVALID',
      message: expect.stringMatching(
        /^The schema folder .+missing cannot be used:\n- ENOENT: no such file or directory/,
      ),
    });
    write(testInfo.outputPath(), { 'file.json': '{}' });
    expect(failureOf(() => registerSchemaFolder(testInfo.outputPath('file.json')))).toMatchObject({
      message: expect.stringMatching(/cannot be used:\n- it is no folder\n/),
    });
  });
});

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
