/** The emulator's Schema Registry, asked over a socket as Adobe's is. */

import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test as base } from '@playwright/test';
import { connect } from '../../src/connect.js';
import {
  createEmulator,
  loadRegistrySchemas,
  serveEmulator,
  type Emulator,
  type EmulatorServer,
} from '../../src/emulator/index.js';
import { isObject, type JsonObject } from '../../src/protocol/json.js';
import { runCommand } from '../support/command.js';
import { startEmulate } from '../support/emulateProcess.js';
import { credentials, demo, emulatorOfFixtures } from '../support/emulatorCalls.js';

const path = '/data/foundation/schemaregistry/tenant/schemas';
const webEvents = JSON.parse(readFileSync('fixtures/schemas/web-events.json', 'utf8')) as JsonObject;
const id = String(webEvents['$id']);
const altId = String(webEvents['meta:altId']);
const now = Date.UTC(2026, 0, 15, 9, 30);

/** One that is composed and not resolved, as `xed+json` gives it. */
const raw = {
  $id: 'https://ns.adobe.com/alpinewool/schemas/5d09',
  'meta:altId': '_alpinewool.schemas.5d09',
  'meta:resourceType': 'schemas',
  version: '2.0',
  title: 'Stores',
  description: 'Where the shop is met.',
  type: 'object',
  allOf: [{ $ref: 'https://ns.adobe.com/xdm/context/profile', title: 'Profile', 'meta:xdmType': 'object' }],
};

const others = ['Returns', 'Orders', 'Orders', 'Newsletter'].map((title, index) => ({
  $id: `https://ns.adobe.com/alpinewool/schemas/${index}`,
  'meta:resourceType': 'schemas',
  version: `1.${index}`,
  title,
  type: 'object',
}));

const foreign = [
  { $id: 'https://example.com/cart', title: 'A JSON Schema', version: '1.0', type: 'object' },
  { $id: 'https://ns.adobe.com/alpinewool/mixins/1', title: 'Mixin', version: '1.0', 'meta:resourceType': 'mixins' },
  {
    $id: 'https://ns.adobe.com/xdm/schemas/profile',
    title: 'Profile',
    version: '1.0',
    'meta:resourceType': 'schemas',
    'meta:containerId': 'global',
  },
  { ...others[0], title: 'The same id once more' },
];

interface Asked {
  id?: string;
  accept?: string | null;
  query?: string;
  headers?: Record<string, string | undefined>;
}

interface Registry {
  emulator: Emulator;
  server: EmulatorServer;
  ask(asked: Asked): Promise<{ status: number; body: JsonObject }>;
}

const test = base.extend<object, { registry: Registry }>({
  registry: [
    async ({}, use) => {
      const schemas = [webEvents, raw, ...others, ...foreign];
      const emulator = createEmulator({ datastreams: [demo], schemas: () => schemas, clock: () => now });
      await using server = await serveEmulator(emulator);
      const ask = async ({ id: wanted, accept = 'application/vnd.adobe.xed-full+json; version=1', ...rest }: Asked) => {
        const headers = Object.entries({
          ...credentials(emulator),
          'x-sandbox-name': 'prod',
          ...(accept !== null && { accept }),
          ...rest.headers,
        }).filter((entry): entry is [string, string] => entry[1] !== undefined);
        const target = wanted === undefined ? path : `${path}/${wanted}`;
        const response = await fetch(`${server.url}${target}${rest.query ?? ''}`, { headers });
        return { status: response.status, body: (await response.json()) as JsonObject };
      };
      await use({ emulator, server, ask });
    },
    { scope: 'worker' },
  ],
});

const list = { accept: 'application/vnd.adobe.xed-id+json' };

function problem(status: number, type: string, title: string, detail: string) {
  return {
    type: type === '' ? 'about:blank' : `http://ns.adobe.com/aep/errors/${type}`,
    title,
    status,
    report: {
      registryRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
      timestamp: '01-15-2026 09:30:00',
      'detailed-message': detail,
      'sub-errors': [],
    },
    detail,
  };
}

test('a schema is found by its encoded $id and by its meta:altId', async ({ registry }) => {
  const byId = await registry.ask({ id: encodeURIComponent(id) });
  const byAltId = await registry.ask({ id: altId });
  expect(byId).toMatchObject({ status: 200, body: { $id: id, version: '1.4', title: 'Alpine Wool web events' } });
  expect(byAltId).toEqual(byId);
  expect(await registry.ask({ id: '_alpinewool.schemas.3' })).toMatchObject({ body: { title: 'Newsletter' } });
});

