/**
 * The report page: one HTML file that opens from disk and asks nobody for anything. Style, script, plots and data stand
 * in it. Its script is what a browser runs, so nothing compiles it: it is published as it stands in `src`.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../packageFolder.js';
import type { Summary } from '../model.js';
import { pageData } from './pageData.js';

/** Each before those that use it: together they become one script. */
const SCRIPTS = [
  'elements.js',
  'format.js',
  'filter.js',
  'tables.js',
  'plots.js',
  'tests.js',
  'verdict.js',
  'changes.js',
  'failures.js',
  'distribution.js',
  'endpoints.js',
  'problems.js',
  'coverage.js',
  'fidelity.js',
  'trends.js',
  'timelines.js',
  'report.js',
];

export function renderPage(summary: Summary): string {
  const style = `${plots('dist/uPlot.min.css')}\n${asset('report.css')}`;
  const library = `/*\n${plots('LICENSE')}\n*/\n${plots('dist/uPlot.iife.min.js')}`;
  const script = SCRIPTS.map((name) => withoutModules(asset(name))).join('\n');
  const parts: Record<string, string> = {
    policy: policyFor([style], [library, script]),
    style: `<style>${style}</style>`,
    data: `<script type="application/json" id="data">${jsonForMarkup(pageData(summary))}</script>`,
    library: `<script>${library}</script>`,
    script: `<script type="module">${script}</script>`,
  };
  return asset('report.html').replaceAll(/<!-- (\w+) -->/g, (mark, name: string) => parts[name] ?? mark);
}

/**
 * Test names and what servers answered are in the page's data. Even if some of it got in as markup, nothing of it
 * would run, load or leave: what runs is named by its hash.
 */
function policyFor(styles: readonly string[], scripts: readonly string[]): string {
  const rules = [
    "default-src 'none'",
    `style-src ${styles.map(hashOf).join(' ')}`,
    `script-src ${scripts.map(hashOf).join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}" />`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** JSON in which no tag, no comment and no line that scripts end at can begin. */
function jsonForMarkup(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A page that opens from disk may load no module: theirs are put together, and what tied them is left out. */
function withoutModules(source: string): string {
  return source.replaceAll(/^import [^;]*;$/gm, '').replaceAll(/^export (?=(async )?function |const |let )/gm, '');
}

function asset(name: string): string {
  return readFileSync(join(packageFolder(), 'src/reporter/page/client', name), 'utf8');
}

function plots(name: string): string {
  const folder = dirname(createRequire(import.meta.url).resolve('uplot/package.json'));
  return readFileSync(join(folder, name), 'utf8');
}
