/** Faults: answers that go wrong on demand, set as data in a test or over HTTP. */

import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { createEmulator, namespaceHeader, type Emulator, type FaultSpec } from '../../src/emulator/index.js';
import { violationsOfFault } from '../../src/emulator/faults/check.js';
import { problemType } from '../../src/protocol/problems.js';
import { demo, emulatorOfFixtures, handleTypes, pageView, send, type Call } from '../support/emulatorCalls.js';

const from = (namespace: string, call: Call = {}): Call => ({
  ...call,
  headers: { ...call.headers, [namespaceHeader]: namespace },
});

/** An emulator of which one namespace has these faults, and calls in it. */
function faulty(...specs: FaultSpec[]) {
  const emulator = emulatorOfFixtures();
  const namespace = emulator.namespace('a');
  for (const spec of specs) namespace.fault(spec);
  const call = (given: Call = {}) => send(emulator, from('a', given));
  const statuses = async (count: number) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index++) seen.push((await call()).status);
    return seen;
  };
  /** Without a look at the schemas, for answers that break them. */
  const raw = async () => {
    const url = `https://edge.adobedc.net/ee/v2/interact?dataStreamId=${demo.id}`;
    const headers = { 'content-type': 'application/json', origin: 'https://shop.example' };
    const body = JSON.stringify({ event: pageView });
    const response = await namespace.fetch(new Request(url, { method: 'POST', headers, body }));
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  return { emulator, namespace, call, statuses, raw };
}

const fault = (detail = 'A fault that was set on the emulator answers with this problem.') => detail;

