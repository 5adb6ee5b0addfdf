/** The handles of an answer, by what they are about. Personalization is in `propositions.ts`. */

import type { HandleType } from '../../protocol/handles.js';
import type { JsonSchema } from '../jsonSchema.js';
import {
  choiceOf,
  count,
  filledText,
  flag,
  freeObject,
  integer,
  listOf,
  mapOf,
  number,
  object,
  onlyIf,
  text,
  when,
} from './shapes.js';

export interface HandleFacts {
  title: string;
  description: string;
  /** Schema of one payload item. */
  item: JsonSchema;
}

export function handleOf(type: HandleType, { title, description, item }: HandleFacts): JsonSchema {
  return { title, description, ...shape({ const: type }, item) };
}

/** A handle of a type that the library does not know. */
export function anyHandle(): JsonSchema {
  return {
    title: 'Handle',
    description: 'One part of an answer, of a type that has no schema of its own.',
    ...shape(filledText, freeObject),
  };
}

function shape(type: JsonSchema, item: JsonSchema): JsonSchema {
  return object({ type, payload: listOf(item), eventIndex: count }, ['type', 'payload']);
}

export function stateStore(): JsonSchema {
  return handleOf('state:store', {
    title: 'State',
    description: 'Values that the client must send back with its next request, for a browser its cookies.',
    item: object({ key: filledText, value: text, maxAge: number, attrs: object({ SameSite: text }) }, ['key', 'value']),
  });
}

export function locationHint(): JsonSchema {
  return handleOf('locationHint:result', {
    title: 'Location hints',
    description: 'The region that next requests should go to, by scope: Target, AAM, EdgeNetwork.',
    item: object({ scope: filledText, hint: filledText, ttlSeconds: { type: 'integer' } }, [
      'scope',
      'hint',
      'ttlSeconds',
    ]),
  });
}

const identity = object({ id: filledText, namespace: object({ code: filledText }, ['code']) }, ['id', 'namespace']);

export function identityResult(): JsonSchema {
  return handleOf('identity:result', {
    title: 'Identities',
    description: "The visitor's identities, in answer to query.identity.fetch.",
    item: identity,
  });
}

export function identityPersist(): JsonSchema {
  return handleOf('identity:persist', {
    title: 'Identities to keep',
    description: 'Identities that older mobile SDKs kept.',
    item: identity,
  });
}

export function identityExchange(): JsonSchema {
  return handleOf('identity:exchange', {
    title: 'Identity exchange',
    description: 'Addresses of third parties that the client calls to match identities.',
    item: object({ type: choiceOf('url'), id: integer, spec: pixel }, ['type', 'id', 'spec']),
  });
}

/** An address for the client to call. It may leave out its scheme. */
const pixel = object({ url: filledText, hideReferrer: flag, ttlMinutes: number }, ['url']);

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
      else: {
        ...onlyIf({ required: ['destinationId'] }, { required: ['type'] }),
        else: { required: ['destinationId'] },
      },
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
