import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import { answer, callLines, collected, refusal, requestId, sentRequestId } from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

const otherId = '0e4b9a62-8d2f-4b4e-8a53-0f2f0f4f7a11';

test('passes for a well-formed id, and for the id that the request was sent with', () => {
  expect(answer()).toHaveRequestId();
  expect(answer()).toHaveRequestId(requestId);
  expect(answer()).toHaveRequestId(sentRequestId);
  expect(answer(), 'the mobile SDK sends upper case').toHaveRequestId(sentRequestId.toUpperCase());
  expect(answer({ body: { requestId: sentRequestId, handle: [] } }), 'older answers').toHaveRequestId(sentRequestId);
  expect(refusal('EXEG-0003-400'), 'in the report of a problem').toHaveRequestId(sentRequestId);
  expect(answer()).not.toHaveRequestId(otherId);
  expect(collected({ silent: true })).not.toHaveRequestId();
});

test('says that the id is not well-formed', async () => {
  const response = answer({ body: { requestId: `${sentRequestId}-1234`, handle: [] } });
  const { message, matcherResult } = await failureOf(() => expect(response).toHaveRequestId());
  expect(message).toBe(text`
    expect(response).toHaveRequestId() failed

    Expected:   a UUID, optionally followed by - and 16 hexadecimal digits
    Received:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-1234"

    Call:       POST /ee/v2/interact → 200
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  708e4f90-5bff-41c5-8f4b-6c15bab76b11-1234
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveRequestId', pass: false, actual: `${sentRequestId}-1234` });
});

test('says that the answer belongs to the id of the request, not to the one asked for', async () => {
  const response = answer({ request: { requestId: sentRequestId } });
  expect(await messageOf(() => expect(response).toHaveRequestId(otherId))).toBe(text`
    expect(response).toHaveRequestId(id) failed

    Expected:   "0e4b9a62-8d2f-4b4e-8a53-0f2f0f4f7a11", alone or followed by - and 16 hexadecimal digits
    Received:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815"

    ${callLines()}

    Hint: The request was sent with requestId 708e4f90-5bff-41c5-8f4b-6c15bab76b11, and the answer belongs to that one.
  `);
});

test('says that the request was sent without an id', async () => {
  expect(await messageOf(() => expect(answer()).toHaveRequestId(otherId))).toBe(text`
    expect(response).toHaveRequestId(id) failed

    Expected:   "0e4b9a62-8d2f-4b4e-8a53-0f2f0f4f7a11", alone or followed by - and 16 hexadecimal digits
    Received:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815"

    ${callLines()}

    Hint: The request was sent without a requestId, so the Edge Network made one: pass { requestId } to the call.
  `);
});

test('says that only the suffix differs', async () => {
  const message = await messageOf(() => expect(answer()).toHaveRequestId(`${sentRequestId}-0000000000000000`));
  expect(message).toBe(text`
    expect(response).toHaveRequestId(id) failed

    Expected:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-0000000000000000", alone or followed by - and 16 hexadecimal digits
    Received:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815"

    ${callLines()}

    Hint: Both begin with the same UUID: compare with that alone, the Edge Network adds the rest.
  `);
});

test('gives no hint when the answer belongs to neither id', async () => {
  const response = answer({ request: { requestId: otherId } });
  expect(await messageOf(() => expect(response).toHaveRequestId(otherId))).not.toContain('Hint');
});

test('says that an answer without a body has no id', async () => {
  expect(await messageOf(() => expect(collected({ silent: true })).toHaveRequestId())).toBe(text`
    expect(response).toHaveRequestId() failed

    The body is empty.

    Expected:   a UUID, optionally followed by - and 16 hexadecimal digits
    Received:   nothing

    Call:       POST /ee/v2/collect → 204
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none

    Hint: An answer with status 204 has no body, and so no requestId.
  `);
});

test('names the id that the request was sent with when the answer has none', async () => {
  const response = answer({ status: 502, text: 'bad gateway', headers: {}, request: { requestId: sentRequestId } });
  expect(await messageOf(() => expect(response).toHaveRequestId())).toBe(text`
    expect(response).toHaveRequestId() failed

    The body is not JSON: bad gateway

    Expected:   a UUID, optionally followed by - and 16 hexadecimal digits
    Received:   nothing

    Call:       POST /ee/v2/interact → 502
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none; sent with 708e4f90-5bff-41c5-8f4b-6c15bab76b11
  `);
});

test('.not says which id came', async () => {
  expect(await messageOf(() => expect(answer()).not.toHaveRequestId())).toBe(text`
    expect(response).not.toHaveRequestId() failed

    Expected:   not a UUID, optionally followed by - and 16 hexadecimal digits
    Received:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815"

    ${callLines()}
  `);
  const { message, matcherResult } = await failureOf(() => expect(answer()).not.toHaveRequestId(sentRequestId));
  expect(message).toBe(text`
    expect(response).not.toHaveRequestId(id) failed

    Expected:   not "708e4f90-5bff-41c5-8f4b-6c15bab76b11", alone or followed by - and 16 hexadecimal digits
    Received:   "708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815"

    ${callLines()}
  `);
  expect(matcherResult).toMatchObject({
    name: 'toHaveRequestId',
    pass: true,
    expected: sentRequestId,
    actual: requestId,
  });
});

test('refuses an id that is no text', async () => {
  // @ts-expect-error an id is a string
  expect(await messageOf(() => expect(answer()).toHaveRequestId(42))).toBe(text`
    toHaveRequestId(): id must be a string with the id of a request, but is 42.
    [EDGE_OPTION_INVALID]
  `);
  expect(await messageOf(() => expect(answer()).toHaveRequestId(''))).toBe(text`
    toHaveRequestId(): id must be a string with the id of a request, but is "".
    [EDGE_OPTION_INVALID]
  `);
});