test.describe('what happens', () => {
  test('a status, as something in front of the Edge Network would give it', async () => {
    const { namespace, call } = faulty({ status: 429, retryAfter: 7 });
    const { status, headers, body } = await call({ headers: { origin: 'https://shop.example' } });
    expect(status).toBe(429);
    expect(headers).toMatchObject({
      'retry-after': '7',
      'content-type': 'application/problem+json',
      'x-adobe-edge': 'OR2;9',
      'access-control-allow-origin': 'https://shop.example',
      'access-control-expose-headers': 'x-request-id, x-adobe-edge, x-konductor, retry-after',
    });
    expect(body).toEqual({
      type: 'about:blank',
      status: 429,
      title: 'Too Many Requests',
      detail: 'A fault that was set on the emulator answers with status 429.',
      report: { requestId: headers['x-request-id'], orgId: demo.orgId, configId: demo.id },
    });
    expect(namespace.calls()).toMatchObject([
      { status: 429, disturbedBy: 'fault: status 429', datastreamId: demo.id, requestId: headers['x-request-id'] },
    ]);
  });

  test('a fatal problem, with the report of every problem and a date to come back', async () => {
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    const { call } = faulty({ problem: 'EXEG-0000-503', retryAfter: date });
    const { status, headers, body } = await call();
    expect([status, headers['retry-after']]).toEqual([503, date]);
    expect(body).toEqual({
      type: problemType('EXEG-0000-503'),
      status: 503,
      title: 'Service unavailable',
      detail: fault(),
      report: { requestId: headers['x-request-id'], orgId: demo.orgId, configId: demo.id },
    });
    const unknown = await call({ query: { dataStreamId: 'BOGUS' } });
    expect(unknown.body['report']).toEqual({ requestId: unknown.headers['x-request-id'] });
  });

  test('an error and warnings, in the answer that there would have been', async () => {
    const own = await send(emulatorOfFixtures());
    const { call, namespace } = faulty(
      { problem: { code: 'EXEG-0200-504', as: 'error', detail: 'Too slow.' } },
      { problem: { code: 'EXEG-0203-502', as: 'warning' }, warning: { message: 'Nobody knows', code: 202 } },
      { warning: 'EXEG-0301-200' },
    );
    const answer = await call();
    expect(answer.status).toBe(207);
    expect(handleTypes(answer)).toEqual(handleTypes(own));
    expect(answer.body['errors']).toEqual([
      {
        type: problemType('EXEG-0200-504'),
        status: 504,
        title: 'The service call has timed out.',
        detail: 'Too slow.',
      },
    ]);
    expect(answer.body['warnings']).toEqual([
      { type: problemType('EXEG-0203-502'), status: 502, title: 'The service call has failed.', detail: fault() },
      {
        type: problemType('EXEG-0204-200'),
        status: 200,
        title: 'The service call completed with warning(s).',
        detail: fault(),
        report: { cause: { message: 'Nobody knows', code: 202 } },
      },
      { type: problemType('EXEG-0301-200'), status: 200, title: 'User consent missing', detail: fault() },
    ]);
    expect(namespace.calls()[0]?.disturbedBy).toBe(
      'fault: error problem EXEG-0200-504; fault: warning problem EXEG-0203-502, warning 202; fault: warning EXEG-0301-200',
    );
  });

  test('warnings alone leave the status at 200', async () => {
    expect((await faulty({ warning: 'EXEG-0301-200' }).call()).status).toBe(200);
  });

  test('handles are missing', async () => {
    const own = handleTypes(await send(emulatorOfFixtures()));
    const missing = ['state:store', 'personalization:decisions'];
    const { call } = faulty({ without: missing }, { without: 'identity:result' });
    expect(handleTypes(await call())).toEqual(own.filter((type) => ![...missing, 'identity:result'].includes(type)));
  });

  test('a stream loses and gains the same', async () => {
    const { namespace } = faulty({ without: 'state:store', problem: { code: 'EXEG-0201-503', as: 'error' } });
    const url = `https://edge.adobedc.net/ee/v1/interact?configId=${demo.id}`;
    const streaming = { enabled: true, recordSeparator: '\u001e' };
    const body = JSON.stringify({ events: [pageView], meta: { konductorConfig: { streaming } } });
    const response = await namespace.fetch(
      new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    );
    const text = await response.text();
    expect([response.status, text.startsWith('\u001e{'), text.includes('state:store')]).toEqual([207, true, false]);
    expect(text.trimEnd().split('\n').at(-1)).toContain('EXEG-0201-503');
  });

  test('an answer that has no room for handles, errors and warnings stays as it is', async () => {
    const { call } = faulty({
      without: 'state:store',
      problem: { code: 'EXEG-0201-503', as: 'error' },
      warning: 'EXEG-0301-200',
    });
    const silent = await call({ path: '/ee/v2/collect', query: { silent: 'true' }, body: { events: [{}] } });
    expect([silent.status, silent.text]).toEqual([204, '']);
    const accepted = await call({ path: '/ee/v2/collect', body: { events: [{}] } });
    expect([accepted.status, Object.keys(accepted.body)]).toEqual([202, ['requestId']]);
    expect((await call({ body: '{' })).status).toBe(400);
  });

  test('the body is broken, its status stays', async () => {
    const whole = await faulty({ drip: { bytes: 1, everyMs: 1 } }).raw();
    expect(JSON.parse(whole.text)).toHaveProperty('handle');
    const truncated = await faulty({ body: 'truncated' }).raw();
    expect([truncated.status, truncated.type]).toEqual([200, whole.type]);
    expect(truncated.text).toMatch(/^\{"requestId":"/);
    expect(() => JSON.parse(truncated.text) as unknown).toThrow(SyntaxError);
    const page = await faulty({ body: 'not-json', status: 502, contentType: 'text/html' }).raw();
    expect(page).toEqual({
      status: 502,
      type: 'text/html',
      text: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    });
    expect(await faulty({ body: 'empty' }).raw()).toEqual({ status: 200, type: whole.type, text: '' });
    const mislabelled = await faulty({ contentType: 'text/html' }).raw();
    expect([mislabelled.type, JSON.parse(mislabelled.text)]).toEqual(['text/html', expect.any(Object)]);
  });

  test('faults of one call add up, and of two that contradict each other the later one wins', async () => {
    const { call, namespace } = faulty(
      { status: 500 },
      { status: 503, latency: 1 },
      { latency: 2, problem: 'EXEG-0000-503' },
    );
    expect((await call()).body['type']).toBe(problemType('EXEG-0000-503'));
    expect(namespace.calls()[0]?.disturbedBy).toBe(
      'fault: status 500; fault: status 503, latency 1 ms; fault: fatal problem EXEG-0000-503, latency 2 ms',
    );
  });

  test('a call whose answer was lost had been served', async () => {
    const { namespace, raw } = faulty({ connection: 'reset' });
    await expect(raw()).rejects.toThrow('fetch failed');
    expect(namespace.calls()).toMatchObject([
      { status: 0, disturbedBy: 'fault: connection reset', datastreamId: demo.id, response: { body: undefined } },
    ]);
  });
});

test.describe('which calls', () => {
  const broken = { status: 503 } as const;

  test('of an endpoint, or of several', async () => {
    const { call } = faulty({ ...broken, endpoint: ['collect', 'identity-acquire'] });
    expect((await call()).status).toBe(200);
    expect((await call({ path: '/ee/v2/collect', body: { events: [{}] } })).status).toBe(503);
    expect((await call({ path: '/ee/v1/identity/acquire', body: {} })).status).toBe(503);
    expect((await call({ method: 'OPTIONS' })).status).toBe(204);
    expect((await call({ path: '/ee/invalid/v2/collect' })).status).toBe(404);
  });

  test('to a datastream, in any environment unless one is named', async () => {
    const { call } = faulty({ ...broken, datastreamId: demo.id });
    const to = async (dataStreamId: string) => (await call({ query: { dataStreamId } })).status;
    expect([await to(demo.id), await to(`${demo.id}:dev`), await to('BOGUS')]).toEqual([503, 503, 400]);
    const staged = faulty({ ...broken, datastreamId: `${demo.id}:stage` });
    const toStaged = async (dataStreamId: string) => (await staged.call({ query: { dataStreamId } })).status;
    expect([await toStaged(demo.id), await toStaged(`${demo.id}:stage`)]).toEqual([200, 503]);
  });

  test('by number, counted over the calls that match', async () => {
    const { call, statuses } = faulty({ ...broken, nth: [2, 4], endpoint: 'interact' });
    await call({ path: '/ee/v2/collect', body: { events: [{}] } });
    expect(await statuses(5)).toEqual([200, 503, 200, 503, 200]);
    expect(await faulty({ ...broken, nth: 1 }).statuses(2)).toEqual([503, 200]);
  });

  test('so many times', async () => {
    expect(await faulty({ ...broken, times: 2 }).statuses(4)).toEqual([503, 503, 200, 200]);
  });

  test('by chance, the same for the same seed', async () => {
    const sequence = (seed: number) => faulty({ ...broken, probability: 0.5, seed }).statuses(12);
    expect(await sequence(7)).toEqual(await sequence(7));
    expect(await sequence(7)).not.toEqual(await sequence(8));
    expect(new Set(await sequence(7))).toEqual(new Set([200, 503]));
    expect(await faulty({ ...broken, probability: 0 }).statuses(5)).toEqual([200, 200, 200, 200, 200]);
    expect(await faulty({ ...broken, probability: 1 }).statuses(2)).toEqual([503, 503]);
  });

  test('a probability is about as often as it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), async (seed, probability) => {
        const { namespace, emulator } = faulty({ contentType: 'a/b', probability, seed });
        const twin = faulty({ contentType: 'a/b', probability, seed });
        for (let count = 0; count < 60; count++) {
          await ping(emulator);
          await ping(twin.emulator);
        }
        const struck = (of: typeof namespace) => of.calls().map(({ disturbedBy }) => disturbedBy !== undefined);
        expect(struck(namespace)).toEqual(struck(twin.namespace));
        // Four standard deviations and a bit: no seed that fast-check finds is that far off.
        expect(Math.abs(struck(namespace).filter(Boolean).length / 60 - probability)).toBeLessThan(0.3);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  test('latency varies between its bounds, or around its mean, and is never negative', async () => {
    const drawn = async (latency: FaultSpec['latency']) => {
      const { emulator, namespace } = faulty({ latency: latency!, seed: 3 });
      for (let count = 0; count < 40; count++) await ping(emulator);
      return namespace.calls().map(({ disturbedBy }) => Number(/(\d+) ms/.exec(disturbedBy ?? '')?.[1] ?? NaN));
    };
    const even = await drawn({ min: 10, max: 20 });
    expect([Math.min(...even) >= 10, Math.max(...even) <= 20, new Set(even).size > 5]).toEqual([true, true, true]);
    expect(even).toEqual(await drawn({ min: 10, max: 20 }));
    const normal = await drawn({ mean: 5, deviation: 10 });
    expect([Math.min(...normal), Math.max(...normal) > 10]).toEqual([0, true]);
    expect(new Set(await drawn({ mean: 3, deviation: 0 }))).toEqual(new Set([3]));
  });

  test('of one namespace only, until it is reset', async () => {
    const { emulator, namespace, call } = faulty(broken);
    expect((await call()).status).toBe(503);
    expect((await send(emulator, from('b'))).status).toBe(200);
    expect((await send(emulator)).status).toBe(200);
    namespace.reset();
    expect((await call()).status).toBe(200);
  });

  test('routes come first; what they leave to the emulator may be struck', async () => {
    const { call, namespace } = faulty(broken);
    namespace.route('interact', (routed) => routed.fallback());
    namespace.route('interact', (routed) => routed.fulfill({ handles: [] }), { times: 1 });
    expect([(await call()).status, (await call()).status]).toEqual([200, 503]);
    expect(namespace.calls()).toMatchObject([{ disturbedBy: 'route' }, { disturbedBy: 'fault: status 503' }]);
  });

  test('token requests only when they are named', async () => {
    const { namespace } = faulty(broken, { endpoint: '*', ...broken });
    const ask = () => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'emulator',
        client_secret: 'emulator',
      });
      return namespace.fetch(new Request('https://ims-na1.adobelogin.com/ims/token/v3', { method: 'POST', body }));
    };
    expect((await ask()).status).toBe(200);
    namespace.fault({ ...broken, endpoint: 'ims-token' });
    expect((await ask()).status).toBe(503);
    expect(namespace.calls()[1]).toMatchObject({ endpoint: 'ims-token', disturbedBy: 'fault: status 503' });
  });
});

