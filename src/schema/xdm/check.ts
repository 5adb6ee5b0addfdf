/** Goes along an event and its schema at once, and says what it finds on the way. */

import type { ErrorObject } from 'ajv';
import { isObject, joinPath, type JsonObject } from '../../protocol/json.js';
import { violationsOf } from '../faults.js';
import type { Violation } from '../violation.js';
import type { XdmField } from './field.js';
import type { FieldIndex } from './fieldIndex.js';
import type { Found } from './finding.js';
import { identityFindings } from './identityRules.js';
import { personalData } from './personalData.js';
import { suggestedPath } from './suggestion.js';
import { nearestValue } from './suggestedValue.js';
import { timestampFinding } from './timestampRules.js';
import { isUnsafe, nullValue, personalValue, placeholderIn, placeholderValue, unsafeInteger } from './valueRules.js';

export interface CheckContext {
  root: XdmField;
  index: () => FieldIndex;
  /** When the event was sent, milliseconds since 1970; undefined for one that is not being sent. */
  sentAt: number | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** A value on the way: where it is is worked out when there is something to say of it. */
interface Place {
  value: unknown;
  /** Undefined where the schema says nothing. */
  field: XdmField | undefined;
  /** What it is in; undefined for where the way begins. */
  inside: Place | undefined;
  key: string | number;
  isIdentity: boolean;
  /** What it stands in, when that says which fields it has and this is none of them. */
  strangerTo?: XdmField | undefined;
}

/** Filled in by the Edge Network, or by the datastream. */
const SERVER_POPULATED = new Set(['_id', 'timestamp', '@id', 'xdm:timestamp']);

/** @returns what there is to say of `xdm`, in the order of its fields. */
export function findingsIn(xdm: unknown, context: CheckContext): Found[] {
  const found = walk({ value: xdm, field: context.root, inside: undefined, key: '', isIdentity: false }, context);
  if (!isObject(xdm)) return found;
  const timestamp = 'xdm:timestamp' in xdm ? 'xdm:timestamp' : 'timestamp';
  const identityMap = 'xdm:identityMap' in xdm ? 'xdm:identityMap' : 'identityMap';
  const time = timestampFinding(xdm[timestamp], joinPath('', timestamp), context);
  return [
    ...found.filter((each) => !isFilledIn(each)),
    ...(time === undefined ? [] : [time]),
    ...identityFindings(xdm[identityMap], identityMap),
  ];
}

/** @returns what values in free data, which stands in a field `key` beside `xdm`, say by themselves. */
export function findingsInFreeData(value: unknown, key: string, context: CheckContext): Found[] {
  return walk({ value, field: undefined, inside: undefined, key, isIdentity: false }, context);
}

function isFilledIn({ path, rule, expected }: Found): boolean {
  return path === '' && rule === 'required' && SERVER_POPULATED.has(expected.slice('field `'.length, -1));
}

function walk(start: Place, context: CheckContext): Found[] {
  const found: Found[] = [];
  const open: Place[] = [start];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value, field, strangerTo } = place;
    if (strangerTo !== undefined) found.push(unknownField(place, strangerTo, context));
    if (value === null) {
      if (field !== undefined && !field.takesNull) found.push(titled(nullValue(pathOf(place)), field));
      continue;
    }
    if (field !== undefined) lookAtField(place, field, found);
    lookAtValue(place, found);
    if (typeof value === 'object') open.push(...parts(place));
  }
  return found;
}

function pathOf({ inside, key }: Place): string {
  const path = inside === undefined ? '' : pathOf(inside);
  return key === '' ? path : joinPath(path, key);
}

function lookAtValue(place: Place, found: Found[]): void {
  const { value, isIdentity } = place;
  if (typeof value === 'number' && isUnsafe(value)) found.push(unsafeInteger(value, pathOf(place)));
  if (typeof value !== 'string') return;
  const placeholder = placeholderIn(value);
  if (placeholder !== undefined) found.push(placeholderValue(value, placeholder, pathOf(place)));
  const kind = isIdentity ? undefined : personalData(value, nameOf(place));
  if (kind !== undefined) found.push(personalValue(kind, pathOf(place)));
}

/** Items of a list are called what the list is called. */
function nameOf({ inside, key }: Place): string {
  return typeof key === 'number' && inside !== undefined ? nameOf(inside) : String(key);
}

