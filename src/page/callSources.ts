/**
 * Which page, frame or worker a request came from. The network sees every request and not who made it; the browser
 * tells who made it, but not of one that is sent while a page unloads. The two are brought together by the address,
 * which holds a request id of its own in calls of the Web SDK.
 */

import type { BrowserContext, Frame, Page, Request } from '@playwright/test';
import { matchEndpoint } from '../protocol/endpoints.js';
import type { CallSource, EdgeCall } from '../traffic/call.js';
import type { Arrival } from './exchange.js';

/** Of the requests that a browser tells of, most are never asked about: scripts, images, a beacon that was refused. */
const MAX_ANNOUNCED = 1_000;

type Sender = Pick<CallSource, 'frameUrl' | 'pageTitle'>;

export class CallSources {
  /** What the browser said, by address. */
  readonly #announced = new Map<string, Sender>();
  /** Calls that the browser has not told of yet, by address. */
  readonly #waiting = new Map<string, EdgeCall>();

  readonly #titles = new WeakMap<Page, { address: string; title: string }>();

  /** Listens to everything that a context's pages and workers ask for. */
  watch(context: BrowserContext): void {
    context.on('request', (request) => void this.#announce(request));
  }

  /** Completes a call with what the browser says of it, now or when it does. */
  follow(call: EdgeCall, arrival: Arrival): void {
    const { url } = call.request;
    this.#waiting.set(url, call);
    call.page = { ...sourceOf(arrival), ...this.#announced.get(url) };
  }

  /** Address of the page or frame that last asked for something of a host. */
  pageAsking(host: string): string | undefined {
    const asked = [...this.#announced].findLast(([url]) => new URL(url).hostname === host);
    return asked?.[1].frameUrl;
  }

  async #announce(request: Request): Promise<void> {
    const url = request.url();
    const frame = frameOf(request);
    const frameUrl = frame?.url() ?? request.serviceWorker()?.url();
    this.#tell(url, { frameUrl, pageTitle: undefined });
    if (frame === undefined || matchEndpoint(new URL(url).pathname) === undefined) return;
    this.#tell(url, { frameUrl, pageTitle: await this.#titleOf(frame.page()) });
  }

  /** Asked for once at each address: a question is a way to the browser and back, and takes time from the page. */
  async #titleOf(page: Page): Promise<string | undefined> {
    const address = page.url();
    const known = this.#titles.get(page);
    if (known?.address === address) return known.title;
    const title = await page.title().catch(() => '');
    // Of a page that has gone on meanwhile it is the next one's, or what Playwright says in place of one.
    if (page.url() !== address || title === '' || /^Loading https?:/.test(title)) return undefined;
    this.#titles.set(page, { address, title });
    return title;
  }

  #tell(url: string, sender: Sender): void {
    this.#announced.set(url, sender);
    if (this.#announced.size > MAX_ANNOUNCED) this.#announced.delete(this.#announced.keys().next().value!);
    const call = this.#waiting.get(url);
    if (call?.page !== undefined) Object.assign(call.page, sender);
  }
}

/** What the request itself says: its referrer, of which browsers tell another host no more than the origin. */
function sourceOf({ request }: Arrival): CallSource {
  const { origin, referer } = request.headers;
  const transport = transportOf(request.headers['sec-fetch-mode'], request.headers['sec-fetch-dest']);
  return { frameUrl: referer ?? origin, pageTitle: undefined, transport };
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
