/** What all items of a proposition have in common. The details of a rule's consequence have the same shape. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, freeObject, integer, mapOf, number, object, text } from '../shapes.js';

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
      characteristics: mapOf(text),
    },
    ['id', 'schema', ...required],
  );
}
