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
  if (losesSomething(body, 0)) {
    const offender = findOffender(body, '', [], lossOf);
    if (offender !== undefined) throw notSerializable(offender);
  }
  return text;
}

export function toJson(body: unknown): string {
  try {
    const text = JSON.stringify(body) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    throw notSerializable(findOffender(body, '', [], refusalOf) ?? { path: '', reason: 'is an object' }, error);
  }
  throw notSerializable({ path: '', reason: `is ${typeof body}` });
}

/** Deeper than this no event is; a walk must not run out of stack where `JSON.stringify` does not. */
const MAX_DEPTH = 200;

/**
 * Whether JSON would silently leave something out, or write null or {} for it. A loop that keeps no paths: well under a
 * microsecond for an event, where a replacer would double the time of `JSON.stringify`.
 */
function losesSomething(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || value === null || value === undefined) return false;
  if (typeof value !== 'object') return lossOf(value) !== undefined;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (losesSomething(item, depth + 1)) return true;
    return false;
  }
  // Most are plain, and need not be asked what else they may be.
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    if (value instanceof Map || value instanceof Set) return true;
    if ('toJSON' in value) return false;
  }
  for (const field in value) {
    const item = (value as Record<string, unknown>)[field];
    if (typeof item !== 'string' && losesSomething(item, depth + 1)) return true;
  }
  return false;
}

/** What a value is that JSON would lose; undefined when it keeps it. */
function lossOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `is ${value}`;
  if (typeof value === 'function' || typeof value === 'symbol') return `is a ${typeof value}`;
  if (value instanceof Map || value instanceof Set) return `is a ${value instanceof Map ? 'Map' : 'Set'}`;
  return undefined;
}

/** What a value is that JSON refuses. */
function refusalOf(value: unknown, ancestors: readonly object[]): string | undefined {
  if (typeof value === 'bigint') return `is the BigInt ${value}n`;
  const isCycle = typeof value === 'object' && value !== null && ancestors.includes(value);
  return isCycle ? 'refers back to an object that contains it' : undefined;
}

interface Offender {
  path: string;
  reason: string;
}

function notSerializable({ path, reason }: Offender, cause?: unknown): EdgeUsageError {
  return new EdgeUsageError(
    'EDGE_EVENT_NOT_SERIALIZABLE',
    `The body cannot be written as JSON: ${path || 'it'} ${reason}.`,
    {
      fix: 'Send plain values only: strings, numbers, booleans, null, arrays and objects.',
      cause,
    },
  );
}

/** What is written in its own way (`toJSON`) loses nothing, but may still be refused. */
function findOffender(
  value: unknown,
  path: string,
  ancestors: readonly object[],
  judge: (value: unknown, ancestors: readonly object[]) => string | undefined,
): Offender | undefined {
  const keepsItself = judge === lossOf && typeof value === 'object' && value !== null && 'toJSON' in value;
  const reason = keepsItself ? undefined : judge(value, ancestors);
  if (reason !== undefined) return { path, reason };
  if (typeof value !== 'object' || value === null || keepsItself) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const itemPath = joinPath(path, Array.isArray(value) ? Number(key) : key);
    const offender = findOffender(item, itemPath, [...ancestors, value], judge);
    if (offender !== undefined) return offender;
  }
  return undefined;
}
