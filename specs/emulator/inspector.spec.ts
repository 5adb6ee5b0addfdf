/** The inspector page in a real browser. */

import { expect, test as base, type Page } from '@playwright/test';
import { createEmulator, namespaceHeader, serveEmulator, type Emulator } from '../../src/emulator/index.js';
import { demo, emulatorOfFixtures } from '../support/emulatorCalls.js';

interface Inspected {
  emulator: Emulator;
  url: string;
  /** Sends a call to the emulator as a client would. */
  call(event: object, options?: { namespace?: string; path?: string; body?: object }): Promise<void>;
}

const test = base.extend<{ inspected: Inspected }>({
  inspected: async ({ page }, use) => {
    const emulator = emulatorOfFixtures({ clock: () => Date.UTC(2026, 0, 15, 9, 30) });
    await using server = await serveEmulator(emulator);
    const { url } = server;
    await page.goto(`${url}/__emulator/`);
    await use({
      emulator,
      url,
      async call(event, { namespace, path = '/ee/v2/interact', body = { event } } = {}) {
        await fetch(`${url}${path}?dataStreamId=${demo.id}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(namespace === undefined ? {} : { [namespaceHeader]: namespace }),
          },
          body: JSON.stringify(body),
        });
      },
    });
  },
});

const event = (eventType: string) => ({ xdm: { eventType } });
const rows = (page: Page) => page.locator('tbody tr');
const detail = (page: Page) => page.getByRole('region', { name: 'The chosen call' });

test('calls appear as they come, newest first, and an empty page says that they will', async ({ page, inspected }) => {
  await expect(page.getByText('No calls yet. They appear here as they come.')).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('live');
  await inspected.call(event('web.webpagedetails.pageViews'), { namespace: 'home' });
  await inspected.call(event('commerce.purchases'));
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toHaveText(
    /2\s*09:30:00.000\s*POST \/ee\/v2\/interact\s*200\s*commerce.purchases\s*none/,
  );
  await expect(rows(page).last()).toContainText('home');
  await expect(page.locator('#count')).toHaveText('2 of 2 calls');
});

test('calls that were there before the page are shown too', async ({ page, inspected }) => {
  await inspected.call(event('commerce.purchases'));
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
});

test('the list is filtered by namespace, endpoint, status and event type', async ({ page, inspected }) => {
  await inspected.call(event('commerce.purchases'), { namespace: 'checkout' });
  await inspected.call(event('web.webpagedetails.pageViews'), {
    path: '/ee/v2/collect',
    body: { events: [event('a.b')] },
  });
  await inspected.call({}, { body: { event: 'none' } });
  await expect(rows(page)).toHaveCount(3);

  const only = async (label: string, value: string, count: number) => {
    await page.getByLabel(label).selectOption(value);
    await expect(rows(page), `${label} ${value}`).toHaveCount(count);
    await page.getByLabel(label).selectOption('all');
  };
  await only('Namespace', 'checkout', 1);
  await only('Namespace', '(none)', 2);
  await only('Endpoint', 'collect', 1);
  await only('Status', '2xx', 2);
  await only('Status', '4xx', 1);
  await only('Status', 'violations', 1);
  await page.getByLabel('Event type').fill('PURCHASE');
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel('Event type').fill('nothing');
  await expect(page.getByText('No call fits the filter.')).toBeVisible();
});

test('a call is shown in full: who it came from, request and answer side by side', async ({ page, inspected }) => {
  await inspected.call({ xdm: { eventType: 'commerce.purchases', commerce: { order: { priceTotal: 49.9 } } } });
  await rows(page).first().click();
  await expect(detail(page).getByRole('heading', { level: 2 }).first()).toHaveText('POST /ee/v2/interact → 200');
  const [{ visitor, requestId } = {}] = inspected.emulator.namespace('').calls();
  for (const text of [demo.id, requestId!, 'none', `${visitor!.ecid} (random)`, 'in', 'or2']) {
    await expect(detail(page).locator('dd').getByText(text, { exact: true }).first()).toBeVisible();
  }
  await expect(page.getByRole('article', { name: 'Request' }).locator('.json')).toHaveText(
    /"event": \{\s*"xdm": \{\s*"eventType": "commerce.purchases",\s*"commerce": \{\s*"order": \{\s*"priceTotal": 49.9/,
  );
  await expect(page.getByRole('article', { name: 'Response' }).locator('.json')).toContainText(
    '"personalization:decisions"',
  );
});

test('what does not fit a schema is marked where it stands', async ({ page, inspected }) => {
  await inspected.call({}, { body: { event: { ...event('a.b'), data: 'none' } } });
  await expect(rows(page).first()).toContainText('⚠ 1');
  await rows(page).first().click();
  const request = page.getByRole('article', { name: 'Request' });
  await expect(request.locator('.wrong')).toHaveText('"data": "none"');
  await expect(request.locator('.note')).toHaveText('event.data: expected object, received string "none"');
});

test('a violation of what is not there is told where it is missing', async ({ page, inspected }) => {
  await inspected.call({}, { body: { query: {} } });
  await rows(page).first().click();
  await expect(page.getByRole('article', { name: 'Request' }).locator('.note')).toHaveText(
    'required field "event" is missing',
  );
});

test('the keyboard does it all', async ({ page, inspected }) => {
  for (const type of ['first', 'second', 'third']) await inspected.call(event(type));
  await expect(rows(page)).toHaveCount(3);
  const chosen = page.locator('tr[aria-selected=true] .events');
  const steps: [key: string, chosen: string][] = [
    ['ArrowDown', 'third'],
    ['ArrowDown', 'second'],
    ['End', 'first'],
    ['ArrowUp', 'second'],
    ['Home', 'third'],
  ];
  for (const [key, type] of steps) {
    await page.keyboard.press(key);
    await expect(chosen, key).toHaveText(type);
  }
  await inspected.call(event('fourth'));
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await expect(chosen, 'a new call does not take the place away').toHaveText('second');
  await page.keyboard.press('Escape');
  await expect(detail(page)).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type('sec');
  await expect(rows(page)).toHaveCount(1);
});

test('calls are forgotten, those of one namespace or all', async ({ page, inspected }) => {
  for (const namespace of ['a', 'b']) await inspected.call(event(namespace), { namespace });
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel('Namespace').selectOption('a');
  await page.getByRole('button', { name: 'Forget calls' }).click();
  await page.getByLabel('Namespace').selectOption('all');
  await expect(rows(page)).toHaveText([/b$/]);
  await page.getByRole('button', { name: 'Forget calls' }).click();
  await expect(page.getByText('No calls yet. They appear here as they come.')).toBeVisible();
});

test('an emulator that has gone is said so', async ({ page }) => {
  const server = await serveEmulator(createEmulator());
  await page.goto(`${server.url}/__emulator/`);
  await expect(page.getByRole('status')).toHaveText('live');
  await server.close();
  await expect(page.getByRole('status')).toHaveText('connection lost, trying again');
});

test('nothing that a call holds becomes part of the page', async ({ page, inspected }) => {
  const hostile = '<img src=x onerror=document.title=1><script>document.title=2</script>';
  await inspected.call({ xdm: { eventType: hostile, [hostile]: hostile } }, { namespace: hostile });
  await rows(page).first().click();
  await expect(page.getByRole('article', { name: 'Request' }).locator('.json')).toContainText(hostile);
  await expect(page).toHaveTitle('Edge emulator');
  await expect(page.locator('main img')).toHaveCount(0);
});

test('the page loads nothing from elsewhere, and needs nothing that is refused', async ({ page, inspected }) => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(inspected.url) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  await page.reload();
  await inspected.call(event('commerce.purchases'));
  await rows(page).first().click();
  await expect(detail(page)).toBeVisible();
  expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`it can be read in ${colorScheme} colours`, async ({ page, inspected }, testInfo) => {
    await page.emulateMedia({ colorScheme });
    await inspected.call(event('web.webpagedetails.pageViews'), { namespace: 'home page gets the hero offer' });
    await inspected.call(
      {},
      { body: { event: { data: 'none', xdm: { identityMap: { Email: [{ id: 'a@b.example' }] } } } } },
    );
    inspected.emulator.namespace('').fault({ problem: { code: 'EXEG-0201-503', as: 'error' } });
    await inspected.call(event('commerce.purchases'));
    await expect(rows(page)).toHaveCount(3);
    await rows(page).nth(1).click();
    await testInfo.attach(`inspector-${colorScheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    const colours = await page.evaluate<{ text: string; ground: string }>(
      '({ text: getComputedStyle(document.body).color, ground: getComputedStyle(document.body).backgroundColor })',
    );
    expect(contrast(colours.text, colours.ground)).toBeGreaterThan(7);
  });
}

/** Ratio of luminances, as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
