/**
 * What a client tells of offers that it got: displayed, clicked, dismissed. Notifications are events like others; this
 * finds them in recorded calls.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/personalization
 */

import { eventsOf } from '../protocol/events.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { EmulatorCall } from './emulatorCall.js';

export interface PropositionNotification {
  /** `display`, `interact`, `dismiss`, `trigger` or `suppressDisplay`; undefined when the event does not say. */
  type: string | undefined;
  /** As the client sent them: id and scope, and in most cases `scopeDetails` and `items`. */
  propositions: readonly JsonObject[];
  /** What was clicked: `{ label, id, tokens }`. */
  action: JsonObject | undefined;
  /** Of the call that brought it. */
  requestId: string | undefined;
  eventIndex: number;
}

export function notificationsIn(calls: readonly EmulatorCall[]): PropositionNotification[] {
  return calls.flatMap(({ request, requestId }) =>
    eventsOf(request.body).flatMap((event, eventIndex) => {
      const notification = notificationIn(event);
      return notification === undefined ? [] : [{ ...notification, requestId, eventIndex }];
    }),
  );
}

function notificationIn({
  xdm,
}: JsonObject): Pick<PropositionNotification, 'type' | 'propositions' | 'action'> | undefined {
  if (!isObject(xdm)) return undefined;
  const experience = isObject(xdm['_experience']) ? xdm['_experience'] : {};
  const decisioning = isObject(experience['decisioning']) ? experience['decisioning'] : {};
  const { propositions, propositionEventType, propositionAction } = decisioning;
  if (!Array.isArray(propositions)) return undefined;
  return {
    type: typeIn(propositionEventType) ?? typeNamed(xdm['eventType']),
    propositions: propositions.filter(isObject),
    action: isObject(propositionAction) ? propositionAction : undefined,
  };
}

/** `{ display: 1 }` */
function typeIn(eventType: unknown): string | undefined {
  return isObject(eventType) ? Object.keys(eventType).find((name) => Number(eventType[name]) > 0) : undefined;
}

/** `decisioning.propositionDisplay` */
function typeNamed(eventType: unknown): string | undefined {
  const [, name] = typeof eventType === 'string' ? (/^decisioning\.proposition([A-Z]\w*)$/.exec(eventType) ?? []) : [];
  return name === undefined ? undefined : name.charAt(0).toLowerCase() + name.slice(1);
}
