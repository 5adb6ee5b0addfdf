/**
 * Whose fault a failure is. The messages of the table are real ones: every failure was brought about once, and what its
 * first error said and its calls got was kept. The class beside each is the one that a reader gives it.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { RunTest } from '../../../src/reporter/collect.js';
import { faultOf } from '../../../src/reporter/fault.js';
import type { Fault } from '../../../src/reporter/model.js';
import type { CallRecord, TestRecord } from '../../../src/traffic/testRecord.js';

interface Failed {
  name: string;
  fault: Fault;
  message: string;
  calls: Pick<CallRecord, 'requestId' | 'status' | 'failure' | 'problems'>[];
}

const table = JSON.parse(readFileSync(new URL('failureMessages.json', import.meta.url), 'utf8')) as Failed[];

function failed(message: string, calls: Failed['calls']): Pick<RunTest, 'errors' | 'records'> {
  return { errors: [message], records: calls.length === 0 ? [] : [{ calls } as unknown as TestRecord] };
}

for (const { name, fault, message, calls } of table) {
  test(`${fault}: ${name}`, () => {
    expect(faultOf(failed(message, calls))).toBe(fault);
  });
}

test('a token that has expired is never a fault of the data, whatever the test says', () => {
  const expired: Failed['calls'] = [{ status: 401, problems: [{ kind: 'fatal', code: 'EXEG-0503-401' }] }];
  for (const { name, message } of table.filter(({ message: text }) => !/^\[EDGE_|^(Call|RequestId): /m.test(text))) {
    const fault = faultOf(failed(message, expired));
    expect(['credentials', 'infrastructure'], `${name} is ${fault}`).toContain(fault);
  }
});

test('without an error, and without a record', () => {
  expect(faultOf({ errors: [], records: [] })).toBe('spec');
});
