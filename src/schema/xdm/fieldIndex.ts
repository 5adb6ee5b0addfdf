/** Where in a schema a field name is found. Made when an event has the right name in the wrong place. */

import { isObject, joinPath, type JsonObject } from '../../protocol/json.js';
import type { XdmField } from './field.js';
import type { Stranger } from './suggestion.js';

interface IndexedField {
  path: string;
  name: string;
  field: XdmField;
}

/** Schemas refer to themselves; deeper than this no event goes. */
const MAX_DEPTH = 12;
const MAX_FIELDS = 30_000;

export class FieldIndex {
  readonly #byName = new Map<string, IndexedField[]>();

  constructor(root: XdmField) {
    const open: { field: XdmField; path: string; depth: number; above: readonly JsonObject[] }[] = [
      { field: root, path: '', depth: 0, above: [] },
    ];
    let count = 0;
    // By level: of several places the upper ones come first.
    for (const { field, path, depth, above } of open) {
      if (count >= MAX_FIELDS) return;
      const own = field.parts.map(({ schema }) => schema);
      if (depth >= MAX_DEPTH || own.some((schema) => isNamed(schema) && above.includes(schema))) continue;
      const further = { depth: depth + 1, above: [...above, ...own.filter(isNamed)] };
      for (const name of field.fieldNames) {
        const child = field.field(name);
        if (child === undefined) continue;
        count++;
        const at = joinPath(path, name);
        this.#add({ path: at, name, field: child });
        open.push({ field: child, path: at, ...further });
      }
      if (field.items !== undefined) open.push({ field: field.items, path: `${path}[0]`, ...further });
    }
  }

  /** The place with this name that is nearest to where it stands and can hold its value. */
  nearest({ name, value, path }: Stranger): string | undefined {
    const places = (this.#byName.get(name.toLowerCase()) ?? []).filter(({ field }) => field.takes(value));
    const rank = (place: IndexedField) => (place.name === name ? 0 : 1) - 2 * sharedStart(place.path, path);
    return places.toSorted((a, b) => rank(a) - rank(b))[0]?.path;
  }

  #add(place: IndexedField): void {
    const key = place.name.toLowerCase();
    const places = this.#byName.get(key);
    if (places === undefined) this.#byName.set(key, [place]);
    else places.push(place);
  }
}

/** Only what has an identity of its own can be come back to: a schema with fields. */
function isNamed(schema: JsonObject): boolean {
  return isObject(schema['properties']);
}

/** How many names two paths have in common from the start. */
function sharedStart(a: string, b: string): number {
  const others = b.split('.');
  const names = a.split('.');
  const different = names.findIndex((name, index) => name !== others[index]);
  return different < 0 ? names.length : different;
}
