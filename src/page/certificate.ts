/**
 * The certificate under which the tap speaks for the Edge Network: made anew in every process, kept in memory only.
 *
 * The browser is told the hash of its key and then asks nothing else of a certificate that has it, neither names nor
 * issuer, so that one serves all hosts. `ignoreHTTPSErrors` would not do: Chromium checks connections that are opened
 * while a page unloads all the same.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1 for the fields
 */

import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface TapKey {
  /** For `--ignore-certificate-errors-spki-list`: SHA-256 of the public key, in base64. */
  readonly hash: string;
  /** PEM. Made when it is first asked for: a worker that never opens a page needs the hash only. */
  certificate(): { key: string; cert: string };
}

/** A fresh P-256 key. */
export function makeTapKey(): TapKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  let made: { key: string; cert: string } | undefined;
  return {
    hash: createHash('sha256').update(spki).digest('base64'),
    certificate: () =>
      (made ??= {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: pem(selfSigned(spki, privateKey)),
      }),
  };
}

const DAY_MS = 24 * 60 * 60_000;

/** Tags of DER. */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
/** Of the field `version`, which is tagged explicitly. */
const VERSION = 0xa0;

const ECDSA_WITH_SHA256 = der(SEQUENCE, der(OBJECT_ID, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = Buffer.from('550403', 'hex');
const X509_V3 = 2;

function selfSigned(spki: Buffer, privateKey: KeyObject): Buffer {
  const attribute = der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8_STRING, Buffer.from('playwright-datastream')));
  const name = der(SEQUENCE, der(SET, attribute));
  const now = Date.now();
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([X509_V3]))),
    der(INTEGER, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    der(SEQUENCE, utcTime(now - DAY_MS), utcTime(now + DAY_MS)),
    name,
    spki,
  );
  const signature = sign('sha256', content, privateKey);
  // A bit string begins with the number of bits that its last byte does not use.
  return der(SEQUENCE, content, ECDSA_WITH_SHA256, der(BIT_STRING, Buffer.from([0]), signature));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

/** Up to 127 in one byte; beyond, the number of bytes that follow comes first. */
function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return [0x80 | bytes.length, ...bytes];
}

/** `YYMMDDhhmmssZ` */
function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(UTC_TIME, Buffer.from(`${digits}Z`));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}
