/** The browser that specs drive: one that is there, or one that can be had. */

import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type LaunchOptions } from '@playwright/test';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Ways to get one, in turn. Each may take minutes. */
const INSTALLATIONS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['npx', 'playwright', 'install', 'chromium'],
  ['sh', '-c', 'apt-get update -qq && apt-get install -y -qq chromium'],
];

/** `EDGE_CHROMIUM`, else Playwright's own, else one of the system. @throws when EDGE_CHROMIUM names no program. */
function findChromium(): string | undefined {
  const given = process.env['EDGE_CHROMIUM'];
  if (given !== undefined && given !== '') {
    if (isProgram(given)) return given;
    throw new Error(`EDGE_CHROMIUM is ${given}, which is no program. Set it to the path of a Chromium, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const system = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [chromium.executablePath(), ...system].find(isProgram);
}

/** For `use` of the configuration, which is read before a browser may have been installed and again after. */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = findChromium();
  const isRoot = process.getuid?.() === 0;
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    // Chromium does not sandbox itself for root, as which containers run.
    args: isRoot ? ['--no-sandbox'] : [],
  };
}

/** @throws an error that says all that was tried. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const tried = [
    'EDGE_CHROMIUM: not set',
    `Playwright's own: not at ${chromium.executablePath()}`,
    `in PATH: no ${SYSTEM_NAMES.join(', ')}`,
  ];
  for (const [command, ...args] of INSTALLATIONS) {
    const failure = failureOf(command, args);
    const installed = findChromium();
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

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
