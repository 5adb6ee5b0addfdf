import { randomUUID } from 'node:crypto';
import { test, expect } from 'playwright-datastream';
import { homePageView } from './events.js';

test('the Edge Network names a call that brings no request id', async ({ edge }) => {
  const first = await edge.interact(homePageView);
  const second = await edge.interact(homePageView);

  expect(first).toBeAccepted();
  expect(first).toHaveRequestId();
  expect(second.requestId).not.toBe(first.requestId);
});

test('a call can be traced under the request id that it brought', async ({ edge }) => {
  const requestId = randomUUID();
  const response = await edge.interact(homePageView, { requestId });

  expect(response).toBeAccepted();
  expect(response).toHaveRequestId(requestId);
  expect(response).toMatchSchema('edge:interact-response');
});

test('a refusal can be traced too', async ({ edge }) => {
  const requestId = randomUUID();
  const response = await edge.post('/ee/v2/interact', '{"event":', { requestId });

  expect(response).toHaveStatus(400);
  expect(response).toHaveProblem('EXEG-0101-400');
  expect(response).toHaveRequestId(requestId);
});
