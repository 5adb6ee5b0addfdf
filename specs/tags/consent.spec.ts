import { expect, test } from './shop.js';

test('nothing is sent before the visitor agrees, and the page view after', async ({ page, edgeTraffic }) => {
  await page.goto('/consent');
  // Silence says something only of tags that run.
  await expect(page).toHaveTagLibrary({});
  await expect(edgeTraffic).toHaveEventCount(0);
  expect(edgeTraffic.calls()).toEqual([]);

  await page.getByRole('button', { name: 'Accept' }).click();
  const call = await edgeTraffic.waitForCall({ endpoint: 'set-consent' });
  expect(JSON.parse(call.request.body)).toMatchObject({ consent: [{ standard: 'Adobe', value: { general: 'in' } }] });
  await expect(edgeTraffic).toHaveEvent({ eventType: 'web.webpagedetails.pageViews' });
});

test('who declines is not followed', async ({ page, edgeTraffic }) => {
  await page.goto('/consent');
  await page.getByRole('button', { name: 'Decline' }).click();
  await edgeTraffic.waitForCall({ endpoint: 'set-consent' });
  await expect(edgeTraffic).not.toHaveEvent({ eventType: 'web.webpagedetails.pageViews' });
});
