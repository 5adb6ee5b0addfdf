/** Runs `inside.bench.ts` in a Playwright run of its own and reads the ratio that it reports. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { JSONReport } from '@playwright/test/reporter';
import type { Ratio } from './rounds.js';
import { liveEnvironment } from './subject.js';

export async function insideATest(url: string): Promise<Ratio> {
  const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'specs/bench/inside.config.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, ...liveEnvironment(url) },
  });
  const report = JSON.parse(stdout) as JSONReport;
  const annotation = report.suites[0]?.specs[0]?.tests[0]?.annotations.find(({ type }) => type === 'ratio');
  return JSON.parse(annotation?.description ?? '') as Ratio;
}
