/** Routes: handlers of tests that answer calls in the emulator's place. */

import { expect, test } from '@playwright/test';
import { namespaceHeader, type EmulatorNamespace, type RouteCall } from '../../src/emulator/index.js';
import { problemType, type Problem } from '../../src/protocol/problems.js';
import { credentials, demo, emulatorOfFixtures, handleTypes, pageView, send } from '../support/emulatorCalls.js';
import type { Call } from '../support/emulatorCalls.js';

const requestId = '5b0c4a52-6d0e-4b58-9f0a-2e6c1d7a9b34';
const answeredId = expect.stringMatching(/^[0-9a-f-]{36}-[0-9a-f]{16}$/) as unknown;
const offer = { type: 'personalization:decisions', payload: [{ id: '1', scope: 'hero', items: [] }], eventIndex: 0 };

/** One namespace of an emulator, and calls in it. */
function routed() {
  const emulator = emulatorOfFixtures();
  const namespace = emulator.namespace('a');
  const call = (given: Call = {}) =>
    send(emulator, { ...given, headers: { ...given.headers, [namespaceHeader]: 'a' } });
  return { emulator, namespace, call };
}

/** What handlers did wrong: message, and what was thrown. */
function errorsOf(namespace: EmulatorNamespace) {
  return namespace.takeRouteErrors().map(({ message, cause }) => ({ message, cause }));
}

test('a handler answers with handles, in an envelope like any other', async () => {
  const { namespace, call } = routed();
  namespace.route('interact', (answered) => answered.fulfill({ handles: [offer] }));
  const answer = await call({ query: { requestId }, headers: { origin: 'https://shop.example' } });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    requestId: expect.stringMatching(new RegExp(`^${requestId}-[0-9a-f]{16}$`)) as unknown,
    handle: [offer],
  });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json;charset=utf-8',
    'x-request-id': answer.body['requestId'],
    'x-adobe-edge': 'OR2;9',
    'access-control-allow-origin': 'https://shop.example',
    'x-konductor': 'playwright-datastream-emulator',
  });
  expect(namespace.calls()).toMatchObject([
    {
      endpoint: 'interact',
      status: 200,
      disturbedBy: 'route',
      datastreamId: demo.id,
      requestId: answer.body['requestId'],
    },
  ]);
});

test('the handler is told everything about the call but its credentials', async () => {
  const { emulator, namespace, call } = routed();
  let seen: RouteCall | undefined;
  namespace.route('*', (given) => {
    seen = given;
    given.fallback();
  });
  const headers = { ...credentials(emulator), cookie: 'session=abc; kndctr_x=1' };
  await call({
    path: '/ee/v2/collect',
    body: { events: [pageView, { data: { a: 1 } }] },
    query: { requestId },
    headers,
  });
  expect(seen).toMatchObject({
    endpoint: 'collect',
    version: 'v2',
    datastreamId: demo.id,
    namespace: 'a',
    requestId,
    events: [pageView, { data: { a: 1 } }],
    request: {
      method: 'POST',
      path: '/ee/v2/collect',
      query: { dataStreamId: demo.id, requestId },
      headers: { authorization: '***', 'x-api-key': '***', cookie: 'session=***; kndctr_x=1' },
      body: { events: [pageView, { data: { a: 1 } }] },
    },
  });
  await call({ body: '{"event":' });
  expect(seen).toMatchObject({ requestId: undefined, events: [], request: { body: '{"event":' } });
  await call({ body: { event: pageView }, query: { dataStreamId: 'BOGUS' } });
  expect(seen).toMatchObject({ datastreamId: 'BOGUS', events: [pageView] });
});

test('the newest route is asked first, and leaves the call to older ones and to the emulator', async () => {
  const { namespace, call } = routed();
  const order: string[] = [];
  const passing = (name: string) => (given: RouteCall) => {
    order.push(name);
    given.fallback();
  };
  namespace.route('*', passing('oldest'));
  namespace.route('collect', passing('another endpoint'));
  namespace.route('interact', async (given) => {
    await Promise.resolve();
    passing('newest')(given);
  });
  const answer = await call();
  expect(order).toEqual(['newest', 'oldest']);
  expect(handleTypes(answer)).toContain('state:store');
  expect(namespace.calls()).toMatchObject([{ status: 200, disturbedBy: undefined }]);
});

