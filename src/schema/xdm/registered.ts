/** Finds the XDM schema that a name means: `$id`, `meta:altId`, or the title that people know it by. */

import { EdgeUsageError } from '../../errors.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import { unusable, findSchema, registeredSchemas, suggestion } from '../registry.js';
import { DEFAULT_XDM } from './bundled.js';
import { isXdmResource } from './resource.js';
import { xdmSchemaOf, type XdmSchema } from './schema.js';

/**
 * @param schema a name, or a schema itself. @default the bundled Experience Event
 * @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN` for a name that nobody has, or that several have.
 */
export function requireXdmSchema(schema: string | object = DEFAULT_XDM): XdmSchema {
  if (typeof schema === 'string') {
    const found = findXdmSchema(schema);
    if (found === undefined)
      throw new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', `No schema has the id or title "${schema}".`, {
        fix: suggestion(schema),
      });
    return found;
  }
  if (!isObject(schema)) throw unusable('The given schema', 'a schema is an object');
  return xdmSchemaOf(schema);
}

/** Undefined when nobody has that name. @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN` when several schemas have that title. */
export function findXdmSchema(name: string): XdmSchema | undefined {
  const byId = findSchema(name);
  const resource = byId ?? resourceNamed(name);
  return resource === undefined ? undefined : xdmSchemaOf(resource);
}

/** The one schema for events that is registered; undefined when there are none or several. */
export function soleEventSchema(): XdmSchema | undefined {
  const [first, second] = registeredEventSchemas();
  return second === undefined ? first : undefined;
}

/** Those that a customer registered, as opposed to what they are made of. */
export function registeredEventSchemas(): XdmSchema[] {
  return xdmResources().filter(isEventSchema).map(xdmSchemaOf);
}

const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

function isEventSchema({ 'meta:resourceType': kind, 'meta:class': ofClass }: JsonObject): boolean {
  return (kind === 'schemas' || kind === undefined) && ofClass === EVENT_CLASS;
}

function resourceNamed(name: string): JsonObject | undefined {
  const named = xdmResources().filter((resource) => resource['meta:altId'] === name || resource['title'] === name);
  const [first, second] = named.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined || second === undefined || rank(first) < rank(second)) return first;
  const ids = named.map(({ $id }) => `"${String($id)}"`).join(', ');
  throw new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', `${named.length} schemas have the title "${name}".`, {
    fix: `Name it by its id: ${ids}.`,
  });
}

/** A schema goes before a field group of the same title. */
function rank(resource: JsonObject): number {
  return resource['meta:resourceType'] === 'schemas' ? 0 : 1;
}

function xdmResources(): JsonObject[] {
  return registeredSchemas().filter(isXdmResource);
}
