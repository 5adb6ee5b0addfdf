/** Faults over HTTP: `POST /__emulator/faults` with one or with a list. */

import { isObject } from '../../protocol/json.js';
import { parsedBody, jsonAnswer, type EmulatorRequest, type WireAnswer } from '../wire.js';
import { problemMediaType } from '../problem.js';
import { violationsOfFault } from './check.js';
import type { Faults } from './faults.js';
import type { FaultSpec } from './spec.js';

/**
 * Sets all of them, or none when anything is wrong with one.
 *
 * @param namespace for those that name none themselves.
 */
export function setPostedFaults(faults: Faults, namespace: string | undefined, request: EmulatorRequest): WireAnswer {
  if (request.bodyTooLarge) return refused(413, 'Content Too Large', ['the body is larger than 64 KB']);
  const body = parsedBody(request.body);
  if (typeof body === 'string') return refused(400, 'Bad Request', ['the body is no JSON']);
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  const violations = list.flatMap((fault, index) => {
    const place = Array.isArray(body) ? `[${index}]: ` : '';
    return violationsOfFault(fault, { isPosted: true }).map((line) => place + line);
  });
  if (violations.length === 0) violations.push(...faults.lackOfRoom(list.length));
  if (violations.length > 0) return refused(400, 'Bad Request', violations);
  for (const posted of list.filter(isObject)) {
    const { namespace: own = namespace, ...spec } = posted as FaultSpec & { namespace?: string };
    faults.set(spec, own);
  }
  return listFaults(faults, namespace);
}

/** How often each struck, so that a test in another language can tell whether its fault was met. */
export function listFaults(faults: Faults, namespace: string | undefined): WireAnswer {
  return jsonAnswer(200, { faults: faults.list(namespace) });
}

function refused(status: number, title: string, errors: string[]): WireAnswer {
  const detail = 'No fault was set; errors says why.';
  const answer = jsonAnswer(status, { type: 'about:blank', status, title, detail, errors });
  answer.headers['content-type'] = problemMediaType;
  return answer;
}
