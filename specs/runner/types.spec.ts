/** `datastream types` in a process of its own, and what TypeScript makes of the result. */

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { runCommand, type Ended } from '../support/command.js';

const test = base.extend<{ folder: { path: string; write(name: string, content: string): void } }>({
  folder: async ({}, use, testInfo) => {
    const path = testInfo.outputPath('');
    const write = (name: string, content: string) => writeFileSync(join(path, name), content);
    write('package.json', '{ "type": "module" }');
    await use({ path, write });
  },
});

test.slow();

const purchase = {
  eventType: 'commerce.purchases',
  identityMap: { CRMID: [{ id: 'c-118', authenticatedState: 'authenticated', primary: false }] },
  web: { webPageDetails: { URL: 'https://shop.example/thank-you', siteSection: 'checkout', pageViews: { value: 1 } } },
  commerce: { purchases: { value: 1 }, order: { purchaseID: 'AW-1', priceTotal: 49.9, currencyCode: 'EUR' } },
  productListItems: [{ SKU: 'AW-7', quantity: 2, priceTotal: 49.9, _alpinewool: { colour: 'teal', size: 'M' } }],
  _alpinewool: { channel: 'web', pageType: 'receipt', loyaltyTier: 'gold' },
};

function types(args: string[], folder: string): Promise<Ended> {
  return runCommand(['types', ...args], { folder });
}

/** What the compiler says of a file, which imports what was made. */
function compile(folder: string, file: string): string[] {
  const compilerOptions = {
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  const { stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  // Lines that go on with the one above are indented.
  return stdout.split('\n').filter((line) => /^\S/.test(line));
}

test('an event of the bundled schema compiles when it is right, and only then', async ({ folder }) => {
  expect(await types(['edge:xdm/experience-event', '--out', 'types/event.ts'], folder.path)).toEqual({
    exitCode: 0,
    output: 'Wrote the interface ExperienceEvent to types/event.ts.\n',
    errors: '',
  });
  folder.write(
    'usage.ts',
    [
      `import type { ExperienceEvent } from './types/event.js';`,
      `export const right: ExperienceEvent = { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { URL: 'https://shop.example/', siteSection: 'home' } }, _alpinewool: { a: 1 } };`,
      `export const softEnum: ExperienceEvent = { eventType: 'shop.somethingNew', producedBy: 'nobody we know' };`,
      `export const hardEnum: ExperienceEvent = { identityMap: { ECID: [{ id: '1', authenticatedState: 'ambiguous' }] } };`,
      `export const misspelt: ExperienceEvent = { web: { webPageDetails: { sitesection: 'home' } } };`,
      `export const unknown: ExperienceEvent = { webb: {} };`,
      `export const wrongValue: ExperienceEvent = { identityMap: { ECID: [{ id: '1', authenticatedState: 'maybe' }] } };`,
      `export const wrongType: ExperienceEvent = { commerce: { purchases: { value: '1' } } };`,
    ].join('\n'),
  );
  expect(compile(folder.path, 'usage.ts')).toEqual([
    expect.stringMatching(/^usage\.ts\(5,\d+\): error TS\d+: .*'sitesection'.* Did you mean to write 'siteSection'\?$/),
    expect.stringMatching(/^usage\.ts\(6,\d+\): error TS\d+: .*'webb'/),
    expect.stringMatching(/^usage\.ts\(7,\d+\): error TS\d+: .*"maybe"/),
    expect.stringMatching(/^usage\.ts\(8,\d+\): error TS\d+: Type 'string' is not assignable to type 'number'/),
  ]);
});

test('an export of the registry, to the standard output, under its own name or a given one', async ({ folder }) => {
  const file = resolve('fixtures/schemas/web-events.json');
  const { exitCode, output, errors } = await types([file], folder.path);
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  expect(output.split('\n').slice(0, 15)).toEqual([
    '// Made by datastream types from the schema "Alpine Wool web events", version 1.4.',
    '// https://ns.adobe.com/alpinewool/schemas/7c1f0e5a9b3d4826af60d2c8e41b97350f8a6de21c4b9073',
    '',
    '/**',
    ' * Alpine Wool web events',
    ' *',
    ' * What the web shop of Alpine Wool sends to the Edge Network.',
    ' */',
    'export interface AlpineWoolWebEvents {',
    '  /**',
    '   * Identifier',
    '   *',
    '   * Names this event. The Edge Network fills it in.',
    '   */',
    '  _id?: string;',
  ]);
  expect(output.match(/^export /gm)).toHaveLength(1);
  const named = await types(
    ['Alpine Wool web events', '--schemas', resolve('fixtures/schemas'), '--name', 'Shop'],
    folder.path,
  );
  expect(named.output).toBe(output.replace('interface AlpineWoolWebEvents', 'interface Shop'));

  folder.write('shop.ts', named.output);
  const tenant = `_alpinewool: { channel: 'web' }`;
  folder.write(
    'usage.ts',
    [
      `import type { Shop } from './shop.js';`,
      `export const right: Shop = { eventType: 'shop.somethingNew', ${tenant} };`,
      `export const complete: Shop = ${JSON.stringify(purchase)};`,
      `export const noTenant: Shop = { _othertenant: {} };`,
      `export const misspelt: Shop = { web: { webPageDetails: { sitesection: 'home' } } };`,
      `export const noChannel: Shop = { _alpinewool: {} };`,
      `export const wrongChannel: Shop = { _alpinewool: { channel: 'fax' } };`,
    ].join('\n'),
  );
  expect(compile(folder.path, 'usage.ts').map((line) => line.replace(/,\d+\): error TS\d+/, ')'))).toEqual([
    expect.stringMatching(/^usage\.ts\(4\): .*'_othertenant'/),
    expect.stringMatching(/^usage\.ts\(5\): .*'sitesection'/),
    expect.stringMatching(/^usage\.ts\(6\): .*'channel'/),
    expect.stringMatching(/^usage\.ts\(7\): .*"fax"/),
  ]);
});

test('what schemas may hold beside fields: comments, alternatives, maps, patterns, deprecated fields', async ({
  folder,
}) => {
  folder.write(
    'odd.json',
    JSON.stringify({
      $id: 'https://ns.adobe.com/alpinewool/schemas/odd',
      title: '2026: odd one',
      'meta:class': 'https://ns.adobe.com/xdm/context/experienceevent',
      type: 'object',
      required: ['_id', 'timestamp', 'kept'],
      properties: {
        kept: { type: 'string', title: 'Kept', description: 'Ends */ here.' },
        old: { type: 'integer', 'meta:status': 'deprecated' },
        either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
        anything: {},
        whatever: true,
        closed: { type: 'object', properties: { 'a-b': { enum: ['x', null] } } },
        open: { type: 'object', properties: { a: { const: 1 } }, additionalProperties: true },
        map: { type: 'object', additionalProperties: { type: 'boolean' } },
        both: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'number' } },
        patterns: { type: 'object', properties: {}, patternProperties: { '^x': { type: 'string' } } },
        list: { type: 'array', minItems: 2, maxItems: 3, items: { type: 'string', 'meta:enum': { "it's": '' } } },
      },
    }),
  );
  expect(await types(['odd.json'], folder.path)).toEqual({
    exitCode: 0,
    output: `// Made by datastream types from the schema "2026: odd one".
// https://ns.adobe.com/alpinewool/schemas/odd

/**
 * 2026: odd one
 */
export interface Events2026OddOne {
  /**
   * Kept
   *
   * Ends *\\/ here.
   */
  kept: string;
  /**
   * @deprecated
   */
  old?: number;
  either?: string | number;
  anything?: unknown;
  whatever?: unknown;
  closed?: {
    "a-b"?: "x" | null;
  };
  open?: {
    a?: 1;
    [k: string]: unknown;
  };
  map?: {
    [k: string]: boolean;
  };
  both?: {
    a?: string;
    [k: string]: unknown;
  };
  patterns?: {
    [k: string]: unknown;
  };
  list?: ("it's" | (string & {}))[];
}
`,
    errors: '',
  });
});

