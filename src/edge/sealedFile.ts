/** A value in a file that only the holder of a key can read or write, and only the user can open. */

import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

export async function writeSealed(path: string, key: Buffer, value: unknown): Promise<void> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const content = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  // A rename is atomic: a worker reads either the whole value or none.
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, Buffer.concat([nonce, cipher.getAuthTag(), content]), { mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** @returns undefined for anything that cannot be read: it is asked for again, and replaced. */
export async function readSealed(path: string, key: Buffer): Promise<unknown> {
  try {
    const bytes = await readFile(path);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const content = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