/** The cheapest call there is, past the classes of the web and past any wait. */
async function ping(emulator: Emulator): Promise<void> {
  await emulator.handle({
    method: 'POST',
    target: '/ee/v2/collect?dataStreamId=BOGUS',
    headers: { [namespaceHeader]: 'a' },
    body: '',
    bodyTooLarge: false,
  });
}

test.describe('a fault that cannot be', () => {
  const effects = 'problem, warning, status, latency, connection, body, drip, contentType, without';
  const wrong: [spec: unknown, ...lines: string[]][] = [
    [7, 'expected object, received number 7'],
    [{}, `it does nothing. Name one of ${effects}`],
    [{ endpoint: 'interact', times: 1 }, `it does nothing. Name one of ${effects}`],
    [{ status: 503, delay: 3 }, 'delay: unknown field'],
    [
      { status: 200, times: 0, nth: [0], probability: 2, retryAfter: -1 },
      'nth[0]: expected number of at least 1, received number 0',
      'times: expected number of at least 1, received number 0',
      'probability: expected number of at most 1, received number 2',
      'status: expected number of at least 400, received number 200',
      'retryAfter: expected number of at least 0, received number -1',
    ],
    [{ status: 503, namespace: 'b' }, 'namespace: unknown field'],
    [
      { status: 503, endpoint: ['interact', 'colect'] },
      "endpoint: there is no endpoint 'colect'. Did you mean 'collect'?",
    ],
    [{ problem: 'EXEG-0201' }, "problem: there is no problem 'EXEG-0201'. A code reads like 'EXEG-0201-503'."],
    [
      { problem: { code: 'EXEG-0201-53', as: 'error' }, warning: 'EXEG-0301-20' },
      "problem.code: there is no problem 'EXEG-0201-53'. Did you mean 'EXEG-0201-503'?",
      "warning: there is no problem 'EXEG-0301-20'. Did you mean 'EXEG-0301-200'?",
    ],
    [{ problem: 'EXEG-0301-200' }, "problem: its code is that of a warning; add as: 'warning'"],
    [
      { problem: 'EXEG-0000-503', status: 502 },
      'status: a fatal problem has a status of its own; leave one of them out',
    ],
    [
      { status: 502, without: 'state:store' },
      'without: there are no handles, errors and warnings in an answer that is all problem',
    ],
    [{ latency: 1, retryAfter: 3 }, 'retryAfter: it goes with a status or a fatal problem'],
    [
      { status: 503, retryAfter: 'soon' },
      "retryAfter: give seconds, or an HTTP date, which reads 'Thu, 01 Jan 1970 00:00:00 GMT'",
    ],
    [{ endpoint: 'ims-token', problem: 'EXEG-0001-500' }, 'problem: the token endpoint has nothing of the kind'],
    [
      { endpoint: 'ims-token', without: 'state:store' },
      'without: the answers of ims-token hold no handles, errors or warnings',
    ],
    [
      { endpoint: ['collect', 'media-ping'], problem: { code: 'EXEG-0201-503', as: 'error' } },
      'problem: the answers of collect, media-ping hold no handles, errors or warnings',
    ],
    [{ without: 'state:stroe' }, "without: there is no type of handle 'state:stroe'; did you mean 'state:store'?"],
    [
      { connection: 'reset', status: 503, body: 'empty', contentType: 'a/b' },
      'connection: nothing is sent; leave out status, body, contentType',
    ],
    [
      { connection: 'reset-in-headers', drip: { bytes: 1, everyMs: 1 } },
      'connection: only half of the headers is sent; leave out drip',
    ],
    [{ connection: 'reset-in-body', body: 'empty' }, 'connection: an empty body has no middle; leave out one of them'],
    [{ body: 'empty', drip: { bytes: 1, everyMs: 1 } }, 'drip: there is nothing to drip in an empty body'],
    [
      { body: 'not-json', warning: 'EXEG-0301-200', without: ['a'] },
      'body: nothing is left of the answer that warning, without would change',
    ],
    [{ latency: { min: 3 } }, 'latency: give min and max, or mean and deviation'],
    [{ latency: { min: 3, max: 2 } }, 'latency: min is 3, which is more than max, 2'],
    [{ status: 503, seed: 3 }, 'seed: there is no chance in it; name a probability, or a latency that varies'],
  ];
  for (const [spec, ...lines] of wrong) {
    test(`${JSON.stringify(spec)} is refused with every reason`, () => {
      const { namespace } = faulty();
      expect(() => namespace.fault(spec as FaultSpec)).toThrow(
        ['The fault cannot be set:', ...lines.map((line) => `  - ${line}`), '[EDGE_OPTION_INVALID]'].join('\n'),
      );
    });
  }

  test('and one too many is refused', () => {
    const { namespace } = faulty();
    for (let count = 0; count < 1000; count++) namespace.fault({ status: 503 });
    expect(() => namespace.fault({ status: 503 })).toThrow(
      'The fault cannot be set:\n  - there are 1000 faults already, and at most 1000. Reset those of tests that are over\n',
    );
  });

  test('what becomes of its object later does not matter', async () => {
    const spec = { problem: { code: 'EXEG-0000-503' as const, as: 'fatal' as const } };
    const { call } = faulty(spec);
    Object.assign(spec.problem, { code: 'nonsense' });
    expect((await call()).status).toBe(503);
  });
});

