/**
 * What personalization a call asks for. The Web SDK asks per event, server clients per request; both count.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/personalization
 */

import type { ApiVersion } from '../protocol/endpoints.js';
import type { PropositionItem } from '../protocol/handles.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { maxDecisionScopes } from '../protocol/limits.js';
import { Refusal } from './problem.js';

export interface PersonalizationQuery {
  scopes: readonly string[];
  surfaces: readonly string[];
  /** Kinds of items that the client can use; undefined means any. */
  schemas: readonly string[] | undefined;
  /** Nothing in particular was asked for, so the offers marked as default are given. */
  wantsDefaults: boolean;
}

/** @returns undefined when the event gets no personalization. */
export function readPersonalization(
  version: ApiVersion,
  body: JsonObject,
  event: JsonObject,
): PersonalizationQuery | undefined {
  const queries = [body, event].map(personalizationOf).filter((query) => query !== undefined);
  if (queries.some((query) => query['enabled'] === false)) return undefined;

  const scopes = stringsIn(queries, 'decisionScopes');
  const surfaces = stringsIn(queries, 'surfaces');
  const schemas = stringsIn(queries, 'schemas');
  checkCount(scopes);
  const asksNothing = scopes.length === 0 && surfaces.length === 0;
  // A browser asks for everything it wants by name; a server call may leave the choice to the datastream.
  const wantsDefaults = asksNothing && version === 'v2' && !isNotification(event);
  if (asksNothing && !wantsDefaults) return undefined;
  return { scopes, surfaces, schemas: schemas.length > 0 ? schemas : undefined, wantsDefaults };
}

/** The items of an offer that the client can use; undefined when there are none. */
export function usableItems(
  items: readonly PropositionItem[],
  { schemas }: PersonalizationQuery,
): PropositionItem[] | undefined {
  const usable = items.filter(({ schema }) => schemas === undefined || schemas.includes(schema));
  return usable.length > 0 ? usable : undefined;
}

function personalizationOf({ query }: JsonObject): JsonObject | undefined {
  const personalization = isObject(query) ? query['personalization'] : undefined;
  return isObject(personalization) ? personalization : undefined;
}

function stringsIn(queries: readonly JsonObject[], field: string): string[] {
  const strings = new Set<string>();
  for (const query of queries) {
    const values: unknown = query[field];
    if (!Array.isArray(values)) continue;
    for (const value of values) if (typeof value === 'string') strings.add(value);
  }
  return [...strings];
}

function checkCount(scopes: readonly string[]): void {
  if (scopes.length <= maxDecisionScopes) return;
  const error = `query.personalization.decisionScopes names ${scopes.length} scopes; at most ${maxDecisionScopes} are allowed.`;
  throw new Refusal('EXEG-0104-422', 'The body is not valid; the report says why.', { errors: [error] });
}

/** Events that tell what became of an earlier proposition ask for no new one. */
function isNotification({ xdm }: JsonObject): boolean {
  const eventType = isObject(xdm) ? xdm['eventType'] : undefined;
  return typeof eventType === 'string' && /^decisioning\.proposition(?!Fetch)/.test(eventType);
}
