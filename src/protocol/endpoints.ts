/**
 * Every endpoint of the Edge Network, and how a URL path names one.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/api/
 */

import { isLocationHint } from './hosts.js';

export type ApiVersion = 'v1' | 'v2';

/** The 19 media events that have a path of their own under `/va/v1/`. */
export const mediaEvents = [
  'sessionStart',
  'sessionComplete',
  'sessionEnd',
  'play',
  'ping',
  'pauseStart',
  'bufferStart',
  'bitrateChange',
  'adBreakStart',
  'adBreakComplete',
  'adStart',
  'adComplete',
  'adSkip',
  'chapterStart',
  'chapterComplete',
  'chapterSkip',
  'error',
  'statesUpdate',
  'downloaded',
] as const;

export type MediaEvent = (typeof mediaEvents)[number];

export type EndpointName = 'interact' | 'collect' | 'set-consent' | 'identity-acquire' | `media-${MediaEvent}`;

export interface Endpoint {
  name: EndpointName;
  version: ApiVersion;
  /** The part of the URL path that names the endpoint, after base path and location hint. */
  path: string;
  /** Which statuses a request that was understood is answered with. 207 means that an upstream service failed. */
  success: readonly number[];
}

const mediaEndpoints = mediaEvents.map((event): Endpoint => ({
  name: `media-${event}`,
  version: 'v1',
  path: `/va/v1/${event}`,
  success: event === 'sessionStart' || event === 'downloaded' ? [200, 207] : [204],
}));

export const endpoints: readonly Endpoint[] = [
  { name: 'interact', version: 'v2', path: '/v2/interact', success: [200, 207] },
  { name: 'collect', version: 'v2', path: '/v2/collect', success: [202, 204] },
  { name: 'interact', version: 'v1', path: '/v1/interact', success: [200, 207] },
  { name: 'collect', version: 'v1', path: '/v1/collect', success: [204] },
  { name: 'set-consent', version: 'v1', path: '/v1/privacy/set-consent', success: [200, 207] },
  { name: 'identity-acquire', version: 'v1', path: '/v1/identity/acquire', success: [200] },
  ...mediaEndpoints,
];

/** Base path of production. */
const defaultBasePath = '/ee';

/** Adobe's own, with pre-production. The Web SDK lets a site choose another (`edgeBasePath`), of any depth. */
const adobesBasePaths = [defaultBasePath, '/ee-pre-prd'];

export interface EndpointMatch {
  endpoint: Endpoint;
  /** Everything before the location hint: `/ee`, another base path, or nothing. */
  basePath: string;
  /** The path segment between base path and endpoint, for example `or2`. Not checked against the known hints. */
  locationHint: string | undefined;
}

/**
 * Reads `/{base}[/{hint}]{endpoint}`.
 *
 * @returns undefined for a path that names no endpoint.
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/location-hints
 */
export function matchEndpoint(pathname: string): EndpointMatch | undefined {
  for (const endpoint of endpoints) {
    if (!pathname.endsWith(endpoint.path)) continue;
    return { endpoint, ...splitHint(pathname.slice(0, -endpoint.path.length)) };
  }
  return undefined;
}

/** Behind Adobe's base paths anything is a hint, even one that names no region; behind a site's own it must look like one. */
function splitHint(before: string): Pick<EndpointMatch, 'basePath' | 'locationHint'> {
  const slash = before.lastIndexOf('/');
  // Without a base path, as older pages write it, only a region can be meant.
  if (slash === 0 && isLocationHint(before.slice(1))) return { basePath: '', locationHint: before.slice(1) };
  if (slash <= 0) return { basePath: before, locationHint: undefined };
  const [basePath, last] = [before.slice(0, slash), before.slice(slash + 1)];
  const isHint = adobesBasePaths.includes(basePath) || /^[a-z]{1,4}\d{1,3}$/.test(last);
  return isHint ? { basePath, locationHint: last } : { basePath: before, locationHint: undefined };
}

/** Path of an endpoint as a client calls it. */
export function endpointPath(endpoint: Endpoint, locationHint?: string): string {
  return `${defaultBasePath}${locationHint === undefined ? '' : `/${locationHint}`}${endpoint.path}`;
}

export function findEndpoint(name: EndpointName, version: ApiVersion): Endpoint | undefined {
  return endpoints.find((endpoint) => endpoint.name === name && endpoint.version === version);
}

/**
 * Query parameters that name the datastream, the documented one of each version first.
 * `dataStreamId` is the spelling of the older guides and of Adobe's samples; the service takes it on v2.
 */
export const datastreamParameters = {
  v1: ['configId', 'datastreamId', 'dataStreamId'],
  v2: ['datastreamId', 'dataStreamId', 'configId'],
} as const satisfies Record<ApiVersion, readonly string[]>;

/** Token endpoint of Adobe's identity service (IMS), relative to its host. */
export const imsTokenPath = '/ims/token/v3';

/** The datastream that the address of a call names, with its environment: `…:dev`. Undefined for what is no call. */
export function datastreamNamedIn({ pathname, searchParams }: URL): string | undefined {
  const match = matchEndpoint(pathname);
  if (match === undefined) return undefined;
  const parameters = datastreamParameters[match.endpoint.version];
  return parameters.map((name) => searchParams.get(name)).find((id) => id !== null) ?? undefined;
}
