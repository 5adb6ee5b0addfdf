/** What goes wrong with a page while a test waits for it: a bounded wait, words that say what it was, and the traffic so far. */

import { expect, test } from '@playwright/test';
import { runInline, withoutSource } from '../support/runInline.js';

// It runs a suite of its own with a browser.
test.slow();

const address = 'https://edge.adobedc.net/ee/v1/interact?configId=da7a57ea-0000-4000-8000-000000000001';
const SHOP = `<title>Shop</title><link rel="icon" href="data:,"><script>
  globalThis.send = (eventType) => fetch('${address}&access_token=planted-access-token-e0b9d2', {
    method: 'POST',
    body: JSON.stringify({ events: [{ xdm: { eventType } }] }),
  });
  send('shop.opened');
</script>`;

const suite = `
  import { test as base, expect } from 'playwright-datastream';
  const test = base.extend({
    shop: async ({ page, context, edgeTraffic }, use) => {
      await context.route('http://shop.example/', (route) => route.fulfill({ contentType: 'text/html', body: ${JSON.stringify(SHOP)} }));
      await page.goto('http://shop.example/');
      // What the browser says of a call comes a moment after the call.
      await expect.poll(() => edgeTraffic.calls({ status: 200 })[0]?.page?.pageTitle).toBe('Shop');
      await use(page);
    },
  });
  const purchase = { eventType: 'commerce.purchases' };

  test('a page that is never quiet', async ({ shop, edgeTraffic }) => {
    await shop.evaluate("const loop = () => send('tick').then(loop); void loop()");
    await expect(edgeTraffic).not.toHaveEvent(purchase, { timeout: 1_000 });
  });
  test('a page that is closed', async ({ shop, edgeTraffic }) => {
    const waiting = expect(edgeTraffic).toHaveEvent(purchase, { timeout: 1_000 });
    await Promise.all([waiting, shop.close()]);
  });
  test('a page that crashes', async ({ shop, edgeTraffic }) => {
    const waiting = expect(edgeTraffic).toHaveEvent(purchase, { timeout: 1_000 });
    await Promise.all([waiting, shop.goto('chrome://crash').catch(() => undefined)]);
  });
  test('a browser that ends', async ({ browser, shop, edgeTraffic }) => {
    const session = await browser.newBrowserCDPSession();
    const waiting = expect(edgeTraffic).toHaveEvent(purchase, { timeout: 1_000 });
    await Promise.all([waiting, session.send('Browser.crash').catch(() => undefined)]);
  });
  test('an Edge Network that does not answer', async ({ shop, edgeTraffic, edgeEmulator }) => {
    edgeEmulator.fault({ latency: 60_000 });
    await shop.evaluate("void send('commerce.purchases')");
    await expect(edgeTraffic).toHaveEventCount(1, purchase, { timeout: 1_000 });
  });
  test('a test that waits for its answer', async ({ shop, edgeEmulator }) => {
    test.setTimeout(8_000);
    edgeEmulator.fault({ latency: 60_000 });
    await shop.evaluate("send('commerce.purchases')");
  });
  test('a call that never comes', async ({ shop, edgeTraffic }) => {
    await shop.close();
    await edgeTraffic.waitForCall({ endpoint: 'collect' }, { timeout: 500 });
  });`;

test('a page that never settles, closes, crashes or gets no answer is said to, after a bounded wait', async () => {
  const run = await runInline({ 'shop.spec.ts': suite });
  const notFound = (fate: string) =>
    [
      'Error: expect(traffic).toHaveEvent(expected) failed',
      '',
      'Expected:   an event that matches {"eventType": "commerce.purchases"}',
      'Received:   1 event, which does not match',
      '            event 1: shop.opened by fetch from http://shop.example/ "Shop" → 200',
      'Differs at: event 1.eventType',
      '  expected: "commerce.purchases"',
      '  received: "shop.opened"',
      '',
      'Waited:     … ms',
      `Pages:      ${fate}`,
    ].join('\n');
  const unanswered = `POST ${address}&access_token=***`;
  const expected = {
    'a page that is never quiet': `EdgeConnectionError: toHaveEvent() waited for the traffic to become quiet, but calls kept coming\nRaise the "timeout" of the expectation, or keep the page from sending without end.\n[EDGE_NOT_QUIET]`,
    'a page that is closed': notFound('http://shop.example/ was closed'),
    'a page that crashes': notFound('http://shop.example/ has crashed'),
    'a browser that ends': notFound('http://shop.example/ was closed\nPages:      the browser has ended'),
    'an Edge Network that does not answer': `EdgeConnectionError: toHaveEventCount() waited for the traffic to become quiet, but no answer came to:\n  ${unanswered}\nRaise the "timeout" of the expectation, or keep the page from sending without end.\n[EDGE_NOT_QUIET]`,
    'a test that waits for its answer': 'Test timeout of 8000ms exceeded.',
    'a call that never comes': `EdgeConnectionError: No call {"endpoint":"collect"} was answered within 500 ms. Calls of this test:\n  POST /ee/v1/interact → 200\nWhat else happened:\n  http://shop.example/ was closed\n[EDGE_NO_SUCH_CALL]`,
  };
  for (const [title, message] of Object.entries(expected)) {
    expect(withoutSource(run.errorOf(title)).replace(/\d+ ms$/m, '… ms'), title).toBe(message);
    const [attachment] = run.resultOf(title).attachments.filter(({ name }) => name === 'edge-traffic.ndjson');
    const traffic = Buffer.from(attachment?.body ?? '', 'base64').toString();
    expect(traffic, title).toContain('"eventType":"shop.opened"');
    expect(traffic, title).not.toContain('planted-access-token-e0b9d2');
    // What was waited for, the way there and the end of the test.
    expect(run.resultOf(title).duration, title).toBeLessThan(20_000);
  }
});
