/**
 * What an answer itself says about why an expectation of it was not met. A hint stands only where the cause is certain:
 * a wrong guess costs a reader more than none.
 */

import type { EdgeResponse } from '../edge/response.js';
import { matchEndpoint } from '../protocol/endpoints.js';
import { isLocationHint, isTargetClusterHint, locationHints, serverHost } from '../protocol/hosts.js';
import { isProblemCode, problemCodes } from '../protocol/problems.js';
import { bodyFault, type PlacedProblem } from './answer.js';
import { differsInCase } from '../spelling.js';

/** @param problems those that the reader is to be told the meaning of. */
export function answerHints(response: EdgeResponse, problems: readonly PlacedProblem[]): string[] {
  const codes = new Set(problems.flatMap(({ code }) => code ?? []));
  return [unknownLocationHint(response), upstreamFailure(response, problems), ...[...codes].map(meaningOf)].filter(
    (hint) => hint !== undefined,
  );
}

/** What the documentation says of a problem code. */
export function meaningOf(code: string): string | undefined {
  if (code === 'EXEG-0503-401') {
    return (
      'The access token expired, so the request was refused before its event was looked at. ' +
      'Renew EDGE_ACCESS_TOKEN, or set EDGE_CLIENT_ID and EDGE_CLIENT_SECRET to have tokens fetched.'
    );
  }
  if (!isProblemCode(code)) return undefined;
  const { title, when } = problemCodes[code];
  return `${code} (${title.replace(/\.$/, '')}) is raised when ${when}.`;
}

/** Same letters, other case. */
export function caseHint(name: string, came: readonly string[]): string | undefined {
  const other = differsInCase(name, came);
  return other === undefined ? undefined : `"${other}" came, which differs from "${name}" in case only.`;
}

function upstreamFailure(response: EdgeResponse, problems: readonly PlacedProblem[]): string | undefined {
  const isOnlyAboutWarnings = problems.length > 0 && problems.every(({ kind }) => kind === 'warning');
  if (response.status !== 207 || isOnlyAboutWarnings) return undefined;
  const services = new Set(
    response.errors.flatMap(({ title, detail }) => servicesIn(`${title ?? ''} ${detail ?? ''}`)),
  );
  // The media service answers 207 for events of the client's that are not valid.
  if (response.request.endpoint?.startsWith('media-')) return undefined;
  const named = services.size === 0 ? '' : `: ${[...services].join(', ')}`;
  return `Status 207 means that the request was processed, but an upstream service failed${named}.`;
}

/** The Edge Network names upstream services by their Java packages. */
function servicesIn(text: string): string[] {
  return text.match(/\bcom\.adobe(\.\w+)+/g) ?? [];
}

/** An unknown location hint is answered with 404 and no body, unlike every other problem. */
function unknownLocationHint(response: EdgeResponse): string | undefined {
  if (response.status !== 404 || bodyFault(response) !== 'empty') return undefined;
  const hint = locationHintIn(response.request.url);
  if (hint === undefined || isLocationHint(hint) || isTargetClusterHint(hint)) return undefined;
  const known = Object.keys(locationHints).join(', ');
  return `Status 404 without a body is the answer to an unknown location hint: the URL has "${hint}", documented are ${known}.`;
}

/** From the path, or on the server host from the name in front of it. */
function locationHintIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const suffix = `.${serverHost}`;
  return hostname.endsWith(suffix) ? hostname.slice(0, -suffix.length) : matchEndpoint(pathname)?.locationHint;
}
