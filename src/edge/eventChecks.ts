/** Refuses events that are certainly not meant: the Edge Network would accept them and store nothing of what they hold. */

import { EdgeUsageError } from '../errors.js';
import { isObject } from '../protocol/json.js';
import type { EdgeEventInput } from './options.js';

/** Written in another case, the service passes over them. */
const FIELDS = ['xdm', 'data'];

/**
 * Other fields that the library does not know are sent: the service may learn more.
 *
 * @param call `edge.interact()`, for the message.
 * @throws EdgeUsageError `EDGE_OPTION_INVALID`
 */
export function checkEvents(events: readonly EdgeEventInput[], call: 'edge.interact()' | 'edge.collect()'): void {
  for (const event of events) checkEvent(event, call);
}

function checkEvent(event: unknown, call: string): void {
  if (!isObject(event)) {
    const what = Array.isArray(event) ? 'an array' : String(event);
    throw invalid(`${call} takes an event { xdm, data }; got ${what}.`);
  }
  for (const field in event) {
    // Only fields that a certain mistake has; what is right costs two comparisons.
    if (field === 'xdm' || field === 'data') continue;
    if ((field === 'event' || field === 'events') && holdsObjects(event[field])) throw wrapped(field, call);
    const meant = field.toLowerCase();
    if (FIELDS.includes(meant)) {
      throw invalid(`The event given to ${call} has a field "${field}".`, `Write "${meant}": case matters.`);
    }
  }
}

function holdsObjects(value: unknown): boolean {
  return isObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isObject));
}

/** A whole body, as the documentation of the service shows it. */
function wrapped(field: 'event' | 'events', call: string): EdgeUsageError {
  const advice =
    field === 'event'
      ? 'Give what stands in it, { xdm, data }'
      : 'Give one event { xdm, data } to edge.interact(), or the list itself to edge.collect()';
  return invalid(
    `The event given to ${call} has a field "${field}": it is a whole body, which the client writes itself.`,
    `${advice}. edge.post() sends any body as it is.`,
  );
}

function invalid(what: string, fix?: string): EdgeUsageError {
  return new EdgeUsageError('EDGE_OPTION_INVALID', what, fix === undefined ? {} : { fix });
}
