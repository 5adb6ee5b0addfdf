/** One visit to a page of a live site, as a browser makes it, and what was seen of its tags and its events. */

import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { EdgePageError } from '../errors.js';
import { EdgeTraffic } from '../traffic/traffic.js';
import { tapContexts } from './browser.js';
import { makeTapKey } from './certificate.js';
import { openLiveRoute } from './liveRoute.js';
import { PageSession } from './session.js';
import { readTagPage, type TagPage } from './tagLibrary.js';
import { TagRuleLog, type FiredRule } from './tagRules.js';
import type { UpstreamProxies } from './upstreamProxy.js';

export interface VisitOptions {
  /** Origin of the Edge Network. */
  edgeUrl: string;
  /** Names that pages call it by, beside Adobe's own. */
  edgeHosts: readonly string[];
  proxies: UpstreamProxies;
  /** @returns the browser to use, given where Playwright looks for its own; undefined for Playwright's own. */
  findBrowser: (playwrightsOwn: string) => string | undefined;
  /** Bounds the loading of the page, and the wait for its first event after that; milliseconds. */
  timeoutMs: number;
}

export interface Visit {
  /** Where the page ended up. */
  url: string;
  /** Of the page itself; undefined when none came. */
  status: number | undefined;
  /** Why the page could not be opened. */
  failure: string | undefined;
  /** Undefined when there is no page to ask. */
  tags: TagPage | undefined;
  firedRules: readonly FiredRule[];
  /** Everything that the page has sent. */
  traffic: EdgeTraffic;
}

/**
 * @param see what is made of the visit, before the page is closed: what that cuts off is nobody's fault.
 * @throws what Playwright throws when no browser can be started.
 */
export async function visit<Seen>(url: string, options: VisitOptions, see: (visit: Visit) => Seen): Promise<Seen> {
  const key = makeTapKey();
  const own = chromium.executablePath();
  const executablePath = options.findBrowser(own);
  const browser = await chromium.launch({
    ...(executablePath !== undefined && executablePath !== own && { executablePath }),
    args: [`--ignore-certificate-errors-spki-list=${key.hash}`],
  });
  const traffic = new EdgeTraffic();
  await using route = openLiveRoute(options.edgeUrl);
  const session = new PageSession({
    route,
    key,
    proxies: () => options.proxies,
    traffic: () => traffic,
    rules: () => ({ target: 'live', edgeHosts: options.edgeHosts, allowHosts: [] }),
    headers: () => ({}),
  });
  tapContexts(browser, session);
  try {
    return see({ ...(await look(await browser.newContext(), url, { traffic, ...options })), traffic });
  } finally {
    await browser.close();
    await session.close();
  }
}

async function look(
  context: BrowserContext,
  url: string,
  { traffic, timeoutMs }: Pick<VisitOptions, 'timeoutMs'> & { traffic: EdgeTraffic },
): Promise<Omit<Visit, 'traffic'>> {
  const log = await TagRuleLog.record(context);
  const page = await context.newPage();
  const { status, failure } = await opened(page, url, timeoutMs);
  if (failure !== undefined) {
    // The browser does not say what a proxy had against it.
    const reasons = [failure, ...traffic.remarks].join('; ');
    return { url, status, failure: reasons, tags: undefined, firedRules: [] };
  }
  await traffic.until(() => traffic.events()[0], timeoutMs);
  await traffic.settled({ timeout: timeoutMs });
  try {
    const tags = await readTagPage(page);
    const firedRules = await log.fired();
    // What an answer made the page send, a notification of what it shows say, may have begun since.
    await traffic.settled({ timeout: timeoutMs });
    return { url: tags.url, status, failure, tags, firedRules };
  } catch (error) {
    if (!(error instanceof EdgePageError)) throw error;
    return { url, status, failure: error.what, tags: undefined, firedRules: [] };
  }
}

/** Waits for what the page loads, tags among it, but not for a page that never stops loading. */
async function opened(page: Page, url: string, timeout: number): Promise<Pick<Visit, 'status' | 'failure'>> {
  try {
    const response = await page.goto(url, { timeout, waitUntil: 'domcontentloaded' });
    return { status: response?.status(), failure: undefined };
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    // Followed by the address, which may hold a password.
    return { status: undefined, failure: line.replace(/^page\.goto: /, '').replace(/ at https?:.*$/, '') };
  }
}
