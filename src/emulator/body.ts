/**
 * Reads a request body: content type, size, JSON, and the schema of the endpoint, each with its own problem.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting
 */

import { isObject, type JsonObject } from '../protocol/json.js';
import { maxBodyBytes } from '../protocol/limits.js';
import type { ProblemCode } from '../protocol/problems.js';
import { validate } from '../schema/index.js';
import type { Violation } from '../schema/violation.js';
import { Refusal } from './problem.js';
import { headerOf, type WireRequest } from './wire.js';

/** `text/plain` is what the Web SDK sends, because browsers do not ask for permission first then. */
const CONTENT_TYPES = ['application/json', 'application/x-jackson-smile', 'text/plain', 'text/javascript'];

/** Refuses a body that does not fit its endpoint. */
export type CheckBody = (body: unknown) => void;

/**
 * @param schema the bundled id for requests of an endpoint.
 * @param refusal for what this endpoint refuses in its own way; undefined where it does not.
 */
export function checkBody(
  schema: string,
  refusal?: (violations: readonly Violation[]) => Refusal | undefined,
): CheckBody {
  return (body) => {
    const violations = validate(schema, body);
    if (violations.length > 0) throw refusal?.(violations) ?? refusalOf(violations);
  };
}

export function readBody(request: WireRequest, check: CheckBody): JsonObject {
  checkContentType(headerOf(request, 'content-type'));
  if (request.bodyTooLarge) {
    throw new Refusal(
      'EXEG-0112-413',
      `The body is larger than ${maxBodyBytes} bytes. Send fewer events, or less data.`,
    );
  }
  if (request.body.trim() === '') throw new Refusal('EXEG-0109-408', 'The request has no body. Send one as JSON.');

  const body = parse(request.body);
  check(body);
  if (!isObject(body)) throw new Refusal('EXEG-0102-400', 'The body must be a JSON object.');
  return body;
}

function checkContentType(header: string | undefined): void {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) {
    const what = header === undefined ? 'There is no Content-Type header' : `The Content-Type header is '${header}'`;
    throw new Refusal('EXEG-0106-400', `${what}. Use one of ${CONTENT_TYPES.join(', ')}.`);
  }
  if (!CONTENT_TYPES.includes(type)) {
    throw new Refusal(
      'EXEG-0111-415',
      `The content type '${type}' is not read. Use one of ${CONTENT_TYPES.join(', ')}.`,
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal(
      'EXEG-0101-400',
      `The body is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The problem of a body that the gateway itself finds faulty. */
export function refusalOf(violations: readonly Violation[]): Refusal {
  const errors = firstOf(
    violations,
    ({ length }) => `${length} more faults are not listed`,
    ({ message }) => message,
  );
  if (violations.every(({ path }) => path.startsWith('meta.configOverrides'))) {
    return new Refusal('EXEG-0113-400', 'The configuration overrides are not valid; the report says why.', { errors });
  }
  const [only, second] = violations;
  const code = only === undefined || second !== undefined ? 'EXEG-0104-422' : codeOf(only);
  if (code === 'EXEG-0104-422') return new Refusal(code, 'The body is not valid; the report says why.', { errors });
  return new Refusal(code, `The body is not valid: ${errors.join('; ')}.`);
}

/** A body of 64 KB may have thousands of faults, of which nobody reads more than the first. */
const MAX_FAULTS = 100;

/** @returns what is said of the first hundred, and of the others that there are some. */
export function firstOf<Said>(
  violations: readonly Violation[],
  sayRest: (rest: readonly Violation[]) => Said,
  say: (violation: Violation) => Said,
): Said[] {
  const rest = violations.slice(MAX_FAULTS);
  return [...violations.slice(0, MAX_FAULTS).map(say), ...(rest.length === 0 ? [] : [sayRest(rest)])];
}

function codeOf({ rule, path }: Violation): ProblemCode {
  if (rule === 'required') return 'EXEG-0103-400';
  // How many there may be is a fault of no single field: it is reported as a list.
  if (rule === 'minItems' || rule === 'maxItems') return 'EXEG-0104-422';
  return rule === 'minLength' && /\bidentityMap\b.*\.id$/.test(path) ? 'EXEG-0305-400' : 'EXEG-0102-400';
}
