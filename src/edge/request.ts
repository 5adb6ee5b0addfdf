/** Builds what goes on the wire for one call: URL, headers, body. */

import type { EdgeConfig } from '../config/config.js';
import { EdgeConfigError, EdgeUsageError } from '../errors.js';
import { refusalOf } from '../config/allowList.js';
import type { Secret } from '../config/secret.js';
import {
  datastreamParameters,
  endpointPath,
  matchEndpoint,
  type ApiVersion,
  type Endpoint,
} from '../protocol/endpoints.js';
import { serverHost } from '../protocol/hosts.js';
import { isObject } from '../protocol/json.js';
import { secretsIn } from '../traffic/redaction.js';
import { checkEvents } from './eventChecks.js';
import { checkLocationHint, headersOf, retriesOf, timeoutOf } from './optionChecks.js';
import type { CallOptions, EdgeEventInput, IdentityMap, PostOptions } from './options.js';
import { serialize, toJson } from './serialize.js';
import type { WireRequest } from './wire.js';

/** What the client knows beside the options of the call. */
export interface RequestContext {
  config: EdgeConfig;
  /** Datastream and organisation of the target when the configuration names none. */
  datastreamId: string;
  orgId: string;
  stateEntries: { key: string; value: string }[];
  locationHint: string | undefined;
  /** Ends a transmission before its time. */
  signal: AbortSignal | undefined;
  /** Added to every request, before those of the call. */
  headers: Readonly<Record<string, string>>;
}

/** A call of an endpoint with events in its body. `query` is of the URL. */
export function buildEventRequest(
  endpoint: Endpoint,
  { events, query }: { events: EdgeEventInput[]; query?: Record<string, string> },
  options: CallOptions,
  context: RequestContext,
): WireRequest {
  checkEvents(events, endpoint.name === 'collect' ? 'edge.collect()' : 'edge.interact()');
  return buildRequest(endpoint, { fields: eventFields(endpoint, events, options), query }, options, context);
}

/** A call of an endpoint. `fields` stand in the body beside what the options put there, `query` is of the URL. */
export function buildRequest(
  endpoint: Endpoint,
  { fields, query: extraQuery }: { fields: Record<string, unknown>; query?: Record<string, string> | undefined },
  options: CallOptions,
  context: RequestContext,
): WireRequest {
  checkLocationHint(options.locationHint);
  const authenticated = options.authenticated ?? endpoint.version === 'v2';
  const datastreamId = options.datastreamId ?? context.datastreamId;
  const hint = options.locationHint === null ? undefined : (options.locationHint ?? context.locationHint);
  const { origin, pathHint } = originFor(context.config, authenticated, hint);
  const parameters = {
    [parameterName(endpoint.version, context.config)]: datastreamId,
    ...(options.requestId === undefined ? {} : { requestId: options.requestId }),
    ...extraQuery,
  };

  return {
    origin,
    path: `${endpointPath(endpoint, pathHint)}?${queryString(parameters)}`,
    endpoint: endpoint.name,
    title: endpointPath(endpoint),
    datastreamId: allowed(datastreamId, context.config),
    requestId: options.requestId,
    authenticated,
    body: serialize(bodyOf(fields, options, context)),
    ...common(options, context),
  };
}

