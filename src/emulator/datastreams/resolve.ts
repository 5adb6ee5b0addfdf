/** From the URL of a call to a datastream that can serve it, or the problem that keeps it from doing so. */

import { datastreamParameters, type ApiVersion } from '../../protocol/endpoints.js';
import { Refusal } from '../problem.js';
import type { Datastream } from './datastream.js';

/** @returns the id that the URL names, with its environment. Every spelling of the parameter is taken. */
export function readDatastreamId(query: URLSearchParams, version: ApiVersion): string {
  const id = datastreamIdIn(query, version);
  if (id !== undefined) return id;
  const [documented] = datastreamParameters[version];
  throw new Refusal('EXEG-0002-400', `The URL names no datastream. Add ${documented}=<datastream id> to its query.`);
}

export function datastreamIdIn(query: URLSearchParams, version: ApiVersion): string | undefined {
  const values = datastreamParameters[version].map((name) => query.get(name));
  return values.find((value) => value !== null && value !== '') ?? undefined;
}

export function unknownDatastream(id: string): Refusal {
  return new Refusal('EXEG-0003-400', `There is no datastream '${id}'. Use the id of one that exists.`);
}

export function checkUsable({ id, name, enabled, misconfigured, orgId, sandbox }: Datastream): void {
  if (!enabled) throw new Refusal('EXEG-0004-422', `The datastream '${name}' (${id}) is switched off. Enable it.`);
  if (misconfigured === 'organisation') {
    throw new Refusal('EXEG-0010-422', `The organisation '${orgId}' has no Experience Platform configuration.`);
  }
  if (misconfigured === 'platform') {
    throw new Refusal('EXEG-0011-422', `Experience Platform is not enabled on the datastream '${name}' (${id}).`);
  }
  if (misconfigured === 'sandbox') {
    const detail = `The sandbox '${sandbox}' of the datastream does not exist, or does not belong to '${orgId}'.`;
    throw new Refusal('EXEG-0012-422', detail);
  }
}