test('times counts calls of the handler, and the route is gone after them', async () => {
  const { namespace, call } = routed();
  let called = 0;
  const handler = (given: RouteCall) => {
    called += 1;
    given.fulfill({ problem: 'EXEG-0000-503' });
  };
  namespace.route('interact', handler, { times: 2 });
  const statuses = await Promise.all([call(), call(), call()]);
  expect(statuses.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 503, 503]);
  expect(called).toBe(2);
});

test('unroute takes away what it names', async () => {
  const { namespace, call } = routed();
  const [one, other] = [418, 419].map(
    (status) => (given: RouteCall) => given.fulfill({ status, body: { type: 'x', status, title: '' } }),
  );
  const status = async () => (await call()).status;
  namespace.route('*', one!);
  namespace.route('interact', one!);
  namespace.route('interact', other!);
  expect(await status()).toBe(419);
  namespace.unroute('interact', other);
  expect(await status()).toBe(418);
  namespace.unroute('interact');
  expect(await status()).toBe(418);
  namespace.unroute('*', other);
  expect(await status()).toBe(418);
  namespace.unroute();
  expect(await status()).toBe(200);
});

test('what one namespace routes, others do not feel; reset forgets it', async () => {
  const { emulator, namespace, call } = routed();
  namespace.route('interact', (given) => given.abort());
  expect((await send(emulator)).status).toBe(200);
  expect((await send(emulator, { headers: { [namespaceHeader]: 'b' } })).status).toBe(200);
  emulator.namespace('b').reset();
  await expect(call()).rejects.toThrow('fetch failed');
  namespace.reset();
  expect((await call()).status).toBe(200);
  namespace.route('interact', (given) => given.abort());
  await emulator.fetch(new Request('http://localhost/__emulator/reset', { method: 'POST' }));
  expect((await call()).status).toBe(200);
});

