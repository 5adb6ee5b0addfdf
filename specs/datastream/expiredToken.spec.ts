import { test, expect } from 'playwright-datastream';
import { homePageView } from './events.js';

test.skip(({ edgeConfig }) => edgeConfig.target === 'live', 'Adobe issues no token that has expired already');

test('an expired token is refused, and said to be expired', async ({ edge, edgeEmulator }) => {
  const expired = edgeEmulator.issueToken({ expiresInSeconds: -60 });
  const response = await edge.interact(homePageView, { headers: { authorization: `Bearer ${expired}` } });

  expect(response).toHaveStatus(401);
  expect(response).toHaveProblem('EXEG-0503-401');
  expect(response).toHaveRequestId();
});
