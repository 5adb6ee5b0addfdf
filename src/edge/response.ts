/** What an `edge` call returns: the answer as it came, and the questions that a spec asks of it. */

import { decodeIdentityCookie } from '../protocol/identityCookie.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { stateKey } from '../protocol/cookies.js';
import type {
  Handle,
  HandlePayloads,
  HandleType,
  LocationHintResult,
  Proposition,
  StateEntry,
} from '../protocol/handles.js';
import type { Problem } from '../protocol/problems.js';
import { checkAnswer, type AnswerCheck } from '../schema/answer.js';
import type { Violation } from '../schema/violation.js';
import type { SentRequest, Timing } from '../traffic/call.js';

export interface Answer {
  status: number;
  /** Lower-case names; several values of one name are joined with `, `. */
  headers: Readonly<Record<string, string>>;
  text: string;
  /** What kept the body from coming as it was sent. */
  fault?: string | undefined;
  /** Of the last transmission. */
  timing: Timing;
  attempts: number;
  /** Redacted. */
  request: SentRequest;
}

/** The answer to one call, whatever its status. Nothing of it throws, however broken the body is. */
export class EdgeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came; the beginning of it when the connection was cut, which `violations` says. */
  readonly text: string;
  /** Of the last transmission, without those before it. */
  readonly timing: Timing;
  /** How often the request was sent: 1, and 1 for each retry. */
  readonly attempts: number;
  /** What was sent, with credentials replaced by `***`. */
  readonly request: SentRequest;

  readonly #fault: string | undefined;
  #parsed: { body: unknown; isJson: boolean } | undefined;
  #check: AnswerCheck | undefined;

  constructor({ status, headers, text, fault, timing, attempts, request }: Answer) {
    this.status = status;
    this.headers = headers;
    this.text = text;
    this.#fault = fault;
    this.timing = timing;
    this.attempts = attempts;
    this.request = request;
  }

  /** Lets the matchers tell an answer from other values without importing this class. */
  get [Symbol.toStringTag](): string {
    return 'EdgeResponse';
  }

  /** The parsed body; undefined when it is empty or no JSON. */
  get body(): unknown {
    return this.#parse().body;
  }

  /** Id under which the Edge Network traces the request; of a problem document, the one in its report. */
  get requestId(): string | undefined {
    const { body } = this;
    if (!isObject(body)) return undefined;
    if (typeof body['requestId'] === 'string') return body['requestId'];
    const report = body['report'];
    return isObject(report) && typeof report['requestId'] === 'string' ? report['requestId'] : undefined;
  }

  /** The handles as on the wire. Items that are no handles are left to `violations`. */
  get handle(): Handle[] {
    return this.#list('handle').filter(isHandle);
  }

  /** What upstream services failed with; the status is then 207. An error without the usual fields is listed too. */
  get errors(): Problem[] {
    return this.#list('errors').filter((item): item is Problem & JsonObject => isObject(item));
  }

  /** What upstream services want to be known although they succeeded. They may leave out every field, the code too. */
  get warnings(): Partial<Problem>[] {
    return this.#list('warnings').filter(isObject);
  }

  /** The problem that refused the whole request. */
  get problem(): Problem | undefined {
    return this.status >= 400 && isProblem(this.body) ? this.body : undefined;
  }

  /** What of the body does not fit the schema of the envelope or of a handle. */
  get violations(): readonly Violation[] {
    return this.#checked().violations;
  }

  /** Handle types in this answer that the library has no schema for. Adobe may add some at any time. */
  get unknownHandleTypes(): readonly string[] {
    return this.#checked().unknownHandleTypes;
  }

  /** Payload items of all handles of a type, in the order of the answer. */
  payload<Type extends HandleType>(type: Type): HandlePayloads[Type][];
  payload(type: string): unknown[];
  payload(type: string): unknown[] {
    return this.handle.filter((handle) => handle.type === type).flatMap((handle) => handle.payload);
  }

  /** The visitor's identity in a namespace: from `identity:result`, and for ECID from the identity state as well. */
  identity(namespace: string): string | undefined {
    const result = this.payload('identity:result').find((item) => item?.namespace?.code === namespace);
    if (typeof result?.id === 'string') return result.id;
    if (namespace !== 'ECID') return undefined;
    const value = this.state('identity')?.value;
    return typeof value === 'string' ? decodeIdentityCookie(value)?.ecid : undefined;
  }

  /** The visitor's Experience Cloud ID; undefined when the answer holds neither the identity nor its state. */
  get ecid(): string | undefined {
    return this.identity('ECID');
  }

  /** The region that the answer names for next requests; of Target or Audience Manager with that `scope`. */
  locationHint(scope: LocationHintResult['scope'] = 'EdgeNetwork'): string | undefined {
    return this.payload('locationHint:result').find((item) => item?.scope === scope)?.hint;
  }

  /** @param key the whole key, or what follows `kndctr_<org>_`: `identity`, `cluster`, `consent`. */
  state(key: string): StateEntry | undefined {
    const { orgId } = this.request;
    const keys = orgId === undefined ? [key] : [key, stateKey(orgId, key)];
    return this.payload('state:store').find((item) => keys.includes(item?.key));
  }

  /** Offers of all handles `personalization:decisions`, or those for one scope or surface. */
  propositions(scope?: string): Proposition[] {
    const all = this.payload('personalization:decisions');
    return scope === undefined ? all : all.filter((proposition) => proposition?.scope === scope);
  }

  #list(field: string): unknown[] {
    const { body } = this;
    const value = isObject(body) ? body[field] : undefined;
    return Array.isArray(value) ? value : [];
  }

  #parse(): { body: unknown; isJson: boolean } {
    return (this.#parsed ??= parse(this.text));
  }

  #checked(): AnswerCheck {
    return (this.#check ??= checkAnswer({
      endpoint: this.request.endpoint,
      status: this.status,
      text: this.text,
      fault: this.#fault,
      ...this.#parse(),
    }));
  }
}

function parse(text: string): { body: unknown; isJson: boolean } {
  try {
    return { body: JSON.parse(text) as unknown, isJson: true };
  } catch {
    return { body: undefined, isJson: false };
  }
}

function isHandle(value: unknown): value is Handle {
  return isObject(value) && typeof value['type'] === 'string' && Array.isArray(value['payload']);
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value['type'] === 'string';
}
