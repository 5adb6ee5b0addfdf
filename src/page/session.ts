/** The contexts of a browser, the taps in front of them, and what those did not let through. */

import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { redactUrl } from '../traffic/redaction.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { CallSources } from './callSources.js';
import type { TapKey } from './certificate.js';
import type { EdgeRoute } from './edgeRoute.js';
import { exchange, type Arrival } from './exchange.js';
import { fateOf, type HostRules } from './hostPolicy.js';
import { takeLastPictures } from './lastPictures.js';
import { leakError, refusalError, unreachableError, type Leak } from './refusals.js';
import { openTap, type Tap } from './tap.js';
import { asUpstream, type UpstreamProxies } from './upstreamProxy.js';

/** What belongs to the test that runs is asked for with every request: a page may serve several tests. */
export interface PageSessionOptions {
  route: EdgeRoute;
  key: TapKey;
  /** Of contexts that bring none of their own. */
  proxies: () => UpstreamProxies;
  traffic: () => EdgeTraffic;
  rules: () => HostRules;
  /** Added to every request to the Edge Network. */
  headers: () => Readonly<Record<string, string>>;
}

/** How long is waited for what pages send while they are closed. */
const LAST_WORDS_MS = 2_000;

/** A browser that hangs is not waited for. */
const CLOSING_MS = 5_000;

export class PageSession {
  readonly #options: PageSessionOptions;
  readonly #sources = new CallSources();
  readonly #contexts = new Set<BrowserContext>();
  /** By the proxy that they go through. */
  readonly #taps = new Map<string, Promise<Tap>>();
  #leaks: Leak[] = [];
  #refused = new Set<string>();
  /** Why, by host. */
  #unreachable = new Map<string, string>();

  constructor(options: PageSessionOptions) {
    this.#options = options;
  }

  /** Opens a context whose pages are seen. */
  async newContext(
    open: Browser['newContext'],
    { proxy, ...options }: BrowserContextOptions,
    isChromium: boolean,
  ): Promise<BrowserContext> {
    const proxies = proxy === undefined ? this.#options.proxies() : asUpstream(proxy);
    const key = JSON.stringify(proxies);
    const tap = this.#taps.get(key) ?? this.#openTap(proxies);
    this.#taps.set(key, tap);
    const context = await open({
      ...options,
      proxy: { server: (await tap).url },
      // Only Chromium can be told of a single certificate.
      ...(isChromium ? {} : { ignoreHTTPSErrors: true }),
    });
    this.#follow(context);
    return context;
  }

  /** Whether a context was opened here, and still is. */
  has(context: BrowserContext): boolean {
    return this.#contexts.has(context);
  }

  /** Beside the calls of the test that runs. */
  remark(text: string): void {
    this.#options.traffic().remark(text);
  }

  /** Waits, bounded, until what open pages have begun to send is answered: the next test is to hear nothing of it. */
  async settle(): Promise<void> {
    if (this.#contexts.size > 0) await this.#options.traffic().settled({ timeout: LAST_WORDS_MS });
  }

  /**
   * What the test did not see while it ran; asked again, it says what came since.
   *
   * @param hasFailed whether the test has: which hosts pages could not reach matters only then.
   * @returns the error with which the test is to fail.
   */
  takeFault(hasFailed: boolean): Error | undefined {
    const leaks = this.#leaks;
    const refused = [...this.#refused].filter((host) => !this.#isNamedInAnswer(host));
    const unreachable = new Map([...this.#unreachable].filter(([host]) => !this.#isNamedInAnswer(host)));
    this.#leaks = [];
    this.#refused = new Set();
    this.#unreachable = new Map();
    if (leaks.length > 0) return leakError(leaks.map((leak) => ({ ...leak, from: this.#sender(leak) })));
    if (!hasFailed) return undefined;
    // Of a host that was meant to be reached, most of all the site's own.
    if (unreachable.size > 0) return unreachableError(unreachable);
    if (refused.length === 0) return undefined;
    return refusalError(new Map(refused.map((host) => [host, this.#sources.pageAsking(host)])));
  }

  /** Forgets who sent what: the next test is to hear nothing of this one. */
  forget(): void {
    this.#sources.forget();
  }

  /** Contexts that are still open lose the net. */
  async close(): Promise<void> {
    for (const tap of this.#taps.values()) await (await tap).close();
  }

  /** Closing a context at once would drop what its pages send at last, so they are closed first, whoever closes it. */
  #follow(context: BrowserContext): void {
    this.#sources.watch(context);
    this.#contexts.add(context);
    context.on('page', (page) => this.#watchEnd(page));
    context.once('close', () => this.#contexts.delete(context));
    const close = context.close.bind(context);
    context.close = async (options) => {
      if (this.#contexts.has(context)) await this.#closePages(context);
      await close(options);
    };
  }

  /** Of a page that has gone, no event comes any more, which whoever waits for one is to read. */
  #watchEnd(page: Page): void {
    page.once('crash', () => this.remark(`${redactUrl(page.url())} has crashed`));
    page.once('close', () => this.remark(`${redactUrl(page.url())} was closed`));
  }

  async #closePages(context: BrowserContext): Promise<void> {
    await takeLastPictures(context);
    // A page that has crashed, or whose browser is gone, has nothing more to say.
    const closing = Promise.allSettled(context.pages().map((page) => page.close()));
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref())]);
    await this.#options.traffic().settled({ timeout: LAST_WORDS_MS });
  }

  #openTap(proxies: UpstreamProxies): Promise<Tap> {
    const { key, rules, traffic, route, headers } = this.#options;
    const sources = this.#sources;
    return openTap({
      key,
      proxies,
      fateOf: (host) => fateOf(host, rules()),
      onEdge: (arrival) => {
        const context = { traffic: traffic(), sources, route, proxy: proxies.https, headers: headers() };
        exchange(arrival, context).catch(() => arrival.response.destroy());
      },
      onGuarded: (arrival) => this.#leak(arrival),
      onRefused: (host) => this.#refused.add(host),
      onUnreachable: (host, reason) => {
        this.#unreachable.set(host, reason);
        this.remark(`${host} could not be reached: ${reason}`);
      },
    });
  }

  #leak({ request, response }: Arrival): void {
    const { host = '', referer, origin } = request.headers;
    const path = (request.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*/s, '');
    this.#leaks.push({ method: request.method ?? 'GET', address: `${host}${path}`, from: referer ?? origin });
    response.writeHead(403).end();
  }

  #sender({ address, from }: Leak): string | undefined {
    return this.#sources.pageAsking(address.replace(/[:/].*/s, '')) ?? from;
  }

  /** Id syncs and destinations: pages ask there because an answer told them to, and nobody misses what comes of it. */
  #isNamedInAnswer(host: string): boolean {
    const calls = this.#options.traffic().calls();
    return calls.some(({ response }) => response?.body.includes(`//${host}/`) === true);
  }
}
