import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import {
  answer,
  answerWith,
  callLines,
  collected,
  decisionsHandle,
  envelope,
  identityHandle,
  problem,
  refusal,
  requestId,
  stateHandle,
} from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

const warned = answer({ body: envelope({ warnings: [problem('EXEG-0301-200'), problem('EXEG-0204-200')] }) });
const partial = answer({
  status: 207,
  body: envelope({
    errors: [problem('EXEG-0201-503', { detail: 'com.adobe.audiencemanager is down.' })],
    warnings: [problem('EXEG-0301-200')],
  }),
});

test('passes for answers in which nothing went wrong', () => {
  expect(answer()).toBeAccepted();
  expect(answerWith([identityHandle, stateHandle, decisionsHandle])).toBeAccepted();
  expect(collected()).toBeAccepted();
  expect(collected({ silent: true })).toBeAccepted();
  expect(refusal('EXEG-0003-400')).not.toBeAccepted();
  expect(answer({ status: 207 }), 'a 207, even without errors').not.toBeAccepted();
  expect(answer({ status: 302 })).not.toBeAccepted();
});

test('passes in spite of warnings that are allowed, by code or by pattern', () => {
  expect(warned).not.toBeAccepted();
  expect(warned).not.toBeAccepted({ allow: ['EXEG-0301-200'] });
  expect(warned).toBeAccepted({ allow: ['EXEG-0301-200', 'EXEG-0204-200'] });
  expect(warned).toBeAccepted({ allow: [/^EXEG-0[23]/] });
  expect(warned, 'a code is not a beginning').not.toBeAccepted({ allow: ['EXEG-0301', 'EXEG-0204'] });
  expect(partial, 'errors are never allowed').not.toBeAccepted({ allow: [/./] });
});

test('lists everything that went wrong', async () => {
  const { message, matcherResult } = await failureOf(() => expect(partial).toBeAccepted());
  expect(message).toBe(text`
    expect(response).toBeAccepted() failed

    Expected:   a 2xx status other than 207, no errors, no warnings, and no schema violations
    Received:   status 207
                errors[0] EXEG-0201-503 The service is temporarily unavailable: com.adobe.audiencemanager is down.
                warnings[0] EXEG-0301-200 User consent missing

    ${callLines(207)}

    Hint: Status 207 means that the request was processed, but an upstream service failed: com.adobe.audiencemanager.
    Hint: EXEG-0201-503 (The service is temporarily unavailable) is raised when an upstream service is down.
    Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.
  `);
  expect(matcherResult).toMatchObject({
    name: 'toBeAccepted',
    pass: false,
    expected: { status: '2xx', problems: [], violations: [] },
    actual: { status: 207, problems: ['EXEG-0201-503', 'EXEG-0301-200'], violations: [] },
  });
});

test('a warning without a code is never allowed, whatever it holds', async () => {
  const warnings = [{ title: 'Quota nearly used up' }, { code: 98, message: 'older form' }, {}, { type: 7 }];
  const response = answer({ body: { requestId, handle: [], warnings: warnings.slice(0, 3) } });
  expect(response.violations, 'nothing but the warning is wrong').toEqual([]);
  expect(await messageOf(() => expect(response).toBeAccepted({ allow: [/./, /^$/, 'undefined'] }))).toBe(text`
    expect(response).toBeAccepted(options) failed

    Expected:   a 2xx status other than 207, no errors, no warnings except /./, /^$/, "undefined", and no schema violations
    Received:   status 200
                warnings[0] without a code: Quota nearly used up
                warnings[1] without a code: {"code": 98, "message": "older form"}
                warnings[2] without a code: {}

    ${callLines()}
  `);
  expect(answer({ body: envelope({ warnings }) }).warnings).toEqual(warnings);
});

test('an error without a code is shown by its title', async () => {
  const response = answer({ body: envelope({ errors: [{ status: 503, title: 'Try again' }] }) });
  expect(await messageOf(() => expect(response).toHaveProblem(/./))).toBe(text`
    expect(response).toHaveProblem(code) failed

    Expected:   a problem with code /./
    Received:   errors[0] without a code: Try again

    ${callLines()}
  `);
});

