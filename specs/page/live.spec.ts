/** Pages in a live run: their events go to the Edge Network itself, seen on the way; everything else passes unread. */

import { expect, test } from '@playwright/test';
import { companyProxy } from '../support/companyProxy.js';
import { startEmulate } from '../support/emulateProcess.js';
import { runInline } from '../support/runInline.js';

// Each runs a suite of its own with a browser.
test.slow();

const datastreamId = 'da7a57ea-0000-4000-8000-000000000001';
const address = `https://edge.adobedc.net/ee/v1/interact?configId=${datastreamId}&requestId=2f1c6b1e-8f7a-4a43-9b51-0d6a4f5b7c11`;

const spec = (body: string) => `
  import { test, expect } from 'playwright-datastream';
  test.beforeEach(async ({ context }) => {
    await context.route('http://shop.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Shop</title>' }));
  });
  const send = (page, address = '${address}') => page.evaluate(async (to) => {
    const body = JSON.stringify({ events: [{ xdm: { eventType: 'live.event' } }] });
    const response = await fetch(to, { method: 'POST', credentials: 'include', body });
    return response.status + ' ' + (await response.text());
  }, address).catch(String);
  ${body}`;

test('a page talks to the Edge Network of the run, and its calls are recorded', async () => {
  await using adobe = await startEmulate();
  const run = await runInline(
    {
      'live.spec.ts': spec(`
        test('sends', async ({ page, edgeTraffic }) => {
          await page.goto('http://shop.example/');
          expect(await send(page)).toMatch(/^200 \\{"requestId":"2f1c6b1e/);
          await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'live.event' });
        });`),
    },
    { environment: adobe.environment },
  );
  expect(run.outcomeOf('sends'), run.output).toBe('expected');
  expect(run.annotationsOf('sends')).toContainEqual({
    type: 'edge target',
    description: `live, datastream ${adobe.datastreamId} at ${adobe.url}`,
  });
  const { calls } = (await (await fetch(`${adobe.url}/__emulator/calls`)).json()) as { calls: object[] };
  expect(calls, 'Adobe is told nothing of tests').toMatchObject([{ namespace: '', eventTypes: ['live.event'] }]);
});

test('both the Edge Network and other hosts are reached through the proxy of the company, but for exceptions', async () => {
  await using adobe = await startEmulate();
  await using proxy = await companyProxy((request, response) => {
    request.resume();
    response.writeHead(200, {
      'access-control-allow-origin': 'http://shop.example',
      'access-control-allow-credentials': 'true',
    });
    response.end(`${request.headers.host}: ${request.method}`);
  });
  const { EDGE_DOMAIN: _, ...environment } = adobe.environment;
  const run = await runInline(
    {
      'proxy.spec.ts': spec(`
        test.use({ ignoreHTTPSErrors: true });
        test('sends', async ({ page, edgeTraffic }) => {
          await page.goto('http://shop.example/');
          expect(await send(page)).toBe('200 edge.adobedc.net: POST');
          expect(await send(page, 'https://other.example/collect')).toBe('200 other.example: POST');
          expect(await send(page, 'https://near.example/collect')).toContain('Failed to fetch');
          await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'live.event' });
        });`),
    },
    {
      environment: {
        ...environment,
        HTTPS_PROXY: proxy.url.replace('//', '//kim:pass%20word@'),
        NO_PROXY: '127.0.0.1,.near.example',
        // What answers behind the proxy has no certificate that anybody signed.
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      },
    },
  );
  expect(run.outcomeOf('sends'), run.output).toBe('expected');
  // Chromium reads HTTPS_PROXY too, for what it asks on its own behalf, and knows no credentials.
  const credentials = `Basic ${Buffer.from('kim:pass word').toString('base64')}`;
  const asked = proxy.asked.filter((each) => each.credentials === credentials).map(({ authority }) => authority);
  expect(new Set(asked)).toEqual(new Set(['edge.adobedc.net:443', 'other.example:443']));
});

test('a certificate of the Edge Network that cannot be trusted is said in the traffic', async () => {
  await using adobe = await startEmulate();
  await using proxy = await companyProxy((_, response) => response.end());
  const { EDGE_DOMAIN: _, ...environment } = adobe.environment;
  const run = await runInline(
    {
      'certificate.spec.ts': spec(`
        test('sends', async ({ page, edgeTraffic }) => {
          await page.goto('http://shop.example/');
          expect(await send(page)).toContain('Failed to fetch');
          expect(edgeTraffic.calls()[0].failure).toBe('the certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)');
        });`),
    },
    { environment: { ...environment, HTTPS_PROXY: proxy.url } },
  );
  expect(run.outcomeOf('sends'), run.output).toBe('expected');
});