test('xed-full is the export without its descriptors, xed-full-desc the export with them', async ({ registry }) => {
  const { 'meta:descriptors': descriptors, ...full } = webEvents;
  expect(descriptors).toHaveLength(3);
  expect((await registry.ask({ id: altId })).body).toEqual(full);
  const accept = 'application/vnd.adobe.xed-full-desc+json; version=1';
  expect((await registry.ask({ id: altId, accept })).body).toEqual(webEvents);
});

test('xed-deprecatefield marks the standard fields that a descriptor deprecates', async ({ registry }) => {
  const accept = 'application/vnd.adobe.xed-deprecatefield+json; version=1';
  const { body } = await registry.ask({ id: altId, accept });
  const { 'meta:descriptors': _, ...expected } = structuredClone(webEvents);
  const order = fieldOf(fieldOf(expected, 'commerce'), 'order');
  fieldOf(order, 'taxAmount')['meta:status'] = 'deprecated';
  expect(body).toEqual(expected);
});

test('xed-full-notext has no titles and descriptions, and keeps every field', async ({ registry }) => {
  const accept = 'application/vnd.adobe.xed-full-notext+json; version=1';
  const { body } = await registry.ask({ id: altId, accept });
  expect(JSON.stringify(body)).not.toMatch(/"(title|description)":/);
  const { title: _, description: __, 'meta:descriptors': ___, ...rest } = webEvents;
  expect(Object.keys(body)).toEqual(Object.keys(rest));
  expect(fieldOf(fieldOf(body, 'web'), 'webInteraction')).toMatchObject({
    type: 'object',
    properties: { name: { type: 'string', 'meta:xdmField': 'xdm:name', 'meta:xdmType': 'string' } },
  });
});

test('a schema that the file holds unresolved is given as xed and xed-notext, and as nothing else', async ({
  registry,
}) => {
  const ask = (format: string) =>
    registry.ask({ id: raw['meta:altId'], accept: `application/vnd.adobe.${format}+json;version=2` });
  expect(await ask('xed')).toEqual({ status: 200, body: raw });
  const { title: _, description: __, ...textless } = raw;
  const allOf = [{ $ref: 'https://ns.adobe.com/xdm/context/profile', 'meta:xdmType': 'object' }];
  expect(await ask('xed-notext')).toEqual({ status: 200, body: { ...textless, allOf } });
  const detail = `The specified Accept format is not available for ${raw.$id}: the emulator's file holds it with $ref and allOf, and not what they refer to.`;
  for (const format of ['xed-full', 'xed-full-notext', 'xed-full-desc', 'xed-deprecatefield']) {
    expect(await ask(format)).toEqual({ status: 406, body: problem(406, '', 'Invalid Accept format', detail) });
  }
});

for (const format of ['xed', 'xed-notext']) {
  test(`${format} of a resolved export is refused, because nothing leads back to it`, async ({ registry }) => {
    const asked = await registry.ask({ id: altId, accept: `application/vnd.adobe.${format}+json; version=1` });
    const detail = `The specified Accept format is not available for ${id}: the emulator's file holds it with $ref and allOf resolved.`;
    expect(asked).toEqual({ status: 406, body: problem(406, '', 'Invalid Accept format', detail) });
  });
}

for (const accept of [
  'application/vnd.adobe.xed-full+json',
  'application/vnd.adobe.xed-id+json; version=1',
  'application/vnd.adobe.xed-deref+json; version=1',
  'application/vnd.adobe.__proto__+json; version=1',
  'application/json',
  '*/*',
  '',
]) {
  test(`a schema cannot be asked for with Accept: ${accept || 'nothing'}`, async ({ registry }) => {
    const { status, body } = await registry.ask({ id: altId, accept });
    const detail = `The supplied Accept header is not valid: ${accept} - A valid Accept value should look like application/vnd.adobe.'{xed|xdm'}+json; version=1 (Version should be specified)`;
    expect([status, body]).toEqual([400, problem(400, 'XDM-1007-400', 'Accept header invalid', detail)]);
  });
}

for (const accept of ['application/vnd.adobe.xed+json;version=1', 'application/vnd.adobe.xed-full+json', '*/*']) {
  test(`a list cannot be asked for with Accept: ${accept}`, async ({ registry }) => {
    const { status, body } = await registry.ask({ accept });
    const detail = `The supplied Accept header is not valid: ${accept} - A valid Accept value should look like application/vnd.adobe.'{xed|xdm'}+json`;
    expect([status, body]).toEqual([400, problem(400, 'XDM-1006-400', 'Accept header invalid', detail)]);
  });
}

