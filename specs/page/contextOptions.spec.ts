/** What Playwright's options do for a context, they do for one whose pages are seen. */

import type { BrowserContext } from '@playwright/test';
import { expect, test } from 'playwright-datastream';
import { pageSite } from '../support/pageSite.js';

const datastreamId = 'da7a57ea-0000-4000-8000-000000000001';

/** The Edge Network under a name of the site's own, which sets cookies itself. */
const SHOP = `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script>
  const state = { domain: 'shop.example', cookiesEnabled: true };
  globalThis.send = async (eventType) => {
    const body = JSON.stringify({ meta: { state }, events: [{ xdm: { eventType } }] });
    const address = 'https://edge.shop.example/ee/v1/interact?configId=${datastreamId}';
    await (await fetch(address, { method: 'POST', credentials: 'include', body })).text();
  };
</script>`;

test.use({ edgeHosts: ['edge.shop.example'] });

const serveShop = (context: BrowserContext) =>
  context.route('https://www.shop.example/', (route) => route.fulfill({ contentType: 'text/html', body: SHOP }));

test('a stored state holds the cookies of site and Edge Network; who starts with it is the same visitor', async ({
  browser,
  context,
  page,
  edgeTraffic,
}) => {
  await serveShop(context);
  await page.goto('https://www.shop.example/');
  await page.evaluate(`document.cookie = 'basket=3; Secure'; localStorage.setItem('currency', 'CHF'); send('first')`);
  const storageState = await context.storageState();
  expect(storageState).toMatchObject({
    cookies: expect.arrayContaining([
      expect.objectContaining({ name: 'basket', value: '3', domain: 'www.shop.example' }),
      expect.objectContaining({ name: expect.stringMatching(/^kndctr_.*_identity$/), domain: '.shop.example' }),
    ]),
    origins: [{ origin: 'https://www.shop.example', localStorage: [{ name: 'currency', value: 'CHF' }] }],
  });

  const returning = await browser.newContext({ storageState });
  await serveShop(returning);
  const later = await returning.newPage();
  await later.goto('https://www.shop.example/');
  expect(await later.evaluate(`document.cookie`)).toContain('basket=3');
  expect(await later.evaluate(`localStorage.getItem('currency')`)).toBe('CHF');
  await later.evaluate(`send('second')`);
  await expect(edgeTraffic).toHaveEventCount(2);
  expect(edgeTraffic.ecids()).toHaveLength(1);

  const stranger = await browser.newContext();
  await serveShop(stranger);
  const other = await stranger.newPage();
  await other.goto('https://www.shop.example/');
  await other.evaluate(`send('third')`);
  expect(edgeTraffic.ecids()).toHaveLength(2);
});

test.describe('baseURL, viewport and locale', () => {
  test.use({ baseURL: 'http://staging.example', viewport: { width: 412, height: 915 }, locale: 'fr-CH' });

  test('hold, and the host of the first may be reached', async ({ context, page, edgeTraffic }) => {
    const event = `{ xdm: { eventType: [innerWidth, innerHeight, navigator.language].join(' ') } }`;
    const address = `https://edge.adobedc.net/ee/v1/interact?configId=${datastreamId}`;
    const body = `<script>fetch('${address}', { method: 'POST', body: JSON.stringify({ events: [${event}] }) })</script>`;
    await context.route('http://staging.example/basket', (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto('/basket');
    await expect(edgeTraffic).toHaveEvent({ eventType: '412 915 fr-CH' });
  });
});

test.describe('a site behind basic authentication', () => {
  const event = `JSON.stringify({ events: [{ xdm: { eventType: 'web.webpagedetails.pageViews' } }] })`;
  const page = `<title>Staging</title><script>
    fetch('https://edge.adobedc.net/ee/v1/interact?configId=${datastreamId}', { method: 'POST', body: ${event} });
  </script>`;
  const staging = () => pageSite({ '/': page }, { credentials: 'kim:open sesame' });

  test.describe('with httpCredentials', () => {
    test.use({ httpCredentials: { username: 'kim', password: 'open sesame' } });

    test('loads, and its events carry no credentials', async ({ page: tab, edgeTraffic }) => {
      await using site = await staging();
      expect((await tab.goto(site.url))?.status()).toBe(200);
      await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'web.webpagedetails.pageViews' });
      expect(edgeTraffic.calls()[0]?.request.headers).not.toHaveProperty('authorization');
    });
  });

  test('does not load without, which the browser says', async ({ page: tab, edgeTraffic }) => {
    await using site = await staging();
    await expect(tab.goto(site.url)).rejects.toThrow(`net::ERR_INVALID_AUTH_CREDENTIALS at ${site.url}/`);
    expect(edgeTraffic.calls()).toEqual([]);
  });
});
