import { expect, test } from '@playwright/test';
import type { SentRequest } from '../../../src/traffic/call.js';
import { redactHeaders, redactIdentities, redactUrl, redactValues } from '../../../src/traffic/redaction.js';
import { EdgeTraffic } from '../../../src/traffic/traffic.js';

const request: SentRequest = {
  method: 'POST',
  url: 'http://127.0.0.1:8080/ee/v2/interact?dataStreamId=ds-1',
  headers: {},
  body: JSON.stringify({
    event: { xdm: { eventType: 'commerce.purchases', commerce: { order: { priceTotal: 49.9 } } } },
  }),
  endpoint: 'interact',
  datastreamId: 'ds-1',
  orgId: undefined,
  requestId: undefined,
};
const answer = {
  response: { status: 200, headers: {}, body: '{"handle":[]}' },
  timing: { firstByteMs: 1, totalMs: 2 },
};

test('calls and events are found by what they hold', () => {
  const traffic = new EdgeTraffic();
  traffic.end(traffic.begin(request), answer);
  traffic.begin({
    ...request,
    endpoint: 'collect',
    body: '{"events":[{"xdm":{"eventType":"a"}},{"xdm":{"eventType":"b"}},7]}',
  });
  traffic.begin({ ...request, body: 'not JSON' });

  expect(traffic.calls({ endpoint: 'interact', status: 200 }).map(({ sequence }) => sequence)).toEqual([1]);
  expect(traffic.calls({ datastreamId: 'ds-2' })).toEqual([]);
  expect(traffic.events().map(({ xdm }) => xdm['eventType'])).toEqual(['commerce.purchases', 'a', 'b']);
  expect(traffic.events({ commerce: { order: { priceTotal: 49.9 } } }).length).toBe(1);
});

test('waitForCall returns a call that comes later, and says which calls there were when none does', async () => {
  const traffic = new EdgeTraffic();
  const call = traffic.begin(request);
  const waiting = traffic.waitForCall({ status: 200 });
  traffic.end(call, answer);
  expect(await waiting).toBe(call);

  traffic.end(traffic.begin(request), { failure: 'EDGE_TIMEOUT' });
  await expect(traffic.waitForCall({ endpoint: 'collect' }, { timeout: 1 })).rejects.toThrow(
    [
      'No call {"endpoint":"collect"} was answered within 1 ms. Calls of this test:',
      '  POST /ee/v2/interact → 200',
      '  POST /ee/v2/interact → EDGE_TIMEOUT',
      '[EDGE_NO_SUCH_CALL]',
    ].join('\n'),
  );
});

test('traffic that goes on is not taken for quiet at the end of the time', async () => {
  const traffic = new EdgeTraffic();
  const ticking = setInterval(() => traffic.end(traffic.begin(request), answer), 50);
  const startedAtMs = performance.now();
  expect(await traffic.settled({ timeout: 220 })).toBe(false);
  expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  clearInterval(ticking);
  expect(await traffic.settled({ timeout: 0 }), 'quiet that has begun is waited for').toBe(true);
});

test('settled waits for answers that are due, and is bounded', async () => {
  const traffic = new EdgeTraffic();
  const call = traffic.begin(request);
  let settled = false;
  const waiting = traffic.settled().then(() => (settled = true));
  await traffic.settled({ timeout: 1 });
  expect(settled).toBe(false);
  traffic.end(call, answer);
  await waiting;
});

test('the newest thousand calls are kept', () => {
  const traffic = new EdgeTraffic();
  for (let call = 0; call < 1_010; call++) traffic.begin(request);
  expect(traffic.calls().length).toBe(1_000);
  expect(traffic.calls()[0]?.sequence).toBe(11);
  expect(traffic.dropped).toBe(10);
});

test('credentials in headers and parameters are replaced', () => {
  expect(redactHeaders({ Authorization: 'Bearer x', 'X-Api-Key': 'k', 'content-type': 'text/plain' })).toEqual({
    Authorization: '***',
    'X-Api-Key': '***',
    'content-type': 'text/plain',
  });
  expect(redactUrl('https://ims.example/ims/token/v3?client_id=a&client_secret=b&scope=c')).toBe(
    'https://ims.example/ims/token/v3?client_id=***&client_secret=***&scope=c',
  );
});

test('a secret is replaced in every spelling in which a server may echo it', () => {
  const secret = 'pass"word\\ of+100%/a';
  const spellings = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    new URLSearchParams({ secret }).toString().slice('secret='.length),
  ];
  expect(new Set(spellings).size).toBe(spellings.length);
  for (const spelling of spellings) expect(redactValues(`a ${spelling} b ${spelling}`, [secret])).toBe('a *** b ***');
  const body = JSON.stringify({ secret, [secret]: 1 });
  expect(JSON.parse(redactValues(body, [secret]))).toEqual({ secret: '***', '***': 1 });
});

test('a secret that begins with another one is replaced whole, and a word that is too short to be one is left', () => {
  expect(redactValues('client-1-secret client-1', ['client-1', 'client-1-secret'])).toBe('*** ***');
  expect(redactValues('{"any":"invalid"}', ['any', 'invalid'])).toBe('{"any":"invalid"}');
});

test('identities are replaced wherever the protocol carries them', () => {
  const ecid = '07882357697894992751307513994880464708';
  const body = {
    event: { xdm: { identityMap: { Email: [{ id: 'jo@example.com', primary: true }] } } },
    handle: [
      { type: 'identity:result', payload: [{ id: ecid, namespace: { code: 'ECID' } }] },
      {
        type: 'state:store',
        payload: [{ key: 'kndctr_x_identity', value: 'CiYwNzg4MjM1NzY5Nzg5NDk5Mjc1MTMwNzUxMzk5NDg4MDQ2NDcwOA==' }],
      },
    ],
    ecid,
  };
  const redacted = redactIdentities(JSON.stringify(body));
  for (const secret of ['jo@example.com', ecid, 'CiYwNzg4']) expect(redacted).not.toContain(secret);
  expect(redacted).toContain('"primary":true');
  expect(redactIdentities(`not JSON ${ecid}`)).toBe('not JSON ***');
  expect(redactIdentities(JSON.stringify({ detail: `The visitor ${ecid} and ecid_${ecid}0 and ${ecid}.` }))).toBe(
    JSON.stringify({ detail: `The visitor *** and ecid_${ecid}0 and ***.` }),
  );
  const cut = JSON.stringify(body.handle).slice(0, -4);
  for (const secret of [ecid, 'CiYwNzg4'])
    expect(redactIdentities(JSON.stringify({ body: cut }))).not.toContain(secret);
});
