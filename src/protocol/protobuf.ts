/**
 * The two protobuf wire types that the identity cookie uses: varint and length-delimited.
 * A protobuf library would be a dependency of every user for one 100-byte message.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;
/** A 64-bit varint is at most ten bytes; a longer one is not a message. */
const MAX_VARINT_BYTES = 10;

/** A bigint for varints, which may hold 64 bits; the bytes of a string or a nested message otherwise. */
export type WireField = bigint | Uint8Array;

/** Fields with an undefined value are left out. */
export function writeFields(
  fields: readonly (readonly [tag: number, value: number | bigint | string | Uint8Array | undefined])[],
): Uint8Array {
  const bytes: number[] = [];
  for (const [tag, value] of fields) {
    if (value === undefined) continue;
    if (typeof value === 'number' || typeof value === 'bigint') {
      pushVarint(bytes, tag * 8 + VARINT);
      pushVarint(bytes, value);
    } else {
      const content = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
      pushVarint(bytes, tag * 8 + LENGTH_DELIMITED);
      pushVarint(bytes, content.length);
      for (const byte of content) bytes.push(byte);
    }
  }
  return Buffer.from(bytes);
}

/** @returns the last value of each field, or undefined when the bytes are not a message of these two wire types. */
export function readFields(bytes: Uint8Array): Map<number, WireField> | undefined {
  const fields = new Map<number, WireField>();
  let offset = 0;
  while (offset < bytes.length) {
    const key = readVarint(bytes, offset);
    const value = key && readVarint(bytes, key.next);
    if (key === undefined || value === undefined) return undefined;
    const tag = Number(key.value >> 3n);
    const wireType = Number(key.value & 7n);
    offset = value.next;
    if (wireType === VARINT) {
      fields.set(tag, value.value);
    } else if (wireType === LENGTH_DELIMITED && value.value >= 0n && offset + Number(value.value) <= bytes.length) {
      fields.set(tag, bytes.subarray(offset, offset + Number(value.value)));
      offset += Number(value.value);
    } else {
      return undefined;
    }
  }
  return fields;
}

function pushVarint(bytes: number[], value: number | bigint): void {
  // The emulator writes a cookie for every new visitor, and numbers are many times faster than bigints.
  if (typeof value === 'bigint' || value < 0) pushLargeVarint(bytes, BigInt.asUintN(64, BigInt(value)));
  else {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
    bytes.push(rest);
  }
}

function pushLargeVarint(bytes: number[], value: bigint): void {
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
}

function readVarint(bytes: Uint8Array, start: number): { value: bigint; next: number } | undefined {
  let value = 0n;
  for (let index = 0; index < MAX_VARINT_BYTES; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: BigInt.asIntN(64, value), next: start + index + 1 };
  }
  return undefined;
}
