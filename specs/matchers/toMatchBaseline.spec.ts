import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { test, type FullConfig } from '@playwright/test';
import fc from 'fast-check';
import { expect } from '../../src/expect.js';
import { readBaseline, writeBaseline } from '../../src/matchers/baselineFile.js';
import { mergeShapes, shapeOf } from '../../src/traffic/shape.js';
import {
  answer,
  answerWith,
  callLines,
  collected,
  decisionsHandle,
  envelope,
  identityHandle,
  problem,
  refusal,
  stateHandle,
} from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

const own: { snapshotDir?: string; updateSnapshots?: FullConfig['updateSnapshots'] } = {};

// What these tests keep is kept with their results, and writing it fails none of them.
test.beforeEach(() => {
  const { project, config } = test.info();
  own.snapshotDir ??= project.snapshotDir;
  own.updateSnapshots ??= config.updateSnapshots;
  project.snapshotDir = test.info().outputPath('kept');
  config.updateSnapshots = 'missing';
});
test.afterEach(() => {
  const { project, config } = test.info();
  project.snapshotDir = own.snapshotDir ?? project.snapshotDir;
  config.updateSnapshots = own.updateSnapshots ?? config.updateSnapshots;
});

test('an answer fits the baseline of another one with other values', () => {
  expect(answerWith([identityHandle, stateHandle, decisionsHandle])).toMatchBaseline('home');
  const other = { type: 'identity:result', payload: [{ id: 'another', namespace: { code: 'ECID' } }] };
  expect(answerWith([decisionsHandle, other, stateHandle])).toMatchBaseline('home');
  expect(answerWith([identityHandle])).not.toMatchBaseline('home');
});

test('a baseline has a line for each field and nothing that changes from answer to answer', () => {
  const warned = answer({
    status: 207,
    body: envelope({ handle: [identityHandle, stateHandle], warnings: [problem('EXEG-0201-503')] }),
  });
  expect(warned).toMatchBaseline('warned');
  expect(contentOf('warned')).toBe(`{
  "playwright-datastream": "baseline",
  "version": 1,
  "of": "answer",
  "root": "object",
  "fields": {
    "handle": "object",
    "handle.identity:result": "object",
    "handle.identity:result.payload": "array",
    "handle.identity:result.payload[]": "object",
    "handle.identity:result.payload[].id": "string",
    "handle.identity:result.payload[].namespace": "object",
    "handle.identity:result.payload[].namespace.code": "string (ECID)",
    "handle.state:store": "object",
    "handle.state:store.payload": "array",
    "handle.state:store.payload[]": "object",
    "handle.state:store.payload[].key": "string",
    "handle.state:store.payload[].maxAge": "number",
    "handle.state:store.payload[].value": "string",
    "requestId": "string",
    "status": "number (207)",
    "warnings": "object",
    "warnings.EXEG-0201-503": "object",
    "warnings.EXEG-0201-503.status": "number",
    "warnings.EXEG-0201-503.title": "string",
    "warnings.EXEG-0201-503.type": "string"
  }
}
`);
});

test('names each place of an answer that broke, and what is new', async () => {
  expect(answerWith([identityHandle, stateHandle])).toMatchBaseline('home');
  const changed = { type: 'identity:result', payload: [{ id: 42, namespace: { code: 'CORE' }, isNew: true }] };
  const { message, matcherResult } = await failureOf(() =>
    expect(answerWith([changed, decisionsHandle])).toMatchBaseline('home'),
  );
  expect(message).toBe(text`
    expect(response).toMatchBaseline(name) failed

    Expected:   an answer in the shape of ${fileOf('home')}
    Received:   2 breaking changes
    Differs at: handle.identity:result.payload[].id
      expected: string
      received: number
        others: handle.state:store: expected object, received nothing

    Also new:   handle.identity:result.payload[].isNew: boolean
                handle.identity:result.payload[].namespace.code: CORE beside ECID
                handle.personalization:decisions: object

    ${callLines()}

    Hint: If this is meant, --update-snapshots=changed adds it to the baseline, and --update-snapshots=all puts it in its place.
  `);
  expect(matcherResult).toMatchObject({ name: 'toMatchBaseline', pass: false, expected: pathOf('home') });
});