test.describe('fulfill', () => {
  const report = (id: unknown) => ({ requestId: id, orgId: demo.orgId, configId: demo.id });
  const code = (name: string) => ({ type: problemType(name) });

  test('errors make a 207, warnings a 200, from codes or documents', async () => {
    const { namespace, call } = routed();
    const own: Problem = { type: problemType('EXEG-0203-502'), status: 502, title: 'mine', report: { eventIndex: 0 } };
    namespace.route('interact', (given) => given.fulfill({ errors: ['EXEG-0201-503', own] }), { times: 1 });
    const failed = await call();
    expect(failed.status).toBe(207);
    expect(failed.body).toEqual({
      requestId: answeredId,
      handle: [],
      errors: [
        {
          ...code('EXEG-0201-503'),
          status: 503,
          title: 'The service is temporarily unavailable.',
          detail: 'A route answered the call with this problem.',
        },
        own,
      ],
    });
    namespace.route('interact', (given) => given.fulfill({ handles: [offer], warnings: ['EXEG-0301-200'] }));
    const warned = await call();
    expect([warned.status, warned.body['warnings']]).toMatchObject([200, [code('EXEG-0301-200')]]);
  });

  test('a problem is the whole answer, with the report that every problem has', async () => {
    const { namespace, call } = routed();
    namespace.route('interact', (given) => given.fulfill({ problem: 'EXEG-0503-401' }), { times: 1 });
    const refused = await call();
    expect([refused.status, refused.headers['content-type']]).toEqual([401, 'application/problem+json']);
    expect(refused.body).toEqual({
      ...code('EXEG-0503-401'),
      status: 401,
      title: 'Authorization token expired',
      detail: 'A route answered the call with this problem.',
      report: report(refused.headers['x-request-id']),
    });
    const own = { type: 'about:blank', status: 451, title: 'Not here', report: { configId: 'mine' } };
    namespace.route('interact', (given) => given.fulfill({ problem: own }));
    const other = await call();
    expect(other.body).toEqual({ ...own, report: { ...report(other.headers['x-request-id']), configId: 'mine' } });
    expect(other.status).toBe(451);
  });

  test('any other body, status and headers are sent as they are', async () => {
    const { emulator, namespace } = routed();
    const ask = async () => {
      const url = `https://edge.adobedc.net/ee/v1/interact?configId=${demo.id}`;
      const response = await namespace.fetch(new Request(url, { method: 'POST', body: '{}' }));
      return [response.status, response.headers.get('content-type'), await response.text()];
    };
    namespace.route('*', (given) => given.fulfill({ body: '<html>', status: 502 }), { times: 1 });
    expect(await ask()).toEqual([502, 'text/plain;charset=utf-8', '<html>']);
    namespace.route('*', (given) => given.fulfill({ body: [null], contentType: 'text/html' }), { times: 1 });
    expect(await ask()).toEqual([200, 'text/html', '[null]']);
    namespace.route('*', (given) => given.fulfill({ body: null, headers: { 'Content-Type': 'a/b' } }), { times: 1 });
    expect(await ask()).toEqual([200, 'a/b', 'null']);
    namespace.route('*', (given) => given.fulfill({ status: 204 }), { times: 1 });
    expect(await ask()).toEqual([204, null, '']);
    namespace.route('*', (given) => given.fulfill(), { times: 1 });
    expect(await ask()).toEqual([200, null, '']);
    namespace.route('*', (given) =>
      given.fulfill({ headers: { 'x-adobe-edge': 'nonsense', 'set-cookie': ['a=1', 'b=2'] } }),
    );
    const { headers } = await namespace.fetch(
      new Request(`https://edge.adobedc.net/ee/v2/collect`, { method: 'POST' }),
    );
    expect([headers.get('x-adobe-edge'), headers.getSetCookie()]).toEqual(['nonsense', ['a=1', 'b=2']]);
    expect(emulator.namespace('').calls()).toEqual([]);
  });

  test('a client that asked for a stream gets its envelope as one', async () => {
    const { namespace } = routed();
    const streaming = { meta: { konductorConfig: { streaming: { enabled: true } } } };
    namespace.route('interact', async (given) => {
      const { handles } = await given.fetch();
      given.fulfill({ handles: handles.filter(({ type }) => type === 'state:store'), warnings: ['EXEG-0301-200'] });
    });
    const url = `https://edge.adobedc.net/ee/v1/interact?configId=${demo.id}`;
    const body = JSON.stringify({ events: [pageView], ...streaming });
    const headers = { 'content-type': 'application/json' };
    const response = await namespace.fetch(new Request(url, { method: 'POST', headers, body }));
    const [status, text] = [response.status, await response.text()];
    expect(status).toBe(200);
    expect(
      text
        .split('\n')
        .map((record) => (record === '' ? '' : Object.keys(JSON.parse(record.slice(1)) as object).join())),
    ).toEqual(['requestId,handle', 'requestId,handle,warnings', '']);
  });

  const unusable: [what: string, fulfilment: object, message: string][] = [
    ['two kinds of answer', { handles: [], body: 'x' }, 'fulfill(): handles and body cannot be one answer'],
    [
      'errors beside a problem',
      { errors: [], problem: 'EXEG-0001-500' },
      'fulfill(): errors and problem cannot be one answer',
    ],
    [
      'a status beside a problem',
      { problem: 'EXEG-0001-500', status: 503 },
      'fulfill(): problem and status cannot stand together',
    ],
    ['a status out of range', { status: 100 }, 'fulfill(): status is 100; it must be a whole number from 200 to 599'],
    ['a body where there is none', { status: 204, body: 'x' }, 'fulfill(): an answer with status 204 has no body'],
    ['a misspelt field', { handle: [] }, "fulfill(): there is no 'handle'"],
    [
      'a misspelt code',
      { problem: 'EXEG-0201-50' },
      "fulfill(): there is no problem 'EXEG-0201-50'. Did you mean 'EXEG-0201-503'?",
    ],
    [
      'no code at all',
      { errors: ['nope'] },
      "fulfill(): there is no problem 'nope'. A code reads like 'EXEG-0201-503'",
    ],
    ['a header that cannot be sent', { headers: { 'a b': 'x' } }, "fulfill(): the header 'a b' cannot be sent"],
    [
      'a body that cannot be written',
      { body: () => 1 },
      'fulfill(): body is neither text nor a value that JSON can hold',
    ],
  ];
  for (const [what, fulfilment, message] of unusable) {
    test(`${what} is refused`, async () => {
      const { namespace, call } = routed();
      namespace.route('interact', (given) => given.fulfill(fulfilment));
      expect((await call()).body['detail']).toBe(
        `The handler of the route for 'interact' threw: ${message}${message.endsWith('?') ? '' : '.'}`,
      );
      const [error] = errorsOf(namespace);
      expect(error?.cause).toMatchObject({ name: 'EdgeUsageError', code: 'EDGE_OPTION_INVALID' });
      expect(String(error?.cause)).toContain(message);
    });
  }
});

