/** Values as they travel: what `JSON.parse` returns. */
export type JsonObject = { [field: string]: unknown };

/** An object with fields: not an array, not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
