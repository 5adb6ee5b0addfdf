/** The emulator: its parts put together, and what callers may ask of it. Opens no socket. */

import { EdgeUsageError } from '../errors.js';
import type { JsonObject } from '../protocol/json.js';
import { namespaceHeader } from '../protocol/namespace.js';
import type { Memory } from './acceptedCall.js';
import { answerAndRecord } from './answering.js';
import { CallLog, namespaceName } from './calls.js';
import { Clocks } from './clocks.js';
import { answerControl, isControl } from './control.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { DatastreamCatalog, type DatastreamChanges } from './datastreams/catalog.js';
import type { CredentialDefinition, DatastreamDefinition } from './datastreams/definition.js';
import { demoDatastream } from './datastreams/demo.js';
import { Disturbances, type Disturbing } from './disturbances.js';
import type { World } from './edgeCall.js';
import type { EmulatorCall } from './emulatorCall.js';
import { builtInCredential, credentialsById } from './ims/credentials.js';
import { TokenIssuer, type TokenOptions } from './ims/tokens.js';
import { MediaSessions } from './media/sessions.js';
import { NamespacedStore } from './namespaced.js';
import { notificationsIn, type PropositionNotification } from './notifications.js';
import type { Random } from './random.js';
import { SchemaRegistry } from './schemaRegistry/registry.js';
import { fromRequest, toResponse } from './webFetch.js';
import { parseRequest, type EmulatorRequest, type WireAnswer, type WireRequest } from './wire.js';

export interface EmulatorOptions {
  /** At least one; the first is the one that clients get when they name none. @default a demonstration datastream with every service on */
  datastreams?: readonly DatastreamDefinition[];
  /** Beside the built-in `emulator`, whose secret is `emulator`. */
  credentials?: readonly CredentialDefinition[];
  /**
   * What its Schema Registry serves, as `loadRegistrySchemas` reads it from a folder; asked for once, when the first
   * request for a schema comes. Values that are no XDM schemas of an organisation are left out. @default none
   */
  schemas?: () => readonly JsonObject[];
  /** Epoch milliseconds. @default Date.now */
  clock?: () => number;
  /** From 0 up to 1; a seeded one makes every answer repeatable. @default Math.random */
  random?: Random;
}

export interface Emulator {
  /** Answers one request. The host in the URL is the host it is for; no address is looked up, no socket opened. */
  fetch(request: Request): Promise<Response>;
  /** The same for servers, without the web's classes; a promise only where there is something to wait for. */
  handle(request: WireRequest): WireAnswer | Promise<WireAnswer>;
  /** What one test did and changed. An empty name is that of calls without the header. */
  namespace(name: string): EmulatorNamespace;
  /**
   * A token as the identity service gives it, or one that is expired or lacks something.
   *
   * @throws EdgeUsageError for a client id that no credential has.
   */
  issueToken(options?: TokenOptions): string;
  readonly datastreams: readonly DatastreamDefinition[];
  /** The one that clients get when they name none. */
  readonly defaultDatastream: DatastreamDefinition;
  /** What a client that brings no credential of its own may use. */
  readonly credential: { readonly clientId: string; readonly clientSecret: string };
}

/** The view of one namespace: other namespaces neither see nor feel anything of it. */
export interface EmulatorNamespace extends Disturbing {
  /** As `fetch` of the emulator, for a call of this namespace. */
  fetch(request: Request): Promise<Response>;
  /** As `issueToken` of the emulator. */
  issueToken(options?: TokenOptions): string;
  /** Newest last. */
  calls(): EmulatorCall[];
  /** What clients told of offers in calls of this namespace: displayed, clicked, dismissed. */
  notifications(): PropositionNotification[];
  /** How many calls were too many to be kept. */
  droppedCalls(): number;
  /**
   * Changes a datastream for calls of this namespace: objects are merged, arrays replaced. Changes add up until `reset`.
   *
   * @throws EdgeUsageError for an unknown datastream; EdgeConfigError `EDGE_DATASTREAMS_INVALID` when the result is none.
   */
  datastream(id: string, changes: DatastreamChanges): void;
  /**
   * Moves this namespace's time on, by milliseconds: media sessions expire, identities are written again. Tokens, and what
   * the client itself remembers, do not grow older.
   *
   * @throws EdgeUsageError
   */
  fastForward(ms: number): void;
  /** Forgets calls, changes, visitors, routes and faults, and goes back to the present. */
  reset(): void;
}

