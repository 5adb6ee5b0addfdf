/** What goes wrong with a page while a test waits for it: a bounded wait, words that say what it was, and the traffic so far. */

import type { Page } from '@playwright/test';
import { expect, test as base } from 'playwright-datastream';
import { messageOf } from '../support/failures.js';
import { runInline, withoutSource } from '../support/runInline.js';

const address = 'https://edge.adobedc.net/ee/v1/interact?configId=da7a57ea-0000-4000-8000-000000000001';
const SHOP = `<title>Shop</title><link rel="icon" href="data:,"><script>
  globalThis.send = (eventType) => fetch('${address}&access_token=planted-access-token-e0b9d2', {
    method: 'POST',
    body: JSON.stringify({ events: [{ xdm: { eventType } }] }),
  });
  send('shop.opened');
</script>`;
const purchase = { eventType: 'commerce.purchases' };

/** A page that has sent one event. */
const test = base.extend<{ shop: Page }>({
  shop: async ({ page, context, edgeTraffic }, use) => {
    await context.route('http://shop.example/', (route) => route.fulfill({ contentType: 'text/html', body: SHOP }));
    await page.goto('http://shop.example/');
    // What the browser says of a call comes a moment after the call.
    await expect.poll(() => edgeTraffic.calls({ status: 200 })[0]?.page?.pageTitle).toBe('Shop');
    await use(page);
  },
});

test.use({ baseURL: 'http://shop.example' });

const notFound = (...remarks: string[]) =>
  [
    'expect(traffic).toHaveEvent(expected) failed',
    '',
    'Expected:   an event that matches {"eventType": "commerce.purchases"}',
    'Received:   1 event, which does not match',
    '            event 1: shop.opened by fetch from http://shop.example/ "Shop" → 200',
    'Differs at: event 1.eventType',
    '  expected: "commerce.purchases"',
    '  received: "shop.opened"',
    '',
    'Waited:     … ms',
    ...remarks.map((remark) => `Pages:      ${remark}`),
  ].join('\n');

const timeless = (message: string) => message.replace(/\d+ ms$/m, '… ms');

const raise = 'Raise the "timeout" of the expectation, or keep the page from sending without end.\n[EDGE_NOT_QUIET]';

test('a page that never settles: calls keep coming', async ({ shop, edgeTraffic, edgeEmulator }) => {
  // Some call is on its way at any time, even where the page itself gets no time for a moment.
  edgeEmulator.fault({ latency: 300 });
  await shop.evaluate(`void setInterval(() => send('tick'), 50)`);
  const message = await messageOf(() => expect(edgeTraffic).not.toHaveEvent(purchase, { timeout: 1_500 }));
  expect(message).toBe(`toHaveEvent() waited for the traffic to become quiet, but calls kept coming\n${raise}`);
});

test('an Edge Network that does not answer: the call is named, without what is secret in it', async ({
  shop,
  edgeTraffic,
  edgeEmulator,
}) => {
  edgeEmulator.fault({ latency: 60_000 });
  await shop.evaluate(`void send('commerce.purchases')`);
  const message = await messageOf(() => expect(edgeTraffic).toHaveEventCount(1, purchase, { timeout: 700 }));
  expect(message).toBe(
    `toHaveEventCount() waited for the traffic to become quiet, but no answer came to:\n  POST ${address}&access_token=***\n${raise}`,
  );
});

test('a page that is closed while an event is waited for', async ({ shop, edgeTraffic }) => {
  const waiting = messageOf(() => expect(edgeTraffic).toHaveEvent(purchase, { timeout: 3_000 }));
  await shop.close();
  expect(timeless(await waiting)).toBe(notFound('http://shop.example/ was closed'));
  const late = await messageOf(() => edgeTraffic.waitForCall({ endpoint: 'collect' }, { timeout: 100 }));
  expect(late).toBe(
    [
      'No call {"endpoint":"collect"} was answered within 100 ms. Calls of this test:',
      '  POST /ee/v1/interact → 200',
      'What else happened:',
      '  http://shop.example/ was closed',
      '[EDGE_NO_SUCH_CALL]',
    ].join('\n'),
  );
});

test('a page that crashes while an event is waited for', async ({ shop, edgeTraffic }) => {
  await shop.goto('chrome://crash').catch(() => undefined);
  const message = await messageOf(() => expect(edgeTraffic).toHaveEvent(purchase, { timeout: 700 }));
  expect(timeless(message)).toBe(notFound('http://shop.example/ has crashed'));
});

test('a browser that ends, and a test that waits without end, leave the traffic so far, redacted', async () => {
  test.slow();
  const run = await runInline({
    'shop.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      test.beforeEach(async ({ page, context, edgeTraffic }) => {
        await context.route('http://shop.example/', (route) => route.fulfill({ contentType: 'text/html', body: ${JSON.stringify(SHOP)} }));
        await page.goto('http://shop.example/');
        await expect.poll(() => edgeTraffic.calls({ status: 200 })[0]?.page?.pageTitle).toBe('Shop');
      });
      test('a browser that ends', async ({ browser, edgeTraffic }) => {
        const session = await browser.newBrowserCDPSession();
        await session.send('Browser.crash').catch(() => undefined);
        await expect(edgeTraffic).toHaveEvent(${JSON.stringify(purchase)}, { timeout: 700 });
      });
      test('a test that waits', async ({ page, edgeTraffic, edgeEmulator }) => {
        edgeEmulator.fault({ latency: 60_000 });
        await page.evaluate("void send('commerce.purchases')");
        await expect(edgeTraffic).toHaveEvent(${JSON.stringify(purchase)});
        test.setTimeout(1);
        await new Promise(() => undefined);
      });`,
  });
  expect(timeless(withoutSource(run.errorOf('a browser that ends')))).toBe(
    `Error: ${notFound('http://shop.example/ was closed', 'the browser has ended')}`,
  );
  expect(run.errorOf('a test that waits')).toBe('Test timeout of 1ms exceeded.');
  for (const [title, events] of Object.entries({
    'a browser that ends': ['shop.opened'],
    'a test that waits': ['shop.opened', 'commerce.purchases'],
  })) {
    const [attachment] = run.resultOf(title).attachments.filter(({ name }) => name === 'edge-traffic.ndjson');
    const traffic = Buffer.from(attachment?.body ?? '', 'base64').toString();
    for (const name of events) expect(traffic, title).toContain(`"eventType":"${name}"`);
    expect(traffic, title).not.toContain('planted-access-token-e0b9d2');
  }
});
