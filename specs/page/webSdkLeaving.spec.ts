/** What the Web SDK sends when a page is left: by beacon where it may, by fetch where it must, and once in any case. */

import { expect } from 'playwright-datastream';
import { accepted, rejectedWith, test } from '../support/webSdkPage.js';

const click = 'web.webinteraction.linkClicks';

test('a click on a link that leaves the page arrives by beacon, whatever it leads to', async ({
  page,
  webSdk,
  edgeTraffic,
}) => {
  const links = { next: ['other', 'Next page'], download: ['download', 'Prices'], exit: ['exit', 'Elsewhere'] };
  for (const [id, [type, name]] of Object.entries(links)) {
    await webSdk.start();
    await webSdk.send('before');
    await page.locator(`#${id}`).click();
    const interaction = { name, type, linkClicks: { value: 1 } };
    await expect(edgeTraffic).toHaveEvent({ eventType: click, web: { webInteraction: interaction } });
  }
  await expect(edgeTraffic).toHaveEventCount(3, { eventType: click });
  for (const { call } of edgeTraffic.events({ eventType: click })) {
    expect(call).toMatchObject({
      request: { url: expect.stringContaining('/ee/or2/v1/collect?') },
      page: { frameUrl: `${webSdk.url}/`, transport: 'beacon' },
      response: { status: 204 },
    });
    // Not that of the next page, which may be there before the browser is asked.
    expect(['Home', undefined]).toContain(call.page?.pageTitle);
  }
});

test('a click by a visitor who is not known yet is fetched, because the answer brings the identity', async ({
  page,
  webSdk,
  edgeTraffic,
}) => {
  await webSdk.start();
  await page.evaluate(`document.addEventListener('click', (event) => event.preventDefault())`);
  await page.locator('#next').click();
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: click });
  expect(edgeTraffic.calls()).toMatchObject([{ request: { endpoint: 'interact' }, page: { transport: 'fetch' } }]);
  expect(await webSdk.cookies()).toHaveProperty('identity');
});

test('clicks that are grouped come with the view of the next page', async ({ page, webSdk, edgeTraffic }) => {
  const clickCollection = { eventGroupingEnabled: true, sessionStorageEnabled: true };
  const view = (name: string) => ({
    xdm: { eventType: 'view', web: { webPageDetails: { name, pageViews: { value: 1 } } } },
  });
  await webSdk.start({ clickCollection });
  await webSdk.run('sendEvent', view('home'));
  await page.locator('#next').click();
  await page.waitForURL('**/next');
  await webSdk.run('configure', { ...webSdk.config, clickCollection });
  await webSdk.run('sendEvent', view('next'));
  const interaction = { name: 'Next page', type: 'other', URL: `${webSdk.url}/next`, linkClicks: { value: 1 } };
  await expect(edgeTraffic).toHaveEvent({
    eventType: 'view',
    web: { webPageDetails: { name: 'next' }, webInteraction: interaction },
  });
  await expect(edgeTraffic).toHaveEventCount(2);
});

test('the last event of a page goes by beacon when the visitor is known, and is not sent again', async ({
  webSdk,
  edgeTraffic,
  edgeEmulator,
}) => {
  const last = { documentUnloading: true };
  await webSdk.start();
  expect(await webSdk.send('unknown.visitor', last)).toMatchObject(accepted);
  expect(await webSdk.send('known.visitor', last)).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEvent({ eventType: 'known.visitor' });
  edgeEmulator.fault({ endpoint: 'collect', status: 503, retryAfter: 0 });
  // The page never learns what became of a beacon.
  expect(await webSdk.send('lost', last)).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEventCount(3);
  expect(edgeTraffic.calls()).toMatchObject([
    { request: { endpoint: 'interact' }, page: { transport: 'fetch' }, response: { status: 200 } },
    { request: { endpoint: 'collect' }, page: { transport: 'beacon' }, response: { status: 204 } },
    { request: { endpoint: 'collect' }, page: { transport: 'beacon' }, response: { status: 503 } },
  ]);
});

test('what the SDK is given while a page is left or closed arrives', async ({ page, webSdk, edgeTraffic }) => {
  for (const [way, leave] of [
    ['left', () => page.goto(`${webSdk.url}/next`)],
    ['closed', () => page.close()],
  ] as const) {
    await webSdk.start();
    await webSdk.send('before');
    await page.evaluate(`addEventListener('pagehide', () => {
      for (const order of ['first', 'second']) {
        alloy('sendEvent', { documentUnloading: true, xdm: { eventType: '${way}.' + order } });
      }
    })`);
    await leave();
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: `${way}.first` });
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: `${way}.second` });
  }
});

/** A browser lets all beacons of a page have 64 KB on their way together. */
test('a beacon for which the browser has no room is fetched, and counts once', async ({
  page,
  webSdk,
  edgeTraffic,
  edgeEmulator,
}) => {
  await webSdk.start();
  await webSdk.send('before');
  await edgeTraffic.settled();
  // The first one is still on its way when the second one comes.
  edgeEmulator.fault({ endpoint: 'collect', latency: 500, times: 1 });
  await page.evaluate(`Promise.all(['one', 'other'].map((eventType) =>
    alloy('sendEvent', { documentUnloading: true, xdm: { eventType }, data: { text: 'x'.repeat(40_000) } })))`);
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'one' });
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'other' });
  const calls = edgeTraffic.calls({ endpoint: 'collect' });
  expect(calls.map((call) => [call.page?.transport, call.response?.status])).toEqual([
    ['beacon', 204],
    ['fetch', 204],
  ]);
});

test('an event that is too large for a beacon and for the Edge Network is refused, once', async ({
  webSdk,
  edgeTraffic,
}) => {
  await webSdk.start();
  await webSdk.send('before');
  const large = { documentUnloading: true, data: { text: 'x'.repeat(70_000) } };
  expect(await webSdk.send('large', large)).toEqual(rejectedWith('EXEG-0112-413'));
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'large' });
  expect(edgeTraffic.calls({ endpoint: 'collect' })).toMatchObject([
    { page: { transport: 'fetch' }, response: { status: 413 } },
  ]);
});
