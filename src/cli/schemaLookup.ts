/** Finds one schema in the Schema Registry by its id, or by its title. */

import type { RegistryAnswer, RegistryClient } from '../edge/schemaRegistry.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { listAccept, lookupAccept, maxListed, tenantSchemasPath } from '../protocol/schemaRegistry.js';
import { editDistance } from '../spelling.js';
import { PullRefused, refusalOf, type Candidate } from './schemaRefusal.js';

/** An organisation has hundreds of schemas; more pages than this are a registry that never ends. */
const MAX_PAGES = 50;

const MAX_SUGGESTIONS = 3;

/** `https://ns.adobe.com/acme/schemas/7b`, or in dots `_acme.schemas.7b`. */
const ID = /^(https?:\/\/|_[\w-]+\.schemas\.\S+$)/;

/**
 * The schema as the registry gives it, with its descriptors.
 *
 * @throws PullRefused
 */
export async function findSchema(registry: RegistryClient, wanted: string): Promise<JsonObject> {
  if (ID.test(wanted)) return lookUp(registry, { id: wanted, version: '1' });
  const found = await titled(registry, wanted);
  const [only] = found;
  if (only === undefined) throw await noSuchTitle(registry, wanted);
  if (found.length > 1) throw ambiguous(registry, wanted, found);
  return lookUp(registry, only);
}

/**
 * `xed-full-desc` is the one format with everything: fields that the organisation deprecated are marked in all formats,
 * standard fields that it deprecated are named by a descriptor, and identities are told by descriptors alone.
 * `xed-deprecatefield` marks both, and has no descriptors.
 */
async function lookUp(
  registry: RegistryClient,
  { id, version }: Pick<Candidate, 'id' | 'version'>,
): Promise<JsonObject> {
  const accept = lookupAccept('xed-full-desc', Number.parseInt(version, 10) || 1);
  const answer = await registry.get(`${tenantSchemasPath}/${encodeURIComponent(id)}`, accept);
  if (answer.status === 404) throw noSuchId(registry, id, answer);
  const schema = bodyOf(answer, registry);
  if (typeof schema['$id'] === 'string' && isObject(schema['properties'])) return schema;
  throw new PullRefused(`${registry.origin} answered something else than a resolved schema for ${id}.`);
}

async function titled(registry: RegistryClient, title: string): Promise<Candidate[]> {
  const query = `orderby=title&property=title==${encodeURIComponent(title)}`;
  const answer = await registry.get(`${tenantSchemasPath}?${query}`, listAccept('xed-id'));
  return candidatesIn(bodyOf(answer, registry)).filter((candidate) => candidate.title === title);
}

async function allSchemas(registry: RegistryClient): Promise<Candidate[]> {
  const found: Candidate[] = [];
  let start = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = `orderby=title&limit=${maxListed}${start}`;
    const body = bodyOf(await registry.get(`${tenantSchemasPath}?${query}`, listAccept('xed-id')), registry);
    found.push(...candidatesIn(body));
    const next = isObject(body['_page']) ? body['_page']['next'] : undefined;
    if (typeof next !== 'string' || next === '') break;
    start = `&start=${encodeURIComponent(next)}`;
  }
  return found;
}

function bodyOf(answer: RegistryAnswer, registry: RegistryClient): JsonObject {
  const { status, body } = answer;
  if (status !== 200) throw refusalOf(answer, registry);
  if (body === undefined) throw new PullRefused(`${registry.origin} answered, but no JSON. Check EDGE_PLATFORM_URL.`);
  return body;
}

function candidatesIn({ results }: JsonObject): Candidate[] {
  const list: unknown[] = Array.isArray(results) ? results : [];
  return list
    .filter(isObject)
    .flatMap(({ $id: id, title, version }) =>
      typeof id === 'string' && typeof title === 'string' ? [{ id, title, version: String(version) }] : [],
    );
}

function noSuchId({ sandbox }: RegistryClient, id: string, { body }: RegistryAnswer): PullRefused {
  const code = /XDM-\d+-\d+$/.exec(String(body?.['type']))?.[0];
  const what = `The sandbox '${sandbox}' has no schema ${id}${code === undefined ? '' : ` (${code})`}.`;
  return new PullRefused(`${what}\nCheck the id and --sandbox; a schema is found by its title as well.`);
}

function ambiguous({ sandbox }: RegistryClient, title: string, found: readonly Candidate[]): PullRefused {
  const ids = found.map(({ id, version }) => `\n  ${id} (version ${version})`).join('');
  const what = `${found.length} schemas of the sandbox '${sandbox}' have the title "${title}". Give the id of one:`;
  return new PullRefused(what + ids, found);
}

async function noSuchTitle(registry: RegistryClient, title: string): Promise<PullRefused> {
  const all = await allSchemas(registry);
  const near = nearest(title, all);
  const titles = near.map((candidate) => `"${candidate.title}"`).join(', ');
  const hint = near.length > 0 ? `The nearest: ${titles}.` : `It has ${all.length} schemas, and none of a like title.`;
  const what = `The sandbox '${registry.sandbox}' has no schema with the title "${title}".`;
  return new PullRefused(`${what}\n${all.length === 0 ? 'It has no schemas at all: check --sandbox.' : hint}`, near);
}

/** Those that share half of their letters with the title, or are a part of it, or have it as a part. */
function nearest(title: string, candidates: readonly Candidate[]): Candidate[] {
  const wanted = title.toLowerCase();
  return candidates
    .map((candidate) => {
      const other = candidate.title.toLowerCase();
      const isPart = other.includes(wanted) || wanted.includes(other);
      return { candidate, isPart, edits: editDistance(wanted, other), length: Math.max(wanted.length, other.length) };
    })
    .filter(({ isPart, edits, length }) => isPart || edits * 2 <= length)
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate);
}
