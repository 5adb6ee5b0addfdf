import { test, expect } from 'playwright-datastream';
import { expectsContentOf } from './datastreams.js';
import { homePageView } from './events.js';

expectsContentOf('demo');

const SUMMER_SHOPPERS = '1f0c7f0e-6a54-4d0e-b7c3-0a4c8f7d5e11';

test('the shop learns the audiences of a visitor', async ({ edge }) => {
  const response = await edge.interact(homePageView);

  expect(response).toBeAccepted();
  expect(response).toHaveHandle('activation:pull', {
    alias: 'shopPersonalization',
    segments: expect.arrayContaining([{ id: SUMMER_SHOPPERS, namespace: 'ups' }]),
  });
});

test('profile attributes are for authenticated calls only', async ({ edge }) => {
  const server = await edge.interact(homePageView);
  const browser = await edge.interact(homePageView, { authenticated: false });

  expect(server).toHaveHandle('activation:pull', { attributes: { loyaltyTier: { value: 'gold' } } });
  expect(browser).toBeAccepted();
  expect(browser).toHaveHandle('activation:pull', { alias: 'shopPersonalization' });
  expect(browser).not.toHaveHandle('activation:pull', { attributes: expect.anything() });
});

test('Audience Manager sets its cookie and calls its pixel', async ({ edge }) => {
  const response = await edge.interact(homePageView);

  expect(response).toHaveHandle('activation:push', { type: 'cookie', spec: { name: 'shop_audience', ttlDays: 30 } });
  expect(response).toHaveHandle('activation:push', { type: 'url', spec: { url: /^https:\/\/pixel\.shop\.example\// } });
});
