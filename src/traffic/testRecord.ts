/**
 * What a test leaves for the report: a line for each call instead of its bodies, so that ten thousand calls are still a
 * report of a few megabytes. It travels as an attachment, through blob reports and their merging like everything else.
 */

import type { EndpointName } from '../protocol/endpoints.js';

/** Name of the attachment. Playwright's HTML report hides names that begin with an underscore. */
export const TEST_RECORD = '_edge-record.json';

export interface TestRecord {
  version: 1;
  target: 'emulator' | 'live';
  calls: CallRecord[];
  /** Of the oldest calls that were given up to bound memory. */
  dropped: number;
  /** What the answers of this test showed, each once. */
  facts: Fact[];
  /** What one answer showed, as indexes into `facts`; many answers show the same. */
  answers: number[][];
  /** What matchers asserted, each once. */
  asserted: Asserted[];
  /** Fields of XDM that its events had: `web.webPageDetails.name`, items of lists as `productListItems[].SKU`. */
  xdmFields: string[];
  tagLibraries: TagLibraryRecord[];
  /** What XDM said of its events. */
  xdm?: { errors: number; warnings: number };
}

export interface CallRecord {
  endpoint: EndpointName | 'other';
  /** Method and path, without query. */
  path: string;
  datastreamId?: string;
  /** Of the answer; else as it was sent. */
  requestId?: string;
  /** Undefined when no answer came. */
  status?: number;
  /** Why no answer came, or not the whole one. */
  failure?: string;
  totalMs?: number;
  firstByteMs?: number;
  /** Milliseconds since the first call of the test was sent. */
  startMs: number;
  /** Of its events. */
  eventTypes: string[];
  /** Sent by a page. */
  page?: { frameUrl?: string; transport: 'fetch' | 'beacon' | 'other' };
  isRetry?: true;
  /** Codes of the fatal problem, of errors and of warnings. */
  problems: { kind: 'fatal' | 'error' | 'warning'; code: string }[];
  /** Index into `answers`; undefined when none came. */
  answer?: number;
}

/** One thing that an answer showed. Volatile values, ids and times, are never part of one. */
export type Fact =
  | { kind: 'handle'; handle: string }
  /** Where in the payload items of a handle type, and the JSON type of what is there. */
  | { kind: 'field'; handle: string; path: string; type: string }
  | { kind: 'problem'; level: 'fatal' | 'error' | 'warning'; code: string }
  | { kind: 'proposition'; scope: string; provider: string; activity: string }
  | { kind: 'hint'; scope: string; hint: string }
  | { kind: 'status'; status: number };

export interface Asserted {
  kind: 'endpoint' | 'handle' | 'problem' | 'xdmField';
  name: string;
}

export interface TagLibraryRecord {
  property: string;
  environment: string;
  buildDate: string;
  turbineVersion: string;
}
