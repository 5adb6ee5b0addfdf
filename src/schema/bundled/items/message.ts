/** Items that hold messages of Journey Optimizer, mostly as consequences of rules. */

import type { JsonSchema } from '../../jsonSchema.js';
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
  text,
  textOrNumber,
} from '../shapes.js';
import { itemOf } from './item.js';

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
        meta: freeObject,
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
