import { test, expect } from 'playwright-datastream';
import { homePageView } from './events.js';

const DAY_SECONDS = 86_400;

test('the client is told to keep the identity for thirteen months', async ({ edge }) => {
  const response = await edge.interact(homePageView);

  expect(response).toBeAccepted();
  expect(response).toHaveHandle('state:store', { key: /_identity$/, maxAge: 395 * DAY_SECONDS });
});

test('a visitor stays in the region that answered first', async ({ edge }) => {
  const first = await edge.interact(homePageView);
  const hint = first.locationHint('EdgeNetwork');
  const second = await edge.interact(homePageView);

  expect(first).toHaveHandle('locationHint:result', { scope: 'EdgeNetwork', hint: /^[a-z]+\d$/ });
  expect(first).toHaveHandle('state:store', { key: /_cluster$/, value: hint });
  expect(second.request.url).toContain(String(hint));
  expect(second.locationHint('EdgeNetwork')).toBe(hint);
});
