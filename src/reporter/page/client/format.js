/** Numbers, times and names as the page writes them. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} count */
export function number(count) {
  return grouped.format(count);
}

/**
 * `1 call`, `2 calls`
 *
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** @param {number} ms */
export function milliseconds(ms) {
  if (ms >= 100_000) return duration(ms);
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 10 || Number.isInteger(ms)) return `${number(ms)} ms`;
  return `${ms.toFixed(1)} ms`;
}

/** @param {number} ms */
export function duration(ms) {
  const seconds = Math.round(ms / 1000);
  if (seconds < 100) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** In UTC: the team may sit anywhere, and logs are in UTC.
 * @param {string} iso
 */
export function time(iso) {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** @param {number} part
 * @param {number} whole
 */
export function percent(part, whole) {
  return whole === 0 ? '0 %' : `${Math.round((part / whole) * 100)} %`;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? 0) + upper) / 2;
}
