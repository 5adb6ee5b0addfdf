/** A schema that events are checked against. Nothing of it is worked out before an event needs it. */

import type { JsonObject } from '../../protocol/json.js';
import { XdmField } from './field.js';
import { FieldIndex } from './fieldIndex.js';
import type { Naming } from './parts.js';

export class XdmSchema {
  readonly id: string;
  readonly title: string;
  readonly resource: JsonObject;
  readonly #roots = new Map<Naming, XdmField>();
  readonly #indexes = new Map<Naming, FieldIndex>();

  constructor(resource: JsonObject) {
    const { $id, title } = resource;
    this.resource = resource;
    this.id = typeof $id === 'string' ? $id : 'the given schema';
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

export function xdmSchemaOf(resource: JsonObject): XdmSchema {
  const known = schemas.get(resource);
  if (known !== undefined) return known;
  const schema = new XdmSchema(resource);
  schemas.set(resource, schema);
  return schema;
}
