/** `datastream validate` in a process of its own, on what people have recorded. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect, test as base } from '@playwright/test';
import type { Ended } from '../support/command.js';
import { endsWithWorker } from '../support/emulateProcess.js';
import { planted } from '../support/planted.js';
import { ndjsonOf, edgeCalls, harOf } from '../support/recordings.js';

const READABLE =
  'What can be checked: events (with xdm, or what stands in it), bodies of requests, HAR files, and what edgeTraffic.toNdjson() writes.';

const pageView = {
  xdm: {
    eventType: 'web.webpagedetails.pageViews',
    web: { webPageDetails: { URL: 'https://shop.example/', name: 'home', siteSection: 'start' } },
  },
};

const misspelt = {
  xdm: {
    eventType: 'commerce.purchases',
    web: { webPageDetails: { name: 'thank you', sitesection: 'checkout' } },
    commerce: { purchases: { value: 1 }, order: { purchaseID: 'AW-1', priceTotal: 49.9, currencyCode: 'EUR' } },
  },
};

const deprecated = {
  xdm: { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: '%name%' } } },
};

interface Folder {
  path: string;
  /** Objects are written as JSON. */
  write(name: string, content: unknown): void;
  /** Without an input, nothing is piped in. */
  validate(args: string[], input?: string): Promise<Ended>;
}

const test = base.extend<{ folder: Folder }>({
  folder: async ({}, use, testInfo) => {
    const path = testInfo.outputPath('recorded');
    mkdirSync(path, { recursive: true });
    await use({
      path,
      write(name, content) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
        writeFileSync(join(path, name), isRaw ? content : JSON.stringify(content));
      },
      validate: (args, input) => validate(args, { folder: path, input }),
    });
  },
});

async function validate(
  args: string[],
  { folder = '.', input }: { folder?: string; input?: string | undefined },
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), resolve('src/cli/main.ts'), 'validate', ...args],
    { stdio: ['pipe', 'pipe', 'pipe'], cwd: folder },
  );
  endsWithWorker(child);
  child.stdin.end(input ?? '');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, output, errors };
}

const misspeltBlock = [
  '  error web.webPageDetails.sitesection: is not in the schema; did you mean web.webPageDetails.siteSection? [unknown-field]',
  '      value: "checkout"',
  '        6 |   "name": "thank you",',
  '      > 7 |   "sitesection": "checkout"',
  '        8 | }',
];

test('events of every kind of file, found out by what is in it', async ({ folder }) => {
  folder.write('envelope.txt', pageView);
  folder.write('bare.txt', pageView.xdm);
  folder.write('list.txt', [pageView, pageView.xdm]);
  folder.write('version-2.txt', { event: pageView });
  folder.write('version-1.txt', { events: [pageView, pageView], xdm: { identityMap: {} } });
  folder.write('lines.txt', [pageView, pageView].map((event) => JSON.stringify(event)).join('\r\n'));
  folder.write('har.txt', harOf([{ event: pageView }]));
  folder.write('traffic.txt', ndjsonOf([{ event: pageView }, { events: [pageView] }]));
  folder.write('one-call.txt', ndjsonOf([{ event: pageView }]));
  folder.write('utf-8-with-mark.txt', `\uFEFF${JSON.stringify(pageView)}`);
  folder.write('utf-16.txt', Buffer.from(`\uFEFF${JSON.stringify(pageView)}`, 'utf16le'));
  const kinds = {
    'envelope.txt': ['event', 1],
    'bare.txt': ['event', 1],
    'list.txt': ['events', 2],
    'version-2.txt': ['request', 1],
    'version-1.txt': ['request', 2],
    'lines.txt': ['events', 2],
    'har.txt': ['har', 1],
    'traffic.txt': ['traffic', 2],
    'one-call.txt': ['traffic', 1],
    'utf-8-with-mark.txt': ['event', 1],
    'utf-16.txt': ['event', 1],
  };
  const said = await folder.validate(Object.keys(kinds));
  expect(said).toEqual({ exitCode: 0, output: 'No findings in 15 events of 11 files.\n', errors: '' });

  const { output } = await folder.validate([...Object.keys(kinds), '--json']);
  const { passed, files } = JSON.parse(output) as {
    passed: boolean;
    files: { file: string; kind: string; events: object[] }[];
  };
  expect(passed).toBe(true);
  expect(Object.fromEntries(files.map(({ file, kind, events }) => [file, [kind, events.length]]))).toEqual(kinds);
});

