import { expect, test } from './shop.js';

test('the hero offer is shown, and its display is reported', async ({ page, edgeTraffic, edgeConfig }) => {
  test.skip(edgeConfig.target === 'live', 'needs the offers of the demonstration datastream');
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Offer' })).not.toBeEmpty();
  await expect(edgeTraffic).toHaveEvent({
    eventType: 'decisioning.propositionDisplay',
    _experience: { decisioning: { propositions: [{ scope: 'hero' }] } },
  });
});
