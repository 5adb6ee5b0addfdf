/** Ids made from one source of chance, so that an emulator with a seeded source answers the same every time. */

/** Like `Math.random`: a number from 0 up to but not including 1. */
export type Random = () => number;

/** The same sequence for the same seed, on every machine (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Every call needs digits, and looking them up is several times faster than writing numbers. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexDigits(count: number, random: Random): string {
  let digits = '';
  while (digits.length < count) {
    const bits = random() * 0x1_0000_0000;
    digits +=
      BYTES[(bits >>> 24) & 0xff]! + BYTES[(bits >>> 16) & 0xff]! + BYTES[(bits >>> 8) & 0xff]! + BYTES[bits & 0xff]!;
  }
  return digits.slice(0, count);
}

export function decimalDigits(count: number, random: Random): string {
  let digits = '';
  while (digits.length < count) digits += String(1_000_000_000 + Math.floor(random() * 1_000_000_000)).slice(1);
  return digits.slice(0, count);
}

/** A version 4 UUID. */
export function uuid(random: Random): string {
  const hex = hexDigits(32, random);
  const variant = '89ab'[Math.floor(random() * 4)];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
