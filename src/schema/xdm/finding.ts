/** What is to be said of one place of an event. */

import type { Violation } from '../violation.js';

export type Severity = 'error' | 'warning';

/** One thing to say of one place of an event; `path` starts in `xdm`: `web.webPageDetails.URL`, or with `data` beside it. */
export interface Finding extends Violation {
  /** A keyword of JSON Schema (`type`, `required`, `enum`, …), or an `XdmRule`. */
  rule: string;
  severity: Severity;
  /** What the schema calls the field. */
  title?: string;
  /** Values that would have been right, or that are suggested. */
  allowed?: readonly unknown[];
  /** Path of the field that was probably meant, or the value. */
  suggestion?: string;
}

/**
 * What is looked for beyond the keywords of JSON Schema, and how bad it is unless a test says otherwise.
 * An error: ingestion drops the record or the field, or the value cannot be what was meant. A warning: it can.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-validation
 */
export const defaultSeverities = {
  /** A field that the schema does not name. */
  'unknown-field': 'error',
  'null-value': 'error',
  /** A timestamp without zone, which ingestion refuses. */
  'timestamp-zone': 'error',
  'timestamp-future': 'error',
  'timestamp-old': 'warning',
  /** An ECID has 38 digits; a record with another is skipped. */
  'ecid-format': 'error',
  'empty-identity': 'error',
  'several-primaries': 'error',
  /** `primary: "true"` instead of `true`. */
  'primary-type': 'error',
  /** `data` inside `xdm` instead of beside it. */
  'nested-data': 'error',
  /** XDM fields beside `xdm` instead of in it. */
  'misplaced-xdm': 'error',
  'deprecated-field': 'warning',
  /** A value that is not among those that the schema suggests. */
  'suggested-value': 'warning',
  /** `undefined`, `[object Object]`, `{{name}}`, `%name%`: a value that was never filled in. */
  'placeholder-value': 'warning',
  /** E-mail address, phone, payment card or bank account number outside the identity map. */
  'personal-data': 'warning',
  /** A whole number that JavaScript cannot hold exactly. */
  'unsafe-integer': 'warning',
} as const satisfies Record<string, Severity>;

export type XdmRule = keyof typeof defaultSeverities;

/** By rule: an `XdmRule`, or a keyword of JSON Schema. Keywords are errors by default. */
export type XdmRules = Partial<Record<XdmRule, Severity | 'off'>> & Record<string, Severity | 'off'>;

/** What is found, before anybody has said how bad it is. */
export type Found = Omit<Finding, 'severity' | 'message' | 'schema'> & { text: string };
