/** Items that hold content to show, from Target, Journey Optimizer and offer decisioning. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, freeObject, jsonContent, listOf, mapOf, object, text } from '../shapes.js';
import { itemOf } from './item.js';

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
