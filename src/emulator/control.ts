/** The emulator's own endpoints under `/__emulator/`: what it saw, forgetting it, faults, and a page that shows all. */

import type { CallLog } from './calls.js';
import type { DatastreamDefinition } from './datastreams/definition.js';
import type { Faults } from './faults/faults.js';
import { listFaults, setPostedFaults } from './faults/posted.js';
import { assetAnswer, type AssetName } from './inspector/assets.js';
import { feedOf } from './inspector/feed.js';
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
    jsonAnswer(200, { calls: calls.calls(namespace), dropped: calls.dropped(namespace) }),
  'POST /__emulator/reset': ({ reset }, namespace) => {
    reset(namespace);
    return jsonAnswer(200, { reset: namespace ?? 'everything' });
  },
  'GET /__emulator/events': ({ calls }) => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: '',
    follow: feedOf(calls),
  }),
  'GET /__emulator/faults': ({ faults }, namespace) => listFaults(faults, namespace),
  'POST /__emulator/faults': ({ faults }, namespace, request) => setPostedFaults(faults, namespace, request),
};

const CONTROL_PATH = '/__emulator/';

/** The inspector page, for people. */
const pages: Readonly<Record<string, AssetName>> = {
  'GET /__emulator/': 'inspector.html',
  'GET /__emulator/inspector.css': 'inspector.css',
  'GET /__emulator/inspector.js': 'inspector.js',
  'GET /__emulator/json.js': 'json.js',
};

export const controlEndpoints: readonly string[] = ['GET /__emulator/', ...Object.keys(controls)];

/** @returns undefined for a request to none of them. */
export function answerControl(request: EmulatorRequest, emulator: Controlled): WireAnswer | undefined {
  const { method, path, query } = request;
  if (!path.startsWith(CONTROL_PATH.slice(0, -1))) return undefined;
  const endpoint = `${method} ${path}`;
  if (path === '/__emulator' && method === 'GET') return { status: 308, headers: { location: CONTROL_PATH }, body: '' };
  const asset = Object.hasOwn(pages, endpoint) ? pages[endpoint] : undefined;
  if (asset !== undefined) return assetAnswer(asset);
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
