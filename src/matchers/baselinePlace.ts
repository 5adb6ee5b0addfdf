/** Where a baseline of the test that runs is kept, and what Playwright is told to do with it. */

import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { test, type TestInfo } from '@playwright/test';
import { EdgeUsageError } from '../errors.js';
import { firstOf } from './print.js';

export interface BaselinePlace {
  path: string;
  /** How the file is called in messages: relative to the folder of all specs. */
  file: string;
  /** As in Playwright 1.64 and newer: `default` writes what is missing and fails the test, `missing` lets it pass. */
  mode: 'all' | 'changed' | 'missing' | 'none' | 'default';
  /** With `ignoreSnapshots`. */
  isIgnored: boolean;
  /** Has the test and its report say something of the file. */
  annotate(lines: readonly string[]): void;
}

/**
 * @throws EdgeUsageError `EDGE_NO_TEST` when no test runs; `EDGE_OPTION_INVALID` where a name is needed and not given
 */
export function findBaseline(matcher: string, name: string | undefined): BaselinePlace {
  const info = currentTest(matcher);
  const { ignoreSnapshots: isIgnored } = info.project;
  const path = pathOf(info, isIgnored ? 'ignored' : (name ?? nextName(matcher, info)));
  const file = relative(info.config.rootDir, path).replaceAll(sep, '/');
  return { path, file, mode: modeOf(info), isIgnored, annotate: (lines) => annotate(info, file, lines) };
}

function currentTest(matcher: string): TestInfo {
  try {
    return test.info();
  } catch (cause) {
    throw new EdgeUsageError('EDGE_NO_TEST', `${matcher}() was called when no test runs.`, {
      fix: 'Call it in a test or in a hook: its baseline is kept beside the spec, under the title of the test.',
      cause,
    });
  }
}

/** An answer does not depend on the machine that asks, so that Playwright's suffix for its platform is left out. */
function pathOf(info: TestInfo, name: string): string {
  const { snapshotSuffix } = info;
  info.snapshotSuffix = '';
  try {
    return info.snapshotPath(name.endsWith('.json') ? name : `${name}.json`);
  } finally {
    info.snapshotSuffix = snapshotSuffix;
  }
}

const numbers = new WeakMap<TestInfo, number>();

function nextName(matcher: string, info: TestInfo): string {
  requireOnce(matcher);
  const number = (numbers.get(info) ?? 0) + 1;
  numbers.set(info, number);
  return `${shortened(info.titlePath.slice(1).join(' '))} ${number}`;
}

const MAX_TITLE = 80;

/** File systems have limits; titles that begin alike keep apart. */
function shortened(title: string): string {
  if (title.length <= MAX_TITLE) return title;
  return `${title.slice(0, MAX_TITLE)} ${createHash('sha256').update(title).digest('hex').slice(0, 6)}`;
}

/**
 * What is asked again and again would have another number each time. Playwright does not tell that it polls, but no line
 * of a spec calls the matcher then: the outermost one is in Playwright's own.
 */
function requireOnce(matcher: string): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const outermost = new Error().stack?.trimEnd().split('\n').at(-1) ?? '';
  Error.stackTraceLimit = stackTraceLimit;
  if (!/[\\/]playwright[\\/]lib[\\/]matchers[\\/]/.test(outermost)) return;
  throw new EdgeUsageError('EDGE_OPTION_INVALID', `${matcher}() needs a name in expect.poll().`, {
    fix: `Name the baseline: ${matcher}('home').`,
  });
}

function modeOf({ config }: TestInfo): BaselinePlace['mode'] {
  const { updateSnapshots, version } = config;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const knowsDefault = major > 1 || minor >= 64;
  return updateSnapshots === 'missing' && !knowsDefault ? 'default' : updateSnapshots;
}

function annotate({ annotations }: TestInfo, file: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const type = 'edge baseline';
  const description = `${file}: ${firstOf(lines).join('; ')}`;
  const isSaid = annotations.some((each) => each.type === type && each.description === description);
  if (!isSaid) annotations.push({ type, description });
}