function lookAtField(place: Place, field: XdmField, found: Found[]): void {
  const { value } = place;
  const errors = field.faults(value);
  if (errors.length > 0) found.push(...faultFindings(errors, place).map((each) => titled(each, field)));
  if (field.isDeprecated && place.inside !== undefined) {
    const deprecated = {
      path: pathOf(place),
      rule: 'deprecated-field',
      expected: 'no deprecated field',
      received: value,
    };
    found.push(titled({ ...deprecated, text: 'is deprecated' }, field));
  }
  const { suggestedValues } = field;
  if (suggestedValues !== undefined && typeof value === 'string' && !suggestedValues.has(value)) {
    const other = { value, path: pathOf(place), rule: 'suggested-value' } as const;
    found.push(titled(otherValue(other, [...suggestedValues]), field));
  }
}

function faultFindings(errors: readonly ErrorObject[], place: Place): Found[] {
  const { value } = place;
  const path = pathOf(place);
  const enumeration = errors.find(({ keyword, instancePath }) => keyword === 'enum' && instancePath === '');
  const allowed: unknown = enumeration?.params['allowedValues'];
  return violationsOf(errors, { root: value, schema: '', tells: 'all' }).map((violation) =>
    violation.rule === 'enum' && violation.path === '' && Array.isArray(allowed)
      ? otherValue({ value, path, rule: 'enum' }, allowed)
      : fromViolation(violation, path),
  );
}

function fromViolation({ path, rule, expected, received, message }: Violation, base: string): Found {
  const text = path === '' ? message : message.slice(path.length + ': '.length);
  const isInside = path !== '' && base !== '' && !path.startsWith('[');
  return { path: `${base}${isInside ? '.' : ''}${path}`, rule, expected, received, text };
}

function otherValue(
  { value, path, rule }: { value: unknown; path: string; rule: 'enum' | 'suggested-value' },
  allowed: readonly unknown[],
): Found {
  const suggestion = nearestValue(value, allowed);
  const verb = rule === 'enum' ? 'allows' : 'suggests';
  return {
    path,
    rule,
    expected: allowed.length === 1 ? JSON.stringify(allowed[0]) : `one of ${allowed.length} values`,
    received: value,
    allowed,
    ...(suggestion !== undefined && { suggestion }),
    text: `is none of the values that the schema ${verb}`,
  };
}

/** What is inside a value, last things first: the stack gives them back in the order of the value. */
function parts(inside: Place): Place[] {
  const { value, field, isIdentity } = inside;
  if (Array.isArray(value)) {
    const items = field?.items;
    return value.map((item: unknown, key) => ({ value: item, field: items, inside, key, isIdentity })).toReversed();
  }
  if (!isObject(value)) return [];
  const namesAll = field !== undefined && saysWhichFields(field);
  const places: Place[] = [];
  for (const key of Object.keys(value)) {
    const part = value[key];
    if (part === undefined) continue;
    const known = field?.field(key);
    const strangerTo = namesAll && known === undefined ? field : undefined;
    places.push({ value: part, field: known, inside, key, isIdentity: isIdentity || isIdentityMap(key), strangerTo });
  }
  return places.toReversed();
}

function isIdentityMap(name: string): boolean {
  return name === 'identityMap' || name === 'xdm:identityMap';
}

function saysWhichFields({ namesFields, others }: XdmField): boolean {
  return others === 'closed' || (namesFields && others === 'unsaid');
}

function unknownField(place: Place, parent: XdmField, { index }: CheckContext): Found {
  const { value, key, inside } = place;
  const name = String(key);
  const path = inside === undefined ? '' : pathOf(inside);
  const found = { path: pathOf(place), expected: 'no such field', received: value };
  if (path === '' && name === 'data') {
    return { ...found, rule: 'nested-data', suggestion: 'data', text: 'stands in xdm: it belongs beside it' };
  }
  const suggestion = suggestedPath({ name, value, path, parent }, index);
  const rule = parent.others === 'closed' ? 'additionalProperties' : 'unknown-field';
  return { ...found, rule, ...(suggestion !== undefined && { suggestion }), text: 'is not in the schema' };
}

/** Fields of XDM that stand beside `xdm`. */
export function misplacedFields(event: JsonObject, root: XdmField): Found[] {
  return Object.keys(event)
    .filter((name) => !ENVELOPE.has(name) && root.fieldNames.includes(name))
    .map((name) => ({
      path: name,
      rule: 'misplaced-xdm',
      expected: 'no field of XDM beside xdm',
      received: event[name],
      suggestion: `xdm.${name}`,
      text: 'stands beside xdm: it belongs in it',
    }));
}

/** What an event has beside XDM. */
const ENVELOPE = new Set(['xdm', 'data', 'meta', 'query', 'configOverrides']);

function titled(found: Found, { title }: XdmField): Found {
  return title === undefined ? found : { ...found, title };
}