test('names what is missing in some items of a list', async () => {
  expect({ items: [{ id: 'a', price: 1 }] }).toMatchBaseline('cart');
  expect(await messageOf(() => expect({ items: [{ id: 'a', price: 1 }, { id: 'b' }] }).toMatchBaseline('cart'))).toBe(
    text`
      expect(value).toMatchBaseline(name) failed

      Expected:   a value in the shape of ${fileOf('cart')}
      Received:   1 breaking change
      Differs at: items[].price
        expected: number
        received: nothing in some

      Hint: If this is meant, --update-snapshots=changed adds it to the baseline, and --update-snapshots=all puts it in its place.
    `,
  );
});

test('another status is a breaking change, an added problem is not', async () => {
  expect(answer()).toMatchBaseline('status');
  const failing = answer({ status: 207, body: envelope({ errors: [problem('EXEG-0201-503')] }) });
  expect(await messageOf(() => expect(failing).toMatchBaseline('status'))).toContain(text`
    Received:   1 breaking change
    Differs at: status
      expected: 200
      received: 207

    Also new:   errors: object
  `);
  expect(refusal('EXEG-0003-400')).toMatchBaseline('refused');
  expect(refusal('EXEG-0003-400')).toMatchBaseline('refused');
  expect(refusal('EXEG-0002-400')).not.toMatchBaseline('refused');
  expect(collected({ silent: true })).toMatchBaseline('silent');
  expect(collected()).not.toMatchBaseline('silent');
});

test('.not fails with the baseline that was met, and writes none', async () => {
  expect({ id: 'a' }).toMatchBaseline('value');
  const { message, matcherResult } = await failureOf(() => expect({ id: 'b' }).not.toMatchBaseline('value'));
  expect(message).toBe(text`
    expect(value).not.toMatchBaseline(name) failed

    Expected:   a value in another shape than ${fileOf('value')}
    Received:   this shape
  `);
  expect(matcherResult).toMatchObject({ name: 'toMatchBaseline', pass: true });
  for (const mode of ['all', 'changed', 'missing', 'none'] as const) {
    test.info().config.updateSnapshots = mode;
    expect([]).not.toMatchBaseline('value');
    expect(await messageOf(() => expect([]).not.toMatchBaseline('absent'))).toBe(text`
      expect(value).not.toMatchBaseline(name) failed

      Expected:   a value in another shape than ${fileOf('absent')}
      Received:   no such file, and .not writes none
    `);
  }
  expect(existsSync(pathOf('absent'))).toBe(false);
});

test('with --update-snapshots=none a missing baseline is a failure', async () => {
  test.info().config.updateSnapshots = 'none';
  expect(await messageOf(() => expect(answer()).toMatchBaseline('absent'))).toBe(text`
    expect(response).toMatchBaseline(name) failed

    Expected:   an answer in the shape of ${fileOf('absent')}
    Received:   no such file, and --update-snapshots=none writes none

    ${callLines()}
  `);
  expect(existsSync(pathOf('absent'))).toBe(false);
});

test('a body that cannot be read is compared with nothing, and makes no baseline', async () => {
  const broken = answer({ text: '{"requestId":"708e4f90' });
  expect(await messageOf(() => expect(broken).toMatchBaseline('broken'))).toBe(text`
    expect(response).toMatchBaseline(name) failed

    The body is not JSON (application/json;charset=utf-8): {"requestId":"708e4f90

    Expected:   an answer in the shape of ${fileOf('broken')}
    Received:   a body that has no shape

    Call:       POST /ee/v2/interact → 200
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none
  `);
  expect(await messageOf(() => expect(broken).not.toMatchBaseline('broken'))).toContain('a body that has no shape');
  expect(existsSync(pathOf('broken'))).toBe(false);
});

