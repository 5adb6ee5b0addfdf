/**
 * Reads and checks the identity maps of events.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/edge-network-server-api/visitor-identification
 */

import { isEcid } from '../protocol/ecid.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { Datastream } from './datastreams/datastream.js';
import { Refusal } from './problem.js';

export interface Identity {
  namespace: string;
  id: string;
  isPrimary: boolean;
}

/** Namespaces that every sandbox has. Compared without case: Adobe's guides write both `Email` and `email`. */
const STANDARD_NAMESPACES = [
  'ECID',
  'CORE',
  'FPID',
  'Email',
  'Email_LC_SHA256',
  'Phone',
  'Phone_E.164',
  'Phone_SHA256',
  'Phone_SHA256_E.164',
  'AdCloud',
  'TNTID',
  'IDFA',
  'GAID',
  'WAID',
  'AAID',
  'APNS',
  'FCM',
].map((code) => code.toLowerCase());

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const shapes = new Map<string, { fits: (id: string) => boolean; words: string }>([
  ['ECID', { fits: isEcid, words: 'a number of 38 digits' }],
  ['FPID', { fits: isFpid, words: 'a version 4 UUID' }],
]);

export function isFpid(value: unknown): value is string {
  return typeof value === 'string' && UUID_V4.test(value);
}

/**
 * @param event has passed the schema of its request, so that its identity map is well-formed.
 * @returns the identities of one event, all of them acceptable. An event without identity map has none.
 */
export function readIdentities(event: JsonObject, eventIndex: number, datastream: Datastream): Identity[] {
  const xdm = isObject(event['xdm']) ? event['xdm'] : {};
  const map = isObject(xdm['identityMap']) ? xdm['identityMap'] : {};
  const identities = Object.entries(map).flatMap(([namespace, items]) => {
    checkNamespace(namespace, eventIndex, datastream);
    return itemsOf(items).map(({ id, primary }) => {
      checkId(id, namespace, eventIndex);
      return { namespace, id, isPrimary: String(primary) === 'true' };
    });
  });
  checkPrimary(identities, eventIndex, datastream);
  return identities;
}

interface IdentityItem {
  id: string;
  /** Adobe's own example of a collect request sends the text `"true"`. */
  primary?: boolean | 'true' | 'false';
}

function itemsOf(items: unknown): IdentityItem[] {
  return Array.isArray(items) ? items.filter(isIdentityItem) : [];
}

function isIdentityItem(item: unknown): item is IdentityItem {
  return isObject(item) && typeof item['id'] === 'string';
}

function checkNamespace(namespace: string, eventIndex: number, { identity, sandbox, orgId }: Datastream): void {
  if (identity.refusedNamespaces.includes(namespace)) {
    const detail = `Event #${eventIndex} carries identities in the namespace ${namespace}, which the datastream does not take from events.`;
    throw new Refusal('EXEG-0304-400', detail, { eventIndex });
  }
  const own = identity.namespaces.map((code) => code.toLowerCase());
  if (STANDARD_NAMESPACES.includes(namespace.toLowerCase()) || own.includes(namespace.toLowerCase())) return;
  throw new Refusal(
    'EXEG-0013-422',
    `The sandbox '${sandbox}' of ${orgId} has no identity namespace '${namespace}'. Create it, or correct the code.`,
    { eventIndex },
  );
}

function checkId(id: string, namespace: string, eventIndex: number): void {
  if (id.trim() === '') {
    throw new Refusal('EXEG-0305-400', `'${id}' is no identity in the namespace ${namespace}.`, { eventIndex });
  }
  const shape = shapes.get(namespace);
  if (shape === undefined || shape.fits(id)) return;
  const detail = `Event #${eventIndex}: '${id}' is not in the format of the namespace ${namespace}. Send ${shape.words}.`;
  throw new Refusal('EXEG-0308-400', detail, { eventIndex });
}

function checkPrimary(identities: readonly Identity[], eventIndex: number, { identity }: Datastream): void {
  const needsPrimary = identities.some(({ namespace }) => !identity.namespacesWithoutPrimary.includes(namespace));
  if (!needsPrimary || identities.some(({ isPrimary }) => isPrimary)) return;
  throw new Refusal(
    'EXEG-0306-400',
    `No identity of event #${eventIndex} is primary. Set primary: true on the one that the event belongs to.`,
    { eventIndex },
  );
}
