/** The items of a proposition: content to show, changes of the page, messages. Rules are in `rulesets.ts`. */

import type { JsonSchema } from '../jsonSchema.js';
import {
  filledText,
  flag,
  freeObject,
  integer,
  jsonContent,
  listOf,
  mapOf,
  number,
  object,
  openObject,
  text,
  textOrNumber,
} from './shapes.js';

export interface ItemFacts {
  title: string;
  description: string;
  data: JsonSchema;
  /** Some items say all with their schema. */
  dataIsOptional?: boolean;
}

export function itemOf({ title, description, data, dataIsOptional = false }: ItemFacts): JsonSchema {
  return { title, description, ...shape(data, dataIsOptional ? [] : ['data']) };
}

/** An item with content that the library does not know. */
export function anyItem(): JsonSchema {
  return { title: 'Item', description: 'Content of a schema that is not known here.', ...shape(freeObject, []) };
}

function shape(data: JsonSchema, required: readonly 'data'[]): JsonSchema {
  return object(
    {
      id: filledText,
      schema: filledText,
      etag: text,
      name: text,
      priority: integer,
      score: number,
      // Names with dots: `activity.id`, `profile.<attribute>`.
      meta: mapOf(text),
      data,
      characteristics: openObject({ trackingLabel: text }),
    },
    ['id', 'schema', ...required],
  );
}

export function htmlContent(): JsonSchema {
  return itemOf({ title: 'HTML content', description: 'A piece of HTML.', data: content(text) });
}

export function jsonContentItem(): JsonSchema {
  return itemOf({ title: 'JSON content', description: 'JSON for the page to interpret.', data: content(jsonContent) });
}

export function redirect(): JsonSchema {
  return itemOf({ title: 'Redirect', description: 'An address to send the visitor to.', data: content(filledText) });
}

export function defaultContent(): JsonSchema {
  return itemOf({
    title: 'Default content',
    description: 'Leave the page as it is.',
    data: freeObject,
    dataIsOptional: true,
  });
}

export function measurement(): JsonSchema {
  return itemOf({
    title: 'Measurement',
    description: 'Something to report when it happens, for example a click.',
    data: object({ type: filledText, format: text, selector: text }, ['type']),
  });
}

/** A change of the page. What `content` is depends on `type`; `click` has none. */
export function domAction(): JsonSchema {
  return itemOf({
    title: 'DOM action',
    description: 'A change to make on the page.',
    data: object(
      {
        type: filledText,
        format: text,
        selector: text,
        prehidingSelector: text,
        content: { type: ['string', 'object'] },
      },
      ['type'],
    ),
  });
}

export function offerText(): JsonSchema {
  return offer('Offer as text', text);
}

export function offerHtml(): JsonSchema {
  return offer('Offer as HTML', text);
}

export function offerJson(): JsonSchema {
  return offer('Offer as JSON', jsonContent);
}

export function offerImage(): JsonSchema {
  return offer('Offer as an image', text);
}

function content(type: JsonSchema): JsonSchema {
  return object({ id: text, format: text, type: text, selector: text, prehidingSelector: text, content: type }, [
    'content',
  ]);
}

/** An offer holds its content, or says where it is. */
function offer(title: string, type: JsonSchema): JsonSchema {
  return itemOf({
    title,
    description: 'An offer of offer decisioning.',
    data: {
      ...object({
        id: text,
        format: text,
        content: type,
        deliveryURL: filledText,
        language: listOf(text),
        characteristics: mapOf(text),
      }),
      if: { required: ['deliveryURL'] },
      else: { required: ['content'] },
    },
  });
}

/** In-app messages, content cards, feed items, alerts and inboxes differ in what `content` says, not in shape. */
export function message(title: string): JsonSchema {
  return itemOf({
    title,
    description: 'A message of Journey Optimizer.',
    data: object(
      {
        content: jsonContent,
        contentType: filledText,
        publishedDate: integer,
        expiryDate: integer,
        meta: openObject({ surface: text, campaignName: text, feedName: text, adobe: openObject({ template: text }) }),
        remoteAssets: listOf(text),
        mobileParameters: mobileParameters(),
        webParameters: mapOf(webParameters()),
      },
      ['content', 'contentType'],
    ),
  });
}

/** Tells the client what to remember, so that later rules can ask for it. */
export function eventHistoryOperation(): JsonSchema {
  return itemOf({
    title: 'Event history operation',
    description: 'An event for the client to add to its own history.',
    data: object({ operation: filledText, content: mapOf(text) }, ['operation', 'content']),
  });
}

function mobileParameters(): JsonSchema {
  const texts = ['verticalAlign', 'horizontalAlign', 'displayAnimation', 'dismissAnimation', 'backdropColor'];
  const numbers = ['verticalInset', 'horizontalInset', 'width', 'height', 'cornerRadius', 'backdropOpacity'];
  return object({
    ...Object.fromEntries(texts.map((field) => [field, text])),
    ...Object.fromEntries(numbers.map((field) => [field, number])),
    uiTakeover: flag,
    gestures: mapOf(text),
  });
}

/** How one element of the message is placed: the keys of `webParameters` are element ids. */
function webParameters(): JsonSchema {
  return object({
    style: mapOf(textOrNumber),
    params: object({ enabled: flag, insertionMethod: text, parentElement: text }),
  });
}
