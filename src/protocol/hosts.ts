/**
 * The hosts of the Edge Network and the location hints that route to its regions.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/location-hints
 */

/** Client-side host: asks for a token only where the datastream's access type is "authenticated". */
export const edgeHost = 'edge.adobedc.net';

/** Server-to-server host: always asks for a token. A hint goes in front of it: `or2.server.adobedc.net`. */
export const serverHost = 'server.adobedc.net';

/** Third-party identity host; the Web SDK's default configuration sends its first request there. */
export const demdexHost = 'adobedc.demdex.net';

export const imsHost = 'ims-na1.adobelogin.com';

/** The APIs of Experience Platform, of which the Schema Registry is one. */
export const platformHost = 'platform.adobe.io';

/**
 * The documented regions. Where an answer was seen that names the region's Target cluster and Audience Manager region
 * too, they stand beside it; no source tells them for the others.
 */
export const locationHints = {
  or2: { Target: '35', AAM: '9' },
  va6: { Target: '34', AAM: '7' },
  irl1: { Target: '37', AAM: '6' },
  ind1: {},
  jpn3: {},
  sgp3: { Target: '38', AAM: '3' },
  aus3: {},
} as const satisfies Record<string, { Target?: string; AAM?: string }>;

export type LocationHint = keyof typeof locationHints;

export function isLocationHint(hint: string): hint is LocationHint {
  return Object.hasOwn(locationHints, hint);
}

/** The Web SDK turns a legacy `mboxEdgeCluster` cookie with value 38 into the hint `t38`. */
export function isTargetClusterHint(hint: string): boolean {
  return /^t\d+$/.test(hint);
}

/** How long a location hint holds, in seconds, in every documented answer. */
export const locationHintTtlSeconds = 1800;
