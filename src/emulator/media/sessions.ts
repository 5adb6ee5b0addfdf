/**
 * Media sessions: started by `media.sessionStart`, and gone when they end or have been silent for too long.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/media/sessions/
 */

import { NamespacedStore } from '../namespaced.js';
import { hexDigits, type Random } from '../random.js';

const MINUTE_MS = 60_000;
const MAX_MINUTES_WITHOUT_EVENT = 10;
const MAX_MINUTES_WITHOUT_MOVEMENT = 30;
const MAX_HOURS = 24;

const ID_DIGITS = 64;

interface Session {
  /** Organisation and datastream that started it. */
  owner: string;
  startedAtMs: number;
  lastEventAtMs: number;
  playhead: unknown;
  movedAtMs: number;
  hasEnded: boolean;
}

/** What of a call its session depends on. */
export interface SessionCall {
  namespace: string;
  datastream: { id: string; orgId: string };
  nowMs: number;
}

export class MediaSessions {
  /** One that is gone stays until it is forgotten, so that its late events can be told why. */
  readonly #sessions = new NamespacedStore<Session>();

  /** @returns the id that the session's events must carry. */
  start(call: SessionCall & { random: Random }, playhead: unknown): string {
    const id = hexDigits(ID_DIGITS, call.random);
    const { nowMs } = call;
    this.#sessions.set(call.namespace, id, {
      owner: ownerOf(call),
      startedAtMs: nowMs,
      lastEventAtMs: nowMs,
      playhead,
      movedAtMs: nowMs,
      hasEnded: false,
    });
    return id;
  }

  /** @returns why no event of the call can belong to this session; undefined when it is running. */
  whyGone(call: SessionCall, id: string): string | undefined {
    const session = this.#sessions.get(call.namespace, id);
    if (session === undefined) return 'nobody started it';
    if (session.owner !== ownerOf(call)) return 'it was started on another datastream';
    if (session.hasEnded) return 'media.sessionEnd ended it';
    return whyExpired(session, call.nowMs);
  }

  /** An event came for a session that is running. */
  heard({ namespace, nowMs }: SessionCall, id: string, playhead: unknown): void {
    const session = this.#sessions.get(namespace, id);
    if (session === undefined) return;
    const movedAtMs = playhead === session.playhead ? session.movedAtMs : nowMs;
    this.#sessions.set(namespace, id, { ...session, lastEventAtMs: nowMs, playhead, movedAtMs });
  }

  end({ namespace }: SessionCall, id: string): void {
    const session = this.#sessions.get(namespace, id);
    if (session !== undefined) this.#sessions.set(namespace, id, { ...session, hasEnded: true });
  }

  /** @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    this.#sessions.reset(namespace);
  }
}

function whyExpired({ startedAtMs, lastEventAtMs, movedAtMs }: Session, nowMs: number): string | undefined {
  if (nowMs - startedAtMs >= MAX_HOURS * 60 * MINUTE_MS) return `it expired ${MAX_HOURS} hours after its start`;
  if (nowMs - lastEventAtMs >= MAX_MINUTES_WITHOUT_EVENT * MINUTE_MS) {
    return `it expired after ${MAX_MINUTES_WITHOUT_EVENT} minutes without an event`;
  }
  if (nowMs - movedAtMs >= MAX_MINUTES_WITHOUT_MOVEMENT * MINUTE_MS) {
    return `it expired after ${MAX_MINUTES_WITHOUT_MOVEMENT} minutes in which its playhead did not move`;
  }
  return undefined;
}

function ownerOf({ datastream: { orgId, id } }: SessionCall): string {
  return `${orgId}/${id}`;
}
