/** The parts of an answer with the place where each stands on the wire, so that a message can point at it. */

import type { EdgeResponse } from '../edge/response.js';
import { isObject } from '../protocol/json.js';
import { problemCode, type Problem } from '../protocol/problems.js';

export interface PlacedItem {
  /** `handle[0].payload[1]` */
  place: string;
  item: unknown;
}

export interface PlacedProblem {
  /** `errors[0]`, `warnings[2]`; `body` for the problem that refused the whole request. */
  place: string;
  kind: 'fatal' | 'error' | 'warning';
  /** Undefined where the service gave none. */
  code: string | undefined;
  problem: Partial<Problem>;
}

export interface PlacedIdentity {
  /** Where it was read: a payload item, or `state:store` for the decoded identity state. */
  place: string;
  namespace: string;
  id: string;
}

/** Payload items of all handles of a type. */
export function itemsOf(response: EdgeResponse, type: string): PlacedItem[] {
  return response.handle
    .filter((handle) => handle.type === type)
    .flatMap((handle) => {
      const place = `handle[${wireIndex(response, 'handle', handle)}]`;
      return handle.payload.map((item, index) => ({ place: `${place}.payload[${index}]`, item }));
    });
}

export function problemsOf(response: EdgeResponse): PlacedProblem[] {
  const placed = (kind: PlacedProblem['kind'], place: string, problem: Partial<Problem>): PlacedProblem => ({
    place,
    kind,
    code: problemCode(problem),
    problem,
  });
  return [
    ...(response.problem === undefined ? [] : [placed('fatal', 'body', response.problem)]),
    ...response.errors.map((it) => placed('error', `errors[${wireIndex(response, 'errors', it)}]`, it)),
    ...response.warnings.map((it) => placed('warning', `warnings[${wireIndex(response, 'warnings', it)}]`, it)),
  ];
}

/** Every identity of the answer: those of `identity:result`, and the ECID of the identity state. */
export function identitiesOf(response: EdgeResponse): PlacedIdentity[] {
  const results = itemsOf(response, 'identity:result').flatMap(({ place, item }) => {
    const namespace = isObject(item) && isObject(item['namespace']) ? item['namespace']['code'] : undefined;
    const id = isObject(item) ? item['id'] : undefined;
    return typeof namespace === 'string' && typeof id === 'string' ? [{ place, namespace, id }] : [];
  });
  const { ecid } = response;
  const known = ecid === undefined || results.some(({ namespace, id }) => namespace === 'ECID' && id === ecid);
  return known ? results : [...results, { place: 'state:store', namespace: 'ECID', id: ecid }];
}

/** What the body is, where it is not the JSON object that every answer of the Edge Network is. */
export function bodyFault(response: EdgeResponse): 'broken' | 'empty' | 'not JSON' | 'not an object' | undefined {
  if (transferFault(response) !== undefined) return 'broken';
  if (response.text === '') return 'empty';
  if (response.body === undefined) return 'not JSON';
  return isObject(response.body) ? undefined : 'not an object';
}

/** What kept the body from coming as it was sent: a cut connection, a compression that is none. */
export function transferFault({ violations }: EdgeResponse): string | undefined {
  return violations.find(({ rule }) => rule === 'transfer')?.message;
}

/** The lists of a response leave out what is malformed, so an index there may be lower than on the wire. */
function wireIndex(response: EdgeResponse, field: 'handle' | 'errors' | 'warnings', item: unknown): number {
  const list = isObject(response.body) ? response.body[field] : undefined;
  return Array.isArray(list) ? list.indexOf(item) : -1;
}
