/** What all messages have in common; what each matcher says is in the spec of its name. */

import { expect as base, test, type ExpectMatcherState } from '@playwright/test';
import { expect } from '../../src/expect.js';
import { toHaveStatus } from '../../src/matchers/index.js';
import { answer, callLines, envelope, orgId, problem, refusal, requestId } from '../support/answers.js';
import { messageOf, text } from '../support/failures.js';

test('names a call without a datastream, and one whose URL cannot be read', async () => {
  const request = { url: 'not a URL', datastreamId: undefined, endpoint: undefined };
  expect(await messageOf(() => expect(answer({ request })).toHaveStatus(204))).toBe(text`
    expect(response).toHaveStatus(status) failed

    Expected:   204
    Received:   200

    Call:       POST not a URL → 200
    Datastream: none
    RequestId:  ${requestId}
  `);
});

test('says how often a request was sent that was sent again', async () => {
  const message = await messageOf(() => expect(answer({ status: 503, attempts: 4 })).toHaveStatus(200));
  expect(message).toContain('\nCall:       POST /ee/v2/interact → 503 (sent 4 times)\n');
});

test('shows the path as it was called, without the query', async () => {
  const url = 'https://edge.adobedc.net/ee/or2/v1/interact?configId=1&adobeAepValidationToken=secret';
  const message = await messageOf(() => expect(answer({ request: { url } })).toHaveStatus(204));
  expect(message).toContain('Call:       POST /ee/or2/v1/interact → 200\n');
  expect(message).not.toContain('secret');
});

for (const [name, { body, says }] of Object.entries({
  'is empty': { body: '', says: 'The body is empty.' },
  'is not JSON': {
    body: '<html>\n  <body>Bad gateway',
    says: 'The body is not JSON (text/html): <html> <body>Bad gateway',
  },
  'is JSON, but no object': { body: '["x"]', says: 'The body is not an object (text/html): ["x"]' },
})) {
  test(`says first that the body ${name}`, async () => {
    const response = answer({ status: 502, text: body, headers: { 'content-type': 'text/html' } });
    expect(await messageOf(() => expect(response).toHaveHandle('state:store'))).toBe(text`
      expect(response).toHaveHandle(type) failed

      ${says}

      Expected:   a handle "state:store"
      Received:   no handles

      Call:       POST /ee/v2/interact → 502
      Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
      RequestId:  none
    `);
  });
}

test('says first that the connection was cut in the body', async () => {
  const response = answer({
    text: '{"requestId":"708e',
    fault: 'the connection was cut in the body, after 18 bytes',
    headers: { 'content-type': 'application/json' },
  });
  expect(await messageOf(() => expect(response).toBeAccepted())).toBe(text`
    expect(response).toBeAccepted() failed

    The connection was cut in the body, after 18 bytes (application/json): {"requestId":"708e

    Expected:   a 2xx status other than 207, no errors, no warnings, and no schema violations
    Received:   status 200
                the connection was cut in the body, after 18 bytes (transfer in HTTP)

    Call:       POST /ee/v2/interact → 200
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none
  `);
});

test('cuts a long body', async () => {
  const response = answer({ status: 502, text: 'x'.repeat(5000), headers: {} });
  const message = await messageOf(() => expect(response).toHaveStatus(200));
  expect(message).toContain(`\nThe body is not JSON: ${'x'.repeat(400)}… (5,000 characters)\n`);
});

test('lists ten problems, and explains a code once', async () => {
  const warnings = Array.from({ length: 12 }, (_, eventIndex) => problem('EXEG-0301-200', { report: { eventIndex } }));
  expect(await messageOf(() => expect(answer({ body: envelope({ warnings }) })).toHaveHandle('state:store'))).toBe(text`
    expect(response).toHaveHandle(type) failed

    Expected:   a handle "state:store"
    Received:   no handles

    ${callLines()}
    Problem:    warnings[0] EXEG-0301-200 User consent missing
                warnings[1] EXEG-0301-200 User consent missing
                warnings[2] EXEG-0301-200 User consent missing
                warnings[3] EXEG-0301-200 User consent missing
                warnings[4] EXEG-0301-200 User consent missing
                warnings[5] EXEG-0301-200 User consent missing
                warnings[6] EXEG-0301-200 User consent missing
                warnings[7] EXEG-0301-200 User consent missing
                warnings[8] EXEG-0301-200 User consent missing
                warnings[9] EXEG-0301-200 User consent missing
                … and 2 more

    Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.
  `);
});

test('an expired token is told from missing data', async () => {
  const expired = refusal('EXEG-0503-401', { detail: 'The token has expired.', report: { requestId, orgId } });
  expect(await messageOf(() => expect(expired).toHaveHandle('personalization:decisions', { scope: 'hero' }))).toBe(text`
    expect(response).toHaveHandle(type, payload) failed

    Expected:   a handle "personalization:decisions" with a payload item that matches {"scope": "hero"}
    Received:   no handles

    ${callLines(401)}
    Problem:    EXEG-0503-401 Authorization token expired: The token has expired.

    Hint: The access token expired, so the request was refused before its event was looked at. Renew EDGE_ACCESS_TOKEN, or set EDGE_CLIENT_ID and EDGE_CLIENT_SECRET to have tokens fetched.
  `);
});

test('passes over problems without the usual fields', async () => {
  const errors = [null, 'text', { type: 'https://example.com/teapot', title: 418, detail: 'short' }];
  const body = { ...envelope({ errors }), warnings: {} };
  expect(await messageOf(() => expect(answer({ status: 207, body })).toHaveStatus(200))).toBe(text`
    expect(response).toHaveStatus(status) failed

    Expected:   200
    Received:   207

    ${callLines(207)}
    Problem:    errors[2] https://example.com/teapot 418: short

    Hint: Status 207 means that the request was processed, but an upstream service failed.
  `);
});

/** What Playwright gives to a matcher as `this`. */
function matcherState(): ExpectMatcherState {
  const states: ExpectMatcherState[] = [];
  const probing = base.extend({
    toReveal(this: ExpectMatcherState) {
      states.push(this);
      return { pass: true, message: () => '' };
    },
  });
  probing(0).toReveal();
  const [state] = states;
  if (state === undefined) throw new Error('Playwright did not call the matcher.');
  return state;
}

test("paints values in the colours of Playwright's own matchers, where it hands them out", () => {
  const state = matcherState();
  const colours = {
    EXPECTED_COLOR: (line: string) => `<good>${line}</good>`,
    RECEIVED_COLOR: (line: string) => `<bad>${line}</bad>`,
  };
  const painted = toHaveStatus.call({ ...state, utils: { ...state.utils, ...colours } }, answer(), 202).message();
  expect(painted).toContain('Expected:   <good>202</good>\nReceived:   <bad>200</bad>\n');

  const none = { EXPECTED_COLOR: undefined, RECEIVED_COLOR: undefined };
  const plain = toHaveStatus.call({ ...state, utils: { ...state.utils, ...none } }, answer(), 202).message();
  expect(plain).toContain('Expected:   202\nReceived:   200\n');
});

test('shows .resolves in its head line', async () => {
  expect(await messageOf(() => expect(Promise.resolve(answer())).resolves.toHaveStatus(204))).toContain(
    'expect(response).resolves.toHaveStatus(status) failed\n',
  );
});
