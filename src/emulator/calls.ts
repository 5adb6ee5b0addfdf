/** The calls that the emulator answered, by namespace, newest last. */

import type { ApiVersion, EndpointName } from '../protocol/endpoints.js';
import { redactedHeaders } from './redaction.js';
import { parsedBody, type EmulatorRequest, type WireAnswer } from './wire.js';

/** Kept of each namespace. A test that makes more has a loop. */
const MAX_CALLS = 1000;

/** Kept of all bodies together, so that a night of load tests does not fill the memory. */
const MAX_BODY_CHARACTERS = 32 * 1024 * 1024;

/** A namespace is a test; of more than this many, the one that has been quiet longest is forgotten. */
const MAX_NAMESPACES = 10_000;

/** A namespace's name comes from a header, which may hold anything. */
const MAX_NAME_CHARACTERS = 200;

/** One call as specs and the control endpoint see it. Credentials are replaced by `***`. */
export interface EmulatorCall {
  /** Counts from 1 over all namespaces, in the order of answering. */
  sequence: number;
  /** ISO 8601 */
  receivedAt: string;
  /** Empty for a call that named none. */
  namespace: string;
  /** Undefined for a request that was for no endpoint. */
  endpoint: EndpointName | 'ims-token' | undefined;
  version: ApiVersion | undefined;
  /** As the URL named it, with its environment. Undefined when no such datastream exists. */
  datastreamId: string | undefined;
  /** Of the answer. */
  requestId: string | undefined;
  /** 0 when the connection was cut before anything of the answer went out. */
  status: number;
  /** What a test put in the way of the emulator's own answer: `route`, or `fault: status 503`. */
  disturbedBy: string | undefined;
  request: EmulatorMessage & { method: string; path: string; query: Record<string, string> };
  response: EmulatorMessage;
}

export interface EmulatorMessage {
  headers: Record<string, string>;
  /** Parsed where it is JSON, the text otherwise; undefined where there is none. */
  body: unknown;
}

/** What is known of a call besides its messages. */
export interface CallFacts {
  namespace: string;
  receivedAtMs: number;
  endpoint?: EndpointName | 'ims-token';
  version?: ApiVersion;
  datastreamId?: string | undefined;
  requestId?: string;
  disturbedBy?: string | undefined;
}

/** The two texts that exist anyway; nothing is parsed or formatted before somebody looks. */
interface Entry {
  sequence: number;
  facts: CallFacts;
  method: string;
  path: string;
  query: URLSearchParams | undefined;
  requestHeaders: Record<string, string>;
  requestBody: string;
  answer: WireAnswer;
}

interface Log {
  entries: Entry[];
  dropped: number;
}

export function namespaceName(header: string | undefined): string {
  return (header ?? '').slice(0, MAX_NAME_CHARACTERS);
}

export class CallLog {
  /** The namespace that was quiet longest stands first. */
  readonly #logs = new Map<string, Log>();
  #sequence = 0;
  #characters = 0;

  /** Queries and bodies are kept of the Edge Network's endpoints only: elsewhere they may hold credentials. */
  record(request: EmulatorRequest, answer: WireAnswer, facts: CallFacts): void {
    const isEdge = facts.endpoint !== undefined && facts.endpoint !== 'ims-token';
    const log = this.#touch(facts.namespace);
    log.entries.push({
      sequence: ++this.#sequence,
      facts,
      method: request.method,
      path: request.path,
      query: isEdge ? request.query : undefined,
      requestHeaders: redactedHeaders(request.headers),
      requestBody: isEdge ? request.body : '',
      answer: isEdge ? answer : { ...answer, body: '' },
    });
    this.#characters += charactersOf(log.entries.at(-1));
    if (log.entries.length > MAX_CALLS) this.#drop(log);
    this.#shrink();
  }

  /** @param namespace all of them when undefined. */
  calls(namespace?: string): EmulatorCall[] {
    const entries = this.#selected(namespace).flatMap((log) => log.entries);
    return entries.toSorted((one, other) => one.sequence - other.sequence).map(callOf);
  }

  /** How many calls there were that are not kept any more. */
  dropped(namespace?: string): number {
    return this.#selected(namespace).reduce((total, log) => total + log.dropped, 0);
  }

  count(endpoint?: CallFacts['endpoint']): number {
    const entries = this.#selected().flatMap((log) => log.entries);
    return endpoint === undefined ? entries.length : entries.filter(({ facts }) => facts.endpoint === endpoint).length;
  }

  reset(namespace?: string): void {
    for (const log of this.#selected(namespace)) {
      for (const entry of log.entries) this.#characters -= charactersOf(entry);
    }
    if (namespace === undefined) this.#logs.clear();
    else this.#logs.delete(namespace);
  }

  #selected(namespace?: string): Log[] {
    if (namespace === undefined) return [...this.#logs.values()];
    const log = this.#logs.get(namespace);
    return log === undefined ? [] : [log];
  }

  #touch(namespace: string): Log {
    const log = this.#logs.get(namespace) ?? { entries: [], dropped: 0 };
    this.#logs.delete(namespace);
    this.#logs.set(namespace, log);
    return log;
  }

  #shrink(): void {
    while (this.#characters > MAX_BODY_CHARACTERS) {
      const quietest = this.#selected().find(({ entries }) => entries.length > 0);
      if (quietest === undefined) break;
      this.#drop(quietest);
    }
    const [first] = this.#logs.keys();
    if (this.#logs.size > MAX_NAMESPACES && first !== undefined) this.reset(first);
  }

  #drop(log: Log): void {
    this.#characters -= charactersOf(log.entries.shift());
    log.dropped += 1;
  }
}

function charactersOf(entry: Entry | undefined): number {
  return entry === undefined ? 0 : entry.requestBody.length + entry.answer.body.length;
}

function callOf({ sequence, facts, method, path, query, requestHeaders, requestBody, answer }: Entry): EmulatorCall {
  const { namespace, receivedAtMs, endpoint, version, datastreamId, requestId, disturbedBy } = facts;
  const isLost = answer.delivery?.cut === 'before';
  return {
    sequence,
    receivedAt: new Date(receivedAtMs).toISOString(),
    namespace,
    endpoint,
    version,
    datastreamId,
    requestId,
    status: isLost ? 0 : answer.status,
    disturbedBy,
    request: {
      method,
      path,
      query: Object.fromEntries(query ?? []),
      headers: requestHeaders,
      body: parsedBody(requestBody),
    },
    response: isLost
      ? { headers: {}, body: undefined }
      : { headers: joined(answer.headers), body: parsedBody(answer.body) },
  };
}

/** Several values of one name stand on lines of their own, as cookies may hold commas. */
function joined(headers: WireAnswer['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join('\n')]));
}
