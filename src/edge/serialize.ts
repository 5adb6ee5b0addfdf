/** Turns a body into JSON, and refuses what the Edge Network could only reject or silently lose. */

import { EdgeUsageError } from '../errors.js';
import { joinPath } from '../protocol/json.js';
import { maxBodyBytes } from '../protocol/limits.js';

/** @throws EdgeUsageError `EDGE_EVENT_NOT_SERIALIZABLE` that names the path, or `EDGE_EVENT_TOO_LARGE` that names the size. */
export function serialize(body: unknown): string {
  const text = toJson(body);
  // A character is at most three bytes in UTF-8, so short texts need no counting.
  const bytes = text.length * 3 > maxBodyBytes ? Buffer.byteLength(text) : text.length;
  if (bytes > maxBodyBytes) {
    throw new EdgeUsageError(
      'EDGE_EVENT_TOO_LARGE',
      `The body is ${bytes} bytes; the Edge Network takes at most ${maxBodyBytes}.`,
      {
        fix: 'Send less, or send it as it is with edge.post() to test the refusal.',
      },
    );
  }
  return text;
}

export function toJson(body: unknown): string {
  try {
    const text = JSON.stringify(body) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    throw notSerializable(body, error);
  }
  throw notSerializable(body);
}

function notSerializable(body: unknown, cause?: unknown): EdgeUsageError {
  const { path, reason } = findOffender(body, '', []) ?? { path: '', reason: `is ${typeof body}` };
  return new EdgeUsageError(
    'EDGE_EVENT_NOT_SERIALIZABLE',
    `The body cannot be written as JSON: ${path || 'it'} ${reason}.`,
    {
      fix: 'Send plain values only: strings, numbers, booleans, null, arrays and objects.',
      cause,
    },
  );
}

function findOffender(value: unknown, path: string, ancestors: object[]): { path: string; reason: string } | undefined {
  if (typeof value === 'bigint') return { path, reason: `is the BigInt ${value}n` };
  if (typeof value !== 'object' || value === null) return undefined;
  if (ancestors.includes(value)) return { path, reason: 'refers back to an object that contains it' };
  for (const [key, item] of Object.entries(value)) {
    const itemPath = joinPath(path, Array.isArray(value) ? Number(key) : key);
    const offender = findOffender(item, itemPath, [...ancestors, value]);
    if (offender !== undefined) return offender;
  }
  return undefined;
}
