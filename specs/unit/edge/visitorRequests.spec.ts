/** `edge.setConsent` and `edge.acquireIdentity`: what they send, and what follows from it on the emulator. */

import { test, expect } from 'playwright-datastream';
import { datastreamId, liveConnection } from '../../support/liveConnection.js';
import { emptyAnswer, json, scriptedServer } from '../../support/scriptedServer.js';

const pageView = { xdm: { eventType: 'web.webpagedetails.pageViews' } };
const email = { Email: [{ id: 'jo@shop.example', primary: true }] };
const optIn = { standard: 'Adobe', version: '1.0', value: { general: 'in' } } as const;
const optOut = { standard: 'Adobe', version: '1.0', value: { general: 'out' } } as const;

test('who opts out gets nothing personal any more, and who opts in again does', async ({ edge }) => {
  expect(await edge.setConsent(optOut)).toBeAccepted();
  const ignored = await edge.interact(pageView);
  expect(ignored).toHaveProblem('EXEG-0301-200');
  expect(ignored).not.toHaveHandle('personalization:decisions');

  expect(await edge.setConsent(optIn)).toBeAccepted();
  expect(await edge.interact(pageView)).toHaveHandle('personalization:decisions');
});

test('preferences are told as they are from now on', async ({ edge }) => {
  const refused = { standard: 'Adobe', version: '2.0', value: { collect: { val: 'n' } } };
  expect(await edge.setConsent([refused])).toHaveHandle('consent:preferences', { collect: { val: 'n' } });
});

test('a consent that is none is refused', async ({ edge }) => {
  expect(await edge.setConsent({ standard: 'IAB TCF', version: '2.0', value: '' })).toHaveProblem('EXEG-0104-422');
});

test('a visitor who has sent nothing yet gets an identity, and keeps it', async ({ edge }) => {
  const acquired = await edge.acquireIdentity();
  expect(acquired).toBeAccepted();
  expect(acquired).toHaveIdentity('ECID');
  const next = await edge.interact(pageView, { query: { identity: { fetch: ['ECID'] } } });
  expect(next).toHaveIdentity('ECID', acquired.ecid);
});

test('consent goes to version 1 without a token, as a list, with the identities at the top of the body', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const edge = connection.client();
  await edge.setConsent(optIn);
  await edge.setConsent([optIn, { standard: 'IAB TCF', version: '2.0', value: 'CO1', gdprApplies: true }], {
    identityMap: email,
    query: { consent: { operation: 'update' } },
    locationHint: 'irl1',
  });

  expect(server.requests.map(({ path }) => path)).toEqual([
    `/ee/v1/privacy/set-consent?configId=${datastreamId}`,
    `/ee/irl1/v1/privacy/set-consent?configId=${datastreamId}`,
  ]);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { consent: [optIn] },
    {
      identityMap: email,
      consent: [optIn, { standard: 'IAB TCF', version: '2.0', value: 'CO1', gdprApplies: true }],
      query: { consent: { operation: 'update' } },
    },
  ]);
});

test('an identity is asked for as an ECID, unless the call asks for something else', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const edge = connection.client();
  await edge.acquireIdentity();
  await edge.acquireIdentity({ query: { identity: { fetch: ['ECID', 'CORE'] } }, identityMap: email });
  await edge.acquireIdentity({ query: { identity: { idSyncRespondWithPixel: true } } });

  expect(server.requests.map(({ path }) => path)).toEqual(
    Array.from({ length: 3 }, () => `/ee/v1/identity/acquire?configId=${datastreamId}`),
  );
  expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { query: { identity: { fetch: ['ECID'] } } },
    { xdm: { identityMap: email }, query: { identity: { fetch: ['ECID', 'CORE'] } } },
    { query: { identity: { fetch: ['ECID'], idSyncRespondWithPixel: true } } },
  ]);
});

test('a consent that cannot be sent as JSON is refused before it is sent', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const refused = connection
    .client()
    .setConsent({ standard: 'Adobe', version: '2.0', value: { collect: { val: 'y' }, extra: 1n } });
  await expect(refused).rejects.toThrow('The body cannot be written as JSON: consent[0].value.extra is the BigInt 1n.');
  expect(server.requests).toEqual([]);
});
