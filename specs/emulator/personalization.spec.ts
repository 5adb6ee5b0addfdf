import { expect, test } from '@playwright/test';
import type { Handle, Proposition } from '../../src/protocol/handles.js';
import { emulatorOfFixtures, handles, pageView, send, type Answer } from '../support/emulatorCalls.js';

const PERSONALIZATION = 'https://ns.adobe.com/personalization';
const decision = {
  activityId: 'xcore:offer-activity:1da7a57ea0000001',
  placementId: 'xcore:offer-placement:1da7a57ea0000002',
};
const surface = 'web://shop.example/#recommendations';
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

async function ask(personalization: object | undefined, event: object = pageView): Promise<Answer> {
  const query = personalization === undefined ? {} : { query: { personalization } };
  return send(emulatorOfFixtures(), { body: { event, ...query } });
}

function decisionHandles(answer: Answer): Handle[] {
  return handles(answer).filter(({ type }) => type === 'personalization:decisions');
}

/** The scopes of each provider's handle. */
function scopes(answer: Answer): string[][] {
  return decisionHandles(answer).map((handle) => (handle.payload as Proposition[]).map(({ scope }) => scope));
}

const defaultScopes = [
  ['hero', '__view__'],
  [base64({ 'xdm:activityId': decision.activityId, 'xdm:placementId': decision.placementId })],
  [surface],
];

test('a call that asks for nothing in particular gets the default offers', async () => {
  expect(scopes(await ask(undefined))).toEqual(defaultScopes);
  expect(scopes(await ask({}))).toEqual(defaultScopes);
  expect(scopes(await ask({ decisionScopes: [], surfaces: [] }))).toEqual(defaultScopes);
});

test('a call that asks for scopes gets those, with an empty handle from each provider that has none', async () => {
  expect(scopes(await ask({ decisionScopes: ['hero'] }))).toEqual([['hero'], [], []]);
  expect(scopes(await ask({ decisionScopes: ['nothing-of-that-name'] }))).toEqual([[], [], []]);
  expect(scopes(await ask({ decisionScopes: ['hero', 'cart', 'hero'] }))).toEqual([['hero', 'cart'], [], []]);
});

test('the query may stand at the request, at the event, or at both', async () => {
  const event = { ...pageView, query: { personalization: { decisionScopes: ['cart'] } } };
  expect(scopes(await ask(undefined, event))).toEqual([['cart'], [], []]);
  expect(scopes(await ask({ decisionScopes: ['hero'] }, event))).toEqual([['hero', 'cart'], [], []]);
});

test('a view of a single-page application says so', async () => {
  const [target] = decisionHandles(await ask({ decisionScopes: ['cart'] }));
  expect(target!.payload).toMatchObject([{ scope: 'cart', scopeDetails: { characteristics: { scopeType: 'view' } } }]);
});

for (const keys of ['plain', 'prefixed']) {
  test(`an offer decision is asked for by activity and placement, in ${keys} keys, and answered under the same scope`, async () => {
    const { activityId, placementId } = decision;
    const scope = base64(
      keys === 'plain' ? decision : { 'xdm:activityId': activityId, 'xdm:placementId': placementId, itemCount: 3 },
    );
    const [, offers] = decisionHandles(await ask({ decisionScopes: [scope] }));
    expect(offers!.payload).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        scope,
        activity: { id: activityId, etag: '1' },
        placement: { id: placementId },
        items: [{ name: 'Ten percent', data: { content: '{"voucher":"TEN","percent":10}' } }],
      },
    ]);
    expect(offers!.payload[0]).not.toHaveProperty('scopeDetails');
  });
}

test('another placement of the same activity gets nothing', async () => {
  const scope = base64({ ...decision, placementId: 'xcore:offer-placement:other' });
  expect(scopes(await ask({ decisionScopes: [scope] }))).toEqual([[], [], []]);
});

test('a surface is answered by Journey Optimizer', async () => {
  const answer = await ask({ surfaces: [surface] });
  expect(scopes(answer)).toEqual([[], [], [surface]]);
  expect(decisionHandles(answer)[2]!.payload).toMatchObject([
    { scope: surface, scopeDetails: { decisionProvider: 'AJO', rank: 1, activity: { matchedSurfaces: [surface] } } },
  ]);
});

test('a client gets only the kinds of items that it says it can use', async () => {
  const wanted = { decisionScopes: ['hero', '__view__', 'cart'], schemas: [`${PERSONALIZATION}/dom-action`] };
  expect(scopes(await ask(wanted))).toEqual([['__view__'], [], []]);
  expect(scopes(await ask({ schemas: [`${PERSONALIZATION}/json-content-item`] }))).toEqual([['hero'], [surface]]);
});

test('authoring mode switches personalization off', async () => {
  expect(scopes(await ask({ enabled: false, decisionScopes: ['hero'] }))).toEqual([]);
});

test('a notification about an earlier proposition gets no new one, unless it asks', async () => {
  const notification = { xdm: { eventType: 'decisioning.propositionDisplay' } };
  expect(scopes(await ask(undefined, notification))).toEqual([]);
  expect(scopes(await ask({ decisionScopes: ['hero'] }, notification))).toEqual([['hero'], [], []]);
  expect(scopes(await ask(undefined, { xdm: { eventType: 'decisioning.propositionFetch' } }))).toEqual(defaultScopes);
});

test('30 scopes are answered', async () => {
  const decisionScopes = ['hero', ...Array.from({ length: 29 }, (_, index) => `scope-${index}`)];
  expect(scopes(await ask({ decisionScopes }))).toEqual([['hero'], [], []]);
});