test('samples make one baseline with --update-snapshots=changed', () => {
  expect(answerWith([identityHandle, decisionsHandle])).toMatchBaseline('visitors');
  test.info().config.updateSnapshots = 'changed';
  expect(answerWith([identityHandle])).toMatchBaseline('visitors');
  test.info().config.updateSnapshots = 'none';
  expect(answerWith([identityHandle])).toMatchBaseline('visitors');
  expect(answerWith([identityHandle, decisionsHandle])).toMatchBaseline('visitors');
  expect(answerWith([decisionsHandle])).not.toMatchBaseline('visitors');
});

test('expect.poll asks again, and needs a name', async () => {
  expect({ ready: true }).toMatchBaseline('polled');
  const values = [{}, {}, { ready: false }];
  await expect.poll(() => values.shift(), { intervals: [1] }).toMatchBaseline('polled');
  expect(values).toEqual([]);

  const message = await messageOf(() => expect.poll(() => 1, { intervals: [1], timeout: 50 }).toMatchBaseline());
  expect(message).toContain(text`
    toMatchBaseline() needs a name in expect.poll().
    Name the baseline: toMatchBaseline('home').
    [EDGE_OPTION_INVALID]
  `);
});

const mark = '"playwright-datastream": "baseline"';
for (const { what, content, message } of [
  { what: 'an empty file', content: '', message: 'is empty.' },
  { what: 'a file that is cut off', content: `{ ${mark}, "version": 1, "fie`, message: 'is no JSON, or cut off.' },
  {
    what: 'a file in conflict',
    content: `{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> other\n}`,
    message: 'is in conflict: two branches have changed the same line.',
  },
  {
    what: 'a file without fields',
    content: `{ ${mark}, "version": 1 }`,
    message: 'is a baseline that lacks its fields.',
  },
  ...[
    ['a type that is none', '{ "id": "strin" }', 'id is "strin".'],
    ['a type that is no text', '{ "id": 7 }', 'id is 7.'],
    ['a field in a field that is not there', '{ "a.b": "string" }', 'a.b is in no field that could hold it.'],
    ['a field in a text', '{ "a": "string", "a.b": "string" }', 'a.b is in no field that could hold it.'],
    ['items of an object', '{ "[]": "string" }', '[] is in no field that could hold it.'],
    ['a path that is none', '{ "[\\"\\\\x\\"]": "string" }', '["\\x"] is in no field that could hold it.'],
  ].map(([fieldFault = '', fields = '', fault = '']) => ({
    what: fieldFault,
    content: `{ ${mark}, "version": 1, "of": "value", "root": "object", "fields": ${fields} }`,
    message: `is a baseline with a line that cannot be read: ${fault}`,
  })),
])
  test(`refuses ${what}`, async () => {
    keep('broken', content);
    const { name, message: said } = await failureOf(() => expect({ id: 'a' }).toMatchBaseline('broken'));
    expect(name).toBe('EdgeConfigError');
    expect(said).toBe(text`
      ${fileOf('broken')} ${message}
      Restore it from version control, or write it anew with --update-snapshots=all.
      [EDGE_BASELINE_INVALID]
    `);
    expect(await messageOf(() => expect({ id: 'a' }).not.toMatchBaseline('broken'))).toBe(said);
    expect(contentOf('broken'), 'left as it was').toBe(content);

    test.info().config.updateSnapshots = 'all';
    expect({ id: 'a' }).toMatchBaseline('broken');
    expect(contentOf('broken')).toContain('"id": "string"');
  });

test('refuses a baseline of another version', async () => {
  keep('newer', `{ ${mark}, "version": 2 }`);
  expect(await messageOf(() => expect({}).toMatchBaseline('newer'))).toBe(text`
    ${fileOf('newer')} is a baseline of version 2; this release reads version 1.
    Install the release of playwright-datastream that wrote it, or write it anew with --update-snapshots=all.
    [EDGE_BASELINE_INVALID]
  `);
});

