/**
 * What a file with a schema may hold: an export of the Schema Registry, what its interface copies as JSON, Adobe's
 * public XDM, or JSON Schema of any other kind.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/getting-started#accept
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/ui/export
 */

import { isObject, type JsonObject } from '../../protocol/json.js';

/** Asks the Schema Registry for a schema with everything in it. */
const FULL_EXPORT = 'application/vnd.adobe.xed-full+json; version=1';

/** Stands for the tenant in what the interface copies. */
const TENANT_PLACEHOLDER = '<XDM_TENANTID_PLACEHOLDER>';
/** Names of tenants begin with an underscore; `_id` and `_experience` are not theirs. */
export const TENANT_PATTERN = '^_(?!(?:id|experience)$)[a-z0-9]+$';

/** Whether a schema is XDM: the registry and the public files describe themselves in a vocabulary of their own. */
export function isXdmResource(schema: JsonObject): boolean {
  const { $id } = schema;
  return (
    Object.keys(schema).some((keyword) => keyword.startsWith('meta:')) ||
    (typeof $id === 'string' &&
      /^https:\/\/ns\.(adobe|[\w-]+)\.com\/.*\b(schemas|mixins|classes|datatypes|fieldgroups|xdm)\//.test($id))
  );
}

/**
 * The schemas that a file holds: one, or those that a schema of the interface is made of.
 *
 * @throws Error that says why it holds none.
 */
export function schemasIn(content: unknown): JsonObject[] {
  if (!Array.isArray(content)) {
    if (!isObject(content)) throw new Error('a schema is an object');
    return [content];
  }
  const resources = content.filter((each) => isObject(each) && isXdmResource(each));
  if (resources.length === 0 || resources.length < content.length)
    throw new Error(
      'a list of schemas is what the Schema Registry copies as JSON, with "meta:resourceType" in each of them',
    );
  return resources.map(withAnyTenant);
}

/** What restricts the names of JSON-LD in public XDM; nothing of it holds for an event. */
export function isJsonLdContext(reference: string): boolean {
  return reference.endsWith('#/definitions/@context');
}

/** Which resources a schema refers to that are not in it. */
export function foreignReferences(schema: JsonObject): string[] {
  const found = new Set<string>();
  const open: unknown[] = [schema];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    if (isObject(part) && typeof part['$ref'] === 'string' && !isJsonLdContext(part['$ref']))
      found.add(part['$ref'].split('#')[0]!);
    open.push(
      ...Object.values(part)
        .filter((value) => typeof value === 'object')
        .toReversed(),
    );
  }
  found.delete('');
  if (typeof schema['$id'] === 'string') found.delete(schema['$id']);
  return [...found];
}

/** Says what is missing, and how to get a schema that has it. */
export function missingResources(ids: readonly string[]): string {
  const [first = '', ...others] = ids;
  const which = others.length === 0 ? ', which is' : ` and ${others.length} more, which are`;
  return `it refers to ${first}${which} nowhere to be found. Export it whole, with "Accept: ${FULL_EXPORT}" or datastream schema pull`;
}

/** Whose tenant it is cannot be known, so any will do. */
function withAnyTenant(resource: unknown): JsonObject {
  const text = JSON.stringify(resource, (_, part: unknown) => (isObject(part) ? openTenant(part) : part));
  return JSON.parse(text) as JsonObject;
}

function openTenant(part: JsonObject): JsonObject {
  const name = `_${TENANT_PLACEHOLDER}`;
  const { properties, required, ...rest } = part;
  const { [name]: tenant, ...fields } = isObject(properties) ? properties : {};
  return {
    ...rest,
    ...(properties !== undefined && { properties: isObject(properties) ? fields : properties }),
    ...(tenant !== undefined && { patternProperties: { [TENANT_PATTERN]: tenant } }),
    ...(required !== undefined && {
      required: Array.isArray(required) ? required.filter((each) => each !== name) : required,
    }),
  };
}
