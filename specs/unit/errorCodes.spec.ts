import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { errorCodes } from '../../src/errors.js';

const codes = Object.keys(errorCodes);

test('the README explains every error code, and no other', () => {
  const readme = readFileSync('README.md', 'utf8');
  const documented = [...readme.matchAll(/^\| `(EDGE_[A-Z_]+)` +\| `(\w+)`/gm)].map(([, code = '', name]) => [
    code,
    name,
  ]);
  expect(Object.fromEntries(documented)).toEqual(errorCodes);
  expect(documented).toHaveLength(codes.length);
});

test('every error code is thrown somewhere', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
    .map((name) => readFileSync(`src/${name}`, 'utf8'))
    .join('\n');
  expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
