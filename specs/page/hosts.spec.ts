/** What an offline run lets a page reach, and how a test hears of what it does not. */

import { expect, test } from '@playwright/test';
import { companyProxy } from '../support/companyProxy.js';
import { runInline } from '../support/runInline.js';

// Each runs a suite of its own with a browser.
test.slow();

const shop = (body: string) => `
  import { test, expect } from 'playwright-datastream';
  test.use({ baseURL: 'http://shop.example' });
  test.beforeEach(async ({ context }) => {
    await context.route('http://shop.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Shop</title>' }));
  });
  const load = (page, address) => page.evaluate((src) => new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = () => done(undefined);
    image.src = src;
  }), address);
  ${body}`;

test('a page that tries to reach Adobe fails its test, and reaches nothing', async () => {
  // Whatever leaves this machine has to go through here.
  await using proxy = await companyProxy((_, response) => response.end());
  const run = await runInline(
    {
      'leak.spec.ts': shop(`
      test('leaks', async ({ page }) => {
        await page.goto('/checkout');
        await load(page, 'https://dpm.demdex.net/id?d_mid=secret');
        await load(page, 'https://shop.sc.omtrdc.net/b/ss/rsid/1?v=1');
        await load(page, 'http://omtrdc.net./plain');
        await page.evaluate(() => new Promise((done) => {
          new WebSocket('ws://shop.tt.omtrdc.net/live').addEventListener('error', done);
        }));
      });
      test('does not', async ({ page }) => {
        await page.goto('/checkout');
        await load(page, 'https://edge.adobedc.net/ee/v1/interact');
      });`),
    },
    { environment: { HTTPS_PROXY: proxy.url } },
  );
  expect(run.outcomeOf('leaks'), run.output).toBe('unexpected');
  expect(run.errorOf('leaks')).toBe(
    [
      'EdgePageError: A page tried to reach hosts on which Adobe collects data. Nothing was let through:',
      '  GET dpm.demdex.net/id from http://shop.example/checkout',
      '  GET shop.sc.omtrdc.net/b/ss/rsid/1 from http://shop.example/checkout',
      '  GET omtrdc.net./plain from http://shop.example/checkout',
      '  GET shop.tt.omtrdc.net/live from http://shop.example',
      'The emulator stands in for the Edge Network only. Keep the page from sending there in tests, or run the test live.',
      '[EDGE_PAGE_LEAK]',
    ].join('\n'),
  );
  expect(run.outcomeOf('does not')).toBe('expected');
  const asked = proxy.asked.map(({ authority }) => authority);
  expect(asked.filter((authority) => /demdex|omtrdc|adobedc/.test(authority))).toEqual([]);
});

test('hosts that a page was kept from are named beside the failure of its test, and only there', async () => {
  const run = await runInline({
    'refused.spec.ts': shop(`
      const visit = async (page) => {
        await page.goto('/home');
        await load(page, 'https://cdn.example.com/a.png');
        await load(page, 'http://fonts.example.com/b.png');
      };
      test('fails', async ({ page }) => {
        await visit(page);
        expect(1).toBe(2);
      });
      test('passes', async ({ page }) => visit(page));`),
    'allowed.spec.ts': shop(`
      test.use({ edgeAllowHosts: ['*.example.com'] });
      test('fails as well', async ({ page }) => {
        await page.goto('/home');
        await load(page, 'https://cdn.example.com:1/a.png');
        expect(1).toBe(2);
      });`),
  });
  const errors = run.resultOf('fails').errors.map(({ message }) => message);
  expect(errors.length, run.output).toBe(2);
  expect(errors[1]).toContain(
    [
      'EdgePageError: Pages were kept from hosts that they asked for, which may be why the test failed:',
      '  cdn.example.com, asked for by http://shop.example/home',
      '  fonts.example.com, asked for by http://shop.example/home',
      `Let a page reach them in an offline run: test.use({ edgeAllowHosts: ['cdn.example.com', 'fonts.example.com'] }), or the same under "use" in playwright.config.ts.`,
      '[EDGE_HOST_REFUSED]',
    ].join('\n'),
  );
  expect(run.outcomeOf('passes')).toBe('expected');
  expect(run.resultOf('fails as well').errors.length).toBe(1);
});
