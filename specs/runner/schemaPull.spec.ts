/** `datastream schema pull` in a process of its own, with an emulator in place of Adobe. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { runCommand, type Ended } from '../support/command.js';
import { startEmulate, type EmulateProcess } from '../support/emulateProcess.js';
import { planted } from '../support/planted.js';
import { json, scriptedServer } from '../support/scriptedServer.js';

const exported = JSON.parse(readFileSync('fixtures/schemas/web-events.json', 'utf8')) as Record<string, unknown>;
const id = String(exported['$id']);
const orgId = 'DA7A57EA0000000000E0E0E0@AdobeOrg';

const definitions = {
  datastreams: ['prod', 'stage'].map((sandbox, index) => ({
    id: `da7a57ea-0000-4000-8000-00000000000${index}`,
    name: sandbox,
    orgId,
    sandbox,
  })),
  credentials: [
    { clientId: planted.clientId, clientSecret: planted.clientSecret },
    { clientId: 'expired', clientSecret: 'expired', tokenLifetimeSeconds: 0 },
    { clientId: 'elsewhere', clientSecret: 'elsewhere', productContexts: [] },
  ],
};

function schema(number: number, title: string, more: object = {}) {
  return {
    $id: `https://ns.adobe.com/alpinewool/schemas/${number}`,
    'meta:altId': `_alpinewool.schemas.${number}`,
    'meta:resourceType': 'schemas',
    version: `1.${number}`,
    title,
    type: 'object',
    properties: { _id: { type: 'string' }, [`field${number}`]: { type: 'string' } },
    ...more,
  };
}

const served = [
  schema(1, 'Orders'),
  schema(2, 'Orders'),
  schema(3, 'Order lines'),
  schema(4, 'Ünïted / ../ Kingdom: visits & “more”'),
  schema(5, '★'),
  schema(6, 'Stores', { allOf: [{ $ref: 'https://ns.adobe.com/xdm/context/profile' }] }),
  schema(7, 'Second', { version: '2.1' }),
];

interface Pulling {
  adobe: EmulateProcess;
  live: Record<string, string>;
}

interface Pull {
  /** Where the command is called; files of the last part of a path. */
  folder: string;
  pull(args: string[], environment?: Record<string, string | undefined>): Promise<Ended>;
  read(file: string): Record<string, unknown>;
  write(file: string, content: unknown): void;
}