test('a version is the major one or the whole, and another one is not found', async ({ registry }) => {
  const statuses: number[] = [];
  for (const version of ['1', '1.4', '1.3', '2', '1.4.0', '.']) {
    const accept = `application/vnd.adobe.xed-full+json; version=${version}`;
    statuses.push((await registry.ask({ id: altId, accept })).status);
  }
  expect(statuses).toEqual([200, 200, 404, 404, 404, 404]);
});

const hostile = [
  ['an unknown one', encodeURIComponent('https://ns.adobe.com/alpinewool/schemas/none')],
  ['a way out of the folder', '..%2f..%2fpackage.json'],
  ['a file of the folder', 'web-events.json'],
  ['a path', encodeURIComponent('/etc/passwd')],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['one that cannot be decoded', '%E0%A4%A'],
  ['a zero byte', '%00'],
  ['a JSON Schema of the folder', encodeURIComponent('https://example.com/cart')],
  ['a field group', encodeURIComponent('https://ns.adobe.com/alpinewool/mixins/1')],
  ['a schema of Adobe', encodeURIComponent('https://ns.adobe.com/xdm/schemas/profile')],
] as const;

for (const [what, wanted] of hostile) {
  test(`an id that is ${what} is not found`, async ({ registry }) => {
    const { status, body } = await registry.ask({ id: wanted });
    const shown = wanted === '%E0%A4%A' ? wanted : decodeURIComponent(wanted);
    const detail = `Requested resource ${shown} with version 1 is not found`;
    expect([status, body]).toEqual([404, problem(404, 'XDM-1012-404', 'Resource Not Found', detail)]);
  });
}

test('a very long id is not found, and only its beginning is quoted', async ({ registry }) => {
  const { status, body } = await registry.ask({ id: 'x'.repeat(8_000) });
  expect([status, body['detail']]).toEqual([404, `Requested resource ${'x'.repeat(200)}… with version 1 is not found`]);
});

test('what is no id is nobody’s', async ({ registry }) => {
  for (const wanted of ['', 'a/b', `${altId}/versions`]) {
    expect((await registry.ask({ id: wanted })).body, wanted).toMatchObject({ status: 404, title: 'Not Found' });
  }
});

test('a list names the schemas of the organisation in short', async ({ registry }) => {
  const { status, body } = await registry.ask(list);
  expect(status).toBe(200);
  expect(body).toEqual({
    results: [
      { $id: id, 'meta:altId': altId, version: '1.4', title: 'Alpine Wool web events' },
      { $id: raw.$id, 'meta:altId': raw['meta:altId'], version: '2.0', title: 'Stores' },
      ...others.map(({ $id, version, title }, index) => ({
        $id,
        'meta:altId': `_alpinewool.schemas.${index}`,
        version,
        title,
      })),
    ],
    _page: { orderby: 'updated', next: null, count: 6 },
    _links: { next: null, global_schemas: { href: '/data/foundation/schemaregistry/global/schemas' } },
  });
});

test('a list of whole schemas is one of unresolved ones', async ({ registry }) => {
  const accept = 'application/vnd.adobe.xed+json';
  const stores = await registry.ask({ accept, query: '?property=title==Stores' });
  expect([stores.status, stores.body['results']]).toEqual([200, [raw]]);
  expect((await registry.ask({ accept })).status).toBe(406);
});

const filters = [
  ['title==Orders', ['Orders', 'Orders']],
  ['title==orders', []],
  ['title!=Orders', ['Alpine Wool web events', 'Stores', 'Returns', 'Newsletter']],
  ['version>1.2', ['Alpine Wool web events', 'Stores', 'Newsletter']],
  ['version>=1.2', ['Alpine Wool web events', 'Stores', 'Orders', 'Newsletter']],
  ['version<1.1', ['Returns']],
  ['version<=1.1', ['Returns', 'Orders']],
  ['allOf', ['Stores']],
  ['allOf!=x', ['Alpine Wool web events', 'Stores', 'Returns', 'Orders', 'Orders', 'Newsletter']],
  ['__proto__', []],
  ['toString', []],
  ['title==Orders&property=version==1.1', ['Orders']],
] as const;

for (const [filter, titles] of filters) {
  test(`property=${filter} finds ${titles.length} schemas`, async ({ registry }) => {
    const { body } = await registry.ask({ ...list, query: `?property=${filter}` });
    expect(titlesOf(body)).toEqual(titles);
  });
}

