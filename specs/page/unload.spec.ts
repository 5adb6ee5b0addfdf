/**
 * What a page sends while it is left: by three transports, in six ways. Playwright itself sees none of it, and Adobe's
 * tag rules send much of what matters just then. Only a plain fetch may be lost, as it may in anybody's browser.
 */

import type { Page } from '@playwright/test';
import { expect, test } from 'playwright-datastream';
import { pageSite } from '../support/pageSite.js';
import { runInline } from '../support/runInline.js';

/** Sends one event by each transport when the page is hidden for good. */
const LEAVING = `<title>Leaving</title><a href="/next">Next</a><script>
  const address = (id) => 'https://edge.adobedc.net/ee/v1/collect?configId=' + id;
  const body = (name) => JSON.stringify({ events: [{ xdm: { eventType: name, timestamp: new Date().toISOString() } }] });
  addEventListener('pagehide', () => {
    const id = 'da7a57ea-0000-4000-8000-000000000001';
    navigator.sendBeacon(address(id), new Blob([body('left.beacon')], { type: 'text/plain' }));
    fetch(address(id), { method: 'POST', keepalive: true, body: body('left.keepalive') });
    fetch(address(id), { method: 'POST', body: body('left.plain') });
  });
</script>`;

const ways: Record<string, (page: Page, elsewhere: string) => Promise<unknown>> = {
  'a click on a link': (page) => page.getByRole('link', { name: 'Next' }).click(),
  'another address': (page, elsewhere) => page.goto(elsewhere),
  'a reload': (page) => page.reload(),
  'the way back': (page) => page.goBack(),
  'a script': (page) => page.evaluate(`void (location.href = '/next')`),
  'closing the page': (page) => page.close(),
};

for (const [way, leave] of Object.entries(ways)) {
  test(`a page left by ${way} is heard to its last word`, async ({ page, edgeTraffic }) => {
    await using here = await pageSite({ '/': '<h1>Start</h1>', '/leaving': LEAVING, '/next': '<h1>Next</h1>' });
    await using elsewhere = await pageSite({ '/': '<h1>Elsewhere</h1>' });
    await page.goto(here.url);
    await page.goto(`${here.url}/leaving`);
    await leave(page, elsewhere.url);
    await expect(edgeTraffic).toHaveEvent({ eventType: 'left.beacon' });
    await expect(edgeTraffic).toHaveEvent({ eventType: 'left.keepalive' });
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'left.beacon' });
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'left.keepalive' });
    const senders = edgeTraffic.calls().map(({ page: sender }) => sender);
    // Of what is sent while a page unloads, the browser tells the origin only.
    expect(new Set(senders.map((sender) => sender?.frameUrl))).toEqual(new Set([`${here.url}/`]));
    expect(senders.filter((sender) => sender?.transport === 'beacon').length).toBe(1);
    // Chromium ends a plain fetch with its page; whether it got away before that is a matter of chance.
    expect(edgeTraffic.events({ eventType: 'left.plain' }).length).toBeLessThanOrEqual(1);
  });
}

test('what pages send when a test ends is in the traffic that is attached to its failure', async () => {
  test.slow();
  const run = await runInline({
    'end.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      test.use({ baseURL: 'http://shop.example' });
      test('fails with its page open', async ({ page, context }) => {
        await context.route('http://shop.example/**', (route) => route.fulfill({
          contentType: 'text/html',
          body: ${JSON.stringify(LEAVING)},
        }));
        await page.goto('/');
        expect(1).toBe(2);
      });`,
  });
  const [attachment] = run.resultOf('fails with its page open').attachments.filter(({ name }) => /traffic/.test(name));
  const traffic = Buffer.from(attachment?.body ?? '', 'base64').toString();
  for (const name of ['left.beacon', 'left.keepalive']) expect(traffic, run.output).toContain(name);
});
