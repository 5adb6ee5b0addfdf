/** Media events as a player sends them: those of `fixtures/requests/`, for a session that an emulator gave. */

import { expect } from '@playwright/test';
import type { Emulator, EmulatorNamespace } from '../../src/emulator/index.js';
import type { MediaEvent } from '../../src/protocol/endpoints.js';
import type { JsonObject } from '../../src/protocol/json.js';
import { requestNamed } from '../unit/schema/messages.js';
import { demo, payload, problemDocument, send, type Answer, type Call } from './emulatorCalls.js';

export interface MediaXdm extends JsonObject {
  eventType?: unknown;
  timestamp?: unknown;
  mediaCollection: JsonObject;
}

/** A valid event. Everything of a session but its start needs the session's id. */
export function mediaXdm(event: MediaEvent, collection: JsonObject = {}): MediaXdm {
  const { events } = requestNamed(`media-${event}-request`) as { events: { xdm: MediaXdm }[] };
  const { xdm } = events[0]!;
  return event === 'downloaded' ? xdm : { ...xdm, mediaCollection: { ...xdm.mediaCollection, ...collection } };
}

type Fetch = Pick<Emulator | EmulatorNamespace, 'fetch'>;

/** @param xdm of one event, or of several. */
export function sendMedia(emulator: Fetch, event: MediaEvent, xdm: unknown, call: Call = {}): Promise<Answer> {
  const events = [xdm].flat().map((each) => ({ xdm: each }));
  return send(emulator, { path: `/ee/va/v1/${event}`, body: { events }, ...call });
}

/** @returns the id of a session that has just started. */
export async function startSession(emulator: Fetch, call: Call = {}): Promise<string> {
  return sessionIdOf(await sendMedia(emulator, 'sessionStart', mediaXdm('sessionStart'), call));
}

export function sessionIdOf(answer: Answer): string {
  const [session] = payload<{ sessionId: string }>(answer, 'media-analytics:new-session');
  expect(session?.sessionId, answer.text).toMatch(/^[0-9a-f]{64}$/);
  return session!.sessionId;
}

/** A `play` of the session, by default at a playhead of its own. */
export function play(emulator: Fetch, sessionID: string, playhead = 43): Promise<Answer> {
  return sendMedia(emulator, 'play', mediaXdm('play', { sessionID, playhead }));
}

/** The whole document of a media problem. */
export function mediaProblem(code: 'va-edge-0400-400' | 'va-edge-0404-404', details: unknown): unknown {
  const detail =
    code === 'va-edge-0400-400'
      ? 'The media events are not valid; the report says why.'
      : 'The media session is not running. Start a new one with media.sessionStart.';
  const requestId: unknown = expect.any(String);
  const { report, ...problem } = problemDocument(code, detail, { orgId: demo.orgId, configId: demo.id, details });
  return { ...problem, report: { ...report, requestId } };
}

export function gone(sessionID: string, why: string): unknown {
  return mediaProblem('va-edge-0404-404', `The session '${sessionID}' takes no events: ${why}.`);
}
