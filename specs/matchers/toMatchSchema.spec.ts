import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import {
  answer,
  answerWith,
  callLines,
  collected,
  decisionsHandle,
  identityHandle,
  refusal,
  stateHandle,
} from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

const order = {
  $id: 'order',
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    total: { type: 'number' },
    lines: { type: 'array', items: { type: 'integer' } },
  },
};

test('checks a value against a schema', () => {
  expect({ id: 'a', total: 9.5 }).toMatchSchema(order);
  expect({ total: 9.5 }).not.toMatchSchema(order);
  expect('text').toMatchSchema({ type: 'string' });
  expect(null).toMatchSchema({ type: 'null' });
  expect([]).not.toMatchSchema({ type: 'object' });
});

test('checks the body of a response against a registered schema', () => {
  expect(answerWith([identityHandle, stateHandle, decisionsHandle])).toMatchSchema('edge:interact-response');
  expect(answerWith([identityHandle]).handle[0]).toMatchSchema('edge:handle/identity:result');
  expect(collected()).toMatchSchema('edge:collect-response');
  expect(refusal('EXEG-0003-400')).toMatchSchema('edge:problem');
  expect(refusal('EXEG-0003-400')).not.toMatchSchema('edge:interact-response');
});

test('tolerates unknown fields unless told to reject them', () => {
  const value = { id: 'a', coupon: 'SPRING' };
  expect(value).toMatchSchema(order);
  expect(value).toMatchSchema(order, { unknownFields: 'allow' });
  expect(value).not.toMatchSchema(order, { unknownFields: 'reject' });
});

test('shows the first violation in full and lists the others', async () => {
  const value = { id: 'a', total: '9.5', lines: [1, 2.5] };
  const { message, matcherResult } = await failureOf(() => expect(value).toMatchSchema(order));
  expect(message).toBe(text`
    expect(value).toMatchSchema(schema) failed

    Expected:   a value that fits order
    Received:   2 violations
    Differs at: total
      expected: number (type in order)
      received: "9.5"
        others: lines[1]: expected integer, received number 2.5 (type in order)
  `);
  expect(matcherResult).toMatchObject({ name: 'toMatchSchema', pass: false, expected: 'order', actual: value });
});

test('lists violations of the value itself', async () => {
  expect(await messageOf(() => expect({ total: '9.5' }).toMatchSchema(order))).toBe(text`
    expect(value).toMatchSchema(schema) failed

    Expected:   a value that fits order
    Received:   2 violations
                required field "id" is missing (required in order)
                total: expected number, received string "9.5" (type in order)
  `);
});

test('names the call when the value is a response', async () => {
  const broken = answerWith([{ type: 'state:store', payload: [{ key: 42, value: 'or2' }] }]);
  expect(await messageOf(() => expect(broken).toMatchSchema('edge:interact-response'))).toBe(text`
    expect(response).toMatchSchema(schema) failed

    Expected:   a body that fits edge:interact-response
    Received:   1 violation
    Differs at: handle[0].payload[0].key
      expected: string (type in edge:handle/state:store)
      received: 42

    ${callLines()}
  `);
});

test('cuts a long list of violations', async () => {
  const lines = Array.from({ length: 15 }, (_, index) => index + 0.5);
  const message = await messageOf(() => expect({ id: 'a', lines }).toMatchSchema(order));
  expect(message).toContain('Received:   15 violations');
  expect(message.split('\n').slice(-2)).toEqual([
    '            lines[10]: expected integer, received number 10.5 (type in order)',
    '            … and 4 more',
  ]);
});

test('names a field that the schema does not know', async () => {
  const value = { id: 'a', coupon: 'SPRING' };
  expect(await messageOf(() => expect(value).toMatchSchema(order, { unknownFields: 'reject' }))).toContain(text`
    expect(value).toMatchSchema(schema, options) failed

    Expected:   a value that fits order
    Received:   1 violation
    Differs at: coupon
  `);
});

test('says first that the body is no JSON', async () => {
  const cutOff = answer({ text: '{"requestId":"708e4f90","handle":[' });
  expect(await messageOf(() => expect(cutOff).toMatchSchema('edge:interact-response'))).toBe(text`
    expect(response).toMatchSchema(schema) failed

    The body is not JSON (application/json;charset=utf-8): {"requestId":"708e4f90","handle":[

    Expected:   a body that fits edge:interact-response
    Received:   1 violation
                expected JSON, received text that is cut off after 34 characters: "{\\"requestId\\":\\"708e4f90\\",\\"handle\\":[" (json in edge:interact-response)

    Call:       POST /ee/v2/interact → 200
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  none
  `);
});

test('.not shows the value that fits', async () => {
  const { message, matcherResult } = await failureOf(() =>
    expect({ id: 'a' }).not.toMatchSchema({ ...order, $id: undefined }),
  );
  expect(message).toBe(text`
    expect(value).not.toMatchSchema(schema) failed

    Expected:   a value that does not fit the given schema
    Received:   {"id": "a"}
  `);
  expect(matcherResult).toMatchObject({ name: 'toMatchSchema', pass: true });
  expect(await messageOf(() => expect(answer()).not.toMatchSchema('edge:interact-response'))).toBe(text`
    expect(response).not.toMatchSchema(schema) failed

    Expected:   a body that does not fit edge:interact-response
    Received:   {"requestId": "708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815", "handle": []}

    ${callLines()}
  `);
});

test('refuses an unknown schema, whatever came', async () => {
  for (const response of [answer(), answer({ text: '' })]) {
    const { name, message } = await failureOf(() => expect(response).not.toMatchSchema('edge:interact-respons'));
    expect(name).toBe('EdgeUsageError');
    expect(message).toContain('[EDGE_SCHEMA_UNKNOWN]');
  }
});

test('refuses what is no schema, and options that it does not know', async () => {
  // @ts-expect-error a schema is an id or an object
  expect(await messageOf(() => expect({}).toMatchSchema(undefined))).toBe(text`
    toMatchSchema(): schema must be the id of a schema, or a schema, but is nothing.
    [EDGE_OPTION_INVALID]
  `);
  // @ts-expect-error the option takes two values
  expect(await messageOf(() => expect({}).toMatchSchema(order, { unknownFields: 'forbid' }))).toBe(text`
    toMatchSchema(): options.unknownFields must be "allow" or "reject", but is "forbid".
    [EDGE_OPTION_INVALID]
  `);
  // @ts-expect-error misspelt
  expect(await messageOf(() => expect({}).toMatchSchema(order, { unknownfields: 'reject' }))).toBe(text`
    toMatchSchema(): options must be an object with no other fields than unknownFields, rules, ignore, but is {"unknownfields": "reject"}.
    [EDGE_OPTION_INVALID]
  `);
});
