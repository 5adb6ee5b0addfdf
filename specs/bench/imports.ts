/** What importing the built library adds to a worker that has imported Playwright already. */

import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { spread, type Ratio } from './rounds.js';

const PROCESSES = 15;

const script = `
  await import('@playwright/test');
  const startedAt = performance.now();
  await import('${pathToFileURL(resolve('dist/index.js')).href}');
  console.log(performance.now() - startedAt);
`;

/** Milliseconds, each in a process of its own; the published package is measured, because TypeScript is transformed first. */
export function importCost(): Ratio {
  execFileSync('npm', ['run', '--silent', 'build']);
  const measure = () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
  measure();
  return spread(Array.from({ length: PROCESSES }, measure));
}