test('refuses a file of somebody else, and never writes over it', async () => {
  for (const content of ['{"id":"a"}', '[]', 'null', '"text"']) {
    keep('foreign', content);
    for (const mode of ['all', 'changed', 'missing', 'none'] as const) {
      test.info().config.updateSnapshots = mode;
      expect(await messageOf(() => expect({}).toMatchBaseline('foreign'))).toBe(text`
        ${fileOf('foreign')} is no baseline: something else wrote it.
        Give the baseline a name of its own.
        [EDGE_BASELINE_INVALID]
      `);
    }
    expect(contentOf('foreign')).toBe(content);
  }
});

test('refuses a path that cannot be read or written, with the cause', async () => {
  mkdirSync(pathOf('folder'), { recursive: true });
  expect(await messageOf(() => expect({}).toMatchBaseline('folder'))).toContain(`${fileOf('folder')} cannot be read.`);
  test.info().project.snapshotDir = test.info().outputPath('file');
  writeFileSync(test.info().outputPath('file'), '');
  expect(await messageOf(() => expect({}).toMatchBaseline('inside'))).toContain(`${fileOf('inside')} cannot be read.`);
});

test('the baseline of an answer is none of a value', async () => {
  expect(answer()).toMatchBaseline('kind');
  expect(await messageOf(() => expect(answer().body).toMatchBaseline('kind'))).toBe(text`
    toMatchBaseline() got a value, but ${fileOf('kind')} is the baseline of an answer.
    Pass an answer, or give the baseline another name.
    [EDGE_WRONG_SUBJECT]
  `);
});

test('refuses what has no shape, and names that are none', async () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  for (const [value, what] of [
    [undefined, 'undefined'],
    [10n, 'a bigint: 10n'],
    [circle, 'an object with self'],
  ])
    expect(await messageOf(() => expect(value as unknown).toMatchBaseline('none'))).toBe(text`
      toMatchBaseline() needs a value that can be written as JSON, but got ${what}.
      [EDGE_WRONG_SUBJECT]
    `);
  expect(await messageOf(() => expect(Promise.resolve(answer()) as unknown).toMatchBaseline('none'))).toContain(
    'Await the call: expect(await edge.interact(…)).toMatchBaseline(…).',
  );
  expect(await messageOf(() => expect({}).toMatchBaseline(''))).toBe(text`
    toMatchBaseline(): name must be a text that is not empty, but is "".
    [EDGE_OPTION_INVALID]
  `);
});

test('keeps to its folder and its ending, whatever the name', () => {
  expect({}).toMatchBaseline('../../a/b.json');
  expect(readBaseline(pathOf('../../a/b'), 'a')).toBeDefined();
  expect(basename(pathOf('../../a/b'))).toMatch(/^[\w-]*a-b-library\.json$/);
});

test('what is written is what is read', () => {
  const key = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a', 'b.c', '[]', '"', '*', '__proto__', '…'));
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 1, 'hero', 'text for people'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
      fc.record({ type: fc.constantFrom('hero', 'foot.er', null), scopes: fc.array(fc.constantFrom('a', 'b/c')) }),
    ),
  }));
  const path = test.info().outputPath('kept.json');
  fc.assert(
    fc.property(json, json, (a, b) => {
      const shape = mergeShapes(shapeOf(a), shapeOf(b));
      writeBaseline(path, 'kept', { of: 'value', shape });
      const written = readFileSync(path, 'utf8');
      const read = readBaseline(path, 'kept');
      return read !== undefined && !writeBaseline(path, 'kept', read) && readFileSync(path, 'utf8') === written;
    }),
  );
});

function pathOf(name: string): string {
  const info = test.info();
  const { snapshotSuffix } = info;
  info.snapshotSuffix = '';
  const path = info.snapshotPath(`${name}.json`);
  info.snapshotSuffix = snapshotSuffix;
  return path;
}

function fileOf(name: string): string {
  return relative(test.info().config.rootDir, pathOf(name));
}

function contentOf(name: string): string {
  return readFileSync(pathOf(name), 'utf8');
}

function keep(name: string, content: string): void {
  mkdirSync(dirname(pathOf(name)), { recursive: true });
  writeFileSync(pathOf(name), content);
}