/** @throws EdgeUsageError when there is no datastream. */
export function createEmulator({
  datastreams = [demoDatastream],
  credentials = [],
  schemas = () => [],
  clock = Date.now,
  random = Math.random,
}: EmulatorOptions = {}): Emulator {
  const [defaultDatastream] = datastreams;
  if (defaultDatastream === undefined) {
    throw new EdgeUsageError('EDGE_OPTION_INVALID', 'createEmulator() needs at least one datastream.');
  }
  const catalog = new DatastreamCatalog(datastreams);
  const tokens = new TokenIssuer(credentialsById(credentials, orgIdsOf(datastreams)), clock);
  const calls = new CallLog();
  const clocks = new Clocks(clock);
  const memory: Memory = { preferences: new NamespacedStore<JsonObject>(), mediaSessions: new MediaSessions() };
  const disturbances = new Disturbances(random);
  const registry = new SchemaRegistry({ schemas, datastreams, tokens });
  const world: World = { catalog, tokens, registry, clocks, memory, random };
  const reset = (namespace?: string) => {
    for (const part of [calls, catalog, clocks, disturbances, ...Object.values(memory)]) part.reset(namespace);
  };

  const { faults } = disturbances;
  const parts = { world, calls, disturbances };
  const controlled = { calls, datastreams, faults, reset };
  const handle = (wire: WireRequest) => {
    const request = parseRequest(wire);
    const answer =
      request.method === 'OPTIONS' && !isControl(request)
        ? answerPreflight(request)
        : (answerControl(request, controlled) ?? answerAndRecord(request, parts));
    return answer instanceof Promise
      ? answer.then((later) => withCommonHeaders(request, later))
      : withCommonHeaders(request, answer);
  };

  const fetch = async (request: Request) => toResponse(await handle(await fromRequest(request)), request.signal);
  const issueToken = (options?: TokenOptions) => tokens.issue(options);

  const viewOf = (name: string): EmulatorNamespace => ({
    fetch: (request) => fetch(inNamespace(request, name)),
    ...disturbances.of(name),
    issueToken,
    calls: () => calls.calls(name),
    notifications: () => notificationsIn(calls.calls(name)),
    droppedCalls: () => calls.dropped(name),
    datastream: (id, changes) => catalog.change(id, name, changes),
    fastForward: (ms) => clocks.fastForward(name, ms),
    reset: () => reset(name),
  });

  return {
    handle,
    fetch,
    namespace: (wanted) => viewOf(namespaceName(wanted)),
    issueToken,
    datastreams,
    defaultDatastream,
    credential: builtInCredential,
  };
}

function withCommonHeaders(request: EmulatorRequest, answer: WireAnswer): WireAnswer {
  answer.headers['x-konductor'] = 'playwright-datastream-emulator';
  answer.headers['cache-control'] = 'no-cache, no-store, max-age=0, no-transform, private';
  // Pages of other origins have no business with the emulator's own endpoints.
  if (!isControl(request)) allowOrigin(request, answer);
  return answer;
}

function inNamespace(request: Request, name: string): Request {
  const headers = new Headers(request.headers);
  headers.set(namespaceHeader, name);
  return new Request(request, { headers });
}

function orgIdsOf(datastreams: readonly DatastreamDefinition[]): string[] {
  return [...new Set(datastreams.map(({ orgId }) => orgId))];
}
