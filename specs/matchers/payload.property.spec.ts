/** Partial comparison as toHaveHandle applies it, over arbitrary payloads. */

import { test } from '@playwright/test';
import * as fc from 'fast-check';
import { expect } from '../../src/expect.js';
import { isObject } from '../../src/protocol/json.js';
import { answerWith } from '../support/answers.js';
import { messageOf } from '../support/failures.js';

type Item = Record<string, unknown>;

/** As it comes off the wire: without -0, with `__proto__` as a field like others. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const item = fc
  .dictionary(fc.string(), json, { minKeys: 1 })
  .map((fields): Item => Object.fromEntries(Object.entries(fields)));

/** Part of a value: some of the fields of each object; arrays whole, because they are compared whole. */
function partOf(object: Item, keep: () => boolean): Item {
  const kept = Object.entries(object).filter(() => keep());
  return Object.fromEntries(kept.map(([field, value]) => [field, partOfValue(value, keep)]));
}

function partOfValue(value: unknown, keep: () => boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => partOfValue(entry, keep));
  return isObject(value) ? partOf(value, keep) : value;
}

interface Leaf<Whole> {
  path: string;
  /** The whole with this leaf changed. */
  changed: Whole;
}

/** Every leaf of an object: whatever holds no fields or entries. */
function leavesOf(object: Item, path: string): Leaf<Item>[] {
  return Object.entries(object).flatMap(([field, value]) =>
    leavesOfValue(value, path + step(field)).map((leaf) => ({
      ...leaf,
      changed: withField(object, field, leaf.changed),
    })),
  );
}

function leavesOfValue(value: unknown, path: string): Leaf<unknown>[] {
  if (isObject(value) && Object.keys(value).length > 0) return leavesOf(value, path);
  if (!Array.isArray(value) || value.length === 0) return [{ path, changed: 'changed to what is not there' }];
  return value.flatMap((entry, index) =>
    leavesOfValue(entry, `${path}[${index}]`).map((leaf) => ({
      ...leaf,
      changed: value.with(index, leaf.changed) as unknown,
    })),
  );
}

/** Assignment would set the prototype for a field of the name `__proto__`. */
function withField(object: Item, field: string, value: unknown): Item {
  return Object.fromEntries(Object.entries(object).map(([name, old]) => [name, name === field ? value : old]));
}

function step(field: string): string {
  return /^[\w$]+$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`;
}

test('a part of an item matches it', () => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.infiniteStream(fc.boolean()),
      (payload, pick, coins) => {
        const pattern = partOf(payload[pick % payload.length] ?? {}, () => coins.next().value === true);
        expect(answerWith([{ type: 'x:y', payload }])).toHaveHandle('x:y', pattern);
      },
    ),
  );
});

test('an item with one leaf changed does not match, and the message names that leaf', async () => {
  await fc.assert(
    fc.asyncProperty(item, fc.nat(), async (original, pick) => {
      const leaves = leavesOf(original, 'handle[0].payload[0]');
      const { path, changed } = leaves[pick % leaves.length] ?? { path: 'every item has a leaf', changed: original };
      const response = answerWith([{ type: 'x:y', payload: [original] }]);
      const message = await messageOf(() => expect(response).toHaveHandle('x:y', changed));
      expect(message.split('\n')).toContain(`Differs at: ${path}`);
    }),
  );
});

test('every item of a payload finds its own pattern, in any order', () => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 6 }).chain((payload) =>
        fc.record({
          payload: fc.constant(payload),
          patterns: fc.shuffledSubarray(payload, { minLength: 1 }),
        }),
      ),
      ({ payload, patterns }) => {
        expect(answerWith([{ type: 'x:y', payload }])).toHaveHandle('x:y', patterns);
      },
    ),
  );
});
