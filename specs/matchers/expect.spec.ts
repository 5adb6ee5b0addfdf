/** The matchers as part of Playwright's expect. */

import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect as base, mergeExpects, test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import * as matchers from '../../src/matchers/index.js';
import { answer, callLines, refusal } from '../support/answers.js';
import { messageOf, text } from '../support/failures.js';
import { runInline } from '../support/runInline.js';

test("no matcher takes a name of Playwright's own", () => {
  // In a process of its own: extending expect adds names to the base of this one.
  const script = `import { expect } from '@playwright/test'; console.log(JSON.stringify(Object.keys(expect(0))));`;
  const builtIns: unknown = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
  expect(builtIns).toContain('toHaveText');
  for (const name of Object.keys(matchers)) expect(builtIns).not.toContain(name);
});

test('a custom message stands first', async () => {
  expect(await messageOf(() => expect(answer(), 'the first call of a visit').toHaveStatus(202))).toBe(text`
    the first call of a visit

    expect(response).toHaveStatus(status) failed

    Expected:   202
    Received:   200

    ${callLines()}
  `);
});

test('expect.poll repeats the call until the expectation is met', async () => {
  const answers = [refusal('EXEG-0201-503'), refusal('EXEG-0201-503'), answer()];
  await expect.poll(() => answers.shift() ?? answer(), { intervals: [1] }).toHaveStatus(200);
  expect(answers).toEqual([]);
});

test('expect.poll gives up with the message of the last answer', async () => {
  const message = await messageOf(() =>
    expect.poll(() => answer(), { intervals: [1], timeout: 20 }).toHaveHandle('state:store'),
  );
  expect(message).toBe(text`
    expect(response).toHaveHandle(type) failed

    Expected:   a handle "state:store"
    Received:   no handles

    ${callLines()}

    Call Log:
    - Timeout 20ms exceeded while waiting on the predicate
  `);
});

test('merges with the expect of another library', async () => {
  const others = base.extend({
    toBeEven: (value: number) => ({ pass: value % 2 === 0, message: () => `${value} is odd` }),
  });
  const merged = mergeExpects(others, expect);
  merged(2).toBeEven();
  merged(answer()).toHaveStatus(200);
  expect(await messageOf(() => merged(answer()).toHaveStatus(202))).toContain(
    'expect(response).toHaveStatus(status) failed',
  );
  expect(await messageOf(() => merged(3).toBeEven())).toBe('3 is odd');
});

const file = (path: string) => JSON.stringify(resolve(path));

test('expect.soft collects failures and goes on, in a run of its own', async () => {
  const run = await runInline({
    'playwright.config.ts': `export default { testDir: '.', outputDir: 'results', reporter: [['json'], ['line']] };`,
    'soft.spec.ts': `
      import { test } from '@playwright/test';
      import { expect } from ${file('src/expect.ts')};
      import { answer } from ${file('specs/support/answers.ts')};

      test('two soft failures', () => {
        expect.soft(answer()).toHaveStatus(202);
        expect.soft(answer(), 'the state').toHaveHandle('state:store');
        expect.soft(answer()).toHaveRequestId();
        expect(test.info().errors).toHaveLength(2);
        test.info().annotations.push({ type: 'went on' });
      });
    `,
  });
  expect(run.outcomeOf('two soft failures')).toBe('unexpected');
  expect(run.annotationsOf('two soft failures')).toContainEqual(base.objectContaining({ type: 'went on' }));
  expect(run.errorOf('two soft failures')).toContain('Error: expect(response).toHaveStatus(status) failed');
  expect(run.output).toContain('Error: the state\n\n    expect(response).toHaveHandle(type) failed');
});
