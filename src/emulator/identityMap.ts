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

/** Whose identities they are, for messages: those of one event, or of the call as a whole. */
export interface IdentityOwner {
  /** Undefined for a call without events. */
  eventIndex: number | undefined;
  /** A server has to say which identity is the visitor's; a browser's or an app's visitor is its ECID. */
  needsPrimary: boolean;
}

/**
 * @param maps have passed the schema of the request, so that they are well-formed; undefined where there is none.
 * @returns the identities in them, all of them acceptable.
 */
export function readIdentities(maps: readonly unknown[], owner: IdentityOwner, datastream: Datastream): Identity[] {
  const identities = maps.filter(isObject).flatMap((map) => identitiesIn(map, owner, datastream));
  if (owner.needsPrimary) checkPrimary(identities, owner, datastream);
  return identities;
}

function identitiesIn(map: JsonObject, owner: IdentityOwner, datastream: Datastream): Identity[] {
  return Object.entries(map).flatMap(([namespace, items]) => {
    checkNamespace(namespace, owner, datastream);
    return itemsOf(items).map(({ id, primary }) => {
      checkId(id, namespace, owner);
      return { namespace, id, isPrimary: String(primary) === 'true' };
    });
  });
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

function checkNamespace(namespace: string, owner: IdentityOwner, { identity, sandbox, orgId }: Datastream): void {
  if (identity.refusedNamespaces.includes(namespace)) {
    const detail = `${nameOf(owner)} carries identities in the namespace ${namespace}, which the datastream does not take from events.`;
    throw new Refusal('EXEG-0304-400', detail, reportOf(owner));
  }
  const own = identity.namespaces.map((code) => code.toLowerCase());
  if (STANDARD_NAMESPACES.includes(namespace.toLowerCase()) || own.includes(namespace.toLowerCase())) return;
  throw new Refusal(
    'EXEG-0013-422',
    `The sandbox '${sandbox}' of ${orgId} has no identity namespace '${namespace}'. Create it, or correct the code.`,
    reportOf(owner),
  );
}

function checkId(id: string, namespace: string, owner: IdentityOwner): void {
  if (id.trim() === '') {
    throw new Refusal('EXEG-0305-400', `'${id}' is no identity in the namespace ${namespace}.`, reportOf(owner));
  }
  const shape = shapes.get(namespace);
  if (shape === undefined || shape.fits(id)) return;
  const detail = `${nameOf(owner)}: '${id}' is not in the format of the namespace ${namespace}. Send ${shape.words}.`;
  throw new Refusal('EXEG-0308-400', detail, reportOf(owner));
}

function checkPrimary(identities: readonly Identity[], owner: IdentityOwner, { identity }: Datastream): void {
  const needsPrimary = identities.some(({ namespace }) => !identity.namespacesWithoutPrimary.includes(namespace));
  if (!needsPrimary || identities.some(({ isPrimary }) => isPrimary)) return;
  throw new Refusal(
    'EXEG-0306-400',
    `No identity of event #${owner.eventIndex} is primary. Set primary: true on the one that the event belongs to.`,
    reportOf(owner),
  );
}

function nameOf({ eventIndex }: IdentityOwner): string {
  return eventIndex === undefined ? 'The request' : `Event #${eventIndex}`;
}

function reportOf({ eventIndex }: IdentityOwner): { eventIndex?: number } {
  return eventIndex === undefined ? {} : { eventIndex };
}
