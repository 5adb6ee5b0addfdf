/**
 * Why live mode must not touch a datastream; undefined when it may.
 * A list by name, because whatever is sent to a live datastream stays in somebody's reports.
 */
export function refusalOf(datastreamId: string, allowed: readonly string[]): string | undefined {
  if (allowed.includes(datastreamId)) return undefined;
  const list = allowed.length === 0 ? 'is not set' : `has only ${allowed.join(', ')}`;
  return `Live mode refuses datastream ${datastreamId}: EDGE_ALLOWED_DATASTREAMS ${list}. Add it there if tests may write to it.`;
}
