/** Handles of destinations. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, integer, listOf, mapOf, number, object, choiceOf, text, when } from '../shapes.js';
import { handleOf } from './handle.js';
import { pixel } from './identity.js';

/** @see https://experienceleague.adobe.com/en/docs/experience-platform/destinations/catalog/personalization/custom-personalization */
export function activationPull(): JsonSchema {
  return handleOf('activation:pull', {
    title: 'Audiences and attributes',
    description: 'What a personalization destination knows about the visitor; attributes in authenticated calls only.',
    item: {
      ...object(
        {
          type: choiceOf('profileLookup'),
          destinationId: filledText,
          id: filledText,
          alias: text,
          segments: listOf(object({ id: filledText, namespace: text }, ['id'])),
          attributes: mapOf(object({ value: {} }, ['value'])),
        },
        ['segments'],
      ),
      // Older answers carry nothing but the destination's id and the audiences.
      if: { required: ['id'] },
      else: { required: ['type', 'destinationId'] },
    },
  });
}

export function activationPush(): JsonSchema {
  const cookie = object({ name: filledText, value: text, domain: text, ttlDays: number }, ['name']);
  return handleOf('activation:push', {
    title: 'Destinations to activate',
    description: 'Pixels for the client to fire and cookies for it to set.',
    item: {
      ...object({ type: filledText, id: integer, spec: { type: 'object' } }, ['type', 'spec']),
      allOf: [
        when('type', 'url', { properties: { spec: pixel } }),
        when('type', 'cookie', { properties: { spec: cookie } }),
      ],
    },
  });
}
