/** The emulator's own endpoints under `/__emulator/`: what it saw, forgetting it, and faults. */

import type { CallLog, EmulatorCall } from './calls.js';
import type { DatastreamDefinition } from './datastreams/definition.js';
import type { Faults } from './faults/faults.js';
import { listFaults, setPostedFaults } from './faults/posted.js';
import { jsonAnswer, type EmulatorRequest, type WireAnswer } from './wire.js';

export interface Controlled {
  calls: CallLog;
  datastreams: readonly DatastreamDefinition[];
  faults: Faults;
  reset: (namespace?: string) => void;
}

/** @param namespace everything when undefined. */
type Control = (emulator: Controlled, namespace: string | undefined, request: EmulatorRequest) => WireAnswer;

const controls: Readonly<Record<string, Control>> = {
  'GET /__emulator/health': (emulator) => jsonAnswer(200, health(emulator)),
  'GET /__emulator/calls': ({ calls }, namespace) =>
    jsonAnswer(200, { calls: calls.calls(namespace).map(writable), dropped: calls.dropped(namespace) }),
  'POST /__emulator/reset': ({ reset }, namespace) => {
    reset(namespace);
    return jsonAnswer(200, { reset: namespace ?? 'everything' });
  },
  'GET /__emulator/faults': ({ faults }, namespace) => listFaults(faults, namespace),
  'POST /__emulator/faults': ({ faults }, namespace, request) => setPostedFaults(faults, namespace, request),
};

export const controlEndpoints: readonly string[] = Object.keys(controls);

/** @returns undefined for a request to none of them. */
export function answerControl(request: EmulatorRequest, emulator: Controlled): WireAnswer | undefined {
  const { method, path, query } = request;
  const endpoint = `${method} ${path}`;
  const control = Object.hasOwn(controls, endpoint) ? controls[endpoint] : undefined;
  return control?.(emulator, query.get('namespace') ?? undefined, request);
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
