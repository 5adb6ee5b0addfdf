/** The endpoints that browsers and mobile apps call: a batch of events with a common context, and no token. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { demo, ecidOf, emulatorOfFixtures, handleTypes, pageView, payload, send } from '../support/emulatorCalls.js';
import { problemDocument, warningCodes, type Call } from '../support/emulatorCalls.js';

const fixture = (name: string): unknown => JSON.parse(readFileSync(`fixtures/requests/${name}.json`, 'utf8'));
const ecid = '12345678901234567890123456789012345678';
const identityMap = { ECID: [{ id: ecid }] };

const interact = (body: object, call: Call = {}): Call => ({
  path: '/ee/v1/interact',
  query: { configId: demo.id },
  ...call,
  body,
});

test('the request of a browser is answered with identity, offers and state', async () => {
  const answer = await send(emulatorOfFixtures(), interact(fixture('interact-v1-request.browser') as object));
  expect(answer.status).toBe(200);
  expect(handleTypes(answer)).toEqual([
    'identity:result',
    'identity:exchange',
    'activation:push',
    'activation:push',
    'personalization:decisions',
    'personalization:decisions',
    'personalization:decisions',
    'activation:pull',
    'locationHint:result',
    'state:store',
  ]);
});

test('the request of a mobile app belongs to the identity in its context', async () => {
  const body = { xdm: { identityMap }, events: [pageView], query: { identity: { fetch: ['ECID'] } } };
  expect(ecidOf(await send(emulatorOfFixtures(), interact(body)))).toBe(ecid);
});

test('an identity of the event comes before that of the context', async () => {
  const other = '9'.repeat(38);
  const events = [{ xdm: { identityMap: { ECID: [{ id: other }] } } }];
  const body = { xdm: { identityMap }, events, query: { identity: { fetch: ['ECID'] } } };
  expect(ecidOf(await send(emulatorOfFixtures(), interact(body)))).toBe(other);
});

test('no identity need be primary: the visitor of a browser is its ECID', async () => {
  const events = [{ xdm: { identityMap: { CRMID: [{ id: 'C-1' }] } } }];
  expect((await send(emulatorOfFixtures(), interact({ events }))).status).toBe(200);
  expect((await send(emulatorOfFixtures(), { body: { event: events[0] } })).status).toBe(400);
});

test('each event of a batch gets handles of its own, which say so', async () => {
  const personalization = { decisionScopes: ['hero'] };
  const answer = await send(emulatorOfFixtures(), interact({ events: [pageView, { query: { personalization } }] }));
  const decisions = (answer.body['handle'] as { type: string; eventIndex?: number; payload: unknown[] }[])
    .filter(({ type }) => type === 'personalization:decisions')
    .map(({ eventIndex, payload: items }) => [eventIndex, items.length]);
  expect(decisions).toEqual([
    [1, 1],
    [1, 0],
    [1, 0],
  ]);
});

test('a browser asks for offers by name; an event that names none gets none', async () => {
  const answer = await send(emulatorOfFixtures(), interact({ events: [pageView] }));
  expect(handleTypes(answer)).not.toContain('personalization:decisions');
});

test('an empty batch is refused', async () => {
  const { status, body } = await send(emulatorOfFixtures(), interact({ events: [] }));
  expect(status).toBe(422);
  expect(body).toEqual(
    problemDocument('EXEG-0104-422', 'The body is not valid; the report says why.', {
      requestId: expect.any(String) as never,
      orgId: demo.orgId,
      configId: demo.id,
      errors: ['events: expected at least 1 item, received array of 0 items'],
    }),
  );
});

test('the datastream goes by configId, and the problem of a call that names none says so', async () => {
  const { body } = await send(emulatorOfFixtures(), { path: '/ee/v1/interact', query: null, body: { events: [{}] } });
  expect(body).toEqual(
    problemDocument('EXEG-0002-400', 'The URL names no datastream. Add configId=<datastream id> to its query.', {
      requestId: expect.any(String) as never,
    }),
  );
});

for (const type of ['text/plain; charset=UTF-8', 'text/javascript', 'application/x-jackson-smile']) {
  test(`the content type ${type} is read`, async () => {
    const call = interact({ events: [pageView] }, { headers: { 'content-type': type } });
    expect((await send(emulatorOfFixtures(), call)).status).toBe(200);
  });
}

test('collect is answered with nothing at all, also with silent=false', async () => {
  const call = { path: '/ee/irl1/v1/collect', body: { events: [pageView] } };
  for (const silent of ['true', 'false']) {
    const answer = await send(emulatorOfFixtures(), { ...call, query: { silent } });
    expect([answer.status, answer.text], silent).toEqual([204, '']);
  }
  const emulator = emulatorOfFixtures();
  await send(emulator, call);
  expect(emulator.namespace('').calls()).toMatchObject([{ endpoint: 'collect', version: 'v1', status: 204 }]);
});

test.describe('identity acquire', () => {
  const acquire = (body: object): Call => ({ path: '/ee/v1/identity/acquire', body });

  test('makes an ECID up, and keeps it on the client', async () => {
    const answer = await send(emulatorOfFixtures(), acquire(fixture('identity-acquire-request.ecid') as object));
    expect(answer.status).toBe(200);
    expect(handleTypes(answer)).toEqual(['identity:result', 'locationHint:result', 'state:store']);
    expect(ecidOf(answer)).toMatch(/^\d{38}$/);
  });

  test('answers with the ECID when it is asked for nothing, and with what it is asked for', async () => {
    const body = { xdm: { identityMap } };
    expect(ecidOf(await send(emulatorOfFixtures(), acquire(body)))).toBe(ecid);
    const both = await send(emulatorOfFixtures(), acquire({ query: { identity: { fetch: ['ECID', 'CORE'] } } }));
    const codes = payload<{ namespace: { code: string } }>(both, 'identity:result').map(
      ({ namespace }) => namespace.code,
    );
    expect(codes).toEqual(['ECID', 'CORE']);
  });

  test('warns of a namespace that may not be had', async () => {
    const answer = await send(emulatorOfFixtures(), acquire({ query: { identity: { fetch: ['Email'] } } }));
    expect(warningCodes(answer)).toEqual(['EXEG-0303-200']);
  });

  test('refuses an identity that is none', async () => {
    const answer = await send(emulatorOfFixtures(), acquire({ xdm: { identityMap: { ECID: [{ id: '1' }] } } }));
    expect(answer.body).toEqual(
      problemDocument(
        'EXEG-0308-400',
        "The request: '1' is not in the format of the namespace ECID. Send a number of 38 digits.",
        { requestId: expect.any(String) as never, orgId: demo.orgId, configId: demo.id },
      ),
    );
  });
});