test.describe('fetch', () => {
  test('gives what the emulator would answer, to be changed', async () => {
    const { namespace, call } = routed();
    namespace.route('interact', async (given) => {
      const { status, headers, body, handles } = await given.fetch();
      expect([status, headers['content-type'], (body as { handle: unknown }).handle]).toEqual([
        200,
        'application/json;charset=utf-8',
        handles,
      ]);
      given.fulfill({ handles: handles.filter(({ type }) => type !== 'state:store') });
    });
    const own = await send(emulatorOfFixtures());
    const changed = await call();
    expect(handleTypes(changed)).toEqual(handleTypes(own).filter((type) => type !== 'state:store'));
    expect(changed.body['requestId']).toBe(changed.headers['x-request-id']);
  });

  test('asks the emulator once, however often it is called, and fallback gives that answer', async () => {
    const { namespace, call } = routed();
    const seen: unknown[] = [];
    namespace.route('interact', async (given) => {
      seen.push((await given.fetch()).body, (await given.fetch()).body);
      given.fallback();
    });
    const { body } = await call();
    expect(seen).toEqual([body, body]);
  });

  test('gives refusals and empty answers too', async () => {
    const { namespace, call } = routed();
    const seen: unknown[] = [];
    namespace.route('*', async (given) => {
      const { status, body, handles } = await given.fetch();
      seen.push([status, body !== undefined, handles]);
      given.fallback();
    });
    await call({ body: '{' });
    await call({ path: '/ee/v2/collect', body: { events: [{}] }, query: { silent: 'true' } });
    expect(seen).toEqual([
      [400, true, []],
      [204, false, []],
    ]);
  });
});

test.describe('abort', () => {
  test('resets the connection, and the record says that nothing was answered', async () => {
    const { namespace, call } = routed();
    namespace.route('interact', (given) => given.abort('connectionreset'));
    await expect(call()).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
    expect(namespace.calls()).toMatchObject([
      { status: 0, disturbedBy: 'route', datastreamId: demo.id, response: { headers: {}, body: undefined } },
    ]);
    expect(namespace.takeRouteErrors()).toEqual([]);
  });

  test('knows one reason', async () => {
    const { namespace, call } = routed();
    namespace.route('interact', (given) => given.abort('failed' as 'connectionreset'));
    expect((await call()).status).toBe(500);
    expect(errorsOf(namespace)[0]?.message).toBe(
      "The handler of the route for 'interact' threw: abort(): there is no reason 'failed'.\n[EDGE_ROUTE_FAILED]",
    );
  });
});

