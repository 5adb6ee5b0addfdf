/** What traffic says of calls as a whole: requests and their transmissions, duplicates, visitors. */

import { expect, test } from '@playwright/test';
import { encodeIdentityCookie } from '../../../src/protocol/identityCookie.js';
import type { CallSource, EdgeCall, SentRequest } from '../../../src/traffic/call.js';
import { EdgeTraffic } from '../../../src/traffic/traffic.js';

const page: CallSource = { frameUrl: 'https://shop.example/', pageTitle: 'Home', transport: 'fetch' };

function sent(xdm: object, more: Partial<SentRequest> = {}): SentRequest {
  return {
    method: 'POST',
    url: 'https://edge.adobedc.net/ee/v1/interact?configId=ds-1',
    headers: {},
    body: JSON.stringify({ events: [{ xdm }] }),
    endpoint: 'interact',
    datastreamId: 'ds-1',
    orgId: undefined,
    requestId: undefined,
    ...more,
  };
}

function ofPage(traffic: EdgeTraffic, request: SentRequest): EdgeCall {
  const call = traffic.begin(request);
  call.page = page;
  return call;
}

test('what a page sends again under the same request id is one request, and its events count once', () => {
  const traffic = new EdgeTraffic();
  for (const requestId of ['one', 'one', 'two']) ofPage(traffic, sent({ eventType: 'a' }, { requestId }));
  expect(traffic.calls().length).toBe(3);
  expect(traffic.requests().map(({ requestId, calls }) => [requestId, calls.length])).toEqual([
    ['one', 2],
    ['two', 1],
  ]);
  expect(traffic.events({ eventType: 'a' }).map(({ call }) => call.sequence)).toEqual([2, 3]);
  expect(traffic.requests({ requestId: 'two' }).length).toBe(1);
});

test('what a spec sends is a request of its own whatever its id, unless it is a retry', () => {
  const traffic = new EdgeTraffic();
  const request = sent({ eventType: 'a' }, { requestId: 'one' });
  const first = traffic.begin(request);
  traffic.begin(request, { retryOf: first.sequence });
  traffic.begin(request);
  expect(traffic.requests().map(({ calls }) => calls.map(({ sequence }) => sequence))).toEqual([[1, 2], [3]]);
  expect(traffic.events().length).toBe(2);
});

test('pages that send without a request id send a request each time', () => {
  const traffic = new EdgeTraffic();
  for (let call = 0; call < 2; call++) ofPage(traffic, sent({ eventType: 'a' }));
  expect(traffic.requests().length).toBe(2);
});

test('a body that comes after its head is part of the call', () => {
  const traffic = new EdgeTraffic();
  const call = traffic.begin(sent({}, { body: '' }));
  expect(traffic.events()).toEqual([]);
  traffic.sent(call, '{"events":[{"xdm":{"eventType":"late"}}]}');
  expect(traffic.events().map(({ xdm }) => xdm['eventType'])).toEqual(['late']);
});

test('duplicates are events that say the same at another time, in whatever order', () => {
  const traffic = new EdgeTraffic();
  const say = (xdm: object, data?: object) =>
    ofPage(traffic, { ...sent({}), body: JSON.stringify({ events: [{ xdm, data }] }) });
  say({ eventType: 'a', timestamp: '2026-01-15T09:30:00Z', _id: '1', web: { x: 1, y: 2 } });
  say({ eventType: 'b' });
  say({ web: { y: 2, x: 1 }, eventType: 'a', timestamp: '2026-01-15T09:30:01Z', _id: '2' });
  say({ eventType: 'a', web: { x: 1, y: 3 } });
  say({ eventType: 'b' }, { shop: true });
  expect(traffic.duplicates().map((group) => group.map(({ call }) => call.sequence))).toEqual([[1, 3]]);
});

test('a transmission that was repeated is no duplicate', () => {
  const traffic = new EdgeTraffic();
  for (let call = 0; call < 2; call++) ofPage(traffic, sent({ eventType: 'a' }, { requestId: 'one' }));
  expect(traffic.duplicates()).toEqual([]);
});

test('ECIDs are found wherever requests and answers carry them, each once', () => {
  const ecid = (digit: number) => String(digit).repeat(38);
  const cookie = (digit: number) => encodeIdentityCookie({ ecid: ecid(digit) });
  const traffic = new EdgeTraffic();
  const timing = { firstByteMs: 1, totalMs: 2 };
  const body = {
    xdm: { identityMap: { ECID: [{ id: ecid(1) }] } },
    events: [{ xdm: { identityMap: { ECID: [{ id: ecid(2) }], CRM: [{ id: ecid(9) }] } } }],
    meta: { state: { entries: [{ key: 'kndctr_ORG_AdobeOrg_identity', value: cookie(3) }] } },
  };
  const headers = { cookie: `kndctr_ORG_AdobeOrg_identity=${encodeURIComponent(cookie(4))}; other=${cookie(9)}` };
  const answer = {
    handle: [
      {
        type: 'identity:result',
        payload: [{ id: ecid(5), namespace: { code: 'ECID' } }, { id: ecid(9), namespace: { code: 'CORE' } }, null],
      },
      { type: 'state:store', payload: [{ key: 'kndctr_ORG_AdobeOrg_identity', value: cookie(6) }, 7] },
    ],
  };
  const call = traffic.begin({ ...sent({}), body: JSON.stringify(body), headers });
  const setCookie = { 'set-cookie': `kndctr_ORG_AdobeOrg_identity=${cookie(7)}; Path=/` };
  traffic.end(call, { response: { status: 200, headers: setCookie, body: JSON.stringify(answer) }, timing });
  traffic.begin({ ...sent({}), body: JSON.stringify(body) });
  traffic.end(traffic.begin(sent({}, { body: 'no JSON' })), { failure: 'cut' });
  const found = traffic.ecids();
  expect(found.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map(ecid));
  expect(new EdgeTraffic().ecids()).toEqual([]);
});
