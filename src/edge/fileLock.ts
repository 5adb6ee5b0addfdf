/** A lock that several processes share: a file that only one of them can create. */

import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;

export interface FileLock {
  release(): Promise<void>;
}

/**
 * Waits until the lock is free.
 *
 * @param staleMs whoever holds it for longer has died, and it is taken away.
 * @throws what the file system says where nothing can be written.
 */
export async function acquireLock(path: string, staleMs: number): Promise<FileLock> {
  const owner = randomUUID();
  while (!(await create(path, owner))) {
    await removeStale(path, staleMs);
    await delay(POLL_MS);
  }
  return { release: () => removeOf(owner, path) };
}

async function create(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(path: string, staleMs: number): Promise<void> {
  const owner = await readFile(path, 'utf8').catch(() => undefined);
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
  if (owner !== undefined && Date.now() - mtimeMs > staleMs) await removeOf(owner, path);
}

/** Another process may have taken over a lock that was held for too long: that one is left alone. */
async function removeOf(owner: string, path: string): Promise<void> {
  const holder = await readFile(path, 'utf8').catch(() => undefined);
  if (holder === owner) await rm(path, { force: true });
}
