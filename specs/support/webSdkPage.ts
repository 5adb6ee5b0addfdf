/** Pages on this machine that hold the Web SDK as Adobe ships it, and nothing that sends by itself. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test as base } from 'playwright-datastream';
import { webSdkFile } from './adobePackages.js';
import { pageSite, type PageSite } from './pageSite.js';

const code = readFileSync(webSdkFile, 'utf8');

/** Takes commands until the code is there. */
const baseCode = `
  window.__alloyNS = ['alloy', 'second'];
  for (const name of window.__alloyNS) {
    window[name] = (...command) => new Promise((resolve, reject) => window[name].q.push([resolve, reject, command]));
    window[name].q = [];
  }`;

/** @param body what stands on the page beside the Web SDK. */
const webSdkPage = (title: string, body = '', head = '') => `<!doctype html>
  <title>${title}</title><link rel="icon" href="data:,">${head}
  <script>${baseCode}</script><script src="/alloy.min.js"></script>
  ${body}`;

const LINKS = `
  <p id="hero">Winter</p><p id="slot"></p>
  <a id="next" href="/next">Next page</a> <a id="download" href="/price-list.pdf">Prices</a> <a id="exit">Elsewhere</a>
  <script>document.getElementById('exit').href = location.origin.replace('127.0.0.1', 'localhost') + '/next'</script>`;

const pages = {
  '/': webSdkPage('Home', LINKS),
  '/next': webSdkPage('Next', '<p id="hero">Winter</p>'),
  '/strict': webSdkPage(
    'Strict',
    '',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline' 'unsafe-eval'">`,
  ),
  '/alloy.min.js': code,
  '/sync.gif': '',
  '/destination.gif': '',
};

/** What became of a command. */
export type Outcome = { resolved: unknown } | { rejected: string };

interface WebSdk {
  /** Of the site, without a slash at its end. */
  readonly url: string;
  readonly site: PageSite;
  /** What `configure` is given unless told otherwise: no third-party cookies, with which the first call goes elsewhere. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Opens a page, and has its SDK configured. @param address path, or whole address of a page that is served otherwise. */
  start(options?: object, address?: string): Promise<void>;
  run(command: string, options?: object): Promise<Outcome>;
  /** Sends an event. @param options of the command, beside `xdm` */
  send(eventType: string, options?: object): Promise<Outcome>;
  /** The organisation's cookies that the browser holds now, without their prefix, by name. */
  cookies(): Promise<Record<string, string>>;
}

export const test = base.extend<{ webSdk: WebSdk }, { webSdkSite: PageSite }>({
  webSdkSite: [
    async ({}, use) => {
      await using site = await pageSite(pages);
      await use(site);
    },
    { scope: 'worker' },
  ],

  webSdk: async ({ page, webSdkSite: site, edgeConfig, edgeEmulator }, use) => {
    const { datastreamId, orgId } = edgeConfig;
    const { url } = site;
    site.asked.length = 0;
    // They would have every page ask other sites for pictures.
    edgeEmulator.datastream(datastreamId!, {
      services: { audienceManager: { enabled: false }, idSync: { enabled: false } },
    });
    const config = { datastreamId, orgId, edgeDomain: 'edge.adobedc.net', thirdPartyCookiesEnabled: false };
    const run = (command: string, options: object = {}) => runIn(page, command, options);
    await use({
      url,
      site,
      config,
      run,
      async start(options = {}, address = '/') {
        await page.goto(new URL(address, url).href);
        expect(await run('configure', { ...config, ...options })).toEqual({ resolved: {} });
      },
      send: (eventType, options = {}) => run('sendEvent', { xdm: { eventType }, ...options }),
      async cookies() {
        const prefix = `kndctr_${orgId!.replace('@', '_')}_`;
        const own = (await page.context().cookies()).filter(({ name }) => name.startsWith(prefix));
        return Object.fromEntries(own.map(({ name, value }) => [name.slice(prefix.length), value]));
      },
    });
  },
});

/** Without the stack, and as it is in JSON. */
function runIn(page: Page, command: string, options: object): Promise<Outcome> {
  return page.evaluate(`alloy(${JSON.stringify(command)}, ${JSON.stringify(options)}).then(
    (resolved) => ({ resolved }),
    ({ message }) => ({ rejected: message }),
  )`);
}

/** An event was taken in, and the answer handed on. */
export const accepted = { resolved: { propositions: expect.any(Array) } };

/** The command failed, and its message says this. */
export const rejectedWith = (text: string) => ({ rejected: expect.stringContaining(text) });
