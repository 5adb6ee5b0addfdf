import { test, expect } from 'playwright-datastream';
import { expectsContentOf } from './datastreams.js';
import { homePageView } from './events.js';

expectsContentOf('demo');

test('the home page gets the summer hero', async ({ edge }) => {
  const response = await edge.interact(homePageView);

  expect(response).toBeAccepted();
  expect(response).toHaveHandle('personalization:decisions', {
    scope: 'hero',
    scopeDetails: { decisionProvider: 'TGT', activity: { id: '410001' } },
    items: [{ data: { content: { headline: 'Summer is here', link: /^\// } } }],
  });
});

test('a page that asks for one scope gets that scope and no other', async ({ edge }) => {
  const response = await edge.interact(homePageView, {
    query: { personalization: { decisionScopes: ['cart'] } },
  });

  expect(response).toBeAccepted();
  expect(response.propositions().map(({ scope }) => scope)).toEqual(['cart']);
  expect(response).toHaveHandle('personalization:decisions', { items: [{ data: { content: /delivery is free/ } }] });
});

test('a scope that no activity serves gets nothing', async ({ edge }) => {
  const response = await edge.interact(homePageView, {
    query: { personalization: { decisionScopes: ['no-such-place'] } },
  });

  expect(response).toBeAccepted();
  expect(response.propositions()).toEqual([]);
});

test('recommendations come from Journey Optimizer for their surface', async ({ edge }) => {
  const surface = 'web://shop.example/#recommendations';
  const response = await edge.interact(homePageView, { query: { personalization: { surfaces: [surface] } } });

  expect(response).toBeAccepted();
  expect(response).toHaveHandle('personalization:decisions', {
    scope: surface,
    scopeDetails: { decisionProvider: 'AJO' },
  });
});

test('more than thirty scopes at once are refused', async ({ edge }) => {
  const decisionScopes = Array.from({ length: 31 }, (_, index) => `place-${index}`);
  const response = await edge.interact(homePageView, { query: { personalization: { decisionScopes } } });

  expect(response).toHaveStatus(422);
  expect(response).toHaveProblem('EXEG-0104-422');
});