test('the events and requests of the fixtures', async () => {
  const { exitCode, output, errors } = await validate(
    ['fixtures/events', 'fixtures/requests', '--schema', 'edge:xdm/experience-event', '--json'],
    {},
  );
  const { files } = JSON.parse(output) as { files: { file: string; events: { findings: { rule: string }[] }[] }[] };
  const rules = files.map(({ file, events }) => [
    file,
    events.flatMap(({ findings }) => findings).map(({ rule }) => rule),
  ]);
  expect(Object.fromEntries(rules.filter(([, found]) => found!.length > 0))).toEqual({
    // `primary` as a text, as many write it.
    'fixtures/requests/collect-request.two-visitors.json': ['primary-type', 'primary-type'],
    'fixtures/requests/media-downloaded-request.json': ['suggested-value'],
  });
  expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: '' });
});

test('what is wrong with an event, and where', async ({ folder }) => {
  folder.write('purchase.json', misspelt);
  expect(await folder.validate(['purchase.json'])).toEqual({
    exitCode: 1,
    output: ['purchase.json: commerce.purchases', ...misspeltBlock, '', '1 error in 1 of 1 event of 1 file.\n'].join(
      '\n',
    ),
    errors: '',
  });
});

test('events of a HAR are named by their request; nothing that it holds beside them is told', async ({ folder }) => {
  const har = harOf([{ event: pageView }, { events: [misspelt, deprecated] }]);
  folder.write('shop.har', har);
  folder.write('view.json', pageView);
  expect(JSON.stringify(har)).toContain(planted.accessToken);
  expect(await folder.validate(['shop.har', 'view.json'])).toEqual({
    exitCode: 1,
    output: [
      'shop.har, request 2 (POST /ee/v1/interact, 00000002…), event 1 of 2: commerce.purchases',
      ...misspeltBlock,
      '',
      'shop.har, request 2 (POST /ee/v1/interact, 00000002…), event 2 of 2: web.webpagedetails.pageViews',
      '  warning web.webPageDetails.name: holds "%name%", which a program writes that has no value [placeholder-value]',
      '      value: "%name%"',
      '        5 | "webPageDetails": {',
      '      > 6 |   "name": "%name%"',
      '        7 | }',
      '',
      '1 error, 1 warning in 2 of 4 events of 2 files.\n',
    ].join('\n'),
    errors: '',
  });
});

test('as data, with nothing beside it', async ({ folder }) => {
  folder.write('shop.har', harOf([{ events: [pageView, misspelt] }]));
  const { exitCode, output, errors } = await folder.validate(['shop.har', '--json']);
  const schema = 'edge:xdm/experience-event';
  const event = { request: 1, requestId: '00000001-5bff-41c5-8f4b-6c15bab76b11', schema };
  expect(JSON.parse(output)).toEqual({
    passed: false,
    files: [
      {
        file: 'shop.har',
        kind: 'har',
        events: [
          { ...event, index: 1, eventType: 'web.webpagedetails.pageViews', findings: [] },
          {
            ...event,
            index: 2,
            eventType: 'commerce.purchases',
            findings: [
              {
                path: 'web.webPageDetails.sitesection',
                rule: 'unknown-field',
                severity: 'error',
                expected: 'no such field',
                received: 'checkout',
                suggestion: 'web.webPageDetails.siteSection',
                schema,
                message:
                  'web.webPageDetails.sitesection: is not in the schema; did you mean web.webPageDetails.siteSection?',
              },
            ],
          },
        ],
      },
    ],
  });
  expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: '' });
});

test('the timestamp of a recorded event is compared with when it was sent', async ({ folder }) => {
  const early = { xdm: { ...pageView.xdm, timestamp: '2026-01-01T00:00:00Z' } };
  const late = { xdm: { ...pageView.xdm, timestamp: '2026-01-15T10:30:00Z' } };
  folder.write('early.json', early);
  folder.write('shop.har', harOf([{ event: early }, { event: late }], '2026-01-15T09:30:00.000Z'));
  folder.write('traffic.ndjson', ndjsonOf([{ event: late }], '2026-01-15T09:30:00.000Z'));
  const { output } = await folder.validate(['early.json', 'shop.har', 'traffic.ndjson']);
  expect(output.split('\n').filter((line) => /json|har|error/.test(line))).toEqual([
    'shop.har, request 2 (POST /ee/v1/interact, 00000002…): web.webpagedetails.pageViews',
    '  error timestamp: is 60 minutes ahead of when it was sent: events must have happened [timestamp-future]',
    'traffic.ndjson, request 1 (POST /ee/v2/interact, 00000001…): web.webpagedetails.pageViews',
    '  error timestamp: is 60 minutes ahead of when it was sent: events must have happened [timestamp-future]',
    '2 errors in 2 of 4 events of 3 files.',
  ]);
});

