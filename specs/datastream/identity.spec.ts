import { test, expect } from 'playwright-datastream';
import { datastream } from './datastreams.js';
import { homePageView, purchase } from './events.js';

/** Later answers repeat the identity only to those who ask. */
const askForEcid = { query: { identity: { fetch: ['ECID'] } } };

test('a visitor gets an ECID on the first page view and keeps it', async ({ edge }) => {
  const first = await edge.interact(homePageView);
  const second = await edge.interact(purchase, askForEcid);

  expect(first).toBeAccepted();
  expect(first).toHaveIdentity('ECID');
  expect(second).toBeAccepted();
  expect(second).toHaveIdentity('ECID', first.ecid);
});

test('two visitors are two people', async ({ edge }) => {
  const ada = await edge.interact(homePageView);
  const ben = await edge.newVisitor().interact(homePageView);

  expect(ada).toHaveIdentity('ECID');
  expect(ben).toHaveIdentity('ECID');
  expect(ben).not.toHaveIdentity('ECID', ada.ecid);
});

test('the ECID is told when it is asked for', async ({ edge }) => {
  const response = await edge.interact(homePageView, askForEcid);

  expect(response).toBeAccepted();
  expect(response).toHaveHandle('identity:result', { namespace: { code: 'ECID' }, id: /^\d{38}$/ });
});

test('a visitor who signs in keeps the ECID', async ({ edge, edgeConfig }) => {
  test.skip(edgeConfig.datastreamId !== datastream('demo'), 'needs a sandbox that has the namespace CRMID');
  const anonymous = await edge.interact(homePageView);
  const signedIn = await edge.interact(purchase, {
    ...askForEcid,
    identityMap: { CRMID: [{ id: 'customer-7781', primary: true, authenticatedState: 'authenticated' }] },
  });

  expect(signedIn).toBeAccepted();
  expect(signedIn).toHaveIdentity('ECID', anonymous.ecid);
});

test('an event whose identities name nobody as primary is refused', async ({ edge }) => {
  const response = await edge.interact(purchase, { identityMap: { Email: [{ id: 'ada@shop.example' }] } });

  expect(response).not.toBeAccepted();
  expect(response).toHaveProblem('EXEG-0306-400');
});

test.describe('an event that is wrong on purpose', () => {
  test.use({ edgeXdmIgnore: ['identityMap'] });

  test('an ECID that is none is refused', async ({ edge }) => {
    const response = await edge.interact(homePageView, { identityMap: { ECID: [{ id: '12345', primary: true }] } });

    expect(response).toHaveStatus(400);
    expect(response).toHaveProblem('EXEG-0308-400');
  });
});
