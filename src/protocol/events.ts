/** Where the events of a request stand: version 2 of interact has one `event`, all other endpoints a list of `events`. */

import { isObject, type JsonObject } from './json.js';

/** @param body of any request, well-formed or not. */
export function eventsOf(body: unknown): JsonObject[] {
  if (!isObject(body)) return [];
  const events: unknown[] = Array.isArray(body['events']) ? body['events'] : [body['event']];
  return events.filter(isObject);
}