test.describe('over HTTP', () => {
  const control = async (emulator: Emulator, method: string, query = '', body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await emulator.fetch(
      new Request(`http://127.0.0.1/__emulator/faults${query}`, {
        method,
        ...(body === undefined ? {} : { body: text }),
      }),
    );
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.json(),
    };
  };

  test('one fault strikes everybody, another those whom it names; they are listed with how often they did', async () => {
    const emulator = createEmulator();
    const everybody = { status: 503, nth: 1 };
    expect(await control(emulator, 'POST', '', everybody)).toEqual({
      status: 200,
      type: 'application/json;charset=utf-8',
      body: { faults: [{ ...everybody, matched: 0, struck: 0 }] },
    });
    const ofA = { warning: 'EXEG-0301-200' };
    const ofB = { problem: 'EXEG-0001-500', namespace: 'b' };
    await control(emulator, 'POST', '?namespace=a', [ofA, ofB]);
    expect([(await send(emulator, from('a'))).status, (await send(emulator, from('b'))).status]).toEqual([503, 500]);
    expect((await send(emulator, from('c'))).status).toBe(200);
    const listed = [
      { ...everybody, matched: 3, struck: 1 },
      { ...ofA, namespace: 'a', matched: 1, struck: 1 },
      { ...ofB, matched: 1, struck: 1 },
    ];
    expect((await control(emulator, 'GET')).body).toEqual({ faults: listed });
    expect((await control(emulator, 'GET', '?namespace=a')).body).toEqual({ faults: listed.slice(0, 2) });

    emulator.namespace('a').reset();
    expect((await control(emulator, 'GET')).body).toEqual({ faults: [listed[0], listed[2]] });
    await emulator.fetch(new Request('http://127.0.0.1/__emulator/reset', { method: 'POST' }));
    expect((await control(emulator, 'GET')).body).toEqual({ faults: [] });
  });

  const refused = (errors: string[], status = 400, title = 'Bad Request') => ({
    status,
    type: 'application/problem+json',
    body: { type: 'about:blank', status, title, detail: 'No fault was set; errors says why.', errors },
  });

  test('a list is set as a whole or not at all, and every violation is told', async () => {
    const emulator = createEmulator();
    expect(
      await control(emulator, 'POST', '', [{ status: 503 }, { status: 1, x: 2 }, { connection: 'reset', status: 503 }]),
    ).toEqual(
      refused([
        '[1]: x: unknown field',
        '[1]: status: expected number of at least 400, received number 1',
        '[2]: connection: nothing is sent; leave out status',
      ]),
    );
    expect((await control(emulator, 'GET')).body).toEqual({ faults: [] });
  });

  test('what is no fault at all is refused', async () => {
    const emulator = createEmulator();
    expect(await control(emulator, 'POST', '', '{"status":')).toEqual(refused(['the body is no JSON']));
    expect(await control(emulator, 'POST')).toEqual(refused(['expected object, received nothing']));
    expect(await control(emulator, 'POST', '', 'x'.repeat(70_000))).toEqual(
      refused(['the body is larger than 64 KB'], 413, 'Content Too Large'),
    );
    const many = Array.from({ length: 1001 }, () => ({ status: 503 }));
    expect(await control(emulator, 'POST', '', many)).toEqual(
      refused(['there are 0 faults already, and at most 1000. Reset those of tests that are over']),
    );
    expect(await control(emulator, 'POST', '', '{"__proto__":{"status":503}}')).toEqual(
      refused(['__proto__: unknown field']),
    );
  });
});

