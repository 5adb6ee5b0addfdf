/** What the README says of the emulator's fidelity, held against the specs and the source. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { problemCodes } from '../../src/protocol/problems.js';

const readme = readFileSync('README.md', 'utf8');
const section = readme.slice(readme.indexOf('### Fidelity'), readme.indexOf('## Without a test'));
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what ') && !line.startsWith('| ---'))
  .map((line) => line.split(/ *\| */).slice(1, -1));

test('the table has rows', () => {
  expect(rows.length).toBeGreaterThan(10);
});

for (const [what = '', from, , heldBy = ''] of rows) {
  test(`${what}: has a source, and specs that hold it`, () => {
    expect(from).not.toBe('');
    const specs = [...heldBy.matchAll(/\]\((specs\/[\w/]+\.spec\.ts)\)/g)].map(([, path]) => path!);
    expect(specs).not.toEqual([]);
    for (const path of specs) expect(readFileSync(path, 'utf8'), path).toMatch(/^ {0,4}test\(/m);
  });
}

test('the problems that only faults and routes raise are those that the emulator never raises itself', () => {
  const listed = [...section.matchAll(/EXEG-\d{4}-\d{3}/g)].map(([code]) => code);
  const sources = readdirSync('src/emulator', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('src/emulator', name), 'utf8'));
  const raised = new Set(sources.flatMap((source) => source.match(/'(EXEG|va-edge)-\d{4}-\d{3}'/g) ?? []));
  const never = Object.keys(problemCodes).filter((code) => !raised.has(`'${code}'`));
  expect(listed).toEqual(never);
});
