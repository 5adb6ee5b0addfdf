/**
 * The identity cookie `kndctr_<org>_identity`: a proto3 message in base64url.
 *
 *     1 string ecid
 *     10 message { 1 int64 created_at (ms), 2 bool is_new, 3 int32 device_type, 5 string region, 6 int32 source }
 *     20 int64 last_sync, 21 int64 sync_hash, 22 int32 id_sync_container_id    only in a third-party context
 *     30 int64 write_time (ms)
 *
 * @see https://github.com/adobe/alloy, packages/core/src/utils/createDecodeKndctrCookie.js
 */

import { readFields, writeFields, type WireField } from './protobuf.js';

export const deviceTypes = ['unknown', 'browser', 'mobile'] as const;
/** Where the ECID came from; a browser's first visit is `random`, which the wire leaves out. */
export const identitySources = ['random', 'third-party', 'first-party', 'received'] as const;

export interface IdentityCookie {
  ecid: string;
  createdAtMs?: number;
  isNew?: boolean;
  deviceType?: (typeof deviceTypes)[number];
  /** Upper case here (`OR2`), lower case in hints and in the cluster cookie. */
  region?: string;
  source?: (typeof identitySources)[number];
  lastSync?: number;
  /** 64 bits: more than a number holds exactly. */
  syncHash?: bigint;
  idSyncContainerId?: number;
  writtenAtMs?: number;
}

/** The value of an identity cookie: what a browser that has been here before sends, for a spec that plays one. */
export function encodeIdentityCookie(cookie: IdentityCookie): string {
  const meta = writeFields([
    [1, cookie.createdAtMs],
    [2, cookie.isNew === true ? 1 : undefined],
    [3, indexIn(deviceTypes, cookie.deviceType)],
    [5, cookie.region],
    [6, indexIn(identitySources, cookie.source)],
  ]);
  const message = writeFields([
    [1, cookie.ecid],
    [10, meta.length > 0 ? meta : undefined],
    [20, cookie.lastSync],
    [21, cookie.syncHash],
    [22, cookie.idSyncContainerId],
    [30, cookie.writtenAtMs],
  ]);
  return base64(message);
}

/**
 * @returns undefined for anything that is not such a cookie: the value travels through browsers and may be cut,
 * doubled or forged.
 */
export function decodeIdentityCookie(value: string): IdentityCookie | undefined {
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(value)) return undefined;
  const fields = readFields(Buffer.from(value, 'base64'));
  const ecid = textOf(fields?.get(1));
  if (fields === undefined || ecid === undefined || !/^\d+$/.test(ecid)) return undefined;

  const metaBytes = fields.get(10);
  const meta = metaBytes instanceof Uint8Array ? readFields(metaBytes) : undefined;
  return withoutUndefined({
    ecid,
    createdAtMs: numberOf(meta?.get(1)),
    isNew: meta?.get(2) === undefined ? undefined : meta.get(2) === 1n,
    deviceType: deviceTypes[numberOf(meta?.get(3)) ?? -1],
    region: textOf(meta?.get(5)),
    source: identitySources[numberOf(meta?.get(6)) ?? -1],
    lastSync: numberOf(fields.get(20)),
    syncHash: bigintOf(fields.get(21)),
    idSyncContainerId: numberOf(fields.get(22)),
    writtenAtMs: numberOf(fields.get(30)),
  });
}

/** proto3 leaves a field out when it holds the zero of its type. */
function indexIn(names: readonly string[], name: string | undefined): number | undefined {
  const index = name === undefined ? -1 : names.indexOf(name);
  return index > 0 ? index : undefined;
}

/** The URL-safe alphabet with `=` padding, as the service writes it. */
function base64(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function numberOf(field: WireField | undefined): number | undefined {
  return typeof field === 'bigint' ? Number(field) : undefined;
}

function bigintOf(field: WireField | undefined): bigint | undefined {
  return typeof field === 'bigint' ? field : undefined;
}

function textOf(field: WireField | undefined): string | undefined {
  return field instanceof Uint8Array ? Buffer.from(field).toString('utf8') : undefined;
}

function withoutUndefined(cookie: { [Key in keyof IdentityCookie]: IdentityCookie[Key] | undefined }): IdentityCookie {
  return Object.fromEntries(
    Object.entries(cookie).filter(([, value]) => value !== undefined),
  ) as unknown as IdentityCookie;
}
