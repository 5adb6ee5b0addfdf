/** Events that say the same although they were sent as different ones: a rule that fires twice, a tag installed twice. */

import { isObject } from '../protocol/json.js';
import type { EdgeEvent } from './call.js';

/** Differ in every event, whatever it says. */
const OWN_FIELDS = ['timestamp', '_id'];

/** Groups of two and more, in the order of their first. */
export function duplicatesAmong(events: readonly EdgeEvent[]): EdgeEvent[][] {
  const groups = new Map<string, EdgeEvent[]>();
  for (const event of events) {
    const content = contentOf(event);
    const group = groups.get(content);
    if (group === undefined) groups.set(content, [event]);
    else group.push(event);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The same text for the same content, in whatever order its fields stand. */
function contentOf({ xdm, data }: EdgeEvent): string {
  const said = Object.fromEntries(Object.entries(xdm).filter(([field]) => !OWN_FIELDS.includes(field)));
  return JSON.stringify([said, data], (_, value: unknown) => (isObject(value) ? sorted(value) : value));
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