test('warnings alone are no failure, unless --strict says so', async ({ folder }) => {
  folder.write('view.json', deprecated);
  expect(await folder.validate(['view.json'])).toMatchObject({
    exitCode: 0,
    output: /^1 warning in 1 of 1 event of 1 file\.$/m,
  });
  expect(await folder.validate(['view.json', '--strict'])).toMatchObject({ exitCode: 1 });
  const { output } = await folder.validate(['view.json', '--strict', '--json']);
  expect(JSON.parse(output)).toMatchObject({ passed: false });
});

test('what identifies a person is not spread, wherever else it would come up', async ({ folder }) => {
  const email = 'mia.huber@example.com';
  folder.write('login.json', {
    xdm: {
      ...pageView.xdm,
      mail: email,
      identityMap: { Email: [{ id: email, primary: 'true' }] },
      web: { webPageDetails: { name: email, pageViews: email } },
    },
    data: { note: `from ${email}` },
  });
  for (const args of [['login.json'], ['login.json', '--json']]) {
    const { exitCode, output, errors } = await folder.validate(args);
    expect(exitCode).toBe(1);
    expect(output).toContain('(e-mail address)');
    expect(output + errors).not.toContain('mia.huber');
  }
});

test('identities that were hidden when traffic was written are no findings', async ({ folder }) => {
  const hidden = { xdm: { ...pageView.xdm, identityMap: { ECID: [{ id: '***' }] } } };
  folder.write('traffic.ndjson', ndjsonOf([{ event: hidden }]));
  expect(await folder.validate(['traffic.ndjson'])).toMatchObject({
    exitCode: 0,
    output: 'No findings in 1 event of 1 file.\n',
  });
});

test('what was sent again counts once', async ({ folder }) => {
  const [call] = edgeCalls([{ event: misspelt }]);
  folder.write('traffic.ndjson', `${JSON.stringify(call)}\n${JSON.stringify({ ...call, sequence: 2, retryOf: 1 })}\n`);
  const har = harOf([{ event: misspelt }]);
  har.log.entries.push(har.log.entries[0]!);
  folder.write('shop.har', har);
  expect((await folder.validate(['.'])).output).toMatch(/\n2 errors in 2 of 2 events of 2 files\.\n$/);
});

test('a folder is all that can be in it, at any depth', async ({ folder }) => {
  folder.write('a/view.json', pageView);
  folder.write('a/b/shop.har', harOf([{ event: pageView }]));
  folder.write('a/b/traffic.ndjson', ndjsonOf([{ event: pageView }]));
  folder.write('a/readme.md', 'not this one');
  folder.write('a/node_modules/other/package.json', 'nor this one');
  expect(await folder.validate(['a'])).toEqual({
    exitCode: 0,
    output: 'No findings in 3 events of 3 files.\n',
    errors: '',
  });
});

test('what is piped in', async ({ folder }) => {
  folder.write('view.json', pageView);
  const piped = await folder.validate([], JSON.stringify(misspelt));
  expect(piped.output).toMatch(/^stdin: commerce.purchases\n/);
  const named = await folder.validate(['view.json', '-'], JSON.stringify(misspelt));
  expect(named.output).toMatch(/^stdin: commerce.purchases\n[^]*\n1 error in 1 of 2 events of 2 files\.\n$/);
  expect(await folder.validate([])).toEqual({ exitCode: 2, output: '', errors: 'datastream: stdin is empty.\n' });
});

