/**
 * The 19 requests of the Media Edge API. What they share is written here, what one event adds in `mediaEvents.ts`.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/media/
 */

import type { MediaEvent } from '../../protocol/endpoints.js';
import type { JsonSchema } from '../jsonSchema.js';
import { count, filledListOf, integer, object, choiceOf, openObject, text, timestamp } from './shapes.js';
import { mediaEventRules, type MediaEventRules } from './mediaEvents.js';
import { identityMap, query, requestMeta } from './requestParts.js';

const SESSION_ID_LENGTH = 64;

export function mediaRequest(event: MediaEvent): JsonSchema {
  return {
    title: `Media ${event} request`,
    description: `Body of POST /va/v1/${event}.`,
    ...object(
      {
        events: filledListOf(object({ xdm: event === 'downloaded' ? downloadedXdm() : mediaXdm(event) }, ['xdm'])),
        query: query(),
        meta: requestMeta(),
      },
      ['events'],
    ),
  };
}

function mediaXdm(event: MediaEvent): JsonSchema {
  const rules = mediaEventRules(event);
  // The guide's own examples start a session without a timestamp.
  const required = event === 'sessionStart' ? [] : ['timestamp' as const];
  return openObject(
    { eventType: eventType(event), timestamp, mediaCollection: mediaCollection(rules), identityMap: identityMap() },
    ['eventType', 'mediaCollection', ...required],
  );
}

/** The type in the body must be the one in the path. For adSkip the reference and the guide name different ones. */
function eventType(event: MediaEvent): JsonSchema {
  return event === 'adSkip' ? choiceOf('media.adSkip', 'media.adBreakSkip') : { const: `media.${event}` };
}

function mediaCollection({
  fields,
  required,
  forbidden = [],
  also,
  startsSession = false,
}: MediaEventRules): JsonSchema {
  const known: Record<string, JsonSchema | false> = {
    playhead: count,
    sessionID: startsSession ? false : sessionId,
    qoeDataDetails: object({
      bitrate: integer,
      droppedFrames: integer,
      framesPerSecond: integer,
      timeToStart: integer,
    }),
    ...fields,
    ...Object.fromEntries(forbidden.map((field) => [field, false])),
  };
  return { ...object(known, ['playhead', ...(startsSession ? [] : ['sessionID']), ...required]), ...also };
}

// The service counts its characters and names a wrong length `InvalidApiSidLength`.
const sessionId: JsonSchema = { type: 'string', minLength: SESSION_ID_LENGTH, maxLength: SESSION_ID_LENGTH };

/** Whole sessions that were played offline; each event of the request is one. */
function downloadedXdm(): JsonSchema {
  const mediaEvent = object(
    { mediaEventTimestamp: timestamp, mediaEventType: text, mediaCollection: openObject({ playhead: count }) },
    ['mediaEventTimestamp', 'mediaEventType', 'mediaCollection'],
  );
  return openObject(
    {
      eventType: eventType('downloaded'),
      mediaDownloadedEvents: filledListOf(mediaEvent),
      identityMap: identityMap(),
      implementationDetails: object({
        name: text,
        version: text,
        environment: choiceOf('browser', 'app', 'device', 'server', 'iot'),
      }),
    },
    ['eventType', 'mediaDownloadedEvents'],
  );
}
