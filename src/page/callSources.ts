/**
 * Which page, frame or worker a request came from. The network sees every request and not who made it; the browser
 * tells who made it, but not of one that is sent while a page unloads. The two are brought together by the address,
 * which holds a request id of its own in calls of the Web SDK.
 */

import type { BrowserContext, Frame, Page, Request } from '@playwright/test';
import { matchEndpoint } from '../protocol/endpoints.js';
import type { CallSource, EdgeCall } from '../traffic/call.js';
import { redactUrl } from '../traffic/redaction.js';
import type { Arrival } from './exchange.js';

/** Of the requests that a browser tells of, most are never asked about: scripts, images, a beacon that was refused. */
const MAX_KEPT = 1_000;

/** The browser tells of a request within moments; a call of which it has not told by then it never tells of. */
const PATIENCE_MS = 1_000;

/** What the browser said of one request, and the call that it turned out to be. */
interface Announcement {
  said: Partial<CallSource>;
  call: EdgeCall | undefined;
}

export class CallSources {
  /** By address, the latest of each; those that have found their call are gone. */
  readonly #announced = new Map<string, Announcement>();
  /** Calls that the browser has not told of yet, by address. */
  readonly #waiting = new Map<string, { call: EdgeCall; untilMs: number }>();
  /** By host: the page or frame that last asked for something there. */
  readonly #askers = new Map<string, string>();
  readonly #titles = new WeakMap<Page, { address: string; title: string }>();

  /** Listens to everything that a context's pages and workers ask for. */
  watch(context: BrowserContext): void {
    context.on('request', (request) => void this.#announce(request));
  }

  /** Completes a call with what the browser says of it, now or when it does. */
  follow(call: EdgeCall, arrival: Arrival): void {
    const address = addressOf(arrival);
    call.page = sourceOf(arrival);
    const announcement = this.#announced.get(address);
    if (announcement === undefined) {
      keep(this.#waiting, address, { call, untilMs: performance.now() + PATIENCE_MS });
      return;
    }
    // Used once: the next call to that address may be that of another page.
    this.#announced.delete(address);
    announcement.call = call;
    Object.assign(call.page, announcement.said);
  }

  /** What was said of calls of one test is not to be taken for those of the next. */
  forget(): void {
    for (const part of [this.#announced, this.#waiting, this.#askers]) part.clear();
  }

  /** Address of the page or frame that last asked for something of a host. */
  pageAsking(host: string): string | undefined {
    return this.#askers.get(host);
  }

  async #announce(request: Request): Promise<void> {
    const url = request.url();
    const { hostname, pathname } = new URL(url);
    const frame = frameOf(request);
    const address = frame?.url() ?? request.serviceWorker()?.url();
    if (address !== undefined) keep(this.#askers, hostname, redactUrl(address));
    if (matchEndpoint(pathname) === undefined) return;
    const said = address === undefined ? {} : { frameUrl: redactUrl(address) };
    const announcement: Announcement = { said, call: this.#callWaitingFor(url) };
    if (announcement.call === undefined) keep(this.#announced, url, announcement);
    this.#tell(announcement);
    if (frame === undefined) return;
    const pageTitle = await this.#titleOf(frame.page());
    if (pageTitle !== undefined) announcement.said.pageTitle = pageTitle;
    this.#tell(announcement);
  }

  #callWaitingFor(url: string): EdgeCall | undefined {
    const waiting = this.#waiting.get(url);
    this.#waiting.delete(url);
    return waiting !== undefined && performance.now() < waiting.untilMs ? waiting.call : undefined;
  }

  #tell({ call, said }: Announcement): void {
    if (call?.page !== undefined) Object.assign(call.page, said);
  }

  /** Asked for once at each address: a question is a way to the browser and back, and takes time from the page. */
  async #titleOf(page: Page): Promise<string | undefined> {
    const address = page.url();
    const known = this.#titles.get(page);
    if (known?.address === address) return known.title;
    // A page that has gone meanwhile has no answer, and one that has gone on would give that of the next page.
    const title = await page.title().catch(() => '');
    if (title === '' || page.url() !== address || /^Loading https?:/.test(title)) return undefined;
    this.#titles.set(page, { address, title });
    return title;
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > MAX_KEPT) map.delete(map.keys().next().value!);
}

function addressOf({ request: { url = '/', headers }, scheme }: Arrival): string {
  return url.startsWith('/') ? `${scheme}://${headers.host}${url}` : url;
}

/** What the request itself says: its referrer, of which browsers tell another host no more than the origin. */
function sourceOf({ request: { headers } }: Arrival): CallSource {
  const from = headers.referer ?? headers.origin;
  return {
    frameUrl: from === undefined ? undefined : redactUrl(from),
    pageTitle: undefined,
    transport: transportOf(headers['sec-fetch-mode'], headers['sec-fetch-dest']),
  };
}

/** A service worker has no frame, and a page that is being opened has none yet. */
function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame();
  } catch {
    return undefined;
  }
}

/** `sendBeacon` cannot read the answer, which the browser says in this header. */
function transportOf(mode: unknown, destination: unknown): CallSource['transport'] {
  if (destination !== undefined && destination !== 'empty') return 'other';
  return mode === 'no-cors' ? 'beacon' : 'fetch';
}