test('what cannot be understood, each in a sentence of its own', async ({ folder }) => {
  const table = [
    ['empty.json', '', 'is empty.'],
    ['blank.json', ' \n\n', 'is empty.'],
    ['cut.json', '{\n  "xdm": {\n    "eventType": "a', 'is cut off: its JSON has no end. Save it again, whole.'],
    [
      'picture.json',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
      'is binary, or text in another encoding than UTF-8 and UTF-16.',
    ],
    ['zeros.json', '{"xdm":"\0"}', 'is binary, or text in another encoding than UTF-8 and UTF-16.'],
    ['packed.har', gzipSync('{}'), 'is compressed with gzip: unpack it first.'],
    ['packed.zip', Buffer.from('PK\x03\x04'), 'is a ZIP archive: unpack it, and name what is in it.'],
    [
      'comma.json',
      '{\n  "xdm": {},\n}',
      `is no JSON at line 3, column 1: Expected double-quoted property name. ${READABLE}`,
    ],
    ['page.html', '<html></html>', `is no JSON: Unexpected token '<'. ${READABLE}`],
    ['secret.json', `{"a": ${planted.accessToken}}`, `is no JSON: Unexpected token 'p'. ${READABLE}`],
    ['number.json', '5', `is no JSON object. ${READABLE}`],
    ['nothing.json', '{}', `is an empty object. ${READABLE}`],
    [
      'other.json',
      '{"name":"x","a":1,"b":2,"c":3}',
      `is no event and no request: it has "name", "a", "b", …, and no field of the schema. ${READABLE}`,
    ],
    [
      'answer.json',
      '{"requestId":"x","handle":[]}',
      `is an answer of the Edge Network, not what was sent. ${READABLE}`,
    ],
    [
      'schema.json',
      '{"$schema":"x","type":"object"}',
      `is a schema: name it with --schema, and beside it what is to be checked. ${READABLE}`,
    ],
    ['list.json', '[1]', `is a list whose item 1 is no JSON object. ${READABLE}`],
    [
      'none.har',
      '{"log":{"entries":[]}}',
      'is a HAR with no request at all. Its calls are POST requests to …/v1/interact, …/v1/collect and alike.',
    ],
    [
      'elsewhere.har',
      JSON.stringify(harOf([{ event: pageView }]))
        .replaceAll('edge.adobedc.net', 'edge.example.com')
        .replaceAll('configId', 'id'),
      'is a HAR with 2 requests, but none to the Edge Network. Its calls are POST requests to …/v1/interact, …/v1/collect and alike.',
    ],
    [
      'bodiless.har',
      JSON.stringify(harOf([undefined])),
      'is a HAR without the bodies of its calls. Save it with content.',
    ],
  ] as const;
  for (const [name, content] of table) folder.write(name, content);
  expect(await folder.validate(table.map(([name]) => name))).toEqual({
    exitCode: 2,
    output: '',
    errors: table.map(([name, , problem]) => `datastream: ${name} ${problem}\n`).join(''),
  });
});

test('a file that is not there, and a folder with nothing to check', async ({ folder }) => {
  folder.write('empty/readme.md', '');
  expect(await folder.validate(['missing.json', 'empty'])).toEqual({
    exitCode: 2,
    output: '',
    errors:
      'datastream: missing.json cannot be read: there is no such file.\n' +
      'datastream: empty is a folder without *.json, *.har or *.ndjson.\n',
  });
});

test('files that are understood are checked beside those that are not', async ({ folder }) => {
  folder.write('purchase.json', misspelt);
  folder.write('empty.json', '');
  folder.write('traffic.ndjson', `${ndjsonOf([{ event: pageView }])}\nnot a call\n{"sequence": 3, "se`);
  const { exitCode, output, errors } = await folder.validate(['purchase.json', 'empty.json', 'traffic.ndjson']);
  expect({ exitCode, errors }).toEqual({
    exitCode: 2,
    errors: [
      'datastream: empty.json is empty.',
      'datastream: traffic.ndjson has a line that is no JSON: line 2.',
      'datastream: traffic.ndjson ends in the middle of line 3.\n',
    ].join('\n'),
  });
  expect(output).toBe(
    ['purchase.json: commerce.purchases', ...misspeltBlock, '', '1 error in 1 of 2 events of 3 files.\n'].join('\n'),
  );
  const { files } = JSON.parse((await folder.validate(['empty.json', 'traffic.ndjson', '--json'])).output) as {
    files: object[];
  };
  expect(files).toEqual([
    { file: 'empty.json', events: [], problems: ['empty.json is empty.'] },
    expect.objectContaining({ file: 'traffic.ndjson', kind: 'traffic', problems: expect.any(Array) }),
  ]);
});

