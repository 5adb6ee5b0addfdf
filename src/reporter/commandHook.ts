/** A command of the user's that is told what a run was: in its environment, and in files that are named there. */

import { spawn, type ChildProcess } from 'node:child_process';
import { environmentWith } from '../config/onSummary.js';
import { oneLine } from './plainText.js';

interface HookOptions {
  /** Beside those of this process. */
  variables: Record<string, string>;
  timeoutMs: number;
}

/** Of what a command says of its failure, the last part. */
const MAX_STDERR = 2_000;
const WIDTH = 200;
/** The pipe of a command that left something running is not closed when the command ends. */
const LAST_WORDS_MS = 200;

/** @returns what went wrong, as a sentence. The command is not quoted: it may hold a token. */
export function runHook(command: string, { variables, timeoutMs }: HookOptions): Promise<string | undefined> {
  const child = spawn(command, {
    shell: true,
    env: environmentWith(variables),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, so that what the shell started ends with it.
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-MAX_STDERR)));
  const end = () => endGroup(child);
  process.once('exit', end);

  return new Promise((resolve) => {
    const finish = (problem: string | undefined) => {
      clearTimeout(timer);
      process.off('exit', end);
      // What the command left running may hold the pipe open.
      child.stderr?.destroy();
      resolve(problem);
    };
    const timer = setTimeout(() => {
      end();
      finish(`The onSummary command was ended: it ran for more than ${timeoutMs / 1000} seconds.`);
    }, timeoutMs);
    const ended = () => finish(failureOf(child, said));
    child.once('error', () => finish('The onSummary command could not be started.'));
    child.once('close', ended);
    child.once('exit', () => setTimeout(ended, LAST_WORDS_MS).unref());
  });
}

function failureOf({ exitCode, signalCode }: ChildProcess, said: string): string | undefined {
  if (exitCode === 0) return undefined;
  // Shells quote then what was to be run, which may be an address that somebody mistyped.
  if (exitCode === 127) return 'The onSummary command was not found (127).';
  if (exitCode === 126) return 'The onSummary command is no program that can be run (126).';
  return `The onSummary command ended with ${exitCode ?? signalCode}${lastLine(said)}`;
}

function endGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Without addresses, which may be what the command was to keep to itself. */
function lastLine(said: string): string {
  const last = said.trim().split('\n').at(-1) ?? '';
  const line = oneLine(last.replaceAll(/\b([a-z][\w+.-]*:\/\/)\S+/gi, '$1…'), WIDTH);
  return line === '' ? '.' : `: ${line}`;
}
