import { expect, test } from './shop.js';

test('the click that leaves a page arrives, and so does the last word of the page', async ({ page, edgeTraffic }) => {
  await page.goto('/leaving');
  await expect(edgeTraffic).toHaveEvent({ eventType: 'web.webpagedetails.pageViews' });
  await edgeTraffic.settled();
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'web.webinteraction.linkClicks' });
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'shop.pageLeft' });
  const [left] = edgeTraffic.events({ eventType: 'shop.pageLeft' });
  expect(left?.call.page?.transport).toBe('beacon');
});
