/** The tap as a test sees it: whatever a page sends to the Edge Network is in `edgeTraffic`, with where it came from. */

import type { Page } from '@playwright/test';
import { expect, test } from 'playwright-datastream';
import { pageSite, type PageSite } from '../support/pageSite.js';

const datastreamId = 'da7a57ea-0000-4000-8000-000000000001';
const scripts = `
  const event = (eventType) => ({ xdm: { eventType, timestamp: new Date().toISOString() } });
  const address = (action, id) => 'https://edge.adobedc.net/ee/v1/' + action + '?configId=${datastreamId}' + (id ? '&requestId=' + id : '');
  globalThis.send = (eventType, id) =>
    fetch(address('interact', id), { method: 'POST', credentials: 'include', body: JSON.stringify({ events: [event(eventType)] }) })
      .then((response) => response.json());`;

const pages = {
  '/': `<title>Home</title><script>${scripts}</script>`,
  '/frame': `<title>Outer</title><iframe src="/inner"></iframe>`,
  '/inner': `<title>Inner</title><script>${scripts}; send('from.iframe')</script>`,
  '/opener': `<title>Opener</title><button onclick="window.open('/popup')">Open</button>`,
  '/popup': `<title>Popup</title><script>${scripts}; send('from.popup')</script>`,
  '/worker': `<title>Worker page</title><script>new Worker('/worker.js')</script>`,
  '/worker.js': `${scripts}; send('from.worker')`,
  '/service': `<title>Service</title><script>
    navigator.serviceWorker.register('/service.js').then(() => navigator.serviceWorker.ready)
      .then((registration) => registration.active.postMessage('go'))</script>`,
  '/away': 'https://edge.adobedc.net/ee/v1/interact?configId=redirected',
  '/service.js': `${scripts}; self.addEventListener('message', (message) => message.waitUntil(send('from.service')))`,
};

const shopTest = test.extend<{ shop: PageSite }>({
  shop: async ({}, use) => {
    await using shop = await pageSite(pages);
    await use(shop);
  },
});

shopTest('a fetch is recorded with its answer and where it came from', async ({ page, shop, edgeTraffic }) => {
  await page.goto(shop.url);
  const requestId = '2f1c6b1e-8f7a-4a43-9b51-0d6a4f5b7c11';
  const body = await page.evaluate((id) => (globalThis as never as Sender).send('from.page', id), requestId);
  expect(body).toMatchObject({ requestId: expect.stringContaining(requestId), handle: expect.any(Array) });

  await expect.poll(() => edgeTraffic.calls()[0]?.page?.pageTitle).toBe('Home');
  const [call] = edgeTraffic.calls();
  expect(call).toMatchObject({
    request: {
      method: 'POST',
      url: `https://edge.adobedc.net/ee/v1/interact?configId=${datastreamId}&requestId=${requestId}`,
      endpoint: 'interact',
      datastreamId,
      requestId,
      headers: { origin: shop.url, 'content-type': 'text/plain;charset=UTF-8' },
    },
    page: { frameUrl: `${shop.url}/`, pageTitle: 'Home', transport: 'fetch' },
    response: { status: 200, headers: { 'access-control-allow-origin': shop.url }, body: JSON.stringify(body) },
  });
  expect(call?.timing?.totalMs).toBeGreaterThanOrEqual(call?.timing?.firstByteMs ?? Infinity);
});

interface Sender {
  send(eventType: string, requestId?: string): Promise<unknown>;
}

for (const [path, eventType, frame] of [
  ['/frame', 'from.iframe', '/inner'],
  ['/worker', 'from.worker', '/worker'],
  ['/service', 'from.service', '/service.js'],
] as const) {
  shopTest(`what ${path} sends is seen`, async ({ page, shop, edgeTraffic }) => {
    await page.goto(shop.url.replace('127.0.0.1', 'localhost') + path);
    await expect(edgeTraffic).toHaveEventCount(1, { eventType });
    // What the browser says of a call comes a moment after the call.
    await expect.poll(() => edgeTraffic.events({ eventType })[0]?.call.page?.frameUrl).toContain(frame);
  });
}

