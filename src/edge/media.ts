/**
 * The 19 calls of the Media Edge API: `edge.media.sessionStart(…)`, `edge.media.play(…)`.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/media/
 */

import { EdgeUsageError } from '../errors.js';
import { mediaEvents, type MediaEvent } from '../protocol/endpoints.js';
import { isObject } from '../protocol/json.js';
import { endpointOfV1 } from './endpointOfV1.js';
import type { CallOptions, IdentityMap } from './options.js';
import { buildEventRequest, type RequestContext } from './request.js';
import type { EdgeResponse } from './response.js';
import type { WireRequest } from './wire.js';

/** What a player tells of one moment. Which of it an event needs, `edge:media-<event>-request` says. */
export interface MediaCollection {
  /** Seconds into the content; of a live stream, seconds into the day. */
  playhead?: number;
  /** What `sessionStart` was answered with. */
  sessionID?: string;
  sessionDetails?: {
    name?: string;
    playerName?: string;
    /** Seconds. */
    length?: number;
    channel?: string;
    contentType?: string;
    streamType?: 'audio' | 'video';
    [field: string]: unknown;
  };
  qoeDataDetails?: { bitrate?: number; droppedFrames?: number; framesPerSecond?: number; timeToStart?: number };
  advertisingPodDetails?: { index?: number; offset?: number; friendlyName?: string };
  advertisingDetails?: {
    name?: string;
    length?: number;
    playerName?: string;
    podPosition?: number;
    [field: string]: unknown;
  };
  chapterDetails?: { index?: number; offset?: number; length?: number; friendlyName?: string };
  errorDetails?: { name?: string; source?: 'player' | 'external' };
  statesStart?: { name: string }[];
  statesEnd?: { name: string }[];
  customMetadata?: { name: string; value: string }[];
  [field: string]: unknown;
}

/** The `xdm` of a media event. */
export interface MediaEventInput {
  /** @default 'media.<event>' */
  eventType?: string;
  /** ISO 8601, with offset from UTC. @default now, except for `downloaded`, whose events have times of their own */
  timestamp?: string;
  mediaCollection?: MediaCollection;
  /** Whole sessions that were played offline, for `downloaded`. */
  mediaDownloadedEvents?: { mediaEventType: string; mediaEventTimestamp: string; mediaCollection: MediaCollection }[];
  identityMap?: IdentityMap;
  [field: string]: unknown;
}

/** The Media Edge API has one version, and asks for no token unless `authenticated` is set. */
export type MediaOptions = Omit<CallOptions, 'version'>;

/**
 * Each sends one media event and returns the answer, whatever its status: 200 to `sessionStart` and `downloaded`, an
 * empty 204 to all others. They throw what `interact` throws.
 */
export type MediaCalls = {
  readonly [Event in MediaEvent]: (xdm: MediaEventInput, options?: MediaOptions) => Promise<EdgeResponse>;
};

/** @param call makes a call of the client; `method` is what the caller called. */
export function mediaCalls(
  call: (
    method: (...args: never[]) => unknown,
    build: (context: RequestContext) => WireRequest,
  ) => Promise<EdgeResponse>,
): MediaCalls {
  const calls = mediaEvents.map((event) => {
    const send: MediaCalls[MediaEvent] = async (xdm, options = {}) =>
      call(send, (context) => buildMediaRequest(event, xdm, { options, context }));
    return [event, send] as const;
  });
  return Object.fromEntries(calls) as MediaCalls;
}

function buildMediaRequest(
  event: MediaEvent,
  xdm: MediaEventInput,
  { options, context }: { options: MediaOptions; context: RequestContext },
): WireRequest {
  checkFields(event, xdm);
  const timestamp = xdm.timestamp ?? (event === 'downloaded' ? undefined : new Date().toISOString());
  const complete = {
    ...xdm,
    eventType: xdm.eventType ?? `media.${event}`,
    ...(timestamp === undefined ? {} : { timestamp }),
  };
  return buildEventRequest(endpointOfV1(`media-${event}`), { events: [{ xdm: complete }] }, options, context);
}

/** Types do not reach plain JavaScript, and what stands one level too deep the service would miss, but not name. */
function checkFields(event: MediaEvent, xdm: unknown): void {
  if (isObject(xdm) && !('xdm' in xdm || 'events' in xdm)) return;
  const got = isObject(xdm) ? `an object with "${'xdm' in xdm ? 'xdm' : 'events'}" in it` : String(xdm);
  throw new EdgeUsageError(
    'EDGE_OPTION_INVALID',
    `edge.media.${event}() takes the fields of xdm, { mediaCollection: { … } }; got ${got}.`,
  );
}
