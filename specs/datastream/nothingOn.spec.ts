import { test, expect } from 'playwright-datastream';
import { sendsTo } from './datastreams.js';
import { homePageView } from './events.js';

const nothingOn = sendsTo('nothing-on');

test('a datastream with no service on accepts the event and answers no handles', async ({ edge }) => {
  const response = await edge.interact(homePageView, { datastreamId: nothingOn });

  expect(response).toBeAccepted();
  expect(response).toHaveRequestId();
  expect(response.handle).toEqual([]);
});
