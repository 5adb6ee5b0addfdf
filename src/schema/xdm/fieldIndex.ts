/** Where in a schema a field name is found. Made when an event has the right name in the wrong place. */

import { allFields, type PlacedField } from './allFields.js';
import type { XdmField } from './field.js';
import type { Stranger } from './suggestion.js';

export class FieldIndex {
  readonly #byName = new Map<string, PlacedField[]>();

  constructor(root: XdmField) {
    for (const place of allFields(root)) if (place.name !== '') this.#add(place);
  }

  /** The place with this name that is nearest to where it stands and can hold its value. */
  nearest({ name, value, path }: Stranger): string | undefined {
    const places = (this.#byName.get(name.toLowerCase()) ?? []).filter(({ field }) => field.takes(value));
    const rank = (place: PlacedField) =>
      (place.name === name ? 0 : 1) + (place.field.isDeprecated ? 1 : 0) - 2 * sharedStart(place.path, path);
    return places.toSorted((a, b) => rank(a) - rank(b))[0]?.path;
  }

  #add(place: PlacedField): void {
    const key = place.name.toLowerCase();
    const places = this.#byName.get(key);
    if (places === undefined) this.#byName.set(key, [place]);
    else places.push(place);
  }
}

/** How many names two paths have in common from the start. */
function sharedStart(a: string, b: string): number {
  const others = b.split('.');
  const names = a.split('.');
  const different = names.findIndex((name, index) => name !== others[index]);
  return different < 0 ? names.length : different;
}