test('pages follow each other by _page.next, and schemas of one title stay on one', async ({ registry }) => {
  const pages: string[][] = [];
  let start: unknown;
  do {
    const after = typeof start === 'string' ? `&start=${encodeURIComponent(start)}` : '';
    const { body } = await registry.ask({ ...list, query: `?orderby=title&limit=2${after}` });
    pages.push(titlesOf(body));
    start = isObject(body['_page']) ? body['_page']['next'] : undefined;
  } while (start !== null);
  expect(pages).toEqual([
    ['Alpine Wool web events', 'Newsletter'],
    ['Orders', 'Orders'],
    ['Returns', 'Stores'],
  ]);

  const { body } = await registry.ask({ ...list, query: '?orderby=title&limit=3' });
  expect(titlesOf(body)).toEqual(['Alpine Wool web events', 'Newsletter', 'Orders', 'Orders']);
  expect(body['_links']).toMatchObject({ next: { href: `${path}?orderby=title&limit=3&start=Orders` } });
});

test('a list is sorted by several properties, upwards and downwards', async ({ registry }) => {
  const { body } = await registry.ask({ ...list, query: '?orderby=-title,-version&limit=4' });
  const results = body['results'] as JsonObject[];
  expect(results.map(({ title, version }) => `${String(title)} ${String(version)}`)).toEqual([
    'Stores 2.0',
    'Returns 1.0',
    'Orders 1.2',
    'Orders 1.1',
  ]);
});

test('a limit of nothing lists nothing', async ({ registry }) => {
  const { body } = await registry.ask({ ...list, query: '?orderby=title&limit=0' });
  expect(body).toMatchObject({ results: [], _page: { orderby: 'title', next: null, count: 0 } });
});

for (const [query, detail] of [
  ['?limit=5', 'limit and start cannot be used without orderby.'],
  ['?start=A', 'limit and start cannot be used without orderby.'],
  ['?orderby=title&limit=501', 'limit must be a whole number from 0 to 500.'],
  ['?orderby=title&limit=-1', 'limit must be a whole number from 0 to 500.'],
  ['?orderby=title&limit=', 'limit must be a whole number from 0 to 500.'],
  ['?property===x', 'property===x is no filter such as property=title==Orders.'],
] as const) {
  test(`${query} is refused`, async ({ registry }) => {
    expect(await registry.ask({ ...list, query })).toEqual({
      status: 400,
      body: problem(400, '', 'Bad Request', detail),
    });
  });
}

const refusals: Record<string, { headers: Record<string, string | undefined>; status: number; body: object }> = {
  'no token': {
    headers: { authorization: undefined },
    status: 403,
    body: { error_code: '403010', message: 'Oauth token is missing.' },
  },
  'a token that is none': {
    headers: { authorization: 'Bearer nonsense' },
    status: 401,
    body: { error_code: '401013', message: 'Oauth token is not valid' },
  },
  'no API key': {
    headers: { 'x-api-key': undefined },
    status: 403,
    body: { error_code: '403000', message: 'Api Key is required' },
  },
  'the API key of another': {
    headers: { 'x-api-key': 'other' },
    status: 403,
    body: { error_code: '403003', message: 'Api Key is invalid' },
  },
  'no organisation': {
    headers: { 'x-gw-ims-org-id': undefined },
    status: 400,
    body: { error_code: '400003', message: 'Missing header' },
  },
  'another organisation': {
    headers: { 'x-gw-ims-org-id': '00000000000000000000000000@AdobeOrg' },
    status: 403,
    body: { error_code: '403025', message: 'Profile is not valid' },
  },
  'no sandbox': {
    headers: { 'x-sandbox-name': undefined },
    status: 400,
    body: { error_code: '400003', message: 'Missing header' },
  },
  'a sandbox that there is not': {
    headers: { 'x-sandbox-name': '__proto__' },
    status: 403,
    body: problem(
      403,
      '',
      'Forbidden',
      "The sandbox '__proto__' does not exist, or the credential has no access to it.",
    ),
  },
};

for (const [what, { headers, status, body }] of Object.entries(refusals)) {
  test(`${what}: refused, whether one schema is asked for or all`, async ({ registry }) => {
    expect(await registry.ask({ id: altId, headers })).toEqual({ status, body });
    expect(await registry.ask({ ...list, headers })).toEqual({ status, body });
  });
}

