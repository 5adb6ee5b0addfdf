/** Every mistake of the usual kinds that an event could have, each in a copy of it, one at a time. */

import { isObject, joinPath, type JsonObject } from '../../../src/protocol/json.js';
import { describing, inside, namesIn, resourceOf, type Follow } from './description.js';
import { misspellings, otherCases } from './misspellings.js';
import type { Draw } from './random.js';
import { valueMistakes } from './valueMistakes.js';

export type Kind = 'typo' | 'case' | 'moved' | 'extra' | 'type' | 'enum' | 'missing' | 'format';

export interface Mutation {
  kind: Kind;
  xdm: JsonObject;
  /** Where the mistake is, or the object that lacks a field. */
  path: string;
  /** What was there before: the path of the field. */
  meant?: string;
}

export interface Described {
  xdm: JsonObject;
  schema: JsonObject;
  draw: Draw;
  follow?: Follow;
}

type Key = string | number;

/** A value in an event, with what the schema says of it and of the object that it stands in. */
interface Place {
  keys: readonly Key[];
  value: unknown;
  schemas: readonly JsonObject[];
  parent: readonly JsonObject[];
}

/** Whatever would be right by chance is not among them: a name or a value that the schema has as well. */
export function mutationsOf(event: Described): Mutation[] {
  const { xdm, schema, follow = resourceOf } = event;
  const root = { keys: [], value: xdm, schemas: describing([schema], follow), parent: [] };
  const places = placesIn(root, follow);
  return places.flatMap((place) => [
    ...renamings(place, event),
    ...movings(place, places, event),
    ...additions(place, event),
    ...removals(place, event),
    ...corruptions(place, event),
  ]);
}

function placesIn(place: Place, follow: Follow): Place[] {
  const { keys, value, schemas } = place;
  const isDescribed = schemas.length > 0;
  const parts = isDescribed && typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(isDescribed ? [place] : []),
    ...parts.flatMap(([name, part]) => {
      const key = Array.isArray(value) ? Number(name) : name;
      const own = describing(inside(schemas, Array.isArray(value) ? '[]' : name), follow);
      return placesIn({ keys: [...keys, key], value: part, schemas: own, parent: schemas }, follow);
    }),
  ];
}

function renamings({ keys, parent }: Place, { xdm, draw }: Described): Mutation[] {
  const name = keys.at(-1);
  if (typeof name !== 'string' || !mayHave(parent, name)) return [];
  const renamed = (kind: Kind, wrong: string): Mutation => ({
    kind,
    xdm: changed(xdm, keys.slice(0, -1), (object) => entriesWith(object, name, wrong)),
    path: pathOf([...keys.slice(0, -1), wrong]),
    meant: pathOf(keys),
  });
  return [
    ...misspellings(name, draw).map((wrong) => ['typo', wrong] as const),
    ...otherCases(name, draw).map((wrong) => ['case', wrong] as const),
  ]
    .filter(([, wrong]) => !mayHave(parent, wrong))
    .map(([kind, wrong]) => renamed(kind, wrong));
}

function movings({ keys, value, parent }: Place, places: readonly Place[], { xdm, draw }: Described): Mutation[] {
  const name = keys.at(-1);
  if (typeof name !== 'string' || !mayHave(parent, name)) return [];
  const from = pathOf(keys.slice(0, -1));
  const elsewhere = places.filter(
    (target) =>
      isObject(target.value) &&
      pathOf(target.keys) !== from &&
      !keys.every((key, index) => target.keys[index] === key) &&
      !mayHave(target.schemas, name),
  );
  const target = draw.oneOf(elsewhere);
  if (target === undefined) return [];
  const without = changed(xdm, keys.slice(0, -1), (object) => entriesWith(object, name));
  return [
    {
      kind: 'moved',
      xdm: changed(without, target.keys, (object) => ({ ...object, [name]: value })),
      path: pathOf([...target.keys, name]),
      meant: pathOf(keys),
    },
  ];
}

/** What somebody might send and has in no schema. */
const strangers = ['abTestVariant', 'legacyCode', 'internalNote', 'trackingFlag', 'flowStep', 'debugMode', 'foo', 'x1'];

function additions({ keys, value, schemas }: Place, { xdm, draw }: Described): Mutation[] {
  const name = draw.oneOf(strangers.filter((each) => !mayHave(schemas, each)));
  if (!isObject(value) || name === undefined) return [];
  const added = changed(xdm, keys, (object) => ({ ...object, [name]: 'b' }));
  return [{ kind: 'extra', xdm: added, path: pathOf([...keys, name]) }];
}

/** The Edge Network fills them in. */
const filledIn = new Set(['_id', 'timestamp', '@id', 'xdm:timestamp']);

function removals({ keys, value, schemas }: Place, { xdm }: Described): Mutation[] {
  if (!isObject(value)) return [];
  const required = schemas.flatMap((schema) => (Array.isArray(schema['required']) ? schema['required'] : []));
  return [...new Set(required.map(String))]
    .filter((name) => Object.hasOwn(value, name) && !(keys.length === 0 && filledIn.has(name)))
    .map((name) => ({
      kind: 'missing',
      xdm: changed(xdm, keys, (object) => entriesWith(object, name)),
      path: pathOf(keys),
    }));
}

function corruptions({ keys, value, schemas }: Place, { xdm, draw }: Described): Mutation[] {
  if (keys.length === 0) return [];
  return valueMistakes(value, schemas, draw).map(([kind, wrong]) => ({
    kind,
    xdm: replaced(xdm, keys, wrong),
    path: pathOf(keys),
  }));
}

function mayHave(schemas: readonly JsonObject[], name: string): boolean {
  const names = namesIn(schemas);
  const patterns = schemas.flatMap(({ patternProperties = {} }) => Object.keys(patternProperties as object));
  return names === undefined || names.includes(name) || patterns.some((pattern) => new RegExp(pattern).test(name));
}

/** The object without a field, or with another name for it in the same place. */
function entriesWith(object: JsonObject, name: string, other?: string): JsonObject {
  const entries = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    if (key !== name) return [[key, value]];
    return other === undefined ? [] : [[other, value]];
  });
  return Object.fromEntries(entries);
}

function changed(xdm: JsonObject, keys: readonly Key[], change: (object: JsonObject) => JsonObject): JsonObject {
  const object = keys.reduce<unknown>((value, key) => (value as Record<Key, unknown>)[key], xdm);
  return replaced(xdm, keys, change(object as JsonObject));
}

function replaced(value: unknown, [key, ...keys]: readonly Key[], wrong: unknown): JsonObject {
  if (key === undefined) return wrong as JsonObject;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as JsonObject) };
  const part = (value as Record<Key, unknown>)[key];
  Reflect.set(copy, key, keys.length === 0 ? wrong : replaced(part, keys, wrong));
  return copy as JsonObject;
}

function pathOf(keys: readonly Key[]): string {
  return keys.reduce<string>(joinPath, '');
}
