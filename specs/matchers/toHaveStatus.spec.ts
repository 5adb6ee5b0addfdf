import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import { answer, callLines, envelope, orgId, problem, refusal, requestId } from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

test('passes for the status, or one of several', () => {
  expect(answer()).toHaveStatus(200);
  expect(answer({ status: 202 })).toHaveStatus({ oneOf: [200, 202] });
  expect(answer()).not.toHaveStatus(202);
  expect(answer()).not.toHaveStatus({ oneOf: [202, 204] });
});

test('says which status came, and what the problem means', async () => {
  const response = refusal('EXEG-0003-400', {
    detail: "The datastream ID 'x' does not exist.",
    report: { requestId, orgId },
  });
  const { message, matcherResult } = await failureOf(() => expect(response).toHaveStatus(200));
  expect(message).toBe(text`
    expect(response).toHaveStatus(status) failed

    Expected:   200
    Received:   400

    ${callLines(400)}
    Problem:    EXEG-0003-400 Invalid datastream ID: The datastream ID 'x' does not exist.

    Hint: EXEG-0003-400 (Invalid datastream ID) is raised when no datastream has this id.
  `);
  expect(matcherResult).toEqual({
    name: 'toHaveStatus',
    pass: false,
    expected: 200,
    actual: 400,
    message: expect.any(String),
  });
});

test('names all statuses that would have done', async () => {
  expect(await messageOf(() => expect(answer()).toHaveStatus({ oneOf: [202, 204] }))).toBe(text`
    expect(response).toHaveStatus(status) failed

    Expected:   one of 202, 204
    Received:   200

    ${callLines()}
  `);
});

test('.not says what should not have come, and explains nothing', async () => {
  const response = answer({ status: 207, body: envelope({ errors: [problem('EXEG-0201-503')] }) });
  const { message, matcherResult } = await failureOf(() => expect(response).not.toHaveStatus(207));
  expect(message).toBe(text`
    expect(response).not.toHaveStatus(status) failed

    Expected:   not 207
    Received:   207

    ${callLines(207)}
    Problem:    errors[0] EXEG-0201-503 The service is temporarily unavailable.
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveStatus', pass: true, expected: 207, actual: 207 });
  expect(await messageOf(() => expect(response).not.toHaveStatus({ oneOf: [200, 207] }))).toContain(text`
    Expected:   none of 200, 207
    Received:   207
  `);
});

const notFound = (url: string) => answer({ status: 404, text: '', headers: {}, request: { url } });

async function hintOf(url: string): Promise<string | undefined> {
  const message = await messageOf(() => expect(notFound(url)).toHaveStatus(200));
  return /^Hint: .*/m.exec(message)?.[0];
}

test('names the unknown location hint behind a 404 without a body', async () => {
  expect(await messageOf(() => expect(notFound('https://edge.adobedc.net/ee/xx9/v2/interact')).toHaveStatus(200)))
    .toBe(text`
    expect(response).toHaveStatus(status) failed

    The body is empty.

    Expected:   200
    Received:   404

    Call:       POST /ee/xx9/v2/interact → 404
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none

    Hint: Status 404 without a body is the answer to an unknown location hint: the URL has "xx9", documented are or2, va6, irl1, ind1, jpn3, sgp3, aus3.
  `);
  expect(await hintOf('https://xx9.server.adobedc.net/ee/v2/interact')).toContain('the URL has "xx9"');
  expect(await hintOf('https://or2.server.adobedc.net/ee/v2/interact'), 'a documented hint').toBeUndefined();
  expect(await hintOf('https://edge.adobedc.net/ee/t38/v1/interact'), 'a Target cluster').toBeUndefined();
  expect(await hintOf('https://edge.adobedc.net/ee/v2/interact'), 'no hint at all').toBeUndefined();
});

for (const [name, status] of Object.entries({
  'a status as text': '200',
  'a fraction': 200.5,
  'a number that is no status': 1200,
  nothing: undefined,
  'an empty list': { oneOf: [] },
  'a list with text in it': { oneOf: [200, '202'] },
  'a misspelt list': { anyOf: [200] },
})) {
  test(`refuses ${name}`, async () => {
    // @ts-expect-error the types forbid it; values from data get here all the same
    const { name: errorName, message } = await failureOf(() => expect(answer()).toHaveStatus(status));
    expect(errorName).toBe('EdgeUsageError');
    expect(message).toMatch(/^toHaveStatus\(\): status must be .*, but is .*\.\n\[EDGE_OPTION_INVALID\]$/);
  });
}

test('says what the argument must be', async () => {
  // @ts-expect-error a status is a number
  expect(await messageOf(() => expect(answer()).toHaveStatus('200'))).toBe(text`
    toHaveStatus(): status must be a whole number from 100 to 599, or { oneOf: [ … ] } with some of them, but is "200".
    [EDGE_OPTION_INVALID]
  `);
  // @ts-expect-error the field is called oneOf
  expect(await messageOf(() => expect(answer()).toHaveStatus({ anyOf: [200] }))).toBe(text`
    toHaveStatus(): status must be an object with no other fields than oneOf, but is {"anyOf": [200]}.
    [EDGE_OPTION_INVALID]
  `);
});
