import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import type { CallSource } from '../../src/traffic/call.js';
import { EdgeTraffic } from '../../src/traffic/traffic.js';
import { failureOf, hintsIn, messageOf, text } from '../support/failures.js';

const shop = 'https://shop.example/checkout';

interface Sent {
  status?: number;
  page?: CallSource;
  requestId?: string;
}

function send(traffic: EdgeTraffic, xdm: object, { status = 200, page, requestId }: Sent = {}): void {
  const call = traffic.begin({
    method: 'POST',
    url: 'https://edge.adobedc.net/ee/v1/interact?configId=ds-1',
    headers: {},
    body: JSON.stringify({ events: [{ xdm }] }),
    endpoint: 'interact',
    datastreamId: 'ds-1',
    orgId: undefined,
    requestId,
  });
  if (page !== undefined) call.page = page;
  traffic.end(call, { response: { status, headers: {}, body: '' }, timing: { firstByteMs: 1, totalMs: 2 } });
}

function trafficOf(...events: (readonly [xdm: object, how?: Sent])[]): EdgeTraffic {
  const traffic = new EdgeTraffic();
  for (const [xdm, how] of events) send(traffic, xdm, how);
  return traffic;
}

const pageView = { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: 'checkout' } } };
const purchase = { eventType: 'commerce.purchases', commerce: { order: { priceTotal: 49.8, currencyCode: 'EUR' } } };
const onPage = { page: { frameUrl: shop, pageTitle: 'Checkout', transport: 'fetch' } } as const;
const byBeacon = { page: { frameUrl: shop, pageTitle: undefined, transport: 'beacon' }, status: 204 } as const;

/** How long was waited is not the same twice. */
const withoutTime = (message: string) => message.replace(/\d+ ms/, '… ms');

test('finds an event by any of its fields', async () => {
  const traffic = trafficOf([pageView], [purchase]);
  await expect(traffic).toHaveEvent({ eventType: 'commerce.purchases' });
  await expect(traffic).toHaveEvent({
    eventType: /purchases$/,
    commerce: { order: { priceTotal: expect.any(Number) } },
  });
  await expect(traffic).toHaveEvent({});
  await expect(traffic).not.toHaveEvent({ eventType: 'commerce.productViews' });
});

test('waits for an event that comes later, and no longer than that', async () => {
  const traffic = new EdgeTraffic();
  const waiting = expect(traffic).toHaveEvent({ eventType: 'commerce.purchases' }, { timeout: 60_000 });
  send(traffic, pageView);
  send(traffic, purchase);
  await waiting;
});

test('.not waits for an event that is still on its way', async () => {
  const traffic = new EdgeTraffic();
  const waiting = failureOf(() => expect(traffic).not.toHaveEvent({ eventType: 'commerce.purchases' }));
  send(traffic, purchase, byBeacon);
  expect((await waiting).message).toBe(text`
    expect(traffic).not.toHaveEvent(expected) failed

    Expected:   no event that matches {"eventType": "commerce.purchases"}
    Received:   event 1: commerce.purchases by beacon from ${shop} → 204
  `);
});

test('shows what was sent instead, and where the nearest event differs', async () => {
  const traffic = trafficOf([pageView, onPage], [purchase, byBeacon], [{ eventType: 'custom' }]);
  const expected = { eventType: 'commerce.purchases', commerce: { order: { priceTotal: 49.9 } } };
  const { message, matcherResult } = await failureOf(() => expect(traffic).toHaveEvent(expected, { timeout: 1 }));
  expect(withoutTime(message)).toBe(text`
    expect(traffic).toHaveEvent(expected) failed

    Expected:   an event that matches {"eventType": "commerce.purchases", "commerce": {"order": {"priceTotal": 49.9}}}
    Received:   3 events, none of which matches
                event 1: web.webpagedetails.pageViews by fetch from ${shop} "Checkout" → 200
                event 2: commerce.purchases by beacon from ${shop} → 204
                event 3: custom from edge → 200
    Differs at: event 2.commerce.order.priceTotal
      expected: 49.9
      received: 49.8

    Waited:     … ms

    Hint: event 2 matches in everything but commerce.order.priceTotal.
  `);
  expect(matcherResult).toMatchObject({
    name: 'toHaveEvent',
    pass: false,
    expected,
    actual: [pageView, purchase, { eventType: 'custom' }],
  });
});

test('says when there was nothing', async () => {
  const nothing = await messageOf(() => expect(new EdgeTraffic()).toHaveEvent({ eventType: 'a' }, { timeout: 1 }));
  expect(withoutTime(nothing)).toBe(text`
    expect(traffic).toHaveEvent(expected) failed

    Expected:   an event that matches {"eventType": "a"}
    Received:   no calls to the Edge Network

    Waited:     … ms
  `);
  const traffic = new EdgeTraffic();
  traffic.begin({
    method: 'POST',
    url: 'https://edge.adobedc.net/',
    headers: {},
    body: '{}',
    endpoint: undefined,
    datastreamId: undefined,
    orgId: undefined,
    requestId: undefined,
  });
  expect(await messageOf(() => expect(traffic).toHaveEvent({}, { timeout: 1 }))).toContain(
    'Received:   no events in 1 call\n',
  );
});

