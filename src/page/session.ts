/** The contexts that were opened in one test, the taps in front of them, and what those did not let through. */

import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { CallSources } from './callSources.js';
import type { TapKey } from './certificate.js';
import type { EdgeRoute } from './edgeRoute.js';
import { exchange, type Arrival } from './exchange.js';
import { fateOf, type HostRules } from './hostPolicy.js';
import { leakError, refusalError, type Leak } from './refusals.js';
import { openTap, type Tap } from './tap.js';
import { asUpstream, type UpstreamProxy } from './upstreamProxy.js';

/** What may change while a session lasts is asked for with every request: a page may outlive the test that opened it. */
export interface PageSessionOptions {
  route: EdgeRoute;
  key: TapKey;
  /** Of contexts that bring none of their own. */
  proxy: UpstreamProxy | undefined;
  traffic: () => EdgeTraffic;
  rules: () => HostRules;
  /** Added to every request to the Edge Network. */
  headers: () => Readonly<Record<string, string>>;
}

/** How long the end of a test waits for what pages send while they are closed. */
const LAST_WORDS_MS = 2_000;

export class PageSession {
  readonly #options: PageSessionOptions;
  readonly #sources = new CallSources();
  readonly #contexts = new Set<BrowserContext>();
  /** By the proxy that they go through. */
  readonly #taps = new Map<string | undefined, Promise<Tap>>();
  #leaks: Leak[] = [];
  #refused = new Map<string, string | undefined>();

  constructor(options: PageSessionOptions) {
    this.#options = options;
  }

  /** Opens a context whose pages are seen. */
  async newContext(
    open: Browser['newContext'],
    { proxy, ...options }: BrowserContextOptions,
    isChromium: boolean,
  ): Promise<BrowserContext> {
    const upstream = proxy === undefined ? this.#options.proxy : asUpstream(proxy);
    const tap = this.#taps.get(upstream?.url) ?? this.#openTap(upstream);
    this.#taps.set(upstream?.url, tap);
    const context = await open({
      ...options,
      proxy: { server: (await tap).url },
      // Only Chromium can be told of a single certificate.
      ...(isChromium ? {} : { ignoreHTTPSErrors: true }),
    });
    this.#sources.watch(context);
    this.#contexts.add(context);
    context.once('close', () => this.#contexts.delete(context));
    return context;
  }

  /** Whether a context was opened here. */
  has(context: BrowserContext): boolean {
    return this.#contexts.has(context);
  }

  /** Closes all pages and waits for what they send at last: closing a context at once would drop it. */
  async closePages(): Promise<void> {
    const pages = [...this.#contexts].flatMap((context) => context.pages());
    if (pages.length === 0) return;
    // A page that has crashed, or whose browser is gone, has nothing more to say.
    await Promise.all(pages.map((page) => page.close().catch(() => {})));
    await this.#options.traffic().settled({ timeout: LAST_WORDS_MS });
  }

  /**
   * What the test did not see while it ran; asked again, it says what came since.
   *
   * @param hasFailed whether the test has: that pages were kept from hosts matters only then.
   * @returns the error with which the test is to fail.
   */
  takeFault(hasFailed: boolean): Error | undefined {
    const [leaks, refused] = [this.#leaks, this.#refused];
    this.#leaks = [];
    this.#refused = new Map();
    if (leaks.length > 0) return leakError(leaks);
    return hasFailed && refused.size > 0 ? refusalError(refused) : undefined;
  }

  /** Contexts that are still open lose the net. */
  async close(): Promise<void> {
    for (const tap of this.#taps.values()) await (await tap).close();
  }

  #openTap(proxy: UpstreamProxy | undefined): Promise<Tap> {
    const { key, rules, traffic, route, headers } = this.#options;
    const sources = this.#sources;
    return openTap({
      key,
      proxy,
      fateOf: (host) => fateOf(host, rules()),
      onEdge: (arrival) => void exchange(arrival, { traffic: traffic(), sources, route, proxy, headers: headers() }),
      onGuarded: (arrival) => this.#leak(arrival),
      onRefused: (host) => this.#refused.set(host, sources.pageAsking(host)),
    });
  }

  #leak({ request, response }: Arrival): void {
    const { host = '', referer, origin } = request.headers;
    const path = (request.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*/s, '');
    const from = this.#sources.pageAsking(host.replace(/:\d+$/, '')) ?? referer ?? origin;
    this.#leaks.push({ method: request.method ?? 'GET', address: `${host}${path}`, from });
    response.writeHead(403).end();
  }
}
