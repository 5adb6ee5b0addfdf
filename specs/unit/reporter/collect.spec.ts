import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import type { TestCase } from '@playwright/test/reporter';
import { collectTest } from '../../../src/reporter/collect.js';
import { TEST_RECORD, type TestRecord } from '../../../src/traffic/testRecord.js';

const record: TestRecord = {
  version: 1,
  target: 'live',
  calls: [
    {
      endpoint: 'interact',
      path: 'POST /ee/v2/interact',
      startMs: 0,
      eventTypes: [],
      problems: [],
      status: 200,
      answer: 0,
    },
  ],
  dropped: 0,
  facts: [{ kind: 'status', status: 200 }],
  answers: [[0]],
  asserted: [],
  xdmFields: ['eventType'],
  tagLibraries: [],
};

interface Attached {
  body?: Buffer;
  path?: string;
}

/** As Playwright hands it to reporters, as far as it is read. */
function testWith(...attempts: Attached[]): TestCase {
  return {
    id: 'a-1',
    location: { file: '/x/shop.spec.ts', line: 7, column: 1 },
    titlePath: () => ['', 'live', 'shop.spec.ts', 'home', 'gets an offer'],
    outcome: () => 'unexpected',
    results: attempts.map((attached) => ({
      duration: 10,
      errors: [{ message: '\u001b[31mError: no\u001b[39m' }],
      attachments: [{ name: TEST_RECORD, contentType: 'application/json', ...attached }],
    })),
  } as unknown as TestCase;
}

const body = (value: unknown): Attached => ({
  body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});
const place = 'shop.spec.ts › home › gets an offer: ';
const foreign = `${place}its record is none that this version of the reporter reads`;

test('a test of two attempts, one record in the report and one beside it', ({}, testInfo) => {
  const path = testInfo.outputPath('record.json');
  writeFileSync(path, JSON.stringify(record));
  expect(collectTest(testWith(body(record), { path }))).toEqual({
    name: { id: 'a-1', project: 'live', file: 'shop.spec.ts', line: 7, title: ['home', 'gets an offer'] },
    outcome: 'failed',
    durationMs: 20,
    errors: ['Error: no'],
    records: [record, record],
    notes: [],
  });
});

const [call] = record.calls;
for (const [name, attached] of [
  ['truncated', body(JSON.stringify(record).slice(0, 200))],
  ['empty', body('')],
  ['of tomorrow', body({ ...record, version: 2 })],
  ['a list', body([record])],
  ['of another reporter', body({ suites: [] })],
  ['five megabytes of text', body('x'.repeat(5_000_000))],
  ['binary', { body: Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256)) }],
  ['without calls', body({ ...record, calls: undefined })],
  ['with calls that are none', body({ ...record, calls: [null] })],
  ['with a call without a path', body({ ...record, calls: [{ ...call, path: 3 }] })],
  ['with problems that are texts', body({ ...record, calls: [{ ...call, problems: ['EXEG-0003-400'] }] })],
  ['with answers that are texts', body({ ...record, answers: ['0'] })],
  ['with facts of no kind', body({ ...record, facts: [{}] })],
  ['with a status that is a text', body({ ...record, calls: [{ ...call, status: '200' }] })],
  ['with a duration that is a text', body({ ...record, calls: [{ ...call, totalMs: 'long' }] })],
  ['of a target that nobody knows', body({ ...record, target: 'moon' })],
  ['with a count that is a text', body({ ...record, dropped: '7' })],
  ['with findings that are a text', body({ ...record, xdm: 'many' })],
  ['with a problem of no level', body({ ...record, calls: [{ ...call, problems: [{ code: 'EXEG-0003-400' }] }] })],
] as const satisfies [string, Attached][]) {
  test(`a record that is ${name} is left out, and a note says so`, () => {
    expect(collectTest(testWith(attached))).toMatchObject({ records: [], notes: [foreign] });
  });
}

test('a file that is gone is left out, with the reason', ({}, testInfo) => {
  const { records, notes } = collectTest(testWith({ path: join(testInfo.outputDir, 'gone.json') }, {}));
  expect(records).toEqual([]);
  expect(notes).toHaveLength(2);
  for (const note of notes) expect(note).toContain(`${place}its record cannot be read (ENOENT`);
});

test('whatever JSON is attached, it is a record or a note', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const { records, notes } = collectTest(testWith(body(text)));
      expect([records.length, notes.length]).toEqual([0, 1]);
    }),
  );
});
