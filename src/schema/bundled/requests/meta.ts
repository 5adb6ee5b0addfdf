/** What every request may say about itself: previous state, overrides, and how the SDK was set up. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, flag, listOf, number, object, choiceOf, text } from '../shapes.js';
import { configOverrides } from './configOverrides.js';

const MAX_QUEUE_MS = 300_000;

export function requestMeta(): JsonSchema {
  return object({
    state: state(),
    configOverrides: configOverrides(),
    // The configured datastream of an SDK that was told to use another one.
    sdkConfig: object({ datastream: object({ original: text }) }),
    queueTimeMillis: { type: 'integer', minimum: 0, maximum: MAX_QUEUE_MS },
    target: object({ migration: flag }),
    konductorConfig: object({ streaming: object({ enabled: flag, recordSeparator: text, lineFeed: text }) }),
  });
}

/** What a client kept of earlier answers, in place of cookies. */
function state(): JsonSchema {
  const entry = object({ key: filledText, value: text, maxAge: number, scope: choiceOf('APPLICATION', 'DEVICE') }, [
    'key',
    'value',
  ]);
  return object({ domain: text, cookiesEnabled: flag, entries: listOf(entry) });
}
