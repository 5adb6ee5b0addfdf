import { test, expect } from 'playwright-datastream';
import { sendsTo } from './datastreams.js';
import { homePageView } from './events.js';

const consentRequired = sendsTo('consent-required');

test('before opt-in an event is ignored with a warning, and nothing personal comes back', async ({ edge }) => {
  const response = await edge.interact(homePageView, { datastreamId: consentRequired });

  expect(response).toHaveStatus(200);
  expect(response).not.toBeAccepted();
  expect(response).toHaveProblem('EXEG-0301-200');
  expect(response).toBeAccepted({ allow: ['EXEG-0301-200'] });
  expect(response).not.toHaveHandle('personalization:decisions');
  expect(response).not.toHaveHandle('activation:push');
});
