/** The names by which routes and faults choose calls and problems. */

import { endpoints } from '../protocol/endpoints.js';
import { isProblemCode, problemCodes } from '../protocol/problems.js';
import { closest } from '../spelling.js';
import type { CalledEndpoint } from './incomingCall.js';

/** `*` is every endpoint of the Edge Network. The token endpoint is not one of them: it goes by its own name only. */
export type EndpointChoice = CalledEndpoint | '*';

const names: readonly string[] = [...new Set(endpoints.map(({ name }) => name)), 'ims-token', '*'];

export function isChosen(choice: EndpointChoice, endpoint: CalledEndpoint): boolean {
  return choice === '*' ? endpoint !== 'ims-token' : choice === endpoint;
}

/** @returns what is wrong with the name; undefined when it is an endpoint's. */
export function endpointFault(name: string): string | undefined {
  if (names.includes(name)) return undefined;
  const few = names.filter((known) => !known.startsWith('media-'));
  return `there is no endpoint '${name}'. ${hint(name, names) ?? `There are ${few.join(', ')} and media-<event>.`}`;
}

/** @returns what is wrong with the code; undefined when a problem of the Edge Network has it. */
export function codeFault(code: string): string | undefined {
  if (isProblemCode(code)) return undefined;
  const known = hint(code, Object.keys(problemCodes)) ?? "A code reads like 'EXEG-0201-503'.";
  return `there is no problem '${code}'. ${known}`;
}

function hint(name: string, candidates: readonly string[]): string | undefined {
  const meant = closest(name, candidates);
  return meant === undefined ? undefined : `Did you mean '${meant}'?`;
}
