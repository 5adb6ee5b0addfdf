import { expect, test } from '@playwright/test';
import { endpoints, type EndpointName } from '../../../src/protocol/endpoints.js';
import { checkAnswer, validate, type AnswerCheck } from '../../../src/schema/index.js';
import { answerNamed, answers } from './messages.js';

for (const { name, schema, body } of answers) {
  test(`${name} fits ${schema}, with no field unknown`, () => {
    expect(validate(schema, body, { unknownFields: 'reject' })).toEqual([]);
  });
}

test('every success of every endpoint is checked against its envelope', () => {
  const envelope = JSON.stringify(answerNamed('first-visit'));
  const collected = JSON.stringify(answerNamed('collected'));
  for (const { name, success } of endpoints) {
    for (const status of success) {
      const fitting = status === 204 ? '' : status === 202 ? collected : envelope;
      expect(check(name, status, fitting)).toEqual({ violations: [], unknownHandleTypes: [] });
      if (status !== 204)
        expect(messages(check(name, status, '{}'))).toContain('required field "requestId" is missing');
    }
  }
});

test('204 has no body', () => {
  expect(check('collect', 204, ' {}').violations).toEqual([
    {
      path: '',
      rule: 'empty',
      expected: 'no body',
      received: ' {}',
      schema: '204',
      message: 'expected no body with status 204, received " {}"',
    },
  ]);
});

test('a refusal is a problem, or an envelope with errors as some servers send it', () => {
  const problem = JSON.stringify(answerNamed('problem'));
  expect(check('interact', 422, problem).violations).toEqual([]);
  expect(check('interact', 500, JSON.stringify(answerNamed('partial-failure'))).violations).toEqual([]);
  expect(check('interact', 400, '{"title":"No"}').violations.map(({ message, schema }) => [message, schema])).toEqual([
    ['required field "type" is missing', 'edge:problem'],
    ['required field "status" is missing', 'edge:problem'],
  ]);
});

test('an unknown location hint is answered with 404 and nothing', () => {
  expect(check('interact', 404, '').violations).toEqual([]);
  expect(messages(check('interact', 400, ''))).toEqual(['expected JSON, received an empty body']);
});

test('a batch that is answered with handles is checked like an interact answer', () => {
  const [violation] = check(
    'collect',
    200,
    '{"requestId":"a","handle":[{"type":"state:store","payload":{}}]}',
  ).violations;
  expect(violation).toEqual({
    path: 'handle[0].payload',
    rule: 'type',
    expected: 'array',
    received: {},
    schema: 'edge:handle/state:store',
    message: 'handle[0].payload: expected array, received object',
  });
});

test('the answer of another server is checked as what it looks like, if anything', () => {
  expect(check(undefined, 200, '{"access_token":"a"}').violations).toEqual([]);
  expect(check(undefined, 200, '[1]').violations).toEqual([]);
  expect(check(undefined, 200, '').violations).toEqual([]);
  expect(messages(check(undefined, 200, '<p>'))).toEqual(['expected JSON, received text that is not JSON: "<p>"']);
  expect(messages(check(undefined, 200, '{"requestId":1}'))).toEqual(['requestId: expected string, received number 1']);
  expect(messages(check(undefined, 200, '{"handle":[]}'))).toEqual(['required field "requestId" is missing']);
  expect(messages(check(undefined, 400, '{"type":"a","status":"400","title":"b"}'))).toEqual([
    'status: expected integer, received string "400"',
  ]);
});

test('unknown handle types are tolerated and listed once, what all handles have is still checked', () => {
  const handle = [
    { type: 'something:new', payload: [{ any: 1 }] },
    { type: 'something:new', payload: [] },
    { type: '__proto__', payload: [] },
    { type: 'state:store', payload: [] },
  ];
  expect(check('interact', 200, JSON.stringify({ requestId: 'a', handle }))).toEqual({
    violations: [],
    unknownHandleTypes: ['something:new', '__proto__'],
  });
  const broken = [{ type: 'something:new', payload: 'text' }, 7, {}];
  expect(messages(check('interact', 200, JSON.stringify({ requestId: 'a', handle: broken })))).toEqual([
    'handle[0].payload: expected array, received string "text"',
    'handle[1]: expected object, received number 7',
    'handle[2]: required field "type" is missing',
    'handle[2]: required field "payload" is missing',
  ]);
});

test('warnings may lack what problems have', () => {
  const body = { requestId: 'a', handle: [], warnings: [{}, { title: 7 }], errors: [{}] };
  expect(messages(check('interact', 200, JSON.stringify(body)))).toEqual([
    'errors[0]: required field "type" is missing',
    'errors[0]: required field "status" is missing',
    'errors[0]: required field "title" is missing',
    'warnings[1].title: expected string, received number 7',
  ]);
});

test.describe('a body that is no JSON is one violation', () => {
  const long = `<!doctype html><title>Bad gateway</title><p>${'nginx '.repeat(40)}</p>`;
  const cases = [
    { text: '', message: 'expected JSON, received an empty body' },
    { text: ' \n', message: 'expected JSON, received an empty body' },
    { text: long, message: `expected JSON, received text that is not JSON: ${JSON.stringify(long.slice(0, 60))}…` },
    { text: '{"a":1}}', message: 'expected JSON, received text that is not JSON: "{\\"a\\":1}}"' },
    { text: '{"a":oops', message: 'expected JSON, received text that is not JSON: "{\\"a\\":oops"' },
    {
      text: '{"requestId":"a","handle":[',
      message:
        'expected JSON, received text that is cut off after 27 characters: "{\\"requestId\\":\\"a\\",\\"handle\\":["',
    },
  ];
  for (const { text, message } of cases) {
    test(JSON.stringify(text.slice(0, 40)), () => {
      expect(check('interact', 200, text).violations).toEqual([
        {
          path: '',
          rule: 'json',
          expected: 'JSON',
          received: text.slice(0, 60),
          schema: 'edge:interact-response',
          message,
        },
      ]);
    });
  }

  test('an answer that is cut off anywhere is told to be cut off there', () => {
    const text = JSON.stringify({ ...answerNamed('first-visit'), more: ['\u00e9\n"\\', -1.5e-3, true, false, null] });
    const lengths = Array.from({ length: text.length - 1 }, (_, index) => index + 1);
    const missed = lengths.filter((length) => {
      const [found = '', ...others] = messages(check('interact', 200, text.slice(0, length)));
      return others.length > 0 || !found.includes(`cut off after ${length} character${length === 1 ? '' : 's'}: `);
    });
    expect(missed).toEqual([]);
  });
});

function check(endpoint: EndpointName | undefined, status: number, text: string): AnswerCheck {
  try {
    const body: unknown = JSON.parse(text);
    return checkAnswer({ endpoint, status, text, body, isJson: true });
  } catch {
    return checkAnswer({ endpoint, status, text, body: undefined, isJson: false });
  }
}

function messages({ violations }: AnswerCheck): string[] {
  return violations.map(({ message }) => message);
}
