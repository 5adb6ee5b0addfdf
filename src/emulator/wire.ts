/**
 * The messages that go through the emulator: plain values. The web's `Request` and `Response` cost more than the whole
 * rest of a call, so the server does not make any; `Emulator.fetch` translates for callers who want them.
 */

export interface WireRequest {
  method: string;
  /** Path and query as in the request line, or a whole URL. */
  target: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: string;
  /** The body was longer than `maxBodyBytes` and was not kept; `body` is then empty. */
  bodyTooLarge: boolean;
}

export interface WireAnswer {
  status: number;
  /** Lower-case names. A list is for `set-cookie`, which may not be joined. */
  headers: Record<string, string | string[]>;
  body: string;
  /** How the bytes go out when something disturbs them; undefined means whole and at once. */
  delivery?: Delivery;
  /** What goes on after the body, for as long as the client listens. */
  follow?: Follow;
}

/** What a fault does to the bytes of an answer; carried out by whoever owns the connection. */
export interface Delivery {
  /** Milliseconds before the first byte. */
  latencyMs?: number;
  /** Where the connection is cut: before anything was sent, in the middle of the headers, or of the body. */
  cut?: 'before' | 'headers' | 'body';
  /** So many bytes of the body at a time, with a pause of `everyMs` milliseconds between them. */
  drip?: { bytes: number; everyMs: number };
}

/** Begins to send text when the headers are out. @returns what is called when the client has gone. */
export type Follow = (send: (text: string) => void) => () => void;

/** A request whose target has been taken apart. */
export interface EmulatorRequest extends WireRequest {
  path: string;
  query: URLSearchParams;
}

/** Never throws, unlike `new URL`: anything at all may stand in a request line. */
export function parseRequest(wire: WireRequest): EmulatorRequest {
  const { method, headers, body, bodyTooLarge, target: whole } = wire;
  const isPath = whole.startsWith('/') && !whole.includes('#');
  const target = isPath ? whole : whole.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const question = target.indexOf('?');
  const path = question === -1 ? target : target.slice(0, question);
  const query = new URLSearchParams(question === -1 ? '' : target.slice(question + 1));
  return { method, target: whole, headers, body, bodyTooLarge, path, query };
}

export function headerOf(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

/** Parsed where it is JSON, the text otherwise; undefined where there is none. */
export function parsedBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return writtenAnswer(status, JSON.stringify(body));
}

/** @param body is JSON already. */
export function writtenAnswer(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body };
}

export function emptyAnswer(status: number): WireAnswer {
  return { status, headers: {}, body: '' };
}
