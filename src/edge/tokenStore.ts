/**
 * Keeps one access token for all workers of a run.
 *
 * Workers are processes of their own and start anew after every failed test, so the token lives in a file, in a folder
 * of the system's temporary directory that only the user may open (mode 0700, file 0600). The file is encrypted with a
 * key derived from the client secret: whoever can read it could have asked for a token anyway. It belongs to one run
 * (the process that started the workers), and every run deletes the files that others left a day ago.
 */

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EdgeCredentialsError } from '../errors.js';
import type { Secret } from '../config/secret.js';
import type { Token } from './tokenSource.js';

/** A worker that holds the lock for longer has died; a token request is given up after 15 seconds. */
const LOCK_STALE_MS = 20_000;
const LOCK_POLL_MS = 25;
const DAY_MS = 86_400_000;

export interface TokenStore {
  /** The stored token if it is usable; else the one that `request` yields, while all other workers wait for it. */
  share(usable: (token: Token) => boolean, request: () => Promise<Token>): Promise<Token>;
}

export interface TokenStoreOptions {
  /** What tells one run from another: the id of the process that started the workers. */
  run: number;
  /** What tells credentials apart: identity service, client id, scopes. */
  identity: readonly string[];
  secret: Secret;
  /** @default a folder of this user in the system's temporary directory */
  folder?: string;
}

export function tokenStore({ run, identity, secret, folder = defaultFolder() }: TokenStoreOptions): TokenStore {
  const name = createHash('sha256')
    .update(JSON.stringify([run, ...identity]))
    .digest('hex')
    .slice(0, 32);
  const path = join(folder, `${name}.token`);
  const key = Buffer.from(hkdfSync('sha256', secret.reveal(), name, 'playwright-datastream token', 32));

  const readUsable = async (usable: (token: Token) => boolean) => {
    const token = await readToken(path, key);
    return token !== undefined && usable(token) ? token : undefined;
  };

  return {
    async share(usable, request) {
      const stored = await readUsable(usable);
      if (stored !== undefined) return stored;
      await prepareFolder(folder);
      return withLock(`${path}.lock`, async () => {
        const meanwhile = await readUsable(usable);
        if (meanwhile !== undefined) return meanwhile;
        const token = await request();
        await writeToken(path, key, token);
        return token;
      });
    },
  };
}

function defaultFolder(): string {
  return join(tmpdir(), `playwright-datastream-${userInfo().username}`);
}

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const self = process.getuid?.();
  if (!found.isDirectory() || (self !== undefined && found.uid !== self)) {
    throw new EdgeCredentialsError(
      'EDGE_TOKEN_UNSAFE',
      `The token cannot be kept in ${folder}: it is not a folder of this user.`,
      {
        fix: 'Delete it, or set TMPDIR to a folder of your own.',
      },
    );
  }
  await chmod(folder, 0o700);
  await removeOld(folder);
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > DAY_MS) await rm(path, { force: true });
  }
}

async function withLock<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  while (!(await tryLock(path))) await delay(LOCK_POLL_MS);
  try {
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > LOCK_STALE_MS) await rm(path, { force: true });
    return false;
  }
}

async function writeToken(path: string, key: Buffer, token: Token): Promise<void> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const content = Buffer.concat([cipher.update(JSON.stringify(token), 'utf8'), cipher.final()]);
  // A rename is atomic: a worker reads either the whole token or none.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, Buffer.concat([nonce, cipher.getAuthTag(), content]), { mode: 0o600 });
  await rename(draft, path);
}

/** Anything that cannot be read counts as no token: a new one is asked for, and replaces it. */
async function readToken(path: string, key: Buffer): Promise<Token | undefined> {
  try {
    const bytes = await readFile(path);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const content = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    return JSON.parse(content) as Token;
  } catch {
    return undefined;
  }
}
