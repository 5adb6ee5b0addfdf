import { closest } from '../../spelling.js';

/** Which of a list a value was meant to be: the one that is spelt alike, or the one of another type that reads the same. */
export function nearestValue(value: unknown, allowed: readonly unknown[]): string | undefined {
  const texts = allowed.map(String);
  if (typeof value !== 'string') return texts.find((text) => text === String(value));
  const plain = value.trim();
  return texts.includes(plain) ? plain : closest(plain, texts);
}
