/** The browser that specs drive: one that is there, or one that can be had. */

import { execFileSync } from 'node:child_process';
import { chromium, type LaunchOptions } from '@playwright/test';
import { findChromium, systemChromiumNames } from '../../src/config/chromium.js';

/** Ways to get one, in turn. Each may take minutes. */
const INSTALLATIONS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['npx', 'playwright', 'install', 'chromium'],
  ['sh', '-c', 'apt-get update -qq && apt-get install -y -qq chromium'],
];

const found = () => findChromium(chromium.executablePath());

/** For `use` of the configuration, which is read before a browser may have been installed and again after. */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = found();
  const isRoot = process.getuid?.() === 0;
  return {
    ...(executablePath === undefined || executablePath === chromium.executablePath() ? {} : { executablePath }),
    // Chromium does not sandbox itself for root, as which containers run.
    args: isRoot ? ['--no-sandbox'] : [],
  };
}

/** @throws an error that says all that was tried. */
export function ensureChromium(): string {
  const there = found();
  if (there !== undefined) return there;
  const tried = [
    'EDGE_CHROMIUM: not set',
    `Playwright's own: not at ${chromium.executablePath()}`,
    `in PATH: no ${systemChromiumNames.join(', ')}`,
  ];
  for (const [command, ...args] of INSTALLATIONS) {
    const failure = failureOf(command, args);
    const installed = found();
    if (installed !== undefined) return installed;
    tried.push(`${[command, ...args].join(' ')}: ${failure ?? 'done, but there is no browser'}`);
  }
  const list = tried.map((line) => `  - ${line}`).join('\n');
  throw new Error(
    `There is no browser for the specs that need one. Tried:\n${list}\nInstall Chromium, or set EDGE_CHROMIUM to the path of one.`,
  );
}

function failureOf(command: string, args: readonly string[]): string | undefined {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 10 * 60_000 });
    return undefined;
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    return stderr?.toString().trim().split('\n').at(-1) ?? String(error);
  }
}
