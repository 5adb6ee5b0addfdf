/** One fault of one value against one schema. */
export interface Violation {
  /** Where, as a reader would write it in code: `handle[0].payload[1].key`; empty for the value itself. */
  path: string;
  /**
   * The schema keyword that failed (`type`, `required`, `pattern`, …); `json` for a body that is no JSON, `empty` for a
   * body that should not be there, `transfer` for one that was cut on its way or cannot be decompressed, `nesting` for a value too deep to be checked.
   */
  rule: string;
  /** What would have been right, in words: `string`, `one of "in", "out"`. */
  expected: string;
  /** What was there; undefined when nothing was. */
  received: unknown;
  /** Id of the schema that was violated, for example `edge:handle/state:store`. */
  schema: string;
  /** The whole fault as one line. */
  message: string;
}

/** Completes a fault with its line: `handle[0].payload[0].key: expected string, received number 42`. */
export function violation(fault: Omit<Violation, 'message'>, text?: string): Violation {
  const { path, expected, received } = fault;
  const what = text ?? `expected ${expected}, received ${describe(received)}`;
  return { ...fault, message: path === '' ? what : `${path}: ${what}` };
}

/** How many characters of a text a line quotes. */
export const EXCERPT = 60;

/** What a value is, short enough for a line: containers are never written out, however deep they are. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `array of ${plural(value.length, 'item')}`;
  if (typeof value === 'string') return `string ${quote(value)}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${typeof value} ${value}`;
  return typeof value;
}

export function quote(text: string): string {
  return text.length > EXCERPT ? `${JSON.stringify(text.slice(0, EXCERPT))}…` : JSON.stringify(text);
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
