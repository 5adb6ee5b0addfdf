import { test, expect } from 'playwright-datastream';
import { sendsTo } from './datastreams.js';
import { homePageView } from './events.js';

const disabled = sendsTo('disabled');

test('a datastream that is switched off refuses events', async ({ edge }) => {
  const response = await edge.interact(homePageView, { datastreamId: disabled });

  expect(response).toHaveStatus(422);
  expect(response).toHaveProblem('EXEG-0004-422');
});

test('and batches', async ({ edge }) => {
  const response = await edge.collect([homePageView], { datastreamId: disabled });

  expect(response).toHaveProblem('EXEG-0004-422');
});
