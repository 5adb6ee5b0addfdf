/**
 * Keeps one access token for all workers of a run.
 *
 * Workers are processes of their own and start anew after every failed test, so the token lives in a file, in a folder
 * of the system's temporary directory that only the user may open (mode 0700, file 0600). The file is encrypted with a
 * key derived from the client secret: whoever can read it could have asked for a token anyway. It belongs to one run
 * (the process that started the workers), and every run deletes the files that others left a day ago.
 */

import { createHash, hkdfSync } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeConnectionError, EdgeCredentialsError, EdgeError } from '../errors.js';
import type { EdgeConfig } from '../config/config.js';
import type { Secret } from '../config/secret.js';
import { acquireLock, type FileLock } from './fileLock.js';
import { readSealed, writeSealed } from './sealedFile.js';
import { TOKEN_TIMEOUT_MS, type Token } from './tokenRequest.js';

/** A worker that holds the lock for longer has died: a token request is given up before. */
const LOCK_STALE_MS = TOKEN_TIMEOUT_MS + 5_000;
const DAY_MS = 86_400_000;

export interface TokenStore {
  /**
   * The stored token if it is usable; else the one that `request` yields, while all other workers wait for it, and for
   * its failure as well.
   */
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

/** @returns undefined for a configuration that asks for no token. */
export function tokenStoreOf({ imsUrl, credentials }: EdgeConfig, run: number): TokenStore | undefined {
  const { clientId, clientSecret, scopes } = credentials;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return tokenStore({ run, identity: [imsUrl, clientId.reveal(), ...scopes], secret: clientSecret });
}

export function tokenStore({ run, identity, secret, folder = defaultFolder() }: TokenStoreOptions): TokenStore {
  const name = createHash('sha256')
    .update(JSON.stringify([run, ...identity]))
    .digest('hex')
    .slice(0, 32);
  const path = join(folder, `${name}.token`);
  const failurePath = join(folder, `${name}.failure`);
  const key = Buffer.from(hkdfSync('sha256', secret.reveal(), name, 'playwright-datastream token', 32));

  const readUsable = async (usable: (token: Token) => boolean) => {
    const token = (await readSealed(path, key)) as Token | undefined;
    return token !== undefined && usable(token) ? token : undefined;
  };

  /** Under the lock. What cannot be written is not shared, and does no other harm. */
  const obtain = async (request: () => Promise<Token>) => {
    const token = await request().catch(async (error: unknown) => {
      const failure = failureOf(error);
      if (failure !== undefined) await writeSealed(failurePath, key, failure).catch(() => {});
      throw error;
    });
    await writeSealed(path, key, token).catch(() => {});
    await rm(failurePath, { force: true }).catch(() => {});
    return token;
  };

  return {
    async share(usable, request) {
      const askedAtMs = Date.now();
      const stored = await readUsable(usable);
      if (stored !== undefined) return stored;
      const lock = await lockIn(folder, `${path}.lock`);
      if (lock === undefined) return request();
      try {
        const meanwhile = await readUsable(usable);
        if (meanwhile !== undefined) return meanwhile;
        const failure = (await readSealed(failurePath, key)) as Failure | undefined;
        // One that was there before is of another moment: who asks now may be luckier.
        if (failure !== undefined && failure.failedAtMs >= askedAtMs) throw errorOf(failure);
        return await obtain(request);
      } finally {
        await lock.release();
      }
    },
  };
}

/** A user may have no name: in a container, for example. Where there are no user ids, the directory is one user's. */
function defaultFolder(): string {
  return join(tmpdir(), `playwright-datastream-${process.getuid?.() ?? 'user'}`);
}

/** Undefined where nothing can be written: every worker has a token of its own then, which is no reason to fail. */
async function lockIn(folder: string, path: string): Promise<FileLock | undefined> {
  try {
    await prepareFolder(folder);
    return await acquireLock(path, LOCK_STALE_MS);
  } catch (error) {
    if (error instanceof EdgeError) throw error;
    return undefined;
  }
}

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    // A file of that name; the next lines say so.
    if (error.code !== 'EEXIST') throw error;
  });
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

/** What the identity service, or the way to it, failed with; holds no secret, as no message does. */
interface Failure {
  kind: 'credentials' | 'connection';
  code: string;
  what: string;
  fix: string | undefined;
  failedAtMs: number;
}

function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof EdgeCredentialsError || error instanceof EdgeConnectionError)) return undefined;
  const { code, what, fix } = error;
  const kind = error instanceof EdgeCredentialsError ? 'credentials' : 'connection';
  return { kind, code, what, fix, failedAtMs: Date.now() };
}

function errorOf({ kind, code, what, fix }: Failure): EdgeError {
  const details = fix === undefined ? {} : { fix };
  return kind === 'credentials'
    ? new EdgeCredentialsError(code as ConstructorParameters<typeof EdgeCredentialsError>[0], what, details)
    : new EdgeConnectionError(code as ConstructorParameters<typeof EdgeConnectionError>[0], what, details);
}
