/** Says in one line what a run talks to. */

import type { EdgeConfig } from './config.js';

export function describeTarget({ target, datastreamId, datastreams, serverUrl }: EdgeConfig): string {
  if (target === 'live') return `live, datastream ${datastreamId} at ${serverUrl}`;
  return `emulator, datastream ${datastreamId ?? `first of ${datastreams ?? 'the built-in demonstration'}`}`;
}