test('a call without its body, and bodies in Base64', async ({ folder }) => {
  const har = harOf([undefined, { event: pageView }]);
  const { postData } = har.log.entries[2]!.request;
  postData!.text = Buffer.from(postData!.text).toString('base64');
  folder.write('shop.har', har);
  const note = 'shop.har: request 1 (POST /ee/v1/interact) was not checked: its body was not recorded.';
  expect(await folder.validate(['shop.har'])).toEqual({
    exitCode: 0,
    output: `${note}\n\nNo findings in 1 event of 1 file.\n`,
    errors: '',
  });
  expect((await folder.validate(['shop.har', '--strict'])).exitCode).toBe(1);
  const { output } = await folder.validate(['shop.har', '--json']);
  expect(JSON.parse(output)).toMatchObject({ passed: true, files: [{ notes: [note] }] });
});

test('requests without events are none to check: nothing is no proof', async ({ folder }) => {
  folder.write('consent.json', { consent: [{ standard: 'Adobe', version: '1.0', value: { general: 'in' } }] });
  expect(await folder.validate(['consent.json'])).toEqual({
    exitCode: 2,
    output: '',
    errors: 'datastream: There is no event in consent.json: nothing was checked.\n',
  });
  folder.write('view.json', pageView);
  expect(await folder.validate(['consent.json', 'view.json'])).toMatchObject({
    exitCode: 0,
    output: 'No findings in 1 event of 2 files.\n',
  });
});

test('events that are none, and events without XDM', async ({ folder }) => {
  folder.write('body.json', { events: [{ data: { prop1: 'x' } }, 5, { xdm: 'text' }] });
  const { exitCode, output } = await folder.validate(['body.json']);
  expect(exitCode).toBe(1);
  expect(output.split('\n').filter((line) => /^body|error/.test(line))).toEqual([
    'body.json, event 2 of 3:',
    '  error the event (Experience Event): expected object, received number 5 [type]',
    'body.json, event 3 of 3:',
    '  error the event (Experience Event): expected object, received string "text" [type]',
    '2 errors in 2 of 3 events of 1 file.',
  ]);
});

