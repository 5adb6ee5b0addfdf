/** Which region answers: the one that the location hint names, with its Target cluster and Audience Manager region. */

import { isLocationHint, isTargetClusterHint, locationHints, type LocationHint } from '../protocol/hosts.js';

export interface Region {
  /** Lower case, as in URLs and the cluster cookie. */
  hint: LocationHint;
  Target?: string;
  AAM?: string;
}

const DEFAULT_HINT: LocationHint = 'or2';

/** @returns undefined for a hint that names no region: the Edge Network answers 404 with an empty body then. */
export function regionFor(hint: string | undefined): Region | undefined {
  if (hint === undefined) return regionOf(DEFAULT_HINT);
  if (isLocationHint(hint)) return regionOf(hint);
  return isTargetClusterHint(hint) ? regionOfTargetCluster(hint.slice(1)) : undefined;
}

/** `OR2;9`. Undefined for regions whose Audience Manager number no source tells: the Web SDK reads the number only. */
export function edgeHeader({ hint, AAM }: Region): string | undefined {
  return AAM === undefined ? undefined : `${hint.toUpperCase()};${AAM}`;
}

function regionOf(hint: LocationHint): Region {
  return { hint, ...locationHints[hint] };
}

function regionOfTargetCluster(cluster: string): Region {
  const hints = Object.keys(locationHints).filter(isLocationHint);
  return hints.map(regionOf).find(({ Target }) => Target === cluster) ?? regionOf(DEFAULT_HINT);
}
