/**
 * Lists of schemas: filtered, sorted, and in pages.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/appendix
 */

import type { JsonObject } from '../../protocol/json.js';
import { maxListed, tenantSchemasPath } from '../../protocol/schemaRegistry.js';
import { RegistryRefusal } from './refusal.js';
import type { XdmSchema } from './schemas.js';

const MAX_LIMIT = 500;

/** `title==Orders`, `version>=1.2`, or `title` alone for those that have one. */
const FILTER = /^([^=!<>]+)(?:(==|!=|<=|>=|<|>)(.*))?$/s;

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
};

/**
 * @param view how each schema is shown.
 * @throws RegistryRefusal for a parameter that makes no sense.
 */
export function listed(
  schemas: readonly XdmSchema[],
  query: URLSearchParams,
  view: (schema: XdmSchema) => JsonObject,
): JsonObject {
  const found = schemas.filter((schema) => query.getAll('property').every((filter) => passes(schema, filter)));
  const { page, orderby, next } = pageOf(found, query);
  return {
    results: page.map(view),
    _page: { orderby, next, count: page.length },
    _links: {
      next: next === null ? null : { href: nextHref(query, next) },
      global_schemas: { href: tenantSchemasPath.replace('/tenant/', '/global/') },
    },
  };
}

function passes(schema: XdmSchema, filter: string): boolean {
  const [, name, operator, value = ''] = FILTER.exec(filter) ?? [];
  if (name === undefined) throw invalid(`property=${filter} is no filter such as property=title==Orders.`);
  const own = propertyOf(schema, name);
  if (operator === undefined) return own !== undefined;
  return own === undefined ? operator === '!=' : comparisons[operator]!(compareAsNumbers(own, value));
}

/** Pages are made by value, so that schemas which share one are never torn apart: a page may be longer than asked for. */
function pageOf(found: readonly XdmSchema[], query: URLSearchParams) {
  const orderby = query.get('orderby');
  const [limit, start] = [query.get('limit'), query.get('start')];
  if (orderby === null) {
    if (limit !== null || start !== null) throw invalid('limit and start cannot be used without orderby.');
    return { page: found.slice(0, maxListed), orderby: 'updated', next: null };
  }
  const most = limit === null ? maxListed : Number(limit);
  if (!Number.isInteger(most) || most < 0 || most > MAX_LIMIT || limit === '') {
    throw invalid(`limit must be a whole number from 0 to ${MAX_LIMIT}.`);
  }
  const keys = orderby.split(',').map((key) => key.trim());
  const [primary = ''] = keys;
  const sorted = found.toSorted((a, b) => firstDifference(keys, (key) => ordered(a, b, key)));
  const rest = start === null ? sorted : sorted.filter((schema) => orderedValue(schema, start, primary) > 0);
  const last = rest[most - 1];
  const page = rest.filter((schema, index) => index < most || (last && ordered(schema, last, primary) === 0));
  const end = page.at(-1);
  const next = end === undefined || page.length === rest.length ? null : sortValue(end, primary);
  return { page, orderby, next };
}

/** A key with `-` in front sorts downwards. */
function ordered(schema: XdmSchema, other: XdmSchema, key: string): number {
  return orderedValue(schema, sortValue(other, key), key);
}

function orderedValue(schema: XdmSchema, value: string, key: string): number {
  const order = compare(sortValue(schema, key), value);
  return key.startsWith('-') ? -order : order;
}

function sortValue(schema: XdmSchema, key: string): string {
  return propertyOf(schema, key.replace(/^-/, '')) ?? '';
}

function firstDifference(keys: readonly string[], difference: (key: string) => number): number {
  for (const key of keys) {
    const order = difference(key);
    if (order !== 0) return order;
  }
  return 0;
}

/** Only what stands at the top of the schema. */
function propertyOf(schema: XdmSchema, name: string): string | undefined {
  const value = Object.hasOwn(schema, name) ? schema[name] : undefined;
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Where both are some; for sorting that would not be an order. */
function compareAsNumbers(one: string, other: string): number {
  const isNumber = /^\d+(\.\d+)?$/;
  return isNumber.test(one) && isNumber.test(other) ? Number(one) - Number(other) : compare(one, other);
}

function nextHref(query: URLSearchParams, next: string): string {
  const following = new URLSearchParams(query);
  following.set('start', next);
  return `${tenantSchemasPath}?${following.toString()}`;
}

/** No code is documented for these. */
function invalid(detail: string): RegistryRefusal {
  return new RegistryRefusal({ status: 400, title: 'Bad Request' }, detail);
}
