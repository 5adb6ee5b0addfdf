/** What a run was, as `summary.json` holds it and as all renderings read it. Everything is sorted, so that shards do not matter. */

/** Whose fault a failure is. */
export type Fault = 'data' | 'infrastructure' | 'credentials' | 'configuration' | 'spec';

export interface Summary {
  version: 1;
  /** Name of the run: start time and a hash of what ran. */
  id: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  verdict: Verdict;
  targets: TargetSummary[];
  endpoints: EndpointSummary[];
  problems: ProblemSummary[];
  failures: FailureGroup[];
  /** Only failed tests, and tests with problems, as far as there is room for their calls. */
  timelines: Timeline[];
  coverage: Coverage;
  /** What is new since the runs of the history; undefined without a history. */
  drift?: Drift;
  /** Newest last, this run included. */
  trends: TrendPoint[];
  /** Where the same tests had different answers from the emulator and from Adobe. */
  differences: TargetDifference[];
  tagLibraries: TagLibrarySummary[];
  xdm: { errors: number; warnings: number; tests: number };
  /** What the report left out or could not read, as sentences. */
  notes: string[];
}

export interface Verdict {
  /** `52 of 53 tests passed; 1 failed: the datastream answers wrong (1).` */
  sentence: string;
  outcome: 'passed' | 'failed' | 'empty';
  tests: { passed: number; failed: number; flaky: number; skipped: number };
  /** Failed tests by whose fault it is. */
  faults: Record<Fault, number>;
}

export interface TargetSummary {
  /** Name of Playwright's project. */
  project: string;
  target: 'emulator' | 'live';
  tests: number;
  calls: number;
}

/** Of the calls of one endpoint to one datastream from one target. */
export interface EndpointSummary {
  target: 'emulator' | 'live';
  datastreamId: string;
  endpoint: string;
  calls: number;
  /** Calls without any answer. */
  unanswered: number;
  /** Count by status, `'200'`. */
  statuses: Record<string, number>;
  latency: Latency;
  /** Count by handle type. */
  handles: Record<string, number>;
}

/** Of answered calls, in milliseconds. */
export interface Latency {
  count: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
  /** Bins of equal ratio; `from` and `to` in milliseconds. */
  histogram: { from: number; to: number; count: number }[];
  /** At most 200 values that stand for all, ascending. */
  sample: number[];
}

export interface ProblemSummary {
  code: string;
  level: 'fatal' | 'error' | 'warning';
  count: number;
  /** As documented; empty for an unknown code. */
  meaning: string;
  remedy: string;
  datastreams: string[];
  tests: string[];
}

export interface FailureGroup {
  fault: Fault;
  /** What the failures have in common, without ids and numbers. */
  cause: string;
  failures: Failure[];
}

export interface Failure {
  test: TestName;
  /** First error, without colours. */
  message: string;
  /** First difference that a matcher told: path, expected, received. */
  difference?: { path: string; expected: string; received: string };
  requestIds: string[];
  datastreamIds: string[];
}

export interface TestName {
  /** Playwright's id, by which its HTML report links: `index.html#?testId=`. */
  id: string;
  project: string;
  file: string;
  line: number;
  /** Titles from the outermost `describe` on. */
  title: string[];
}

export interface Timeline {
  test: TestName;
  outcome: 'passed' | 'failed' | 'flaky' | 'skipped';
  calls: TimelineCall[];
  /** Calls for which there was no room. */
  omitted: number;
}

export interface TimelineCall {
  startMs: number;
  totalMs?: number;
  endpoint: string;
  path: string;
  status?: number;
  failure?: string;
  requestId?: string;
  eventTypes: string[];
  problems: string[];
  fromPage: boolean;
}

export interface Coverage {
  endpoints: CoverageRow[];
  services: CoverageRow[];
  handles: CoverageRow[];
  problems: CoverageRow[];
  xdmFields: CoverageRow[];
}

export interface CoverageRow {
  name: string;
  /** Tests in which it occurred. */
  exercised: number;
  /** Tests in which a matcher asserted something about it. */
  asserted: number;
}

export interface Drift {
  /** Id and time of the run that this one is compared with. */
  since: { id: string; startedAt: string };
  /** How many runs of the history were taken into account. */
  runs: number;
  changes: Change[];
}

export interface Change {
  kind:
    | 'new-handle'
    | 'vanished-handle'
    | 'new-field'
    | 'vanished-field'
    | 'changed-type'
    | 'new-problem'
    | 'vanished-problem'
    | 'new-proposition'
    | 'vanished-proposition'
    | 'changed-hint'
    | 'changed-status'
    | 'slower'
    | 'faster'
    | 'tag-library-rebuilt';
  target: 'emulator' | 'live';
  /** Empty for what belongs to none. */
  datastreamId: string;
  endpoint: string;
  /** What changed, as a sentence. */
  sentence: string;
  /** At most 10 tests that showed it. */
  tests: string[];
}

export interface TrendPoint {
  id: string;
  startedAt: string;
  passed: number;
  failed: number;
  /** Median by `target datastream endpoint`. */
  p50: Record<string, number>;
  problems: number;
}

export interface TargetDifference {
  test: string;
  endpoint: string;
  /** What only the emulator, or only Adobe, answered. */
  onlyEmulator: string[];
  onlyLive: string[];
}

export interface TagLibrarySummary {
  property: string;
  environment: string;
  buildDate: string;
  turbineVersion: string;
  tests: number;
}
