/** Every call of one test, in the order in which it was sent. */

import { EdgeConnectionError } from '../errors.js';
import { eventsOf } from './call.js';
import type { EdgeCall, EdgeEvent, ReceivedAnswer, SentRequest, Timing } from './call.js';
import { duplicatesAmong } from './duplicates.js';
import { ecidsIn } from './ecids.js';
import { logicalRequests, type LogicalRequest } from './logicalRequests.js';
import { firstDifference } from './partial.js';
import { redactIdentities, redactValues } from './redaction.js';

/** A test that sends more has a loop; the newest calls are kept, and `dropped` says how many were not. */
const MAX_CALLS = 1_000;

/** Of what happened beside the calls, the newest: enough to explain one that did not come. */
const MAX_REMARKS = 20;

/** Traffic is settled when no answer is due and nothing was sent for this long. */
const QUIET_MS = 250;

export interface CallFilter {
  endpoint?: string;
  status?: number;
  datastreamId?: string;
  requestId?: string;
}

export interface TrafficOptions {
  /** Values that are replaced wherever they appear in what is written out; asked for when it is written. */
  secrets?: () => readonly string[];
  redactIdentities?: boolean;
  /** Where calls go. @default 'emulator' */
  target?: 'emulator' | 'live';
}

export class EdgeTraffic {
  #calls: EdgeCall[] = [];
  #sequence = 0;
  /** Calls that no answer has come to yet. */
  #open = 0;
  /** Counts sending and answering, so that a wait can tell whether anything happened. */
  #changes = 0;
  #dropped = 0;
  readonly #remarks = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #options: TrafficOptions;

  constructor(options: TrafficOptions = {}) {
    this.#options = options;
  }

  /** Lets the matchers tell traffic from other values without importing this class. */
  get [Symbol.toStringTag](): string {
    return 'EdgeTraffic';
  }

  /** How many of the oldest calls were given up to bound memory. */
  get dropped(): number {
    return this.#dropped;
  }

