import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import { answer, callLines, envelope, problem, refusal, requestId } from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

const odeDown = problem('EXEG-0201-503', {
  title: "The 'com.adobe.experience.platform.ode' service is temporarily unable to serve this request.",
});
const partial = answer({
  status: 207,
  body: envelope({ errors: [odeDown], warnings: [problem('EXEG-0301-200')] }),
});

test('finds a fatal problem, an error and a warning, by code or by pattern', () => {
  expect(refusal('EXEG-0503-401')).toHaveProblem('EXEG-0503-401');
  expect(partial).toHaveProblem('EXEG-0201-503');
  expect(partial).toHaveProblem('EXEG-0301-200');
  expect(partial).toHaveProblem(/^EXEG-03/);
  expect(partial, 'a pattern may be used twice').toHaveProblem(/EXEG-03/g);
  expect(partial).not.toHaveProblem('EXEG-0104-422');
  expect(answer({ text: '' })).not.toHaveProblem(/./);
});

test('lists the problems that came instead, with what they mean', async () => {
  const { message, matcherResult } = await failureOf(() => expect(partial).toHaveProblem('EXEG-0200-504'));
  expect(message).toBe(text`
    expect(response).toHaveProblem(code) failed

    Expected:   a problem with code "EXEG-0200-504"
    Received:   errors[0] EXEG-0201-503 The 'com.adobe.experience.platform.ode' service is temporarily unable to serve this request.
                warnings[0] EXEG-0301-200 User consent missing

    ${callLines(207)}

    Hint: Status 207 means that the request was processed, but an upstream service failed: com.adobe.experience.platform.ode.
    Hint: EXEG-0201-503 (The service is temporarily unavailable) is raised when an upstream service is down.
    Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.
  `);
  expect(matcherResult).toMatchObject({
    name: 'toHaveProblem',
    pass: false,
    expected: 'EXEG-0200-504',
    actual: ['EXEG-0201-503', 'EXEG-0301-200'],
  });
});

test('shows the reasons of a validation problem', async () => {
  const response = refusal('EXEG-0104-422', {
    detail: 'Your request failed validation.',
    report: { requestId, errors: ['IAB consent string must not be empty', 'Unknown standard'] },
  });
  expect(await messageOf(() => expect(response).toHaveProblem(/EXEG-01\d\d-400/))).toBe(text`
    expect(response).toHaveProblem(code) failed

    Expected:   a problem with code /EXEG-01\\d\\d-400/
    Received:   EXEG-0104-422 Input validation error: Your request failed validation: IAB consent string must not be empty; Unknown standard

    ${callLines(422)}

    Hint: EXEG-0104-422 (Input validation error) is raised when validation failed; the report lists why.
  `);
});

test('a title that is a sentence goes on behind a colon', async () => {
  const down = refusal('EXEG-0201-503', { detail: 'Try later.' });
  expect(await messageOf(() => expect(down).toHaveProblem('EXEG-0200-504'))).toContain(
    'Received:   EXEG-0201-503 The service is temporarily unavailable: Try later.\n',
  );
});

test('says when the problem would have been raised, if none came', async () => {
  expect(await messageOf(() => expect(answer()).toHaveProblem('EXEG-0301-200'))).toBe(text`
    expect(response).toHaveProblem(code) failed

    Expected:   a problem with code "EXEG-0301-200"
    Received:   no problems

    ${callLines()}

    Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.
  `);
});

for (const [name, { code, hint }] of Object.entries({
  'the wrong case': {
    code: 'exeg-0003-400',
    hint: '"EXEG-0003-400" came, which differs from "exeg-0003-400" in case only.',
  },
  'a code without its beginning': {
    code: '0003-400',
    hint: '"EXEG-0003-400" came: give the whole code and nothing more.',
  },
  'a code without its status': {
    code: 'EXEG-0003',
    hint: '"EXEG-0003-400" came: give the whole code and nothing more.',
  },
  'a misspelling': {
    code: 'EXGE-0003-400',
    hint: '"EXGE-0003-400" did not come, but "EXEG-0003-400" did: check the spelling.',
  },
  'the whole type': {
    code: 'https://ns.adobe.com/aep/errors/EXEG-0003-400',
    hint: '"EXEG-0003-400" came: give the whole code and nothing more.',
  },
})) {
  test(`recognises ${name}`, async () => {
    expect(await messageOf(() => expect(refusal('EXEG-0003-400')).toHaveProblem(code))).toBe(text`
      expect(response).toHaveProblem(code) failed

      Expected:   a problem with code "${code}"
      Received:   EXEG-0003-400 Invalid datastream ID

      ${callLines(400)}

      Hint: ${hint}
      Hint: EXEG-0003-400 (Invalid datastream ID) is raised when no datastream has this id.
    `);
  });

  test(`.not of ${name} is no check`, async () => {
    const { message, matcherResult } = await failureOf(() => expect(refusal('EXEG-0003-400')).not.toHaveProblem(code));
    expect(message).toBe(text`
      expect(response).not.toHaveProblem(code) failed

      Expected:   no problem with code "${code}"
      Received:   EXEG-0003-400 Invalid datastream ID

      ${callLines(400)}

      Hint: ${hint} Written like this, .not is met whatever comes.
      Hint: EXEG-0003-400 (Invalid datastream ID) is raised when no datastream has this id.
    `);
    expect(matcherResult).toMatchObject({ name: 'toHaveProblem', pass: true });
  });
}

test('another number is another problem, however near', async () => {
  for (const code of ['EXEG-0004-422', 'EXEG-0103-400', 'EXEG-0009-400']) {
    expect(refusal('EXEG-0003-400')).not.toHaveProblem(code);
  }
});

test('.not shows the problems that were found, and what they mean', async () => {
  const { message, matcherResult } = await failureOf(() => expect(partial).not.toHaveProblem(/^EXEG-03/));
  expect(message).toBe(text`
    expect(response).not.toHaveProblem(code) failed

    Expected:   no problem with code /^EXEG-03/
    Received:   warnings[0] EXEG-0301-200 User consent missing

    ${callLines(207)}

    Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveProblem', pass: true });
});

test('says that the token expired', async () => {
  expect(await messageOf(() => expect(refusal('EXEG-0503-401')).not.toHaveProblem('EXEG-0503-401'))).toBe(text`
    expect(response).not.toHaveProblem(code) failed

    Expected:   no problem with code "EXEG-0503-401"
    Received:   EXEG-0503-401 Authorization token expired

    ${callLines(401)}

    Hint: The access token expired, so the request was refused before its event was looked at. Renew EDGE_ACCESS_TOKEN, or set EDGE_CLIENT_ID and EDGE_CLIENT_SECRET to have tokens fetched.
  `);
});

test('refuses a code that is none', async () => {
  // @ts-expect-error a code is text
  expect(await messageOf(() => expect(answer()).toHaveProblem(422))).toBe(text`
    toHaveProblem(): code must be a problem code such as "EXEG-0104-422", or a RegExp, but is 422.
    [EDGE_OPTION_INVALID]
  `);
});