test.describe('the schema', () => {
  const webEvents = readFileSync('fixtures/schemas/web-events.json', 'utf8');
  const other = webEvents
    .replaceAll(/7c1f0e5a9b3d48\w+/g, '1'.repeat(48))
    .replace('Alpine Wool web events', 'Other events');
  const strange = { xdm: { ...pageView.xdm, application: { id: 'app' } } };
  const unknown = /error application: is not in the schema \[unknown-field\]/;
  const unchecked = String.raw`datastream: In the schema, at _alpinewool.voucherCode, the pattern "(?i)^wool\\-[a-z0-9]{4}$" is not checked: it is no regular expression of JavaScript.${'\n'}`;

  test('is the only one of the folder that is for events', async ({ folder }) => {
    folder.write('strange.json', strange);
    expect(await folder.validate(['strange.json'])).toMatchObject({ exitCode: 0 });
    folder.write('elsewhere/web-events.json', webEvents);
    expect(await folder.validate(['strange.json', '--schemas', 'elsewhere'])).toMatchObject({
      exitCode: 1,
      output: unknown,
      errors: unchecked,
    });
    // A folder that nobody named chooses nothing.
    folder.write('fixtures/schemas/web-events.json', webEvents);
    expect(await folder.validate(['strange.json'])).toMatchObject({ exitCode: 0, errors: '' });
  });

  test('is the bundled one where the folder holds several, and one that is named', async ({ folder }) => {
    folder.write('strange.json', strange);
    folder.write('fixtures/schemas/web-events.json', webEvents);
    folder.write('fixtures/schemas/other.json', other);
    expect(await folder.validate(['strange.json', '--schemas', 'fixtures/schemas'])).toEqual({
      exitCode: 0,
      output: 'No findings in 1 event of 1 file.\n',
      errors:
        'datastream: Checked against the bundled Experience Event, because fixtures/schemas holds several schemas for events. Choose one with --schema: "Other events", "Alpine Wool web events".\n',
    });
    const { $id, 'meta:altId': altId } = JSON.parse(webEvents) as { $id: string; 'meta:altId': string };
    for (const name of [$id, altId, 'Alpine Wool web events', 'fixtures/schemas/web-events.json']) {
      const { exitCode, output, errors } = await folder.validate(['strange.json', '--schema', name]);
      expect({ exitCode, output, errors }, name).toEqual({
        exitCode: 1,
        output: expect.stringMatching(unknown),
        errors: unchecked,
      });
    }
  });

  test('that is no XDM is one of whole documents', async ({ folder }) => {
    folder.write('right.json', { event: pageView });
    folder.write('wrong.json', { event: [] });
    expect(await folder.validate(['right.json', 'wrong.json', '--schema', 'edge:interact-request'])).toEqual({
      exitCode: 1,
      output: [
        'wrong.json:',
        '  error event: expected object, received array of 0 items [type]',
        '        1 | {',
        '      > 2 |   "event": []',
        '        3 | }',
        '',
        '1 error in 1 of 2 documents of 2 files.\n',
      ].join('\n'),
      errors: '',
    });
    folder.write('price.schema.json', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'number' });
    folder.write('price.json', '"49.90"');
    const { exitCode, output } = await folder.validate(['price.json', '--schema', 'price.schema.json', '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      files: [{ kind: 'document', events: [{ index: 1, schema: 'price.schema.json', findings: [{ rule: 'type' }] }] }],
    });
  });

  test('that is no XDM is one of every line, and of every body of a recording', async ({ folder }) => {
    folder.write('price.schema.json', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'number' });
    folder.write('prices.ndjson', '{"price": 1}\n49.9\n50\n');
    folder.write('shop.har', harOf([{ event: pageView }, { event: [] }]));
    const prices = await folder.validate(['prices.ndjson', '--schema', 'price.schema.json']);
    expect(prices.output).toMatch(/\n1 error in 1 of 3 documents of 1 file\.\n$/);
    const bodies = await folder.validate(['shop.har', '--schema', 'edge:interact-request']);
    expect(bodies.output).toMatch(
      /^shop\.har, request 2 \(POST .*\):\n {2}error event: expected object[^]*\n1 error in 1 of 2 documents of 1 file\.\n$/,
    );
  });

  test('is whole: with what the interface of the Schema Registry copies, or not at all', async ({ folder }) => {
    const group = {
      $id: 'https://ns.adobe.com/alpinewool/mixins/shop',
      'meta:resourceType': 'mixins',
      title: 'Shop',
      type: 'object',
      properties: { '_<XDM_TENANTID_PLACEHOLDER>': { type: 'object', properties: { pageType: { type: 'string' } } } },
    };
    const schema = {
      $id: 'https://ns.adobe.com/alpinewool/schemas/copied',
      'meta:resourceType': 'schemas',
      title: 'Copied',
      type: 'object',
      allOf: [{ $ref: 'https://ns.adobe.com/xdm/context/experienceevent' }, { $ref: group.$id }],
    };
    folder.write('copied.json', [group, schema]);
    folder.write('alone.json', schema);
    folder.write('view.json', { xdm: { eventType: 'shop.view', _alpinewool: { pagetype: 'home' } } });
    const { exitCode, output } = await folder.validate(['view.json', '--schema', 'copied.json']);
    expect(exitCode).toBe(1);
    expect(output).toContain('error _alpinewool.pagetype: is not in the schema; did you mean _alpinewool.pageType?');
    expect(await folder.validate(['view.json', '--schema', 'alone.json'])).toEqual({
      exitCode: 2,
      output: '',
      errors:
        'datastream: --schema alone.json: it refers to https://ns.adobe.com/alpinewool/mixins/shop, which is nowhere to be found. Export it whole, with "Accept: application/vnd.adobe.xed-full+json; version=1" or datastream schema pull.\n',
    });
  });

  for (const [args, message] of [
    [['--schema', 'Alpine Wool'], 'No schema has the id or title "Alpine Wool".'],
    [['--schema', 'missing.json'], '--schema missing.json: there is no such file, and no schema of that name.\n'],
    [['--schema', 'broken.json'], '--schema broken.json holds no schema: '],
    [['--schemas', 'missing'], 'The schema folder '],
    [['--schmea', 'x'], "Unknown option '--schmea'"],
  ] as const) {
    test(`misuse exits with 2: datastream validate view.json ${args.join(' ')}`, async ({ folder }) => {
      folder.write('view.json', pageView);
      folder.write('broken.json', '{');
      expect(await folder.validate(['view.json', ...args])).toEqual({
        exitCode: 2,
        output: '',
        errors: expect.stringContaining(`datastream: ${message}`),
      });
    });
  }
});