test('says what is certain about a mistake', async () => {
  const traffic = trafficOf([{ eventType: 'Commerce.purchases' }]);
  const hintsFor = async (expected: Record<string, unknown>) =>
    hintsIn(await messageOf(() => expect(traffic).toHaveEvent(expected, { timeout: 1 })));
  expect(await hintsFor({ eventType: 'commerce.purchases' })).toEqual([
    'Hint: The values at event 1.eventType differ in case only.',
  ]);
  expect(await hintsFor({ xdm: { eventType: 'Commerce.purchases' } })).toEqual([
    'Hint: A pattern names the fields of xdm themselves: write { eventType: … }, not { xdm: { … } }.',
  ]);
});

test('counts events when the traffic is quiet, what was sent again once', async () => {
  const again = { ...onPage, requestId: 'one' };
  const traffic = trafficOf([purchase, { ...again, status: 503 }], [purchase, again], [pageView]);
  await expect(traffic).toHaveEventCount(1, { eventType: 'commerce.purchases' });
  await expect(traffic).toHaveEventCount(2);
  await expect(traffic).not.toHaveEventCount(3);
  await expect(new EdgeTraffic()).toHaveEventCount(0);
});

test('a count is not met by what is on its way', async () => {
  const traffic = trafficOf([purchase]);
  const waiting = messageOf(() => expect(traffic).toHaveEventCount(1, { eventType: 'commerce.purchases' }));
  send(traffic, purchase, byBeacon);
  expect(withoutTime(await waiting)).toBe(text`
    expect(traffic).toHaveEventCount(count, filter) failed

    Expected:   1 event that matches {"eventType": "commerce.purchases"}
    Received:   2 events
                event 1: commerce.purchases from edge → 200
                event 2: commerce.purchases by beacon from ${shop} → 204

    Waited:     … ms
  `);
});

test('a count of events that never came says what did', async () => {
  const traffic = trafficOf([pageView]);
  const filter = { eventType: 'commerce.purchases' };
  const message = await messageOf(() => expect(traffic).toHaveEventCount(2, filter, { timeout: 300 }));
  expect(withoutTime(message)).toBe(text`
    expect(traffic).toHaveEventCount(count, filter) failed

    Expected:   2 events that match {"eventType": "commerce.purchases"}
    Received:   1 event, which does not match
                event 1: web.webpagedetails.pageViews from edge → 200
    Differs at: event 1.eventType
      expected: "commerce.purchases"
      received: "web.webpagedetails.pageViews"

    Waited:     … ms
  `);
  expect(withoutTime(await messageOf(() => expect(traffic).not.toHaveEventCount(1)))).toBe(text`
    expect(traffic).not.toHaveEventCount(count) failed

    Expected:   any other number than 1 event
    Received:   1 event
                event 1: web.webpagedetails.pageViews from edge → 200

    Waited:     … ms
  `);
});

test('what is no traffic, no pattern or no option is a usage error', async () => {
  const refusals: [() => Promise<void>, string][] = [
    [
      () => expect({} as EdgeTraffic).toHaveEvent({}),
      'toHaveEvent() needs the traffic of the test, but got an empty object.\nPass the fixture edgeTraffic: await expect(edgeTraffic).toHaveEvent(…).\n[EDGE_WRONG_SUBJECT]',
    ],
    [
      () => expect(new EdgeTraffic()).toHaveEvent('purchase' as never),
      'toHaveEvent(): expected must be an object of XDM fields such as { eventType: "commerce.purchases" }, but is "purchase".\n[EDGE_OPTION_INVALID]',
    ],
    [
      () => expect(new EdgeTraffic()).toHaveEvent({}, { timeoutMs: 1 } as never),
      'toHaveEvent(): options must be an object with no other fields than timeout, but is {"timeoutMs": 1}.\n[EDGE_OPTION_INVALID]',
    ],
    [
      () => expect(new EdgeTraffic()).toHaveEventCount(-1),
      'toHaveEventCount(): count must be a number of events, but is -1.\n[EDGE_OPTION_INVALID]',
    ],
    [
      () => expect(new EdgeTraffic()).toHaveEventCount(1, {}, { timeout: -1 }),
      'toHaveEventCount(): options.timeout must be milliseconds from 0 on, but is -1.\n[EDGE_OPTION_INVALID]',
    ],
  ];
  for (const [expectation, message] of refusals) expect(await messageOf(expectation)).toBe(message);
});
