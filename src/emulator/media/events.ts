/**
 * Reads the events of a media request, and refuses those that are not valid: those of a running session with 400, as
 * one; those without a session each on its own, in a 207.
 *
 * @see https://experienceleague.adobe.com/docs/experience-platform/edge-network-server-api/media-edge-apis/troubleshooting.html
 */

import type { MediaEvent } from '../../protocol/endpoints.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import { validate } from '../../schema/index.js';
import type { Violation } from '../../schema/violation.js';
import { refusalOf, type CheckBody } from '../body.js';
import { Refusal } from '../problem.js';
import { mediaDetails, type MediaDetails } from './faults.js';

/** The two that come before, or instead of, a running session. */
export function isWithoutSession(event: MediaEvent): boolean {
  return event === 'sessionStart' || event === 'downloaded';
}

/** Lets events pass that are reported on their own, see `faultsByEvent`. */
export function checkMediaBody(event: MediaEvent): CheckBody {
  return (body) => {
    const violations = violationsOf(event, body);
    if (violations.length === 0) return;
    // Query and meta are read before any service is called.
    const around = violations.filter(({ path }) => /^(query|meta)\b/.test(path));
    if (around.length > 0) throw refusalOf(around);
    if (isWithoutSession(event) && violations.every((violation) => indexOf(violation) !== undefined)) return;
    throw new Refusal('va-edge-0400-400', 'The media events are not valid; the report says why.', {
      details: mediaDetails(event, violations),
    });
  };
}

/** Those that are not valid keep their place, but nothing in it counts. */
export function mediaEventsIn(event: MediaEvent, body: JsonObject): readonly JsonObject[] {
  const faults = faultsByEvent(event, body);
  return eventsIn(body).map((each, index) => (isObject(each) && !faults.has(index) ? each : {}));
}

/** By the index of the event. */
export function faultsByEvent(event: MediaEvent, body: JsonObject): ReadonlyMap<number, MediaDetails> {
  if (!isWithoutSession(event)) return new Map();
  const byEvent = new Map<number, Violation[]>();
  for (const violation of violationsOf(event, body)) {
    const index = indexOf(violation);
    if (index === undefined) continue;
    const own = byEvent.get(index);
    if (own === undefined) byEvent.set(index, [violation]);
    else own.push(violation);
  }
  return new Map([...byEvent].map(([index, own]) => [index, mediaDetails(event, own, `events[${index}].`)]));
}

/** Of bodies that are being answered: the events of one are asked about several times, and may have thousands of faults. */
const found = new WeakMap<object, readonly Violation[]>();

function violationsOf(event: MediaEvent, body: unknown): readonly Violation[] {
  const known = isObject(body) ? found.get(body) : undefined;
  if (known !== undefined) return known;
  const violations = validate(`edge:media-${event}-request`, body);
  if (isObject(body)) found.set(body, violations);
  return violations;
}

function indexOf({ path }: Violation): number | undefined {
  const index = /^events\[(\d+)\]/.exec(path)?.[1];
  return index === undefined ? undefined : Number(index);
}

function eventsIn({ events }: JsonObject): readonly unknown[] {
  return Array.isArray(events) ? events : [];
}