/** A call of any path with any body, sent as it is. */
export function buildRawRequest(
  path: string,
  body: unknown,
  options: PostOptions,
  context: RequestContext,
): WireRequest {
  if (!path.startsWith('/')) {
    throw new EdgeUsageError(
      'EDGE_OPTION_INVALID',
      `edge.post() needs a path that begins with "/", got ${JSON.stringify(path)}.`,
    );
  }
  const match = matchEndpoint(path.replace(/[?#].*/, ''));
  const bare = options.bare ?? false;
  const authenticated = !bare && (options.authenticated ?? match?.endpoint.version !== 'v1');
  const { origin } = originFor(context.config, authenticated, undefined);
  const url = new URL(`${origin}${path}`);
  if (!bare) addParameters(url, match?.endpoint.version ?? 'v2', options, context);

  const [datastreamId] = datastreamsIn(url, context.config);
  return {
    origin,
    path: url.pathname + url.search,
    endpoint: match?.endpoint.name,
    title: url.pathname,
    datastreamId,
    requestId: url.searchParams.get('requestId') ?? undefined,
    authenticated,
    body: typeof body === 'string' || body instanceof Uint8Array ? body : toJson(body),
    ...common(options, context),
  };
}

/** Spread at the end of a literal: in front of so many properties, V8 takes 20 µs for it, a fifth of a whole call. */
function common(
  options: Pick<CallOptions, 'headers' | 'timeout' | 'retry'>,
  { config, headers, orgId, signal }: RequestContext,
) {
  const { credentials } = config;
  const { assuranceToken } = credentials;
  return {
    method: 'POST' as const,
    headers: {
      'content-type': 'application/json',
      ...(assuranceToken && { 'x-adobe-aep-validation-token': assuranceToken.reveal() }),
      ...headers,
      ...headersOf(options.headers),
    },
    orgId,
    signal,
    secrets: ownSecrets(options.headers, credentials.clientId),
    timeoutMs: timeoutOf(options.timeout),
    retries: retriesOf(options.retry),
  };
}

/** That of the configuration is known already, and on the emulator it is none. */
function ownSecrets(headers: CallOptions['headers'], clientId: Secret | undefined): string[] {
  return headers === undefined ? [] : secretsIn(headers).filter((secret) => secret !== clientId?.reveal());
}

/**
 * Adobe's server host takes the hint in front of its name, every other host in the path.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/location-hints
 */
function originFor(
  config: EdgeConfig,
  authenticated: boolean,
  hint: string | undefined,
): { origin: string; pathHint: string | undefined } {
  if (!authenticated) return { origin: config.edgeUrl, pathHint: hint };
  return config.serverUrl === `https://${serverHost}` && hint !== undefined
    ? { origin: `https://${hint}.${serverHost}`, pathHint: undefined }
    : { origin: config.serverUrl, pathHint: hint };
}

/** By hand, because URLSearchParams would cost as much as the rest of building a request. */
function queryString(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

function parameterName(version: ApiVersion, config: EdgeConfig): string {
  return version === 'v1' ? datastreamParameters.v1[0] : config.datastreamParameter;
}

function addParameters(url: URL, version: ApiVersion, options: PostOptions, context: RequestContext): void {
  if (!datastreamParameters.v2.some((name) => url.searchParams.has(name))) {
    url.searchParams.set(parameterName(version, context.config), options.datastreamId ?? context.datastreamId);
  }
  if (options.requestId !== undefined) url.searchParams.set('requestId', options.requestId);
}

/** Every datastream that a URL names, however often and in whatever spelling: nobody says which of them a server takes. */
function datastreamsIn(url: URL, config: EdgeConfig): string[] {
  const names = datastreamParameters.v2.map((name) => name.toLowerCase());
  return [...url.searchParams]
    .filter(([name]) => names.includes(name.toLowerCase()))
    .map(([, id]) => allowed(id, config));
}

/** The last gate before the wire: no option of a call reaches a datastream that live mode may not touch. */
function allowed(datastreamId: string, { target, allowedDatastreams }: EdgeConfig): string {
  const refusal = target === 'live' ? refusalOf(datastreamId, allowedDatastreams) : undefined;
  if (refusal !== undefined) throw new EdgeConfigError('EDGE_DATASTREAM_NOT_ALLOWED', refusal);
  return datastreamId;
}

function eventFields(endpoint: Endpoint, events: EdgeEventInput[], options: CallOptions): Record<string, unknown> {
  const identified =
    options.identityMap === undefined ? events : events.map((event) => withIdentities(event, options.identityMap!));
  const single = endpoint.name === 'interact' && endpoint.version === 'v2';
  return single ? { event: identified[0] } : { events: identified };
}

function bodyOf(
  fields: Record<string, unknown>,
  options: CallOptions,
  context: RequestContext,
): Record<string, unknown> {
  const { query, meta, configOverrides } = options;
  const saysMore = meta !== undefined || configOverrides !== undefined || context.stateEntries.length > 0;
  const body = query === undefined ? fields : { ...fields, query };
  return saysMore ? { ...body, meta: metaOf(options, context) } : body;
}

function withIdentities(event: EdgeEventInput, identityMap: IdentityMap): EdgeEventInput {
  return { ...event, xdm: { ...event.xdm, identityMap: { ...event.xdm?.identityMap, ...identityMap } } };
}

function metaOf({ meta, configOverrides }: CallOptions, { stateEntries }: RequestContext): Record<string, unknown> {
  const state = isObject(meta?.['state']) ? meta['state'] : {};
  const given = Array.isArray(state['entries']) ? (state['entries'] as unknown[]) : [];
  const givenKeys = new Set(given.map((entry) => (isObject(entry) ? entry['key'] : undefined)));
  const entries = [...stateEntries.filter(({ key }) => !givenKeys.has(key)), ...given];
  return {
    ...meta,
    ...(entries.length === 0 ? {} : { state: { ...state, entries } }),
    ...(configOverrides === undefined ? {} : { configOverrides }),
  };
}
