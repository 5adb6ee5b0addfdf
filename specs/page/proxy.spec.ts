/** The proxies that a page's requests go through: those of the company, or Playwright's own, and what is said of one that does not let them. */

import { expect, test } from '@playwright/test';
import { ensureChromium } from '../support/chromium.js';
import { companyProxy } from '../support/companyProxy.js';
import { runInline, withoutSource } from '../support/runInline.js';

// Each runs a suite of its own with a browser.
test.slow();

const named = (name: string) => companyProxy((_, response) => response.end(name));

const spec = (body: string, options = '{}') => `
  import { test, expect } from 'playwright-datastream';
  test.use({ edgeAllowHosts: ['*.example'], ignoreHTTPSErrors: true, ...${options} });
  const textOf = async (page, address) => (await page.goto(address)).text();
  ${body}`;

test('HTTP_PROXY is for http, HTTPS_PROXY for https, and an option of Playwright goes before both', async () => {
  await using http = await named('company, http');
  await using https = await named('company, https');
  await using ofLaunch = await named('launch');
  await using ofUse = await named('use');
  await using ofContext = await named('context');
  const bothSchemes = (title: string, name: string) => `
    test('${title}', async ({ page }) => {
      expect(await textOf(page, 'https://shop.example/')).toBe('${name}');
      expect(await textOf(page, 'http://shop.example/')).toBe('${name}');
    });`;
  const run = await runInline(
    {
      'company.spec.ts': spec(`
        test('the company', async ({ page }) => {
          expect(await textOf(page, 'http://shop.example/')).toBe('company, http');
          expect(await textOf(page, 'https://shop.example/')).toBe('company, https');
        });
        test('a context', async ({ browser }) => {
          const page = await browser.newPage({ ignoreHTTPSErrors: true, proxy: { server: '${ofContext.url}' } });
          expect(await textOf(page, 'https://shop.example/')).toBe('context');
          expect(await textOf(page, 'http://shop.example/')).toBe('context');
        });`),
      'playwright.config.ts': `export default {
        testDir: '.', workers: 1, reporter: [['json'], ['line']],
        projects: [
          { name: 'company', testMatch: /company|own/ },
          { name: 'launch', testMatch: 'launch.spec.ts', use: { launchOptions: { proxy: { server: '${ofLaunch.url}' } } } },
          { name: 'use', testMatch: 'use.spec.ts', use: { launchOptions: { proxy: { server: '${ofLaunch.url}' } } } },
        ],
      };`,
      'use.spec.ts': spec(
        bothSchemes('a spec file', 'use'),
        `{ proxy: { server: '${ofUse.url}', username: 'kim', password: 'pass' } }`,
      ),
      'launch.spec.ts': spec(bothSchemes('the launch', 'launch')),
      'own.spec.ts': spec(
        "test('launch options of its own', ({ page }) => {});",
        `{ launchOptions: { executablePath: '${ensureChromium()}', slowMo: 1 } }`,
      ),
    },
    { environment: { HTTP_PROXY: http.url, HTTPS_PROXY: https.url, NO_PROXY: '' } },
  );
  for (const title of ['the company', 'a context', 'a spec file', 'the launch']) {
    expect(run.outcomeOf(title), run.output).toBe('expected');
  }
  expect(run.errorOf('launch options of its own')).toBe(
    [
      'EdgeUsageError: launchOptions of a spec file take the place of those that have the browser trust the tap.',
      'Set them under "use" in playwright.config.ts, in a project of their own if need be.',
      '[EDGE_OPTION_INVALID]',
    ].join('\n'),
  );
  const credentials = new Set(ofUse.asked.map((each) => each.credentials));
  expect(credentials).toEqual(new Set([`Basic ${Buffer.from('kim:pass').toString('base64')}`]));
});

test('of a proxy that lets nothing through, page, matcher and failure say what it answered', async () => {
  await using proxy = await companyProxy((_, response) => response.end(), { refusal: 407 });
  const address = proxy.url.replace('//', '//kim:planted-proxy-password@');
  const run = await runInline(
    {
      'refused.spec.ts': spec(`
        test('the site', async ({ page }) => {
          await page.goto('https://shop.example/');
        });
        test('its tags', async ({ page, context, edgeTraffic }) => {
          await context.route('http://shop.example/', (route) => route.fulfill({
            contentType: 'text/html',
            body: '<script src="https://tags.example/launch-0123.min.js"></script>',
          }));
          await page.goto('http://shop.example/');
          await expect(edgeTraffic).toHaveEvent({ eventType: 'web.webpagedetails.pageViews' }, { timeout: 500 });
        });
        test('a plain site', async ({ page }) => {
          const response = await page.goto('http://plain.example/');
          expect(response.status() + ' ' + (await response.text())).toBe('502 plain.example could not be reached: the proxy ${proxy.url} answered 407 to GET.');
        });
        test('a proxy that is gone', async ({ browser }) => {
          const page = await browser.newPage({ proxy: { server: 'http://127.0.0.1:1' } });
          expect(await textOf(page, 'http://plain.example/')).toBe(
            'plain.example could not be reached: the proxy http://127.0.0.1:1 could not be reached: the connection was refused (ECONNREFUSED).',
          );
        });`),
    },
    { environment: { HTTP_PROXY: address, HTTPS_PROXY: address, NO_PROXY: '' } },
  );
  expect(run.output).not.toContain('planted-proxy-password');
  const [navigation, reason] = run.resultOf('the site').errors.map(({ message }) => message);
  expect(navigation, run.output).toContain('net::ERR_TUNNEL_CONNECTION_FAILED at https://shop.example/');
  expect(reason).toContain(
    [
      'EdgePageError: Pages could not reach hosts that they asked for, which may be why the test failed:',
      `  shop.example: the proxy ${proxy.url} answered 407 to CONNECT`,
      "The proxy is that of HTTPS_PROXY or HTTP_PROXY, or of Playwright's option proxy: look at its address, and at user and password in it. Hosts that are reached without it stand in NO_PROXY.",
      '[EDGE_HOST_UNREACHABLE]',
    ].join('\n'),
  );
  expect(withoutSource(run.errorOf('its tags')).replace(/\d+ ms/, '… ms')).toBe(
    [
      'Error: expect(traffic).toHaveEvent(expected) failed',
      '',
      'Expected:   an event that matches {"eventType": "web.webpagedetails.pageViews"}',
      'Received:   no calls to the Edge Network',
      '',
      'Waited:     … ms',
      `Pages:      tags.example could not be reached: the proxy ${proxy.url} answered 407 to CONNECT`,
    ].join('\n'),
  );
  for (const title of ['a plain site', 'a proxy that is gone'])
    expect(run.outcomeOf(title), run.output).toBe('expected');
});
