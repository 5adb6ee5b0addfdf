/** The browser that pages are opened in, when the configuration names none. */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EdgeConfigError } from '../errors.js';
import { readVariable, type Variables } from './environment.js';

export const systemChromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;

/**
 * `EDGE_CHROMIUM` of the environment or `.env`, else Playwright's own, else one of the system.
 *
 * @param playwrightsOwn where Playwright looks for its own, whether or not it is there.
 * @param folder where `.env` is looked for.
 * @throws EdgeConfigError when `EDGE_CHROMIUM` names no program.
 */
export function findChromium(
  playwrightsOwn: string,
  folder: string = process.cwd(),
  variables: Variables = process.env,
): string | undefined {
  const given = readVariable('EDGE_CHROMIUM', folder, variables);
  if (given !== undefined) {
    if (isProgram(given)) return given;
    throw new EdgeConfigError('EDGE_CONFIG_INVALID', `EDGE_CHROMIUM is ${given}, which is no program.`, {
      fix: 'Set it to the path of a Chromium, or unset it.',
    });
  }
  if (isInstalled(playwrightsOwn)) return playwrightsOwn;
  const folders = (variables['PATH'] ?? '').split(delimiter);
  const system = systemChromiumNames.flatMap((name) => folders.map((place) => join(place, name)));
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
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