const test = base.extend<Pull, Pulling>({
  adobe: [
    async ({}, use, { project }) => {
      const folder = join(project.outputDir, `schemaPull-${process.pid}`);
      mkdirSync(join(folder, 'schemas'), { recursive: true });
      writeFileSync(join(folder, 'datastreams.json'), JSON.stringify(definitions));
      for (const each of [exported, ...served]) {
        writeFileSync(join(folder, 'schemas', `${String(each['$id']).split('/').at(-1)}.json`), JSON.stringify(each));
      }
      const files = ['--datastreams', join(folder, 'datastreams.json'), '--schemas', join(folder, 'schemas')];
      await using adobe = await startEmulate(files);
      await use(adobe);
    },
    { scope: 'worker' },
  ],
  live: [
    async ({ adobe: { url } }, use) => {
      await use({
        EDGE_TARGET: 'live',
        EDGE_PLATFORM_URL: url,
        EDGE_IMS_URL: url,
        EDGE_ORG_ID: orgId,
        EDGE_CLIENT_ID: planted.clientId,
        EDGE_CLIENT_SECRET: planted.clientSecret,
      });
    },
    { scope: 'worker' },
  ],
  folder: async ({}, use, testInfo) => {
    const folder = testInfo.outputPath('project');
    mkdirSync(folder, { recursive: true });
    await use(folder);
  },
  pull: async ({ live, folder }, use) => {
    await use(async (args, environment = {}) => {
      const ended = await runCommand(['schema', 'pull', ...args], { folder, environment: { ...live, ...environment } });
      const said = ended.output + ended.errors;
      expect(said).not.toContain('    at ');
      for (const secret of Object.values(planted)) expect(said).not.toContain(secret);
      return ended;
    });
  },
  read: async ({ folder }, use) => {
    await use((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>);
  },
  write: async ({ folder }, use) => {
    await use((file, content) => {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
    });
  },
});

const file = 'fixtures/schemas/alpine-wool-web-events.schema.json';

/** The one standard field that a descriptor of the export deprecates is marked as well. */
function withMarkedField() {
  const marked = structuredClone(exported) as never as Record<string, Record<string, Record<string, never>>>;
  const { commerce } = marked['properties']! as never as {
    commerce: { properties: { order: { properties: { taxAmount: Record<string, string> } } } };
  };
  commerce.properties.order.properties.taxAmount['meta:status'] = 'deprecated';
  return marked;
}

test('by its id: the file holds all fields, descriptors and deprecations', async ({ pull, read, folder }) => {
  expect(await pull([id])).toEqual({
    exitCode: 0,
    output: expect.stringMatching(`^Wrote ${file}: "Alpine Wool web events", version 1.4, \\d+ fields.\n$`),
    errors: '',
  });
  expect(read(file)).toEqual(withMarkedField());
  expect(readFileSync(join(folder, file), 'utf8')).toBe(`${JSON.stringify(withMarkedField(), null, 2)}\n`);
});

test('by its meta:altId and by its title it is the same file', async ({ pull }) => {
  expect((await pull([String(exported['meta:altId'])])).exitCode).toBe(0);
  expect(await pull(['Alpine Wool web events'])).toEqual({
    exitCode: 0,
    output: expect.stringMatching(`^${file} is up to date: "Alpine Wool web events", version 1.4, \\d+ fields.\n$`),
    errors: '',
  });
});

test('a title of which there are several: their ids, and nothing is written', async ({ pull, folder }) => {
  expect(await pull(['Orders'])).toEqual({
    exitCode: 1,
    output: '',
    errors: `datastream: 2 schemas of the sandbox 'prod' have the title "Orders". Give the id of one:
  https://ns.adobe.com/alpinewool/schemas/1 (version 1.1)
  https://ns.adobe.com/alpinewool/schemas/2 (version 1.2)
`,
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('a title that there is not: the nearest ones', async ({ pull }) => {
  expect(await pull(['alpine wool web event'])).toEqual({
    exitCode: 1,
    output: '',
    errors: `datastream: The sandbox 'prod' has no schema with the title "alpine wool web event".
The nearest: "Alpine Wool web events".
`,
  });
  const { errors } = await pull(['Zebra crossing']);
  expect(errors).toContain('It has 8 schemas, and none of a like title.');
});

for (const wanted of [
  'https://ns.adobe.com/alpinewool/schemas/none',
  '_alpinewool.schemas.__proto__',
  'https://ns.adobe.com/../../package.json',
]) {
  test(`an id that there is not: ${wanted}`, async ({ pull }) => {
    expect(await pull([wanted])).toEqual({
      exitCode: 1,
      output: '',
      errors: `datastream: The sandbox 'prod' has no schema ${wanted} (XDM-1012-404).
Check the id and --sandbox; a schema is found by its title as well.
`,
    });
  });
}

test('--json: what was written, as one object', async ({ pull }) => {
  const { output, exitCode } = await pull(['Order lines', '--json', '--out', 'deep/er']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(output)).toEqual({
    file: 'deep/er/order-lines.schema.json',
    outcome: 'created',
    fields: 2,
    added: [],
    removed: [],
    id: 'https://ns.adobe.com/alpinewool/schemas/3',
    title: 'Order lines',
    version: '1.3',
  });
});

test('--json: a refusal with the schemas that may have been meant', async ({ pull }) => {
  const { output, errors, exitCode } = await pull(['Order', '--json']);
  expect([exitCode, errors]).toEqual([1, '']);
  expect(JSON.parse(output)).toEqual({
    outcome: 'refused',
    message:
      'The sandbox \'prod\' has no schema with the title "Order".\nThe nearest: "Orders", "Orders", "Order lines".',
    candidates: [1, 2, 3].map((number) => ({
      id: `https://ns.adobe.com/alpinewool/schemas/${number}`,
      title: number === 3 ? 'Order lines' : 'Orders',
      version: `1.${number}`,
    })),
  });
});

test('a file is called after the title, whatever stands in it', async ({ pull, folder }) => {
  await pull(['https://ns.adobe.com/alpinewool/schemas/4', '--out', '.']);
  await pull(['★', '--out', '.']);
  expect(readdirSync(folder).toSorted()).toEqual(['5.schema.json', 'ünïted-kingdom-visits-more.schema.json']);
});

test('a schema of another major version is found by its title', async ({ pull }) => {
  expect((await pull(['Second'])).output).toContain('"Second", version 2.1, 2 fields.');
});

test('a new version: the file of the same $id is updated, whatever its name, and what changed is said', async ({
  pull,
  read,
  write,
  folder,
}) => {
  const before = schema(3, 'Old title', { version: '1.2', properties: { _id: {}, a: {}, b: {} } });
  write('fixtures/schemas/shop/mine.json', before);
  write('fixtures/schemas/broken.json', '{');
  expect((await pull(['Order lines'])).output).toBe(
    'Updated fixtures/schemas/shop/mine.json: "Order lines", version 1.3, 1.2 before; 1 field (field3) added, 2 fields (a, b) removed.\n',
  );
  expect(read('fixtures/schemas/shop/mine.json')).toEqual(schema(3, 'Order lines'));
  expect(readdirSync(join(folder, 'fixtures/schemas')).toSorted()).toEqual(['broken.json', 'shop']);
});

test('a change without a new version is one', async ({ pull, write }) => {
  const properties = Object.fromEntries(Array.from('abcdefg', (name) => [name, {}]));
  write('fixtures/schemas/lines.json', schema(3, 'Order lines', { properties }));
  expect((await pull(['Order lines'])).output).toBe(
    'Updated fixtures/schemas/lines.json: "Order lines", version 1.3, as before; 2 fields (_id, field3) added, 7 fields (a, b, c, d, e, ...) removed.\n',
  );
});

test('a file that differs in its layout alone is left as it is', async ({ pull, write, folder }) => {
  const text = JSON.stringify(schema(3, 'Order lines'), null, 4);
  write('fixtures/schemas/lines.json', text);
  write('fixtures/schemas/folder.json/other.json', schema(9, 'Other'));
  expect((await pull(['Order lines'])).output).toBe(
    'fixtures/schemas/lines.json is up to date: "Order lines", version 1.3, 2 fields.\n',
  );
  expect(readFileSync(join(folder, 'fixtures/schemas/lines.json'), 'utf8')).toBe(text);
});

for (const [what, content] of [
  ['another schema', schema(9, 'Order lines')],
  ['no schema', 'mine'],
] as const) {
  test(`a file of the same name that holds ${what} is left alone`, async ({ pull, write, folder }) => {
    const taken = 'fixtures/schemas/order-lines.schema.json';
    write(taken, content);
    expect(await pull(['Order lines'])).toEqual({
      exitCode: 1,
      output: '',
      errors: `datastream: ${taken} holds something else than this schema. Move it away, or name a folder by --out.\n`,
    });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(readFileSync(join(folder, taken), 'utf8')).toBe(text);
  });
}

test('a folder that is a file cannot be written', async ({ pull, write }) => {
  write('file', '');
  for (const out of ['file', 'file/below']) {
    const { exitCode, errors } = await pull(['Order lines', '--out', out]);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(
      /^datastream: file\S* cannot be read and written \(\w+\)\. Name another folder by --out\.\n$/,
    );
  }
});

test('a sandbox that is named wins over the configured one', async ({ pull }) => {
  expect((await pull(['Order lines', '--sandbox', 'stage'], { EDGE_SANDBOX: 'none' })).exitCode).toBe(0);
  expect(await pull(['Order lines'], { EDGE_SANDBOX: 'none' })).toEqual({
    exitCode: 1,
    output: '',
    errors: expect.stringMatching(
      /^datastream: http:\S+ refused to answer: 403 \(The sandbox 'none' does not exist, or the credential has no access to it\.\)\.\nCheck that there is a sandbox 'none' \(--sandbox, EDGE_SANDBOX\), and that a role gives the credential access to it and to its schemas\.\n$/,
    ),
  });
});

test('without credentials: all that is missing, at once', async ({ pull }) => {
  const none = { EDGE_ORG_ID: '', EDGE_CLIENT_ID: '', EDGE_CLIENT_SECRET: '' };
  expect(await pull(['Orders'], none)).toEqual({
    exitCode: 2,
    output: '',
    errors: `datastream: The configuration has 3 problems:
  • The Schema Registry needs EDGE_ORG_ID. Set it to the organisation that owns the sandbox, ...@AdobeOrg.
  • The Schema Registry needs EDGE_CLIENT_ID. Set it to the client id (API key) of the credential.
  • The Schema Registry needs EDGE_CLIENT_SECRET. Set it to the secret of that credential, or EDGE_ACCESS_TOKEN to a token.
[EDGE_CONFIG_INVALID]
`,
  });
});

test('the configuration is that of .env as well', async ({ pull, live, write }) => {
  write(
    '.env',
    Object.entries(live)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  );
  const unset = Object.fromEntries(Object.keys(live).map((name) => [name, undefined]));
  expect((await pull(['Order lines'], unset)).exitCode).toBe(0);
});

test('on the emulator its own credentials are used, and no others are needed', async ({ pull, adobe }) => {
  const unset = { EDGE_ORG_ID: '', EDGE_CLIENT_ID: '', EDGE_CLIENT_SECRET: '', EDGE_IMS_URL: '' };
  const environment = { ...unset, EDGE_TARGET: 'emulator', EDGE_PLATFORM_URL: adobe.url };
  expect((await pull(['Order lines'], environment)).exitCode).toBe(0);
});

test('on the emulator nothing is asked of another machine', async ({ pull }) => {
  expect(await pull(['Orders'], { EDGE_TARGET: '', EDGE_PLATFORM_URL: '' })).toEqual({
    exitCode: 2,
    output: '',
    errors: `datastream: The configuration has a problem:
  • EDGE_TARGET is emulator, and EDGE_PLATFORM_URL names none. Set EDGE_TARGET=live to read the Schema Registry of Adobe, or EDGE_PLATFORM_URL to the url that datastream emulate --schemas prints.
[EDGE_CONFIG_INVALID]
`,
  });
});

test('a target and an address that are none are said', async ({ pull }) => {
  const { exitCode, errors } = await pull(['Orders'], { EDGE_TARGET: 'alive' });
  expect(exitCode).toBe(2);
  expect(errors).toContain('EDGE_TARGET is "alive" in the environment; expected "emulator" or "live".');
  const plain = await pull(['Orders'], { EDGE_PLATFORM_URL: 'http://platform.adobe.io' });
  expect(plain.exitCode).toBe(2);
  expect(plain.errors).toContain(
    'EDGE_PLATFORM_URL is "http://platform.adobe.io" in the environment; expected an https://',
  );
});

test('a token that was given and has expired', async ({ pull, adobe }) => {
  const form = { grant_type: 'client_credentials', client_id: 'expired', client_secret: 'expired' };
  const issued = await fetch(`${adobe.url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await issued.json()) as { access_token: string };
  const given = { EDGE_CLIENT_ID: 'expired', EDGE_CLIENT_SECRET: '', EDGE_ACCESS_TOKEN: token };
  const { errors, ...rest } = await pull([id], given);
  expect(rest).toEqual({ exitCode: 1, output: '' });
  expect(errors).toBe(
    `datastream: ${adobe.url} refused to answer: 401 (401013, Oauth token is not valid).\nEDGE_ACCESS_TOKEN has expired, or is of another environment. Renew it, or set EDGE_CLIENT_SECRET in its place.\n`,
  );
});

test('a token of the identity service that is refused is asked for once more', async ({ pull, adobe }) => {
  const before = await adobe.tokenRequests();
  const { errors, exitCode } = await pull([id], { EDGE_CLIENT_ID: 'expired', EDGE_CLIENT_SECRET: 'expired' });
  expect(exitCode).toBe(1);
  expect(errors).toContain('check that EDGE_IMS_URL and EDGE_PLATFORM_URL belong together.');
  expect((await adobe.tokenRequests()) - before).toBe(2);
});

test('commands of one shell share a token', async ({ pull, adobe }) => {
  await pull([id]);
  const before = await adobe.tokenRequests();
  expect((await pull(['Order lines'])).exitCode).toBe(0);
  expect(await adobe.tokenRequests()).toBe(before);
});

test('credentials that the identity service does not know', async ({ pull, adobe }) => {
  expect(await pull([id], { EDGE_CLIENT_SECRET: 'wrong' })).toEqual({
    exitCode: 1,
    output: '',
    errors: `datastream: POST ${adobe.url}/ims/token/v3: the identity service gave no token, 400 (invalid_client, invalid client_secret parameter).
Check EDGE_CLIENT_ID, EDGE_CLIENT_SECRET and EDGE_SCOPES against the credential in Adobe Developer Console.
[EDGE_TOKEN_REFUSED]
`,
  });
});

test('an organisation that the credential is not of', async ({ pull }) => {
  const { exitCode, errors } = await pull([id], { EDGE_CLIENT_ID: 'elsewhere', EDGE_CLIENT_SECRET: 'elsewhere' });
  expect(exitCode).toBe(1);
  expect(errors).toContain('403 (403025, Profile is not valid).\nThe credential has no Experience Platform in the');
});

test('a client id that the token was not issued to', async ({ pull, adobe }) => {
  const form = { grant_type: 'client_credentials', client_id: 'emulator', client_secret: 'emulator' };
  const issued = await fetch(`${adobe.url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await issued.json()) as { access_token: string };
  const { exitCode, errors } = await pull([id], { EDGE_ACCESS_TOKEN: token });
  expect(exitCode).toBe(1);
  expect(errors).toContain('403 (403003, Api Key is invalid).\nEDGE_CLIENT_ID is not the client id');
});

test('a schema that cannot be had resolved', async ({ pull, adobe }) => {
  const { exitCode, errors } = await pull(['Stores']);
  expect(exitCode).toBe(1);
  expect(errors).toContain(
    `datastream: ${adobe.url} refused to answer: 406 (The specified Accept format is not available`,
  );
});

test('nobody listens', async ({ pull }) => {
  const gone = await scriptedServer();
  await gone[Symbol.asyncDispose]();
  expect(await pull([id], { EDGE_PLATFORM_URL: gone.url })).toEqual({
    exitCode: 1,
    output: '',
    errors: `datastream: GET ${gone.url}/data/foundation/schemaregistry/tenant/schemas/${encodeURIComponent(id)}: no answer, the connection was refused.
Check EDGE_PLATFORM_URL and the network.
[EDGE_NO_ANSWER]
`,
  });
});

test('no identity service listens', async ({ pull }) => {
  const gone = await scriptedServer();
  await gone[Symbol.asyncDispose]();
  const { exitCode, errors } = await pull([id], { EDGE_IMS_URL: gone.url });
  expect(exitCode).toBe(1);
  expect(errors).toBe(
    `datastream: POST ${gone.url}/ims/token/v3: the identity service gave no answer.\nCheck EDGE_IMS_URL and the network.\n[EDGE_NO_ANSWER]\n`,
  );
});

test('half an answer is none', async ({ pull }) => {
  await using cutting = await scriptedServer((response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"$id":', () => response.destroy());
  });
  const { exitCode, errors } = await pull([id], { EDGE_PLATFORM_URL: cutting.url });
  expect(exitCode).toBe(1);
  expect(errors).toMatch(
    /no answer, the connection was cut\.\nCheck EDGE_PLATFORM_URL and the network\.\n\[EDGE_NO_ANSWER\]\n$/,
  );
});

test('the request carries what Adobe asks for, and what an answer echoes of it is not shown', async ({ pull }) => {
  await using echoing = await scriptedServer((response, request) => {
    const { authorization, 'x-api-key': key } = request.headers;
    json(500, { error_code: '500000', message: `${authorization} ${String(key)}` })(response, request);
  });
  const { errors } = await pull([id], { EDGE_PLATFORM_URL: echoing.url, EDGE_ACCESS_TOKEN: planted.accessToken });
  expect(errors).toBe(
    `datastream: ${echoing.url} refused to answer: 500 (500000, Bearer *** ***).\nTry again in a while.\n`,
  );
  const [request] = echoing.requests;
  expect(request).toMatchObject({
    method: 'GET',
    path: `/data/foundation/schemaregistry/tenant/schemas/${encodeURIComponent(id)}`,
    headers: {
      accept: 'application/vnd.adobe.xed-full-desc+json; version=1',
      authorization: `Bearer ${planted.accessToken}`,
      'x-api-key': planted.clientId,
      'x-gw-ims-org-id': orgId,
      'x-sandbox-name': 'prod',
    },
  });
});

for (const [what, status, body, errors] of [
  ['a page of a proxy', 200, '<html>', 'answered, but no JSON. Check EDGE_PLATFORM_URL.'],
  ['something that is no schema', 200, '{"$id":1}', `answered something else than a resolved schema for ${id}.`],
  ['an error without a reason', 400, '', 'refused to answer: 400.\nCheck EDGE_PLATFORM_URL, EDGE_ORG_ID and'],
] as const) {
  test(`${what} is not taken for a schema`, async ({ pull, folder }) => {
    await using other = await scriptedServer((response) => response.writeHead(status).end(body));
    const ended = await pull([id], { EDGE_PLATFORM_URL: other.url, EDGE_ACCESS_TOKEN: planted.accessToken });
    expect(ended.exitCode).toBe(1);
    expect(ended.errors).toContain(`datastream: ${other.url} ${errors}`);
    expect(readdirSync(folder)).toEqual([]);
  });
}

test('a list is read to its last page, and no further when it has none', async ({ pull }) => {
  const page = (next: string | null, title: string) =>
    json(200, { results: [{ $id: title, title, version: '1.0' }], _page: { next } });
  const nothing = json(200, { results: [], _page: { next: null } });
  await using paging = await scriptedServer(nothing, page('b & c', 'b'), page(null, 'Visitor'));
  const given = { EDGE_PLATFORM_URL: paging.url, EDGE_ACCESS_TOKEN: planted.accessToken };
  expect((await pull(['Visitors & more'], given)).errors).toContain('The nearest: "Visitor".');
  const list = '/data/foundation/schemaregistry/tenant/schemas?orderby=title';
  expect(paging.requests.map(({ path }) => path)).toEqual([
    `${list}&property=title==Visitors%20%26%20more`,
    `${list}&limit=300`,
    `${list}&limit=300&start=b%20%26%20c`,
  ]);

  await using endless = await scriptedServer(nothing, page('b', 'b'));
  await pull(['Other'], { ...given, EDGE_PLATFORM_URL: endless.url });
  expect(endless.requests).toHaveLength(51);
});

test('a sandbox without schemas', async ({ pull }) => {
  await using empty = await scriptedServer(json(200, { results: [], _page: { next: null } }));
  const given = { EDGE_PLATFORM_URL: empty.url, EDGE_ACCESS_TOKEN: planted.accessToken };
  expect((await pull(['Orders'], given)).errors).toContain('It has no schemas at all: check --sandbox.');
});

const misuses: readonly [args: string[], message: string][] = [
  [[], 'schema needs to be told what to do. There is datastream schema pull. Try datastream schema --help.'],
  [['push', 'x'], "schema cannot 'push'. There is datastream schema pull. Try datastream schema --help."],
  [['pull', ' '], 'schema pull needs the id or the title of a schema.'],
  [['pull', 'Order', 'lines'], 'schema pull takes one schema. Put a title of several words in quotes.'],
  [['pull', 'Orders', '--sandbox', ''], "--sandbox must be the name of a sandbox, not ''."],
  [['pull', 'Orders', '--sandbox', 'prod\nx'], "--sandbox must be the name of a sandbox, not 'prod\nx'."],
  [['pull', 'Orders', '--out', ''], '--out must be a folder.'],
  [['pull', 'Orders', '--output', 'x'], "Unknown option '--output'"],
];

for (const [args, message] of misuses) {
  test(`misuse exits with 2: datastream schema ${args.join(' ')}`, async () => {
    expect(await runCommand(['schema', ...args])).toEqual({
      exitCode: 2,
      output: '',
      errors: `datastream: ${message}\n`,
    });
  });
}
