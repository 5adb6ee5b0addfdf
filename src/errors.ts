/**
 * The errors of this library: a stable code, what failed, what to do about it, and the cause.
 * What the Edge Network answers is never one of these: an answer, even a 500, is an `EdgeResponse`.
 */

/** Every code, with the class that carries it. The README explains each; a spec holds the two lists together. */
export const errorCodes = {
  EDGE_CONFIG_INVALID: 'EdgeConfigError',
  EDGE_DATASTREAM_NOT_ALLOWED: 'EdgeConfigError',
  EDGE_DATASTREAMS_INVALID: 'EdgeConfigError',
  EDGE_SCHEMA_INVALID: 'EdgeConfigError',
  EDGE_BASELINE_INVALID: 'EdgeConfigError',
  EDGE_NO_ANSWER: 'EdgeConnectionError',
  EDGE_TIMEOUT: 'EdgeConnectionError',
  EDGE_NO_SUCH_CALL: 'EdgeConnectionError',
  EDGE_NOT_QUIET: 'EdgeConnectionError',
  EDGE_TOKEN_REFUSED: 'EdgeCredentialsError',
  EDGE_TOKEN_UNSAFE: 'EdgeCredentialsError',
  EDGE_EVENT_NOT_SERIALIZABLE: 'EdgeUsageError',
  EDGE_EVENT_TOO_LARGE: 'EdgeUsageError',
  EDGE_OPTION_INVALID: 'EdgeUsageError',
  EDGE_WRONG_SUBJECT: 'EdgeUsageError',
  EDGE_SCHEMA_UNKNOWN: 'EdgeUsageError',
  EDGE_NO_TEST: 'EdgeUsageError',
  EDGE_NO_EMULATOR: 'EdgeUsageError',
  EDGE_ROUTE_FAILED: 'EdgeUsageError',
  EDGE_PAGE_LEAK: 'EdgePageError',
  EDGE_HOST_REFUSED: 'EdgePageError',
  EDGE_HOST_UNREACHABLE: 'EdgePageError',
  EDGE_PAGE_UNREADABLE: 'EdgePageError',
  EDGE_NO_TAG_LIBRARY: 'EdgePageError',
  EDGE_DATA_ELEMENT_UNKNOWN: 'EdgePageError',
  EDGE_RULES_NOT_RECORDED: 'EdgeUsageError',
  EDGE_XDM_FINDINGS: 'EdgeXdmError',
} as const;

export type ErrorCode = keyof typeof errorCodes;
type CodeOf<Name extends string> = {
  [Code in ErrorCode]: (typeof errorCodes)[Code] extends Name ? Code : never;
}[ErrorCode];

export interface ErrorDetails {
  /** What the reader should do, as a sentence. */
  fix?: string;
  cause?: unknown;
}

/** Base of every error that this library throws on purpose. */
export class EdgeError extends Error {
  /** Stable across releases. */
  readonly code: ErrorCode;
  readonly fix: string | undefined;
  readonly #what: string;

  constructor(code: ErrorCode, what: string, { fix, cause }: ErrorDetails = {}) {
    super(`${what}${fix === undefined ? '' : `\n${fix}`}\n[${code}]`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.#what = what;
    this.fix = fix;
    this.name = new.target.name;
  }

  /** What failed: the message without what to do about it. */
  get what(): string {
    return this.#what;
  }
}

/**
 * Options, environment, `.env`, datastream file or schema folder cannot be used: thrown before the first request. Or a
 * baseline cannot.
 */
export class EdgeConfigError extends EdgeError {
  constructor(code: CodeOf<'EdgeConfigError'>, what: string, details?: ErrorDetails) {
    super(code, what, details);
    // The fault is in a file or a variable; a report that quotes the line here would point at the wrong place.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * No answer came: connection refused or cut, name not found, TLS failure, or nothing within the timeout.
 * Also when `edgeTraffic.waitForCall()` waited in vain for a call of a page or of the test (`EDGE_NO_SUCH_CALL`).
 */
export class EdgeConnectionError extends EdgeError {
  constructor(code: CodeOf<'EdgeConnectionError'>, what: string, details?: ErrorDetails) {
    super(code, what, details);
  }
}

/** The identity service gave no token. */
export class EdgeCredentialsError extends EdgeError {
  constructor(code: CodeOf<'EdgeCredentialsError'>, what: string, details?: ErrorDetails) {
    super(code, what, details);
  }
}

/** The library was called in a way that cannot work; not a failed assertion. */
export class EdgeUsageError extends EdgeError {
  constructor(code: CodeOf<'EdgeUsageError'>, what: string, details?: ErrorDetails) {
    super(code, what, details);
  }
}

/**
 * A page did, or was kept from doing, what an offline run does not allow: thrown at the end of a test. Or it could not
 * be asked about its tags, or does not have what was asked for.
 */
export class EdgePageError extends EdgeError {
  constructor(code: CodeOf<'EdgePageError'>, what: string, details?: ErrorDetails) {
    super(code, what, details);
  }
}

/** Events that a test has sent do not fit their schema: thrown at the end of a test with `edgeXdm: 'error'`. */
export class EdgeXdmError extends EdgeError {
  constructor(code: CodeOf<'EdgeXdmError'>, what: string, details?: ErrorDetails) {
    super(code, what, details);
    // No line of the library is at fault.
    this.stack = `${this.name}: ${this.message}`;
  }
}
