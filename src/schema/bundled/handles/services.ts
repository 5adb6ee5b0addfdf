/** Handles of services that answer with little. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, freeObject, object, text } from '../shapes.js';
import { handleOf } from './handle.js';

export function mediaSession(): JsonSchema {
  return handleOf('media-analytics:new-session', {
    title: 'Media session',
    description: 'Id of a media session that has started; later media events carry it as mediaCollection.sessionID.',
    item: object({ sessionId: filledText }, ['sessionId']),
  });
}

export function consentPreferences(): JsonSchema {
  const choice = object({ val: text }, ['val']);
  return handleOf('consent:preferences', {
    title: 'Consent preferences',
    description: "The visitor's preferences as they are stored now.",
    item: object({
      collect: choice,
      adID: choice,
      personalize: object({ content: choice }),
      metadata: object({ time: text }),
    }),
  });
}

export function conversation(): JsonSchema {
  return handleOf('brand-concierge:conversation', {
    title: 'Conversation',
    description: 'What the Brand Concierge says; its fields are not documented.',
    item: freeObject,
  });
}

export function inferences(): JsonSchema {
  return handleOf('rtml:inferences', {
    title: 'Inferences',
    description: 'Results of machine learning for older Web SDKs; their fields are not documented.',
    item: freeObject,
  });
}
