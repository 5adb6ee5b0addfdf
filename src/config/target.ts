/** Says in one line what a run talks to. */

import { readFileSync } from 'node:fs';
import { isObject, parseObject } from '../protocol/json.js';
import type { EdgeConfig } from './config.js';

export function describeTarget({ target, datastreamId, datastreams, serverUrl }: EdgeConfig): string {
  if (target === 'live') return `live, datastream ${datastreamId} at ${serverUrl}`;
  const id = datastreamId ?? (datastreams === undefined ? undefined : firstIdIn(datastreams));
  return `emulator, ${id === undefined ? 'its demonstration datastream' : `datastream ${id}`}`;
}

/** The one that calls go to when none is named. A file that cannot be used is reported by the first test that needs it. */
function firstIdIn(file: string): string | undefined {
  const list = parseObject(readFileSync(file, 'utf8'))?.['datastreams'];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isObject(first) && typeof first['id'] === 'string' ? first['id'] : undefined;
}
