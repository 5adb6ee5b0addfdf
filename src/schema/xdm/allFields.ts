/** Every field of a schema, by level: of several places with one name the upper ones come first. */

import { isObject, joinPath, type JsonObject } from '../../protocol/json.js';
import type { XdmField } from './field.js';

export interface PlacedField {
  /** As an event has it, of a list in its first item; empty for the event itself. */
  path: string;
  /** Empty for the event, and for the items of a list. */
  name: string;
  field: XdmField;
}

/** Schemas refer to themselves; deeper than this no event goes. */
const MAX_DEPTH = 12;
const MAX_FIELDS = 30_000;

export function* allFields(root: XdmField): Generator<PlacedField> {
  const open: (PlacedField & { depth: number; above: readonly JsonObject[] })[] = [
    { field: root, path: '', name: '', depth: 0, above: [] },
  ];
  for (const place of open) {
    const { field, path, depth, above } = place;
    yield place;
    const own = field.parts.map(({ schema }) => schema).filter(namesFields);
    const isAgain = own.some((schema) => above.includes(schema));
    if (isAgain || depth >= MAX_DEPTH || open.length >= MAX_FIELDS) continue;
    const further = { depth: depth + 1, above: [...above, ...own] };
    for (const name of field.fieldNames) {
      const child = field.field(name);
      if (child !== undefined) open.push({ field: child, path: joinPath(path, name), name, ...further });
    }
    if (field.items !== undefined) open.push({ field: field.items, path: joinPath(path, 0), name: '', ...further });
  }
}

/** Only such a schema can be come back to. */
function namesFields(schema: JsonObject): boolean {
  return isObject(schema['properties']);
}
