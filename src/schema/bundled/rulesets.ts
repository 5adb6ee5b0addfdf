/** Items that hold rules which the client itself evaluates: when to show a message, and which. */

import type { JsonSchema } from '../jsonSchema.js';
import { itemOf } from './items.js';
import { choiceOf, count, filledText, freeObject, listOf, mapOf, number, object, text, when } from './shapes.js';

const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] };
const nestedCondition: JsonSchema = { $ref: '#/definitions/condition' };

export function ruleset(): JsonSchema {
  const rule = object({ condition: nestedCondition, consequences: listOf(consequence()) }, [
    'condition',
    'consequences',
  ]);
  return {
    ...itemOf({
      title: 'Ruleset',
      description: 'Rules for the client to evaluate.',
      data: object({ version: { type: 'integer' }, rules: listOf(rule) }, ['version', 'rules']),
    }),
    definitions: { condition: condition() },
  };
}

function condition(): JsonSchema {
  const group = object({ logic: choiceOf('and', 'or'), conditions: listOf(nestedCondition) }, ['logic', 'conditions']);
  const matcher = object({ key: filledText, matcher: filledText, values: listOf(scalar) }, ['key', 'matcher']);
  const historical = object(
    {
      events: listOf(mapOf(scalar)),
      matcher: filledText,
      value: number,
      searchType: text,
      from: count,
      to: count,
    },
    ['events', 'matcher', 'value'],
  );
  return {
    ...object({ type: filledText, definition: { type: 'object' } }, ['type', 'definition']),
    allOf: [
      when('type', 'group', { properties: { definition: group } }),
      when('type', 'matcher', { properties: { definition: matcher } }),
      when('type', 'historical', { properties: { definition: historical } }),
    ],
  };
}

/** What a rule does. Of the type `schema`, its detail is an item like those of a proposition. */
function consequence(): JsonSchema {
  return {
    ...object({ id: filledText, type: filledText, detail: freeObject }, ['id', 'type', 'detail']),
    ...when('type', 'schema', {
      properties: { detail: { 'edge:dispatch': { on: 'schema', to: 'edge:item/', otherwise: 'edge:item' } } },
    }),
  };
}
