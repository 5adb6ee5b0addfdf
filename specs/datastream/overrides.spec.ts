import { test, expect } from 'playwright-datastream';
import { sendsTo } from './datastreams.js';
import { purchase } from './events.js';

const oneOverride = sendsTo('one-override');

test('the report suite of the development site may be written to', async ({ edge }) => {
  const response = await edge.interact(purchase, {
    datastreamId: oneOverride,
    configOverrides: { com_adobe_analytics: { reportSuites: ['shop-dev'] } },
  });

  expect(response).toBeAccepted();
});

test('any other report suite is refused', async ({ edge }) => {
  const response = await edge.interact(purchase, {
    datastreamId: oneOverride,
    configOverrides: { com_adobe_analytics: { reportSuites: ['shop-production'] } },
  });

  expect(response).toHaveStatus(400);
  expect(response).toHaveProblem('EXEG-0113-400');
});

test('a service can be left out of one call', async ({ edge }) => {
  const response = await edge.interact(purchase, {
    datastreamId: oneOverride,
    configOverrides: { com_adobe_target: { enabled: false } },
  });

  expect(response).toBeAccepted();
  expect(response).not.toHaveHandle('personalization:decisions');
});
