/** The browser that pages are opened in, when the configuration names none. */

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EdgeConfigError } from '../errors.js';

export const systemChromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;

/**
 * `EDGE_CHROMIUM`, else Playwright's own, else one of the system.
 *
 * @param playwrightsOwn where Playwright looks for its own, whether or not it is there.
 * @throws EdgeConfigError when `EDGE_CHROMIUM` names no program.
 */
export function findChromium(playwrightsOwn: string): string | undefined {
  const given = process.env['EDGE_CHROMIUM'];
  if (given !== undefined && given !== '') {
    if (isProgram(given)) return given;
    throw new EdgeConfigError('EDGE_CONFIG_INVALID', `EDGE_CHROMIUM is ${given}, which is no program.`, {
      fix: 'Set it to the path of a Chromium, or unset it.',
    });
  }
  if (isInstalled(playwrightsOwn)) return playwrightsOwn;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const system = systemChromiumNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return system.find(isProgram);
}

/** Without a window, Playwright uses a smaller build that stands beside its own. */
function isInstalled(playwrightsOwn: string): boolean {
  const shell = playwrightsOwn.replace(/([\\/])chromium-(\d+)[\\/].*/, '$1chromium_headless_shell-$2');
  return isProgram(playwrightsOwn) || (shell !== playwrightsOwn && existsSync(shell));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