shopTest('what a popup sends is seen', async ({ page, shop, edgeTraffic }) => {
  await page.goto(`${shop.url}/opener`);
  await page.getByRole('button').click();
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'from.popup' });
  await expect.poll(() => edgeTraffic.events()[0]?.call.page?.pageTitle).toBe('Popup');
  expect(edgeTraffic.events()[0]?.call.page?.frameUrl).toBe(`${shop.url}/popup`);
});

shopTest('contexts that a test opens itself are seen like its page', async ({ browser, shop, edgeTraffic }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shop.url}/inner`);
  await expect(edgeTraffic).toHaveEvent({ eventType: 'from.iframe' });
  await (await browser.newPage()).goto(`${shop.url}/inner`);
  await expect(edgeTraffic).toHaveEventCount(2, { eventType: 'from.iframe' });
});

shopTest(
  'the emulator knows whose calls they are, and has the same record',
  async ({ page, shop, edgeTraffic, edgeEmulator }) => {
    await page.goto(`${shop.url}/inner`);
    await expect(edgeTraffic).toHaveEventCount(1);
    expect(edgeEmulator.calls()).toMatchObject([{ eventTypes: ['from.iframe'], status: 200 }]);
  },
);

shopTest('routes and faults of the test hold for pages', async ({ page, shop, edgeTraffic, edgeEmulator }) => {
  edgeEmulator.fault({ endpoint: 'interact', connection: 'reset' });
  await page.goto(shop.url);
  const failure = await page.evaluate(() => (globalThis as never as Sender).send('lost').catch(String));
  expect(failure).toBe('TypeError: Failed to fetch');
  expect(edgeTraffic.calls()).toMatchObject([{ failure: 'the connection was cut (ECONNRESET)' }]);
});

shopTest('where a redirect leads is seen', async ({ page, shop, edgeTraffic }) => {
  await page.goto(shop.url);
  await page.evaluate(`fetch('/away', { mode: 'no-cors' })`);
  expect(edgeTraffic.calls()).toMatchObject([{ request: { method: 'GET', datastreamId: 'redirected' } }]);
});

shopTest.describe('a page that is opened once for several tests', () => {
  shopTest.describe.configure({ mode: 'serial' });
  let page: Page;

  shopTest.beforeAll(async ({ browser, shop }) => {
    page = await browser.newPage();
    await page.goto(shop.url);
  });

  for (const name of ['first', 'second']) {
    shopTest(`is seen by the ${name}, which sees nothing of the others`, async ({ edgeTraffic, edgeEmulator }) => {
      await page.evaluate(`send('${name}')`);
      expect(edgeTraffic.events().map(({ xdm }) => xdm['eventType'])).toEqual([name]);
      expect(edgeEmulator.calls().map(({ eventTypes }) => eventTypes)).toEqual([[name]]);
    });
  }
});

shopTest.describe("Playwright's own options", () => {
  shopTest.use({
    viewport: { width: 400, height: 300 },
    locale: 'de-CH',
    userAgent: 'agent',
    extraHTTPHeaders: { 'x-own': 'yes' },
  });

  shopTest('hold for a page that is seen', async ({ page, shop, edgeTraffic }) => {
    await page.goto(`${shop.url}/inner`);
    await expect(edgeTraffic).toHaveEvent({ eventType: 'from.iframe' });
    expect(page.viewportSize()).toEqual({ width: 400, height: 300 });
    // A header of one's own makes the browser ask for permission first, which is no call.
    expect(edgeTraffic.calls().map(({ request }) => request.method)).toEqual(['POST']);
    expect(edgeTraffic.events()[0]?.call.request.headers).toMatchObject({
      'user-agent': 'agent',
      'accept-language': 'de-CH',
      'x-own': 'yes',
    });
  });
});