test.describe('a handler that does not do its part', () => {
  const boom = new Error('boom.');
  const advice = 'Let it call fulfill(), fallback() or abort(), and await what it does before that.';
  const wrong: Record<
    string,
    [handler: (call: RouteCall) => unknown, what: string, fix: string | undefined, cause?: unknown]
  > = {
    'decides nothing': [() => 'done', 'decided nothing', advice],
    'decides too late': [
      (call) =>
        void setImmediate(() => {
          try {
            call.fallback();
          } catch (error) {
            late.push(error);
          }
        }),
      'decided nothing',
      advice,
    ],
    'decides twice': [
      (call) => {
        call.fulfill({});
        call.fallback();
      },
      'decided more than once: fulfill(), fallback()',
      'Let it call one of them, once.',
    ],
    throws: [
      () => {
        throw boom;
      },
      'threw: boom',
      undefined,
      boom,
    ],
    'throws after it decided': [
      (call) => {
        call.fulfill({});
        return Promise.reject(boom);
      },
      'threw: boom',
      undefined,
      boom,
    ],
    'throws something odd': [() => Promise.reject('odd'), 'threw: odd', undefined, 'odd'],
  };
  const late: unknown[] = [];

  for (const [name, [handler, what, fix, cause]] of Object.entries(wrong)) {
    test(`and ${name} is told to client and test`, async () => {
      const { namespace, call } = routed();
      namespace.route('*', (given) => given.fulfill());
      namespace.route('interact', handler);
      const { status, body, headers } = await call();
      expect([status, body]).toEqual([
        500,
        {
          type: problemType('EXEG-0001-500'),
          status: 500,
          title: 'Unexpected error',
          detail: `The handler of the route for 'interact' ${what}.`,
          report: { requestId: headers['x-request-id'], orgId: demo.orgId, configId: demo.id },
        },
      ]);
      namespace.reset();
      expect(errorsOf(namespace)).toEqual([
        {
          message: `The handler of the route for 'interact' ${what}.${fix === undefined ? '' : `\n${fix}`}\n[EDGE_ROUTE_FAILED]`,
          cause,
        },
      ]);
      expect(namespace.takeRouteErrors()).toEqual([]);
    });
  }

  test('and decides when it is over gets an error of its own', async () => {
    const { namespace, call } = routed();
    const told = new Promise((resolve) => {
      namespace.route('interact', (given) => {
        setImmediate(() => {
          try {
            given.fulfill();
          } catch (error) {
            resolve(error);
          }
        });
      });
    });
    await call();
    await expect(told).resolves.toMatchObject({
      message: 'fulfill() came after the handler had returned.\n[EDGE_ROUTE_FAILED]',
    });
  });

  test('is told of where the route was made', async () => {
    const { namespace, call } = routed();
    namespace.route('interact', () => {});
    await call();
    const [error] = namespace.takeRouteErrors();
    expect(error?.stack?.split('\n').find((line) => line.includes(' at '))).toContain('routes.spec.ts');
  });

  test('again and again is told ten times', async () => {
    const { namespace, call } = routed();
    namespace.route('interact', () => {});
    for (let count = 0; count < 12; count++) await call();
    expect(namespace.takeRouteErrors()).toHaveLength(10);
  });
});

test.describe('a route that cannot be', () => {
  const wrong: [register: (namespace: EmulatorNamespace) => void, message: string][] = [
    [
      (namespace) => namespace.route('interct' as 'interact', () => {}),
      "route(): there is no endpoint 'interct'. Did you mean 'interact'?",
    ],
    [
      (namespace) => namespace.route('media-sessionstart' as '*', () => {}),
      "route(): there is no endpoint 'media-sessionstart'. Did you mean 'media-sessionStart'?",
    ],
    [
      (namespace) => namespace.unroute('everything' as '*'),
      "unroute(): there is no endpoint 'everything'. There are interact, collect, set-consent, identity-acquire, ims-token, * and media-<event>.",
    ],
    [
      (namespace) => namespace.route('*', () => {}, { times: 0 }),
      'route(): times is 0; it must be a whole number above 0.',
    ],
    [(namespace) => namespace.route('*', undefined as never), 'route(): the handler must be a function.'],
  ];
  for (const [register, message] of wrong) {
    test(`says: ${message}`, () => {
      expect(() => register(emulatorOfFixtures().namespace('a'))).toThrow(`${message}\n[EDGE_OPTION_INVALID]`);
    });
  }
});

test('the token endpoint goes by its own name only, and keeps credentials to itself', async () => {
  const { namespace } = routed();
  const ask = async () => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'emulator',
      client_secret: 'emulator',
    });
    return namespace.fetch(new Request('https://ims-na1.adobelogin.com/ims/token/v3', { method: 'POST', body }));
  };
  const seen: RouteCall[] = [];
  namespace.route('*', (given) => given.abort());
  expect((await ask()).status).toBe(200);
  namespace.route('ims-token', async (given) => {
    seen.push(given);
    expect((await given.fetch()).body).toHaveProperty('access_token');
    given.fulfill({ status: 500, body: { error: 'server_error' } });
  });
  const refused = await ask();
  expect([refused.status, await refused.json()]).toEqual([500, { error: 'server_error' }]);
  expect(seen).toMatchObject([{ endpoint: 'ims-token', version: undefined, request: { query: {}, body: undefined } }]);
  expect(namespace.calls()).toMatchObject([{ disturbedBy: undefined }, { status: 500, disturbedBy: 'route' }]);
});
