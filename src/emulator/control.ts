/** The emulator's own endpoints under `/__emulator/`: what it saw, and forgetting it. */

import type { CallLog, EmulatorCall } from './calls.js';
import type { DatastreamDefinition } from './datastreams/definition.js';
import { jsonAnswer, type EmulatorRequest, type WireAnswer } from './wire.js';

export interface Controlled {
  calls: CallLog;
  datastreams: readonly DatastreamDefinition[];
  reset: (namespace?: string) => void;
}

/** @param namespace everything when undefined. */
type Control = (emulator: Controlled, namespace: string | undefined) => unknown;

const controls: Readonly<Record<string, Control>> = {
  'GET /__emulator/health': health,
  'GET /__emulator/calls': ({ calls }, namespace) => ({
    calls: calls.calls(namespace).map(writable),
    dropped: calls.dropped(namespace),
  }),
  'POST /__emulator/reset': ({ reset }, namespace) => {
    reset(namespace);
    return { reset: namespace ?? 'everything' };
  },
};

export const controlEndpoints: readonly string[] = Object.keys(controls);

/** @returns undefined for a request to none of them. */
export function answerControl({ method, path, query }: EmulatorRequest, emulator: Controlled): WireAnswer | undefined {
  const endpoint = `${method} ${path}`;
  const control = Object.hasOwn(controls, endpoint) ? controls[endpoint] : undefined;
  return control && jsonAnswer(200, control(emulator, query.get('namespace') ?? undefined));
}

function health({ calls, datastreams }: Controlled): object {
  return {
    status: 'ok',
    datastreams: datastreams.map(({ id, name }) => ({ id, name })),
    calls: calls.count(),
    dropped: calls.dropped(),
    tokenRequests: calls.count('ims-token'),
  };
}

/** A body may be nested deeper than `JSON.stringify` can follow; it then goes out as a remark. */
function writable(call: EmulatorCall): EmulatorCall {
  try {
    JSON.stringify(call.request.body);
    return call;
  } catch {
    return { ...call, request: { ...call.request, body: '(nested too deeply to be shown)' } };
  }
}