const milliseconds = fc.oneof(fc.constantFrom(0, 600_000), fc.integer({ min: 0, max: 1000 }));
const calls = fc.record(
  {
    endpoint: fc.constantFrom('interact', '*', ['collect', 'interact'], 'ims-token'),
    datastreamId: fc.constantFrom(demo.id, 'x'),
    nth: fc.oneof(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    ),
    times: fc.integer({ min: 1, max: 3 }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    seed: fc.maxSafeInteger(),
  },
  { requiredKeys: [] },
);
const effects = fc.record({
  problem: fc.oneof(
    fc.constantFrom('EXEG-0000-503', 'EXEG-0204-200'),
    fc.record({
      code: fc.constant('EXEG-0203-502'),
      as: fc.constantFrom('fatal', 'error', 'warning'),
      detail: fc.string({ minLength: 1 }),
    }),
  ),
  warning: fc.oneof(
    fc.constant('EXEG-0301-200'),
    fc.record({ message: fc.string({ minLength: 1 }), code: fc.integer() }),
  ),
  status: fc.integer({ min: 400, max: 599 }),
  retryAfter: fc.oneof(fc.nat(), fc.constant('Wed, 21 Oct 2026 07:28:00 GMT')),
  latency: fc.oneof(
    milliseconds,
    fc.record({ min: milliseconds, max: milliseconds }),
    fc.record({ mean: milliseconds, deviation: milliseconds }),
  ),
  connection: fc.constantFrom('reset', 'reset-in-headers', 'reset-in-body'),
  body: fc.constantFrom('truncated', 'not-json', 'empty'),
  drip: fc.record({ bytes: fc.integer({ min: 1, max: 9 }), everyMs: fc.nat(60_000) }),
  contentType: fc.stringMatching(/^[ -~]+$/),
  without: fc.oneof(fc.constant('state:store'), fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 2 })),
});
/** Three effects at most: nearly everything with more of them contradicts itself. */
const anyFault = fc
  .tuple(
    calls,
    effects,
    fc.subarray(
      ['problem', 'warning', 'status', 'retryAfter', 'latency', 'connection', 'body', 'drip', 'contentType', 'without'],
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([which, what, names]) => ({
    ...which,
    ...Object.fromEntries(Object.entries(what).filter(([name]) => names.includes(name))),
  }));

test('no fault that can be set breaks the emulator, and what it answers can be sent', async () => {
  const event = { event: pageView, events: [pageView] };
  let set = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyFault, { minLength: 1, maxLength: 3 }), async (specs) => {
      const usable = specs.filter((spec) => violationsOfFault(spec).length === 0) as FaultSpec[];
      set += usable.length;
      const { emulator } = faulty(...usable);
      for (const path of ['/ee/v2/interact', '/ee/v2/collect', '/ims/token/v3', '/ee/v1/collect']) {
        const { status, headers, body, delivery } = await emulator.handle({
          method: 'POST',
          target: `${path}?datastreamId=${demo.id}`,
          headers: { 'content-type': 'application/json', host: 'edge.adobedc.net', [namespaceHeader]: 'a' },
          body: JSON.stringify(event),
          bodyTooLarge: false,
        });
        for (const [name, value] of Object.entries(headers))
          for (const one of [value].flat()) void new Headers([[name, one]]);
        if (status < 200 || status > 599 || typeof body !== 'string') throw new Error(`status ${status}`);
        if (delivery?.latencyMs !== undefined && !(delivery.latencyMs > 0 && delivery.latencyMs <= 2_000_000)) {
          throw new Error(`latency ${delivery.latencyMs}`);
        }
      }
    }),
    { numRuns: 500, seed: 20_261_124 },
  );
  // The generator is worth something only if enough of what it makes can be set.
  expect(set).toBeGreaterThan(50);
});