test('a token is refused when it has expired, and when another emulator signed it', async ({ registry }) => {
  for (const token of [
    createEmulator({ datastreams: [demo], clock: () => now }).issueToken(),
    registry.emulator.issueToken({ expiresInSeconds: 0 }),
  ]) {
    const asked = await registry.ask({ id: altId, headers: { authorization: `Bearer ${token}` } });
    expect(asked).toEqual({ status: 401, body: { error_code: '401013', message: 'Oauth token is not valid' } });
  }
});

test('the record of the calls holds no credential and no schema', async ({ registry }) => {
  await registry.ask({ id: altId, query: '?secret=1' });
  const recorded = JSON.stringify(await (await fetch(`${registry.server.url}/__emulator/calls`)).json());
  expect(recorded).toContain(altId);
  expect(recorded).not.toContain('secret=1');
  expect(recorded).not.toMatch(/Bearer ey|webPageDetails/);
});

test('an emulator without schemas lists none', async () => {
  const emulator = emulatorOfFixtures();
  const headers = { ...credentials(emulator), ...list, 'x-sandbox-name': 'prod' };
  const response = await emulator.fetch(new Request(`https://platform.adobe.io${path}`, { headers }));
  expect(await response.json()).toMatchObject({ results: [], _page: { count: 0 } });
});

test('schemas are read when they are first asked for, and once', async () => {
  let reads = 0;
  const schemas = () => {
    reads++;
    return [webEvents];
  };
  const emulator = createEmulator({ datastreams: [demo], schemas });
  const headers = { ...credentials(emulator), ...list, 'x-sandbox-name': 'prod' };
  const ask = (more: object = {}) =>
    emulator.fetch(new Request(`https://platform.adobe.io${path}`, { headers: { ...headers, ...more } }));
  await ask({ authorization: 'none' });
  expect(reads).toBe(0);
  await Promise.all([ask(), ask()]);
  expect(reads).toBe(1);
});

test('a folder that cannot be read is an answer too', async () => {
  const schemas = () => loadRegistrySchemas('no/such/folder');
  const emulator = createEmulator({ datastreams: [demo], schemas, clock: () => now });
  const headers = { ...credentials(emulator), ...list, 'x-sandbox-name': 'prod' };
  const response = await emulator.fetch(new Request(`https://platform.adobe.io${path}`, { headers }));
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining('no/such/folder cannot be used') });
});

test('the emulator of the fixtures serves the folder of edgeSchemas', async () => {
  await using connection = await connect({ use: { edgeSchemas: 'fixtures/schemas' }, environment: {} });
  const headers = { ...credentials(connection.emulator!), ...list, 'x-sandbox-name': 'prod' };
  const response = await fetch(`${connection.config.platformUrl}${path}`, { headers });
  expect(titlesOf((await response.json()) as JsonObject)).toContain('Alpine Wool web events');
});

test('emulate --schemas serves a folder at any depth', async ({}, testInfo) => {
  const folder = testInfo.outputPath('schemas');
  await mkdir(`${folder}/shop`, { recursive: true });
  await mkdir(`${folder}/empty.json`);
  await writeFile(`${folder}/shop/stores.json`, JSON.stringify(raw));
  await writeFile(`${folder}/list.json`, '[]');
  await using emulate = await startEmulate(['--schemas', folder]);
  const { url, orgId, clientId, clientSecret } = emulate.announced;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const issued = await fetch(`${url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await issued.json()) as { access_token: string };
  const access = { authorization: `Bearer ${token}`, 'x-api-key': clientId, 'x-gw-ims-org-id': orgId };
  const headers = { ...access, 'x-sandbox-name': 'prod', accept: list.accept };
  const answer = (await (await fetch(`${url}${path}`, { headers })).json()) as JsonObject;
  expect(titlesOf(answer)).toEqual(['Stores']);
});

for (const [what, files, message] of [
  ['broken JSON', { 'a.json': '{', 'b.json': '{"$id":' }, /cannot be used:\n- a\.json: .+\n- b\.json: /],
  ['nothing that the registry serves', { 'a.json': JSON.stringify(foreign[0]) }, /of --schemas holds no XDM schema/],
] as const) {
  test(`emulate does not start with a folder of ${what}`, async ({}, testInfo) => {
    const folder = testInfo.outputPath('schemas');
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(`${folder}/${name}`, text);
    const { exitCode, errors } = await runCommand(['emulate', '--schemas', folder]);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(message);
  });
}

function titlesOf({ results }: JsonObject): string[] {
  return (results as JsonObject[]).map(({ title }) => String(title));
}

function fieldOf(schema: JsonObject, name: string): JsonObject {
  const properties = schema['properties'] as Record<string, JsonObject>;
  return properties[name]!;
}