test('says that allow is about warnings when it names an error', async () => {
  expect(await messageOf(() => expect(partial).toBeAccepted({ allow: ['EXEG-0201-503', /^EXEG-03/] }))).toBe(text`
    expect(response).toBeAccepted(options) failed

    Expected:   a 2xx status other than 207, no errors, no warnings except "EXEG-0201-503", /^EXEG-03/, and no schema violations
    Received:   status 207
                errors[0] EXEG-0201-503 The service is temporarily unavailable: com.adobe.audiencemanager is down.

    ${callLines(207)}

    Hint: options.allow names EXEG-0201-503, but it is about warnings, and this one is errors[0].
    Hint: Status 207 means that the request was processed, but an upstream service failed: com.adobe.audiencemanager.
    Hint: EXEG-0201-503 (The service is temporarily unavailable) is raised when an upstream service is down.
  `);
  const refused = await messageOf(() => expect(refusal('EXEG-0003-400')).toBeAccepted({ allow: ['EXEG-0003-400'] }));
  expect(refused).toContain(
    'Hint: options.allow names EXEG-0003-400, but it is about warnings, and this one refused the request.',
  );
});

test('shows the violations of an answer that came with status 200', async () => {
  const response = answerWith([
    { type: 'state:store', payload: [{ key: 'kndctr_x_cluster', value: 'or2', maxAge: '1800' }] },
  ]);
  expect(await messageOf(() => expect(response).toBeAccepted())).toBe(text`
    expect(response).toBeAccepted() failed

    Expected:   a 2xx status other than 207, no errors, no warnings, and no schema violations
    Received:   status 200
                handle[0].payload[0].maxAge: expected number, received string "1800" (type in edge:handle/state:store)

    ${callLines()}
  `);
});

test('says first that the body is not JSON', async () => {
  const response = answer({ text: '<html>maintenance</html>', headers: { 'content-type': 'text/html' } });
  expect(await messageOf(() => expect(response).toBeAccepted())).toBe(text`
    expect(response).toBeAccepted() failed

    The body is not JSON (text/html): <html>maintenance</html>

    Expected:   a 2xx status other than 207, no errors, no warnings, and no schema violations
    Received:   status 200
                expected JSON, received text that is not JSON: "<html>maintenance</html>" (json in edge:interact-response)

    Call:       POST /ee/v2/interact → 200
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none
  `);
});

test('.not says that nothing went wrong', async () => {
  const { message, matcherResult } = await failureOf(() => expect(answer()).not.toBeAccepted());
  expect(message).toBe(text`
    expect(response).not.toBeAccepted() failed

    Expected:   a status other than 2xx, an error, a warning, or a schema violation
    Received:   status 200, no problems, no schema violations

    ${callLines()}
  `);
  expect(matcherResult).toMatchObject({ name: 'toBeAccepted', pass: true });
});

test('.not mentions that warnings were allowed', async () => {
  expect(await messageOf(() => expect(warned).not.toBeAccepted({ allow: [/EXEG/] }))).toContain(
    'Received:   status 200, no problems but allowed ones, no schema violations',
  );
});

test('refuses options that it does not know, and lists that are none', async () => {
  // @ts-expect-error misspelt
  expect(await messageOf(() => expect(answer()).toBeAccepted({ alow: ['EXEG-0301-200'] }))).toBe(text`
    toBeAccepted(): options must be an object with no other fields than allow, but is {"alow": ["EXEG-0301-200"]}.
    [EDGE_OPTION_INVALID]
  `);
  // @ts-expect-error allow is a list
  expect(await messageOf(() => expect(answer()).toBeAccepted({ allow: 'EXEG-0301-200' }))).toBe(text`
    toBeAccepted(): options.allow must be an array of problem codes and RegExps, but is "EXEG-0301-200".
    [EDGE_OPTION_INVALID]
  `);
});
