/** A project that `runInline` wrote down, run in shards, and their blob reports merged. */

import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { endsWithWorker } from './emulateProcess.js';
import { cleanEnvironment, stripColours } from './runInline.js';

/** @returns the blob reports, one of each shard. */
export async function runInShards(folder: string, count: number): Promise<string[]> {
  const reports: string[] = [];
  for (let shard = 1; shard <= count; shard++) {
    const outputDir = join(folder, `shard-${shard}`);
    const args = ['test', '--reporter=blob', `--shard=${shard}/${count}`, '--output', join(outputDir, 'results')];
    await playwright(args, folder, { PLAYWRIGHT_BLOB_OUTPUT_DIR: join(outputDir, 'blob') });
    reports.push(join(outputDir, 'blob', `report-${shard}.zip`));
  }
  return reports;
}

/**
 * @param args of `merge-reports`, beside the folder of the reports.
 * @returns what it printed.
 */
export async function mergeReports(folder: string, reports: readonly string[], args: string[]): Promise<string> {
  const merged = join(folder, `merged-${reports.length}`);
  mkdirSync(merged, { recursive: true });
  for (const [index, report] of reports.entries()) copyFileSync(report, join(merged, `${index}.zip`));
  return playwright(['merge-reports', ...args, merged], folder);
}

async function playwright(args: string[], folder: string, environment: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, [resolve('node_modules/@playwright/test/cli.js'), ...args], {
    cwd: folder,
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithWorker(child);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return stripColours(output + errors);
}
