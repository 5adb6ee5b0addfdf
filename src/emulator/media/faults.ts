/**
 * What is wrong with media events, as the media service says it: where, as a JSONPath, and why.
 *
 * @see https://experienceleague.adobe.com/docs/experience-platform/edge-network-server-api/media-edge-apis/troubleshooting.html
 */

import type { MediaEvent } from '../../protocol/endpoints.js';
import { missingFieldOf } from '../../schema/faults.js';
import { firstOf } from '../body.js';
import { quote, type Violation } from '../../schema/violation.js';

export interface MediaFault {
  /** JSONPath, of the whole body or of one event in it. */
  name: string;
  reason: string;
}

/** One sentence when the event is another one than the path names: whatever else is wrong follows from that. */
export type MediaDetails = MediaFault[] | string;

/** @param root what JSONPaths begin behind: nothing for those of the body, `events[0].` for those of the first event. */
export function mediaDetails(event: MediaEvent, violations: readonly Violation[], root = ''): MediaDetails {
  const stranger = violations.find(isOtherEvent);
  if (stranger !== undefined) {
    const place = jsonPath(stranger.path, root);
    return `${place} is ${quote(String(stranger.received))}, which the path of media.${event} does not take.`;
  }
  return firstOf(
    violations,
    ({ length }) => ({ name: '$', reason: `${length} more faults are not listed` }),
    (violation) => {
      const { path, reason } = faultOf(event, violation);
      return { name: jsonPath(path, root), reason };
    },
  );
}

function isOtherEvent({ path, received }: Violation): boolean {
  return /^events\[\d+\]\.xdm\.eventType$/.test(path) && typeof received === 'string';
}

function faultOf(event: MediaEvent, violation: Violation): { path: string; reason: string } {
  const { path, rule, received, message } = violation;
  const missing = missingFieldOf(violation);
  const isAboutStates = missing === 'statesStart' || (rule === 'minItems' && path.endsWith('.statesStart'));
  if (event === 'statesUpdate' && isAboutStates) {
    const reason = 'neither statesStart nor statesEnd names a state; one of them must';
    return { path: path.replace(/\.statesStart$/, ''), reason };
  }
  if (missing !== undefined) {
    return { path: path === '' ? missing : `${path}.${missing}`, reason: 'required field is missing' };
  }
  return { path, reason: reasonOf(path, rule, received) ?? message.slice(path === '' ? 0 : path.length + 2) };
}

/** Where the service has words of its own. */
function reasonOf(path: string, rule: string, received: unknown): string | undefined {
  if (rule === 'false schema') return 'field is not allowed in this event';
  if (rule === 'format') return 'not an ISO 8601 date and time with offset from UTC, such as 2025-03-18T20:15:00+01:00';
  if (path.endsWith('.mediaCollection.sessionID') && typeof received === 'string') {
    return `not the id of a session, which has 64 characters: InvalidApiSidLength=${Array.from(received).length}`;
  }
  return undefined;
}

function jsonPath(path: string, root: string): string {
  const rest = path.startsWith(root) ? path.slice(root.length) : '';
  return rest === '' ? '$' : `$.${rest}`;
}
