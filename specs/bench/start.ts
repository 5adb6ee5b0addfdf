/** How long `datastream emulate` takes to listen, beyond what Node takes to start. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { spread, type Ratio } from './rounds.js';

const ROUNDS = 15;

/** As a ratio to a process of Node's own that listens and does nothing else. The built command line is measured. */
export async function startCost(): Promise<Ratio> {
  const emulate = () => firstWordMs(['dist/cli/main.js', 'emulate', '--port', '0']);
  const bare = () => firstWordMs(['-e', `require('node:http').createServer().listen(0, () => console.log('up'))`]);
  await emulate();
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) ratios.push((await emulate()) / (await bare()));
  return spread(ratios);
}

async function firstWordMs(args: string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const ms = performance.now() - startedAt;
  child.kill();
  await once(child, 'exit');
  return ms;
}
