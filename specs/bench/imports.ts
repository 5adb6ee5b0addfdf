/** What importing the built library adds to a worker that has imported Playwright already. */

import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spread, type Ratio } from './rounds.js';

const ROUNDS = 15;

const library = resolve('dist/index.js');
const undici = resolve('node_modules/undici/index.js');

/**
 * As a ratio to importing undici in the same round, each in a process of its own. The published package is measured:
 * TypeScript would be transformed first.
 */
export function importCost(): Ratio {
  execFileSync('npm', ['run', '--silent', 'build']);
  importMs(library);
  return spread(Array.from({ length: ROUNDS }, () => importMs(library) / importMs(undici)));
}

function importMs(path: string): number {
  const script = `
    await import('@playwright/test');
    const startedAt = performance.now();
    await import('${pathToFileURL(path).href}');
    console.log(performance.now() - startedAt);
  `;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}
