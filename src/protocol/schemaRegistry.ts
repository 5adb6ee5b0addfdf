/**
 * Facts of Adobe's Schema Registry, as far as schemas of an organisation are read from it.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/schemas
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/getting-started
 */

import { isObject, type JsonObject } from './json.js';

/** Lists the schemas of the organisation; with `/{id}` behind it, one of them. */
export const tenantSchemasPath = '/data/foundation/schemaregistry/tenant/schemas';

/** What the sandbox is called that every organisation has. */
export const defaultSandbox = 'prod';

/** How a schema may be asked for; a version must be named with it. */
export const lookupFormats = [
  'xed',
  'xed-full',
  'xed-notext',
  'xed-full-notext',
  'xed-full-desc',
  'xed-deprecatefield',
] as const;

export type LookupFormat = (typeof lookupFormats)[number];

/** How a list may be asked for, without a version: in short, or with every schema as it is written. */
export const listFormats = ['xed-id', 'xed'] as const;

export type ListFormat = (typeof listFormats)[number];

/** The most that a list holds when it is not asked for in pages. */
export const maxListed = 300;

export function listAccept(format: ListFormat): string {
  return `application/vnd.adobe.${format}+json`;
}

/** @param version the major one; the registry gives the latest minor one of it. */
export function lookupAccept(format: LookupFormat, version: number): string {
  return `application/vnd.adobe.${format}+json; version=${version}`;
}

/** The `$id` in dots: `https://ns.adobe.com/acme/schemas/7b` becomes `_acme.schemas.7b`. */
export function altIdOf(id: string): string {
  return `_${id.replace(/^https?:\/\/ns\.adobe\.com\//, '').replaceAll('/', '.')}`;
}

/**
 * A copy in which the fields that a descriptor deprecates carry `meta:status: deprecated`, as those do that the
 * organisation deprecated in a resource of its own. Standard fields are not its own, so that only a descriptor can tell.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/descriptors
 */
export function withDeprecatedFields(schema: JsonObject): JsonObject {
  const marked = structuredClone(schema);
  for (const pointer of deprecatedProperties(schema['meta:descriptors'])) {
    const field = fieldAt(marked, pointer);
    if (field !== undefined) field['meta:status'] = 'deprecated';
  }
  return marked;
}

/** Paths such as `/commerce/order/taxAmount`; a descriptor names one, or a list of them. */
function deprecatedProperties(descriptors: unknown): string[] {
  if (!Array.isArray(descriptors)) return [];
  return descriptors
    .filter(isObject)
    .filter((descriptor) => descriptor['@type'] === 'xdm:descriptorDeprecated')
    .flatMap((descriptor): unknown => descriptor['xdm:sourceProperty'])
    .filter((property) => typeof property === 'string');
}

/** The path leaves out `properties`, and the items of lists. */
function fieldAt(schema: JsonObject, pointer: string): JsonObject | undefined {
  let field: unknown = schema;
  for (const name of pointer.split('/').slice(1)) {
    const holder: unknown = isObject(field) && isObject(field['items']) ? field['items'] : field;
    const properties = isObject(holder) ? holder['properties'] : undefined;
    field = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  }
  return isObject(field) && field !== schema ? field : undefined;
}
