/** What each media event adds to `mediaCollection`, takes from it, and needs in it. */

import type { MediaEvent } from '../../protocol/endpoints.js';
import type { JsonSchema } from '../jsonSchema.js';
import { count, filledText, flag, listOf, object, choiceOf, text } from './shapes.js';

export interface MediaEventRules {
  fields: Record<string, JsonSchema>;
  required: readonly string[];
  forbidden?: readonly string[];
  /** A rule that no single field can tell. */
  also?: JsonSchema;
  /** The session has no id before it has started. */
  startsSession?: boolean;
}

const nothingMore: MediaEventRules = { fields: {}, required: [] };

export function mediaEventRules(event: MediaEvent): MediaEventRules {
  return rules[event]?.() ?? nothingMore;
}

const rules: Partial<Record<MediaEvent, () => MediaEventRules>> = {
  sessionStart: () => ({
    fields: { sessionDetails: sessionDetails(), customMetadata },
    required: ['sessionDetails'],
    startsSession: true,
  }),
  bitrateChange: () => ({ fields: {}, required: ['qoeDataDetails'] }),
  adBreakStart: () => ({
    fields: {
      advertisingPodDetails: object({ index: count, offset: count, friendlyName: text }, ['index', 'offset']),
    },
    required: ['advertisingPodDetails'],
  }),
  adBreakComplete: () => ({ ...nothingMore, forbidden: ['advertisingPodDetails'] }),
  adStart: () => ({
    fields: { advertisingDetails: advertisingDetails(), customMetadata },
    required: ['advertisingDetails'],
  }),
  adComplete: () => ({ ...nothingMore, forbidden: ['advertisingDetails'] }),
  chapterStart: () => ({
    fields: {
      chapterDetails: object({ offset: count, length: count, index: count, friendlyName: text }, [
        'offset',
        'length',
        'index',
      ]),
      customMetadata,
    },
    required: ['chapterDetails'],
  }),
  chapterComplete: () => ({ ...nothingMore, forbidden: ['chapterDetails'] }),
  chapterSkip: () => ({ ...nothingMore, forbidden: ['chapterDetails'] }),
  error: () => ({
    fields: { errorDetails: object({ name: text, source: choiceOf('player', 'external') }, ['name', 'source']) },
    required: ['errorDetails'],
  }),
  statesUpdate: () => ({
    fields: { statesStart: states, statesEnd: states },
    required: [],
    // At least one of the two lists must hold a state; statesStart is named when neither does.
    also: {
      if: { properties: { statesEnd: { minItems: 1 } }, required: ['statesEnd'] },
      else: { properties: { statesStart: { minItems: 1 } }, required: ['statesStart'] },
    },
  }),
};

const customMetadata = listOf(object({ name: filledText, value: text }, ['name', 'value']));

const states = listOf(object({ name: { type: 'string', pattern: '^[a-zA-Z0-9_.]{1,64}$' } }, ['name']));

function sessionDetails(): JsonSchema {
  const optionalTexts =
    'adLoad appVersion artist rating show episode originator firstAirDate authorized streamFormat station genre season ' +
    'showType friendlyName author album dayPart label mvpd feed assetID publisher firstDigitalDate network';
  return object(
    {
      name: text,
      playerName: text,
      length: count,
      channel: text,
      contentType: text,
      streamType: choiceOf('audio', 'video'),
      hasResume: flag,
      isDownloaded: flag,
      ...texts(optionalTexts),
    },
    ['name', 'playerName', 'length', 'channel', 'contentType'],
  );
}

/** The reference leaves out `name`, but the guide and the service's own answer ask for it. */
function advertisingDetails(): JsonSchema {
  const optionalTexts = 'advertiser campaignID creativeID creativeURL placementID siteID friendlyName';
  return object(
    {
      name: text,
      length: count,
      playerName: text,
      podPosition: count,
      ...texts(optionalTexts),
    },
    ['name', 'length', 'playerName', 'podPosition'],
  );
}

function texts(names: string): Record<string, JsonSchema> {
  return Object.fromEntries(names.split(' ').map((name) => [name, text]));
}
