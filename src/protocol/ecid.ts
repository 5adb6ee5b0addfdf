/** An Experience Cloud ID: 38 decimal digits in every documented and recorded answer. */
export function isEcid(value: unknown): value is string {
  return typeof value === 'string' && /^\d{38}$/.test(value);
}
