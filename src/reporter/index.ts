/**
 * Says at the start of a run what it talks to, so that a green night against the emulator is never taken for a green
 * night against Adobe.
 */

import { dirname } from 'node:path';
import type { FullConfig, Reporter } from '@playwright/test/reporter';
import { loadConfig } from '../config/config.js';
import type { EdgeOptions } from '../config/settings.js';
import { describeTarget } from '../config/target.js';
import { EdgeConfigError } from '../errors.js';

export default class DatastreamReporter implements Reporter {
  onBegin(config: FullConfig): void {
    const folder = config.configFile === undefined ? config.rootDir : dirname(config.configFile);
    const lines = config.projects.map(({ name, use }) => ({
      name,
      target: targetOf(use as EdgeOptions, folder),
    }));
    const distinct = new Set(lines.map(({ target }) => target));
    const [only] = distinct;
    if (distinct.size === 1) console.log(`Edge target: ${only}`);
    else for (const { name, target } of lines) console.log(`Edge target of ${name}: ${target}`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** A configuration that cannot be used fails the tests that need it, with every problem; here one line is enough. */
function targetOf(use: EdgeOptions, folder: string): string {
  try {
    return describeTarget(loadConfig({ use, folder }));
  } catch (error) {
    if (error instanceof EdgeConfigError) return error.message;
    throw error;
  }
}
