/** After a deployment: the right library is live, and it does what it is there for. */

import { expect, test } from './shop.js';

test('the production library is live, built after the last release', async ({ page, edgeConfig }) => {
  await page.goto('/');
  await expect(page).toHaveTagLibrary({
    environment: 'production',
    property: 'Alpine Wool',
    builtAfter: '2026-01-10',
    company: edgeConfig.orgId!,
    extensions: ['Core', 'Adobe Experience Platform Web SDK'],
    rules: ['Home: page view', 'Checkout: purchase'],
    datastream: edgeConfig.datastreamId ?? /./,
    installedTwice: false,
  });
});

test('the rule of a purchase fires once, and completes', async ({ page, tag, edgeTraffic }) => {
  await page.goto('/checkout');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(edgeTraffic).toHaveEvent({ eventType: 'commerce.purchases' });
  await edgeTraffic.settled();
  const fired = await tag.firedRules();
  expect(fired.filter(({ name }) => name === 'Checkout: purchase')).toMatchObject([{ outcome: 'completed' }]);
  expect(await tag.dataElement('order id')).toBe('AW-2026-0117');
});

test('a library that is installed twice is found out', async ({ page }) => {
  await page.goto('/twice');
  await expect(page).toHaveTagLibrary({ installedTwice: true });
});

test('a library that did not run is none, whatever the page says', async ({ page }) => {
  await page.goto('/broken');
  await expect(page).not.toHaveTagLibrary({});
});
