/** What all handles have in common. */

import type { HandleType } from '../../../protocol/handles.js';
import type { JsonSchema } from '../../jsonSchema.js';
import { count, filledText, freeObject, listOf, object } from '../shapes.js';

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