test('without json-schema-to-typescript it says how to install it', async ({ folder }) => {
  const hook = `export async function resolve(name, context, next) {
    if (name === 'json-schema-to-typescript') throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  }`;
  folder.write('hook.mjs', hook);
  folder.write('without.mjs', `import { register } from 'node:module'; register('./hook.mjs', import.meta.url);`);
  const environment = { NODE_OPTIONS: `--import=${join(folder.path, 'without.mjs')}` };
  expect(await runCommand(['types', 'edge:xdm/experience-event'], { environment })).toEqual({
    exitCode: 2,
    output: '',
    errors:
      'datastream: types needs the package json-schema-to-typescript, which is not installed. Install it: npm install --save-dev json-schema-to-typescript\n',
  });
});

for (const [args, message] of [
  [[], 'types needs a schema. Try datastream types --help.\n'],
  [['Alpine', 'Wool'], "types takes one schema, not also 'Wool'. Quote a title with spaces.\n"],
  [
    ['edge:xdm/experience-event', '--name', 'web-events'],
    "--name must be a name that TypeScript allows, such as WebEvents, not 'web-events'.\n",
  ],
  [['edge:interact-request'], 'The schema edge:interact-request is no XDM schema.\n'],
  [
    ['Alpine Wool web event'],
    'No schema has the id or title "Alpine Wool web event".\nDid you mean "Alpine Wool web events"?\n',
  ],
  [['edge:xdm/experience-event', '--out', 'package.json/event.ts'], '--out package.json/event.ts cannot be written: '],
] as const) {
  test(`misuse exits with 2: datastream types ${args.join(' ')}`, async () => {
    expect(await runCommand(['types', ...args])).toEqual({
      exitCode: 2,
      output: '',
      errors: expect.stringContaining(`datastream: ${message}`),
    });
  });
}
