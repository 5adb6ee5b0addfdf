import { test, expect } from 'playwright-datastream';
import { homePageView } from './events.js';

const NO_SUCH_DATASTREAM = '00000000-0000-4000-8000-000000000000';

test('an unknown datastream is refused', async ({ edge, edgeConfig }) => {
  test.skip(
    edgeConfig.target === 'live' && !edgeConfig.allowedDatastreams.includes(NO_SUCH_DATASTREAM),
    `needs ${NO_SUCH_DATASTREAM} in EDGE_ALLOWED_DATASTREAMS`,
  );
  const response = await edge.interact(homePageView, { datastreamId: NO_SUCH_DATASTREAM });

  expect(response).toHaveStatus(400);
  expect(response).toHaveProblem('EXEG-0003-400');
  expect(response).toHaveRequestId();
  expect(response).toMatchSchema('edge:problem');
});

test('a call that names no datastream is refused', async ({ edge }) => {
  const response = await edge.post('/ee/v2/interact', { event: homePageView }, { bare: true });

  expect(response).toHaveProblem('EXEG-0002-400');
});

test('a forged token is refused', async ({ edge }) => {
  const response = await edge.interact(homePageView, { headers: { authorization: 'Bearer no-token-at-all' } });

  expect(response).toHaveStatus(401);
  expect(response).toHaveProblem(/^EXEG-05\d\d-401$/);
});

test('a call without an event is refused, and the report says what is missing', async ({ edge }) => {
  const response = await edge.post('/ee/v2/interact', {});

  expect(response).not.toBeAccepted();
  expect(response).toHaveProblem(/^EXEG-01\d\d-4\d\d$/);
  expect(response).not.toHaveHandle('state:store');
});
