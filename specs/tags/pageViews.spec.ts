import { expect, test } from './shop.js';

test('the home page reports one page view, with its address and name', async ({ page, edgeTraffic, baseURL }) => {
  await page.goto('/');
  await expect(edgeTraffic).toHaveEvent({
    eventType: 'web.webpagedetails.pageViews',
    web: { webPageDetails: { URL: `${baseURL}/`, name: 'home' } },
    implementationDetails: { name: 'https://ns.adobe.com/experience/alloy' },
  });
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'web.webpagedetails.pageViews' });
});

test('every page of the shop reports its own page view, and all of them the same visitor', async ({
  page,
  edgeTraffic,
}) => {
  for (const name of ['product', 'checkout']) {
    await page.goto(`/${name}`);
    await expect(edgeTraffic).toHaveEvent({
      eventType: 'web.webpagedetails.pageViews',
      web: { webPageDetails: { name } },
    });
    // Who leaves before the first answer has come is somebody else on the next page.
    await edgeTraffic.settled();
  }
  expect(edgeTraffic.ecids().length).toBe(1);
});

test('no event is reported twice', async ({ page, edgeTraffic }) => {
  await page.goto('/product');
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'commerce.productViews' });
  expect(edgeTraffic.duplicates()).toEqual([]);
});