  /** What happened to pages, and to hosts that they asked for, as clauses, oldest first: why a call may be missing. */
  get remarks(): readonly string[] {
    return [...this.#remarks];
  }

  /** Answered and unanswered calls, oldest first. */
  calls(filter: CallFilter = {}): EdgeCall[] {
    return this.#calls.filter((call) => matches(call, filter));
  }

  /** What was sent, each request once, however often it was transmitted. */
  requests(filter: CallFilter = {}): LogicalRequest[] {
    return logicalRequests(this.calls(filter));
  }

  /**
   * Events of all requests that match partially, as in `toHaveEvent`: `{ eventType: 'commerce.purchases' }` names XDM
   * fields. An event that was transmitted again counts once.
   */
  events(filter: Record<string, unknown> = {}): EdgeEvent[] {
    return this.requests()
      .flatMap(({ calls }) => eventsOf(calls.at(-1)!))
      .filter((event) => firstDifference(filter, event.xdm) === undefined);
  }

  /** Groups of two and more events that say the same, although they were sent as different ones. */
  duplicates(): EdgeEvent[][] {
    return duplicatesAmong(this.events());
  }

  /** Every Experience Cloud ID that calls or answers gave, each once, in that order: a second one is another visitor. */
  ecids(): string[] {
    return ecidsIn(this.#calls);
  }

  /**
   * The first call that matches and is answered, now or within `timeout` milliseconds.
   *
   * @throws EdgeConnectionError `EDGE_NO_SUCH_CALL` that lists the calls there were.
   */
  async waitForCall(filter: CallFilter = {}, { timeout = 5_000 }: { timeout?: number } = {}): Promise<EdgeCall> {
    const find = () => this.#calls.find((call) => call.response !== undefined && matches(call, filter));
    const found = await this.until(find, timeout);
    if (found !== undefined) return found;
    const seen = this.#calls.map(summary).join('\n') || '  (none)';
    const beside = this.remarks.map((remark) => `\n  ${remark}`).join('');
    throw new EdgeConnectionError(
      'EDGE_NO_SUCH_CALL',
      `No call ${JSON.stringify(filter)} was answered within ${timeout} ms. Calls of this test:\n${seen}${beside === '' ? '' : `\nWhat else happened:${beside}`}`,
    );
  }

  /**
   * Resolves when no answer is due and nothing was sent or answered for 250 ms. After `timeout` milliseconds no quiet is
   * waited for any more but the one that has begun.
   *
   * @returns whether it became quiet.
   */
  async settled({ timeout = 5_000 }: { timeout?: number } = {}): Promise<boolean> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const changes = this.#changes;
      const hasChanged = () => (this.#changes === changes ? undefined : true);
      // Never for less: at the end of the time, calls would not have come for a moment only.
      await this.until(hasChanged, QUIET_MS);
      if (this.#changes === changes && this.#open === 0) return true;
      if (performance.now() >= deadline) return false;
    }
  }

  /**
   * What `find` finds, now or within `timeoutMs`: it is asked again whenever the traffic changes. Undefined when it finds nothing.
   */
  until<Found>(find: () => Found | undefined, timeoutMs: number): Promise<Found | undefined> {
    return new Promise((resolve) => {
      const finish = (found: Found | undefined) => {
        clearTimeout(timer);
        this.#listeners.delete(check);
        resolve(found);
      };
      const check = () => {
        const found = find();
        if (found !== undefined) finish(found);
      };
      const timer = setTimeout(() => finish(undefined), timeoutMs);
      this.#listeners.add(check);
      check();
    });
  }

  /** Forgets the calls so far; those still open are not recorded. */
  clear(): void {
    this.#calls = [];
    this.#dropped = 0;
  }

  /** One JSON object a line and call, redacted: what is attached to a failed test. */
  toNdjson(): string {
    return this.#calls.map((call) => this.conceal(JSON.stringify(readable(call)))).join('\n');
  }

  /** A text without secrets, and without identities where they are to be hidden. */
  conceal(text: string): string {
    return redactValues(this.hidesIdentities ? redactIdentities(text) : text, this.#options.secrets?.() ?? []);
  }

  get target(): 'emulator' | 'live' {
    return this.#options.target ?? 'emulator';
  }

  get hidesIdentities(): boolean {
    return this.#options.redactIdentities ?? false;
  }

  /** Records a call that is being sent. */
  begin(request: SentRequest, about: Pick<EdgeCall, 'retryOf'> = {}): EdgeCall {
    const call: EdgeCall = { sequence: ++this.#sequence, sentAt: new Date().toISOString(), request, ...about };
    this.#calls.push(call);
    if (this.#calls.length > MAX_CALLS) {
      this.#calls.shift();
      this.#dropped++;
    }
    this.#open++;
    this.#changed();
    return call;
  }

  /** Completes a call whose body came after its head. */
  sent(call: EdgeCall, body: string): void {
    call.request.body = body;
    this.#changed();
  }

  /** Completes a call with its answer, or with the reason why none came. */
  end(call: EdgeCall, result: { response: ReceivedAnswer; timing: Timing } | { failure: string }): void {
    Object.assign(call, result);
    this.#open--;
    this.#changed();
  }

  /** Keeps what a reader of a failure is to know. */
  remark(remark: string): void {
    this.#remarks.delete(remark);
    this.#remarks.add(remark);
    if (this.#remarks.size > MAX_REMARKS) this.#remarks.delete(this.remarks[0]!);
  }

  #changed(): void {
    this.#changes++;
    for (const listener of this.#listeners) listener();
  }
}

function matches(call: EdgeCall, { endpoint, status, datastreamId, requestId }: CallFilter): boolean {
  const { request, response } = call;
  return (
    (endpoint === undefined || request.endpoint === endpoint) &&
    (status === undefined || response?.status === status) &&
    (datastreamId === undefined || request.datastreamId === datastreamId) &&
    (requestId === undefined || request.requestId === requestId)
  );
}

function summary({ request, response, failure }: EdgeCall): string {
  return `  ${request.method} ${new URL(request.url).pathname} → ${response?.status ?? failure ?? 'no answer yet'}`;
}

/** Bodies as JSON where they are JSON, so that the attachment reads without unescaping. */
function readable(call: EdgeCall): unknown {
  const request = { ...call.request, body: parsed(call.request.body) };
  return call.response === undefined
    ? { ...call, request }
    : { ...call, request, response: { ...call.response, body: parsed(call.response.body) } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
