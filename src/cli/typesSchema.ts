/** An XDM schema in the form from which types are made: nothing has a name of its own, and objects are closed. */

import { isObject, type JsonObject } from '../protocol/json.js';
import { flatSchema } from '../schema/xdm/flatSchema.js';
import { TENANT_PATTERN } from '../schema/xdm/resource.js';
import type { XdmSchema } from '../schema/xdm/schema.js';

/** Filled in by the Edge Network, or by the datastream. */
const SERVER_POPULATED = new Set(['_id', 'timestamp']);

export interface TypesSchema {
  schema: JsonObject;
  /** Whether it leaves open what is in the fields of tenants: `_alpinewool`. */
  hasAnyTenant: boolean;
}

export function typesSchema(schema: XdmSchema): TypesSchema {
  const { required, patternProperties, ...root } = flatSchema(schema);
  const { [TENANT_PATTERN]: tenant, ...patterns } = isObject(patternProperties) ? patternProperties : {};
  const names = Array.isArray(required) ? required.filter((name) => !SERVER_POPULATED.has(String(name))) : [];
  const own = Object.keys(patterns).length > 0 && { patternProperties: patterns };
  return {
    schema: typed({ properties: {}, ...root, type: 'object', required: names, ...own }),
    hasAnyTenant: tenant !== undefined,
  };
}

function typed(schema: JsonObject): JsonObject {
  const { properties, items, required, type } = schema;
  const tsType = tsTypeOf(schema);
  return {
    ...described(schema),
    ...(type !== undefined && { type }),
    ...('enum' in schema && { enum: schema['enum'] }),
    ...('const' in schema && { const: schema['const'] }),
    ...(tsType !== undefined && { tsType }),
    ...(schema['meta:status'] === 'deprecated' && { deprecated: true }),
    ...(Array.isArray(required) && required.length > 0 && { required }),
    ...(isObject(items) && { items: typed(items) }),
    ...(isObject(properties) && { type: type ?? 'object', properties: eachTyped(properties) }),
    ...others(schema),
  };
}

function eachTyped(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, typed(isObject(field) ? field : {})]),
  );
}

/** Fields that nobody names: none beside those that are named, unless the schema says that there are. */
function others({ properties, patternProperties, additionalProperties }: JsonObject): JsonObject {
  if (isObject(patternProperties)) return { additionalProperties: true };
  if (!isObject(properties)) {
    const values = isObject(additionalProperties) ? typed(additionalProperties) : additionalProperties;
    return values === undefined ? {} : { additionalProperties: values };
  }
  // Values of named fields need not be like those of others, as an index signature would ask for.
  return { additionalProperties: additionalProperties === true || isObject(additionalProperties) };
}

/** What no keyword says plainly; undefined where one does. */
function tsTypeOf(schema: JsonObject): string | undefined {
  if ('enum' in schema || 'const' in schema) return undefined;
  const suggested = isObject(schema['meta:enum']) ? Object.keys(schema['meta:enum']) : [];
  if (schema['type'] === 'string' && suggested.length > 0) {
    // Editors propose the values, and any other text compiles.
    return `(${[...suggested.map((value) => JSON.stringify(value)), '(string & {})'].join(' | ')})`;
  }
  const says = ['type', 'properties', 'items', 'additionalProperties', 'patternProperties'];
  return says.some((keyword) => keyword in schema) ? undefined : 'unknown';
}

/** A `title` would make a type of its own of every field: it becomes the first line of what is said of it. */
function described({ title, description }: JsonObject): JsonObject {
  const texts = [title, description].flatMap((text) => (typeof text === 'string' ? text.trim() : []));
  const lines = [...new Set(texts)].filter((text) => text !== '');
  // A comment must not end inside.
  return lines.length === 0 ? {} : { description: lines.join('\n\n').replaceAll('*/', String.raw`*\/`) };
}
