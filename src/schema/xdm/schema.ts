/** A schema that events are checked against. Nothing of it is worked out before an event needs it. */

import type { JsonObject } from '../../protocol/json.js';
import { bundledXdm } from './bundled.js';
import { XdmField } from './field.js';
import { FieldIndex } from './fieldIndex.js';
import type { Naming } from './parts.js';
import { foreignReferences, missingResources } from './resource.js';
import { findSchema, unusable } from '../registry.js';

export class XdmSchema {
  readonly id: string;
  readonly title: string;
  readonly resource: JsonObject;
  readonly #roots = new Map<Naming, XdmField>();
  readonly #indexes = new Map<Naming, FieldIndex>();

  constructor(resource: JsonObject) {
    const { title } = resource;
    this.resource = resource;
    this.id = nameOf(resource);
    this.title = typeof title === 'string' ? title : this.id;
  }

  root(naming: Naming): XdmField {
    const known = this.#roots.get(naming);
    if (known !== undefined) return known;
    const part = { schema: this.resource, document: this.resource, id: this.id, isBranch: false };
    const root = new XdmField([part], naming);
    this.#roots.set(naming, root);
    return root;
  }

  index(naming: Naming): FieldIndex {
    const known = this.#indexes.get(naming);
    if (known !== undefined) return known;
    const index = new FieldIndex(this.root(naming));
    this.#indexes.set(naming, index);
    return index;
  }
}

const schemas = new WeakMap<JsonObject, XdmSchema>();

/** @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when it refers to what is nowhere to be found: it would check less than it says. */
export function xdmSchemaOf(resource: JsonObject): XdmSchema {
  const known = schemas.get(resource);
  if (known !== undefined) return known;
  const missing = missingFrom(resource);
  if (missing.length > 0) throw unusable(`The schema "${nameOf(resource)}"`, missingResources(missing));
  const schema = new XdmSchema(resource);
  schemas.set(resource, schema);
  return schema;
}

/** What it refers to, or what that refers to, and nobody registered. */
function missingFrom(resource: JsonObject): string[] {
  const missing = new Set<string>();
  const seen = new Set<string>();
  const open = [resource];
  for (const document of open) {
    for (const id of foreignReferences(document)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const found = findSchema(id);
      if (found === undefined) missing.add(id);
      // What is bundled is whole.
      else if (bundledXdm(id) !== found) open.push(found);
    }
  }
  return [...missing];
}

function nameOf({ $id }: JsonObject): string {
  return typeof $id === 'string' ? $id : 'the given schema';
}
