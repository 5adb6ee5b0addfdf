/** A page view of the real Web SDK through the tap, against the same page that talks to the emulator without one. */

import { connect } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { createEmulator, loadDatastreams, serveEmulator } from '../../src/emulator/index.js';
import { answererOf } from '../../src/emulator/server.js';
import { findChromium } from '../../src/config/chromium.js';
import { makeTapKey } from '../../src/page/certificate.js';
import { emulatedRoute, PageSession } from '../../src/page/index.js';
import { EdgeTraffic } from '../../src/traffic/traffic.js';
import { serveSite } from '../support/site.js';
import { spread, type Ratio } from './rounds.js';

const VIEWS = 10;
const ROUNDS = 25;

/** As a ratio of medians of a round: the browser itself takes most of a page view, and now and then much longer. */
export async function pageViewThroughTap(): Promise<Ratio> {
  const file = loadDatastreams('fixtures/datastreams.json');
  // One that makes pages call nobody else: what is compared is the way to the Edge Network.
  const { id: datastreamId, orgId } = file.datastreams.find(({ name }) => name === 'one-override')!;
  const emulator = createEmulator(file);
  await using server = await serveEmulator(emulator);
  await using site = await serveSite({ datastreamId, orgId });
  const key = makeTapKey();
  await using front = await tlsFront(key.certificate(), Number(new URL(server.url).port));
  const executablePath = findChromium(chromium.executablePath());
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      `--ignore-certificate-errors-spki-list=${key.hash}`,
      // Names are looked up by the browser only where no proxy does it.
      `--host-resolver-rules=MAP edge.adobedc.net:443 127.0.0.1:${front.port}`,
    ],
  });
  const route = emulatedRoute(answererOf(emulator));
  const traffic = new EdgeTraffic();
  const session = new PageSession({
    route,
    key,
    proxies: () => ({ http: undefined, https: undefined }),
    traffic: () => traffic,
    rules: () => ({ target: 'emulator', edgeHosts: [], allowHosts: [] }),
    headers: () => ({}),
  });
  try {
    const tapped = await opened(await session.newContext(browser.newContext.bind(browser), {}, true), site.url);
    const direct = await opened(await browser.newContext(), site.url);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [first, second] = round % 2 === 0 ? [tapped, direct] : [direct, tapped];
      const times = new Map([[first, await medianMs(first)]]);
      times.set(second, await medianMs(second));
      ratios.push(times.get(tapped)! / times.get(direct)!);
    }
    if (traffic.calls({ status: 200 }).length < ROUNDS * VIEWS) throw new Error('The tap saw too little.');
    return spread(ratios);
  } finally {
    await browser.close();
    await session.close();
  }
}

/** The page has had its first answer, so that every view after that is one round trip. */
async function opened(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/bare`);
  await medianMs(page);
  return page;
}

function medianMs(page: Page): Promise<number> {
  return page.evaluate(`(async () => {
    const times = [];
    for (let view = 0; view < ${VIEWS}; view++) {
      const startedAt = performance.now();
      await alloy('sendEvent', { xdm: { eventType: 'web.webpagedetails.pageViews' } });
      times.push(performance.now() - startedAt);
    }
    return times.sort((a, b) => a - b)[${Math.floor(VIEWS / 2)}];
  })()`);
}

/** The emulator behind TLS, and nothing more. */
async function tlsFront(certificate: { key: string; cert: string }, emulatorPort: number) {
  const server = createTlsServer({ ...certificate, noDelay: true }, (socket) => {
    const onward = connect({ port: emulatorPort, host: '127.0.0.1', noDelay: true });
    pipeline(socket, onward, socket, () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
