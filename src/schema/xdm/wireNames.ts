import { isObject, type JsonObject } from '../../protocol/json.js';
import { isStandardName, wirePath } from './names.js';

const renamed = new WeakMap<JsonObject, JsonObject>();

/**
 * A schema whose own fields have the names of events. What its fields hold stays as it is: it gets its names when it is
 * looked at.
 */
export function inWireNames(schema: JsonObject): JsonObject {
  const known = renamed.get(schema);
  if (known !== undefined) return known;
  const { properties, required } = schema;
  const isStandard = isObject(properties) && Object.keys(properties).some(isStandardName);
  const names = Array.isArray(required) ? required.map(String) : [];
  const result =
    isStandard || names.some(isStandardName)
      ? {
          ...schema,
          ...(isObject(properties) && { properties: renamedFields(properties) }),
          ...(Array.isArray(required) && { required: names.map(wirePath).flatMap(onlyName) }),
        }
      : schema;
  renamed.set(schema, result);
  return result;
}

/** Several fields may share the object that their names become: `_experience`. */
function renamedFields(properties: JsonObject): JsonObject {
  const fields: Record<string, JsonObject[]> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const [first = name, ...others] = wirePath(name);
    (fields[first] ??= []).push(nested(others, isObject(schema) ? schema : {}));
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, schemas]) => [name, schemas.length === 1 ? schemas[0] : { allOf: schemas }]),
  );
}

function nested(path: readonly string[], schema: JsonObject): JsonObject {
  return path.reduceRight<JsonObject>((inner, name) => ({ type: 'object', properties: { [name]: inner } }), schema);
}

/** Of a name that becomes a path, only that the outermost object is there could be asked for. */
function onlyName(path: readonly string[]): string[] {
  return path.length === 1 ? [...path] : [];
}
