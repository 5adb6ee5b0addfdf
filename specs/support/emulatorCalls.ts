/** Calls to an emulator, without a socket, the way a client of the Edge Network makes them. */

import { expect } from '@playwright/test';
import { resolve } from 'node:path';
import {
  createEmulator,
  loadDatastreams,
  type DatastreamDefinition,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/index.js';
import { stateKey } from '../../src/protocol/cookies.js';
import { matchEndpoint } from '../../src/protocol/endpoints.js';
import type { Handle } from '../../src/protocol/handles.js';
import { isObject, type JsonObject } from '../../src/protocol/json.js';
import { problemCodes, problemStatus, problemType } from '../../src/protocol/problems.js';
import type { Problem, ProblemCode, ProblemReport } from '../../src/protocol/problems.js';
import { checkAnswer } from '../../src/schema/index.js';

export const datastreamsFile = resolve('fixtures/datastreams.json');

const definitions = loadDatastreams(datastreamsFile);

/** Of `fixtures/datastreams.json`. */
export function datastreamNamed(name: string): DatastreamDefinition {
  const found = definitions.datastreams.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`fixtures/datastreams.json has no datastream named ${name}`);
  return found;
}

export const demo = datastreamNamed('demo');

/** With the datastreams and credentials of `fixtures/`. */
export function emulatorOfFixtures(options: Pick<EmulatorOptions, 'clock' | 'random'> = {}): Emulator {
  return createEmulator({ ...definitions, ...options });
}

/** One with a single datastream, for a rule that no datastream of `fixtures/` shows. */
export function emulatorOf(changes: Partial<DatastreamDefinition>, options: EmulatorOptions = {}): Emulator {
  return createEmulator({ ...options, datastreams: [{ id: demo.id, name: 'spec', orgId: demo.orgId, ...changes }] });
}

export interface Call {
  method?: string;
  /** @default 'edge.adobedc.net', which asks for no token */
  host?: string;
  /** @default '/ee/v2/interact' */
  path?: string;
  /** Name of a datastream of `fixtures/`. @default 'demo' */
  datastream?: string;
  /** Added to the datastream parameter; `null` leaves the whole query out. */
  query?: Record<string, string> | null;
  /** Added to `content-type: application/json`; an empty value leaves a header out. */
  headers?: Record<string, string>;
  /** Sent as JSON, or as it is when it is a string. @default one page view */
  body?: unknown;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Values of `Set-Cookie`. */
  cookies: string[];
  text: string;
  body: JsonObject;
}

export const pageView = { xdm: { eventType: 'web.webpagedetails.pageViews' } };

/** Sends one call. Every answer that is JSON must pass the schema of its endpoint, whatever the spec is about. */
export async function send(emulator: Pick<Emulator, 'fetch'>, call: Call = {}): Promise<Answer> {
  const response = await emulator.fetch(requestOf(call));
  const text = await response.text();
  const body = parse(text);
  const path = call.path ?? '/ee/v2/interact';
  const endpoint = matchEndpoint(path)?.endpoint.name;
  if (endpoint !== undefined) {
    const { violations } = checkAnswer({ endpoint, status: response.status, text, body, isJson: body !== undefined });
    expect(violations, `${path} → ${response.status} ${text}`).toEqual([]);
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    cookies: response.headers.getSetCookie(),
    text,
    body: isObject(body) ? body : {},
  };
}

function requestOf({ method = 'POST', host = 'edge.adobedc.net', path = '/ee/v2/interact', ...call }: Call): Request {
  const { datastream = 'demo', query = {}, headers = {}, body = { event: pageView } } = call;
  const parameters = query === null ? {} : { dataStreamId: datastreamNamed(datastream).id, ...query };
  const withType = Object.entries({ 'content-type': 'application/json', ...headers }).filter(
    ([, value]) => value !== '',
  );
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`https://${host}${path}?${new URLSearchParams(parameters).toString()}`, {
    method,
    headers: withType.map(([name, value]): [string, string] => [name, value]),
    // A string would bring a content type with it, where a call is to have none.
    ...(method === 'GET' || method === 'OPTIONS' ? {} : { body: new TextEncoder().encode(content) }),
  });
}

/** The three headers of an authenticated call. */
export function credentials(emulator: Emulator, token = emulator.issueToken()): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'x-api-key': emulator.credential.clientId,
    'x-gw-ims-org-id': demo.orgId,
  };
}

export function handles({ body }: Answer): Handle[] {
  return (body['handle'] ?? []) as Handle[];
}

export function handleTypes(answer: Answer): string[] {
  return handles(answer).map(({ type }) => type);
}

/** Payload items of all handles of a type. */
export function payload<Item = JsonObject>(answer: Answer, type: string): Item[] {
  return handles(answer)
    .filter((handle) => handle.type === type)
    .flatMap((handle) => handle.payload as Item[]);
}

/** The value of a state entry of the demonstration organisation. */
export function stored(answer: Answer, key: string): string | undefined {
  const name = stateKey(demo.orgId, key);
  return payload<{ key: string; value: string }>(answer, 'state:store').find((entry) => entry.key === name)?.value;
}

export function warningCodes({ body }: Answer): string[] {
  return ((body['warnings'] ?? []) as Problem[]).map(({ type }) => type.replace(problemType(''), ''));
}

/** The whole document that a refused call must get. */
export function problemDocument(code: ProblemCode, detail: string, report: ProblemReport): Problem {
  return { type: problemType(code), status: problemStatus(code), title: problemCodes[code].title, detail, report };
}

/** Every ECID that an answer names. */
export function ecidOf(answer: Answer): string | undefined {
  return payload<{ id: string; namespace: { code: string } }>(answer, 'identity:result').find(
    ({ namespace }) => namespace.code === 'ECID',
  )?.id;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
