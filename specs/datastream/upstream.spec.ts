import { test, expect } from 'playwright-datastream';
import { sendsTo } from './datastreams.js';
import { homePageView } from './events.js';

const decisioningDown = sendsTo('offer-decisioning-down');

test('when decisioning is down the other services still answer, and the call is no success', async ({ edge }) => {
  const response = await edge.interact(homePageView, { datastreamId: decisioningDown });

  expect(response).toHaveStatus(207);
  expect(response).not.toBeAccepted();
  expect(response).toHaveProblem('EXEG-0201-503');
  expect(response).toHaveHandle('personalization:decisions', { scope: 'hero' });
  expect(response).toHaveIdentity('ECID');
});
