/** One field of a baseline as text: `optional number | string (hero, footer)`. */

import { print } from './print.js';
import { joinName, type FieldShape, type JsonTypeName, type Shape } from '../traffic/shape.js';

const LEFT_OUT = ' …';

export function printPlace(shape: Shape | FieldShape): string {
  const optional = 'isOptional' in shape && shape.isOptional ? 'optional ' : '';
  return `${optional}${printType(shape)}`;
}

/** The same without presence. */
export function printType({ types, codes, isCut }: Shape): string {
  const values = codes === undefined ? '' : ` (${codes.join(', ')})`;
  return `${types.join(' | ')}${values}${isCut ? LEFT_OUT : ''}`;
}

/** @returns what is wrong with the first field that cannot be read, as a sentence. */
export function parsePlaces(root: string, fields: Record<string, unknown>): Shape | { fault: string } {
  const whole = parsePlace(root);
  if (whole === undefined) return { fault: `root is ${print(root)}.` };
  const places = new Map<string, Draft>([['', whole]]);
  // Whatever holds a field has a shorter path, which comes first.
  for (const [path, text] of Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const place = typeof text === 'string' ? parsePlace(text) : undefined;
    if (place === undefined) return { fault: `${path} is ${print(text)}.` };
    const last = lastStep(path);
    const parent = last === undefined ? undefined : places.get(last.parent);
    if (last === undefined || parent === undefined || !hold(parent, last.name, place))
      return { fault: `${path} is in no field that could hold it.` };
    places.set(path, place);
  }
  return whole;
}

type Draft = Omit<FieldShape, 'fields' | 'items'> & { fields?: Map<string, FieldShape>; items?: Draft };

const types: readonly string[] = ['array', 'boolean', 'null', 'number', 'object', 'string'] satisfies JsonTypeName[];

function parsePlace(text: string): Draft | undefined {
  const parts = /^(optional )?([a-z]+(?: \| [a-z]+)*)(?: \(([\w.:/-]+(?:, [\w.:/-]+)*)\))?( …)?$/.exec(text);
  if (parts === null) return undefined;
  const [, optional, names = '', codes, isCut] = parts;
  const found = [...new Set(names.split(' | '))].toSorted();
  if (!found.every((name): name is JsonTypeName => types.includes(name))) return undefined;
  return {
    types: found,
    isOptional: optional !== undefined,
    ...(codes !== undefined && { codes: [...new Set(codes.split(', '))].toSorted() }),
    ...(isCut !== undefined && { isCut: true }),
    // An object without fields, of which it is known that it has none.
    ...(found.includes('object') && isCut === undefined && { fields: new Map() }),
  };
}

interface Step {
  parent: string;
  /** Undefined for the items of a list. */
  name: string | undefined;
}

function lastStep(path: string): Step | undefined {
  const parts = /^(.*?)(\[\]|\["(?:[^"\\]|\\.)*"\]|\.?[^.[\]"\s]+)$/s.exec(path);
  if (parts === null) return undefined;
  const [, parent = '', last = ''] = parts;
  if (last === '[]') return { parent, name: undefined };
  const name = last.startsWith('[') ? unquoted(last.slice(1, -1)) : last.replace(/^\./, '');
  return name !== undefined && joinName(parent, name) === path ? { parent, name } : undefined;
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

function hold(parent: Draft, name: string | undefined, place: Draft): boolean {
  if (name === undefined) {
    parent.items = place;
    return parent.types.includes('array');
  }
  parent.fields?.set(name, place);
  return parent.fields !== undefined;
}
