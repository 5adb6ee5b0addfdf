/** One fault of one value against one schema. */
export interface Violation {
  /** Where, as a reader would write it in code: `handle[0].payload[1].key`; empty for the value itself. */
  path: string;
  /** The schema keyword that failed (`type`, `required`, `pattern`, …), or `json` for a body that is no JSON. */
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
