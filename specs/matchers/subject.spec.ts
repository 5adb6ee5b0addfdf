import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import * as matchers from '../../src/matchers/index.js';
import { answer, answerWith, stateHandle } from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

/** What the types forbid reaches a matcher from plain JavaScript and from values typed `any`. */
function untyped(subject: unknown): { toHaveStatus(status: number): void; toMatchSchema(schema: object): void } {
  // @ts-expect-error the types forbid it
  return expect(subject);
}

/** Those of other subjects say in specs of their own what they refuse. */
const otherSubjects = ['toMatchSchema', 'toMatchBaseline', 'toHaveEvent', 'toHaveEventCount', 'toHaveTagLibrary'];

for (const name of Object.keys(matchers).filter((matcher) => !otherSubjects.includes(matcher))) {
  test(`${name} refuses what is no response, also with .not`, async () => {
    for (const assertions of [expect(42), expect(42).not]) {
      const {
        name: errorName,
        message,
        matcherResult,
      } = await failureOf(() => {
        const matcher: unknown = Reflect.get(assertions, name);
        if (typeof matcher === 'function') Reflect.apply(matcher, assertions, ['x']);
      });
      expect(errorName).toBe('EdgeUsageError');
      expect(message).toBe(text`
        ${name}() needs the response of a call, but got a number: 42.
        Pass what edge.interact() or another call of edge returned.
        [EDGE_WRONG_SUBJECT]
      `);
      expect(matcherResult, 'no failed assertion').toBeUndefined();
    }
  });
}

/** By name, as that of Playwright, which only a browser or a request makes. */
class APIResponse {
  readonly status = 200;
}

const response = answerWith([stateHandle]);
const passTheResponse = 'Pass what edge.interact() or another call of edge returned.';
for (const [name, { subject, got, fix }] of Object.entries<{ subject: unknown; got: string; fix: string }>({
  'a call that was not awaited': {
    subject: Promise.resolve(response),
    got: 'a Promise',
    fix: 'Await the call: expect(await edge.interact(…)).toHaveStatus(…).',
  },
  'the body of a response': {
    subject: response.body,
    got: 'an object with requestId, handle',
    fix: 'Pass the response itself, not response.body.',
  },
  'the handles of a response': {
    subject: response.handle,
    got: 'an array of 1',
    fix: 'Pass the response itself, not response.handle.',
  },
  "an answer of Playwright's own request": {
    subject: new APIResponse(),
    got: 'an instance of APIResponse',
    fix: 'Send the call with the edge fixture, await edge.interact(…), and pass its response.',
  },
  'an answer of fetch': {
    subject: new Response(),
    got: 'an instance of Response',
    fix: 'Send the call with the edge fixture, await edge.interact(…), and pass its response.',
  },
  'the client': {
    subject: { interact: () => undefined },
    got: 'an object with interact',
    fix: 'Pass what a call returned, not the client: expect(await edge.interact(…)).toHaveStatus(…).',
  },
  nothing: { subject: undefined, got: 'undefined', fix: passTheResponse },
  null: { subject: null, got: 'null', fix: passTheResponse },
  'a function': { subject: () => response, got: 'a function', fix: passTheResponse },
  'an empty list': { subject: [], got: 'an array of 0', fix: passTheResponse },
  'an empty object': { subject: {}, got: 'an empty object', fix: passTheResponse },
  text: { subject: 'x', got: 'a string: "x"', fix: passTheResponse },
})) {
  test(`says what to do about ${name}`, async () => {
    expect(await messageOf(() => untyped(subject).toHaveStatus(200))).toBe(text`
      toHaveStatus() needs the response of a call, but got ${got}.
      ${fix}
      [EDGE_WRONG_SUBJECT]
    `);
  });
}

test('toMatchSchema takes any value but those that only hold one', async () => {
  expect(await messageOf(() => untyped(Promise.resolve({})).toMatchSchema({}))).toBe(text`
    toMatchSchema() needs a value or the response of a call, but got a Promise.
    Await the call: expect(await edge.interact(…)).toMatchSchema(…).
    [EDGE_WRONG_SUBJECT]
  `);
  expect(await messageOf(() => untyped(new Response('{}')).toMatchSchema({}))).toBe(text`
    toMatchSchema() needs a value or the response of a call, but got an instance of Response.
    Pass the parsed body: expect(await response.json()).toMatchSchema(…).
    [EDGE_WRONG_SUBJECT]
  `);
  expect(await messageOf(() => untyped(() => ({})).toMatchSchema({}))).toBe(text`
    toMatchSchema() needs a value or the response of a call, but got a function.
    [EDGE_WRONG_SUBJECT]
  `);
});

test('a response is known by its tag, not by its class', () => {
  expect(Object.prototype.toString.call(answer())).toBe('[object EdgeResponse]');
});
