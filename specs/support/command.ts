/** The command line in a process of its own, until it ends. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { endsWithWorker } from './emulateProcess.js';

export interface CommandOptions {
  /** @default the repository */
  folder?: string;
  /** Beside that of the worker, less what it says of the Edge Network. */
  environment?: Record<string, string | undefined>;
}

export interface Ended {
  exitCode: number | null;
  output: string;
  errors: string;
}

export async function runCommand(args: string[], { folder, environment }: CommandOptions = {}): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('EDGE_'));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), resolve('src/cli/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), ...environment },
    ...(folder !== undefined && { cwd: folder }),
  });
  endsWithWorker(child);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, output, errors };
}
