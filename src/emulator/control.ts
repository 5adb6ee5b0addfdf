/** The emulator's own endpoints under `/__emulator/`: what it saw, forgetting it, faults, and a page that shows all. */

import { namespaceName, type CallLog } from './calls.js';
import type { DatastreamDefinition } from './datastreams/definition.js';
import type { Faults } from './faults/faults.js';
import { listFaults, setPostedFaults } from './faults/posted.js';
import { assetAnswer, type AssetName } from './inspector/assets.js';
import { feedOf } from './inspector/feed.js';
import { problemMediaType } from './problem.js';
import { headerOf, jsonAnswer, type EmulatorRequest, type WireAnswer } from './wire.js';

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

export function isControl({ path }: EmulatorRequest): boolean {
  return path === '/__emulator' || path.startsWith(CONTROL_PATH);
}

/** A page of another origin, which a browser lets post what it may not read the answer to. */
function isForeign(request: EmulatorRequest): boolean {
  const origin = headerOf(request, 'origin');
  return origin !== undefined && origin !== `http://${headerOf(request, 'host')}`;
}

function foreignAnswer(): WireAnswer {
  const detail = 'Only the page of the emulator itself may do this from a browser.';
  const answer = jsonAnswer(403, { type: 'about:blank', status: 403, title: 'Forbidden', detail });
  answer.headers['content-type'] = problemMediaType;
  return answer;
}

/** @returns undefined for a request to none of them. */
export function answerControl(request: EmulatorRequest, emulator: Controlled): WireAnswer | undefined {
  const { method, path, query } = request;
  if (!isControl(request)) return undefined;
  const endpoint = `${method} ${path}`;
  if (path === '/__emulator' && method === 'GET') return { status: 308, headers: { location: CONTROL_PATH }, body: '' };
  const asset = Object.hasOwn(pages, endpoint) ? pages[endpoint] : undefined;
  if (asset !== undefined) return assetAnswer(asset);
  const control = Object.hasOwn(controls, endpoint) ? controls[endpoint] : undefined;
  if (control === undefined) return undefined;
  if (method === 'POST' && isForeign(request)) return foreignAnswer();
  const namespace = query.get('namespace');
  return control(emulator, namespace === null ? undefined : namespaceName(namespace), request);
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
