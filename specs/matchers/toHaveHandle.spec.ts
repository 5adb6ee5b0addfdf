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
  stateHandle,
} from '../support/answers.js';
import { failureOf, hintsIn, messageOf, text } from '../support/failures.js';

const response = answerWith([identityHandle, stateHandle, decisionsHandle]);
const pair = (...items: unknown[]) => answerWith([{ type: 'activation:pull', payload: items }]);

test('finds a handle by its type', () => {
  expect(response).toHaveHandle('state:store');
  expect(response).not.toHaveHandle('activation:pull');
  expect(answerWith([{ type: 'x:y', payload: [] }]), 'an empty payload will do').toHaveHandle('x:y');
  expect(collected({ silent: true })).not.toHaveHandle('state:store');
});

test('finds a payload item by a partial pattern', () => {
  expect(response).toHaveHandle('state:store', { key: /_cluster$/, value: 'or2' });
  expect(response).toHaveHandle('state:store', { maxAge: expect.any(Number) });
  expect(response).toHaveHandle('personalization:decisions', { scopeDetails: { activity: { id: '126487' } } });
  expect(response).toHaveHandle('personalization:decisions', expect.objectContaining({ scope: 'footer' }));
  expect(response).not.toHaveHandle('state:store', { key: /_cluster$/, value: 'general=in' });
  expect(response, 'a field that must be absent').toHaveHandle('state:store', { attrs: undefined });
});

test('looks through all handles of the type', () => {
  const split = answerWith([{ ...decisionsHandle, payload: [] }, decisionsHandle]);
  expect(split).toHaveHandle('personalization:decisions', { scope: 'footer' });
});

test('gives each pattern of an array an item of its own, whatever the order', () => {
  const items = pair({ alias: 'a', destinationId: '1' }, { alias: 'a', destinationId: '2' });
  expect(items).toHaveHandle('activation:pull', [{ alias: 'a' }, { destinationId: '1' }]);
  expect(items).toHaveHandle('activation:pull', [{ destinationId: '2' }, { alias: 'a' }]);
  expect(items).not.toHaveHandle('activation:pull', [{ destinationId: '1' }, { destinationId: '1' }]);
  expect(items).not.toHaveHandle('activation:pull', [{ alias: 'a' }, { alias: 'a' }, { alias: 'a' }]);
});

test('lists the types that came', async () => {
  const { message, matcherResult } = await failureOf(() => expect(response).toHaveHandle('activation:pull'));
  expect(message).toBe(text`
    expect(response).toHaveHandle(type) failed

    Expected:   a handle "activation:pull"
    Received:   only "identity:result", "state:store", "personalization:decisions"

    ${callLines()}
  `);
  expect(matcherResult).toMatchObject({
    name: 'toHaveHandle',
    pass: false,
    expected: 'activation:pull',
    actual: ['identity:result', 'state:store', 'personalization:decisions'],
  });
});

for (const type of ['State:Store', 'state:stor', 'statestore']) {
  test(`recognises ${type} as a misspelling`, async () => {
    expect(await messageOf(() => expect(response).toHaveHandle(type, { key: 'x' }))).toBe(text`
      expect(response).toHaveHandle(type, payload) failed

      Expected:   a handle "${type}" with a payload item that matches {"key": "x"}
      Received:   only "identity:result", "state:store", "personalization:decisions"

      ${callLines()}

      Hint: "${type}" did not come, but "state:store" did: check the spelling.
    `);
  });
}

test('takes no type for the misspelling of another where both exist, or where nobody knows them', async () => {
  const pulled = answerWith([{ type: 'activation:pull', payload: [] }]);
  expect(hintsIn(await messageOf(() => expect(pulled).toHaveHandle('activation:push')))).toEqual([]);
  expect(pulled).not.toHaveHandle('activation:push');
  expect(pulled).not.toHaveHandle('shop:stock');
  expect(answerWith([{ type: 'shop:stock', payload: [] }])).not.toHaveHandle('shop:stack');
});

for (const type of ['State:store', 'state:sotre']) {
  test(`.not.toHaveHandle('${type}') is no check of an answer with state:store`, async () => {
    const { message, matcherResult } = await failureOf(() => expect(response).not.toHaveHandle(type, { key: 'x' }));
    expect(message).toBe(text`
      expect(response).not.toHaveHandle(type, payload) failed

      Expected:   no handle "${type}" with a payload item that matches {"key": "x"}
      Received:   only "identity:result", "state:store", "personalization:decisions"

      ${callLines()}

      Hint: "${type}" did not come, but "state:store" did: check the spelling. Written like this, .not is met whatever comes.
    `);
    expect(matcherResult).toMatchObject({ name: 'toHaveHandle', pass: true });
  });
}

test('shows the nearest item, the field that differs, and the scopes that came', async () => {
  expect(await messageOf(() => expect(response).toHaveHandle('personalization:decisions', { scope: 'hero' })))
    .toBe(text`
    expect(response).toHaveHandle(type, payload) failed

    Expected:   a handle "personalization:decisions" with a payload item that matches {"scope": "hero"}
    Received:   2 payload items, none of which matches
                nearest is handle[2].payload[0]: {"id": "AT:eyJhY3Rpdml0eUlkIjoiMTI2NDg2IiwiZXhwZXJpZW5jZUlkIjoiMCJ9", "scope": "__view__", "scopeDetails": {"decisionProvider": "TGT", "activity": {"id": "126486"}}, "items": []}
    Differs at: handle[2].payload[0].scope
      expected: "hero"
      received: "__view__"

    ${callLines()}

    Hint: No item has scope "hero"; these came: "__view__", "footer".
  `);
});

test('says that an item matches in all but one field', async () => {
  const pattern = { scope: 'footer', scopeDetails: { decisionProvider: 'TGT' } };
  const { message, matcherResult } = await failureOf(() =>
    expect(response).toHaveHandle('personalization:decisions', pattern),
  );
  expect(message).toBe(text`
    expect(response).toHaveHandle(type, payload) failed

    Expected:   a handle "personalization:decisions" with a payload item that matches {"scope": "footer", "scopeDetails": {"decisionProvider": "TGT"}}
    Received:   2 payload items, none of which matches
                nearest is handle[2].payload[1]: {"id": "57e95d72-4b8d-4eca-91c2-d3a25e1cad0d", "scope": "footer", "scopeDetails": {"decisionProvider": "AJO", "activity": {"id": "126487"}}, "items": []}
    Differs at: handle[2].payload[1].scopeDetails.decisionProvider
      expected: "TGT"
      received: "AJO"

    ${callLines()}

    Hint: handle[2].payload[1] matches in everything but scopeDetails.decisionProvider.
  `);
  expect(matcherResult).toMatchObject({ expected: { type: 'personalization:decisions', payload: pattern } });
});

async function hintsFor(pattern: object): Promise<string[]> {
  return hintsIn(await messageOf(() => expect(response).toHaveHandle('state:store', pattern)));
}

test('recognises a value of another type or case, and a misspelt field', async () => {
  expect(await hintsFor({ key: /_cluster$/, maxAge: '1800' })).toEqual([
    'Hint: handle[1].payload[0] matches in everything but maxAge.',
    'Hint: handle[1].payload[0].maxAge is the number 1800, not the string "1800".',
  ]);
  expect(await hintsFor({ value: 'OR2' })).toEqual([
    'Hint: The values at handle[1].payload[0].value differ in case only.',
  ]);
  expect(await hintsFor({ maxage: 1800 })).toEqual([
    'Hint: handle[1].payload[0] has no field "maxage", but it has "maxAge".',
  ]);
  expect(await hintsFor({ maxage: undefined, value: 'x' }), 'a field that must be absent').toEqual([
    'Hint: handle[1].payload[0] matches in everything but value.',
  ]);
  expect(await hintsFor({ maxAge: 7 })).toEqual([]);
  expect(await hintsFor({ maxage: 1, maxAge: 1800 }), 'both are named').toEqual([
    'Hint: handle[1].payload[0] matches in everything but maxage.',
  ]);
});

test('a value of another type is nearer than another value, and that is nearer than none', async () => {
  const receivedFor = async (pattern: object, ...items: unknown[]) => {
    const message = await messageOf(() => expect(pair(...items)).toHaveHandle('activation:pull', pattern));
    return [/nearest is (\S+):/.exec(message)?.[1], ...hintsIn(message)];
  };
  expect(await receivedFor({ id: '9001' }, {}, { id: '7' }, { id: 9001 })).toEqual([
    'handle[0].payload[2]',
    'Hint: handle[0].payload[2].id is the number 9001, not the string "9001".',
  ]);
  expect(await receivedFor({ id: '9001' }, {}, { id: 7 })).toEqual(['handle[0].payload[1]']);
  expect(await receivedFor({ id: '9001', alias: 'a' }, { alias: 'a' }, { id: 9001, alias: 'b' }), 'one other').toEqual([
    'handle[0].payload[0]',
    'Hint: handle[0].payload[0] matches in everything but id.',
  ]);
  expect(
    await receivedFor({ alias: 'a', id: '1', on: true }, { id: '1', on: true }, { alias: 'a', id: 1, on: 'true' }),
  ).toEqual(['handle[0].payload[1]', 'Hint: handle[0].payload[1].id is the number 1, not the string "1".']);
});

test('claims nothing about the rest of an array whose first difference it knows', async () => {
  const segments = pair({ alias: 'a', segments: [{ id: '1', namespace: 'x' }] });
  const pattern = { alias: 'a', segments: [{ id: '2', namespace: 'y' }] };
  const message = await messageOf(() => expect(segments).toHaveHandle('activation:pull', pattern));
  expect(message).toContain('Differs at: handle[0].payload[0].segments[0].id');
  expect(hintsIn(message)).toEqual([]);
});

test('says which of several patterns found nothing', async () => {
  const patterns = [{ key: /_cluster$/ }, { key: /_identity$/, value: 'or2' }];
  expect(await messageOf(() => expect(response).toHaveHandle('state:store', patterns))).toBe(text`
    expect(response).toHaveHandle(type, payload) failed

    Expected:   a handle "state:store" with 2 payload items that match, one each, {"key": /_cluster$/}, {"key": /_identity$/, "value": "or2"}
    Received:   2 payload items, none of which matches payload[1], {"key": /_identity$/, "value": "or2"}
                nearest is handle[1].payload[0]: {"key": "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_cluster", "value": "or2", "maxAge": 1800}
    Differs at: handle[1].payload[0].key
      expected: /_identity$/
      received: "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_cluster"

    ${callLines()}

    Hint: No item has key /_identity$/; these came: "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_cluster", "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_consent".
    Hint: handle[1].payload[0] matches in everything but key.
  `);
});

test('says that two patterns need the same item', async () => {
  expect(await messageOf(() => expect(response).toHaveHandle('state:store', [{ value: 'or2' }, { maxAge: 1800 }])))
    .toBe(text`
    expect(response).toHaveHandle(type, payload) failed

    Expected:   a handle "state:store" with 2 payload items that match, one each, {"value": "or2"}, {"maxAge": 1800}
    Received:   payload[1] matches only handle[1].payload[0], which the other patterns need

    ${callLines()}
  `);
});

test('says that the payload is empty', async () => {
  const empty = answerWith([{ type: 'personalization:decisions', payload: [] }]);
  expect(await messageOf(() => expect(empty).toHaveHandle('personalization:decisions', { scope: 'hero' }))).toBe(text`
    expect(response).toHaveHandle(type, payload) failed

    Expected:   a handle "personalization:decisions" with a payload item that matches {"scope": "hero"}
    Received:   handle "personalization:decisions" with no payload items

    ${callLines()}
  `);
});

test('counts places as on the wire, malformed handles included', async () => {
  const broken = answer({ body: envelope({ handle: [null, { type: 'state:store' }, stateHandle] }) });
  expect(await messageOf(() => expect(broken).toHaveHandle('state:store', { value: 'va6' }))).toContain(
    'Differs at: handle[2].payload[0].value',
  );
});

test('says that the request asked for no identities', async () => {
  expect(await messageOf(() => expect(answerWith([stateHandle])).toHaveHandle('identity:result'))).toBe(text`
    expect(response).toHaveHandle(type) failed

    Expected:   a handle "identity:result"
    Received:   only "state:store"

    ${callLines()}

    Hint: The request did not ask for identities: pass { query: { identity: { fetch: ['ECID'] } } } with the call.
  `);
});

test('says that collect answers without handles', async () => {
  expect(await messageOf(() => expect(collected()).toHaveHandle('state:store'))).toBe(text`
    expect(response).toHaveHandle(type) failed

    Expected:   a handle "state:store"
    Received:   no handles

    Call:       POST /ee/v2/collect → 202
    Datastream: bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83
    RequestId:  708e4f90-5bff-41c5-8f4b-6c15bab76b11-f46e48eb52594815

    Hint: collect answers without handles: send the event with edge.interact() to get some.
  `);
  const refused = answer({ status: 400, body: problem('EXEG-0103-400'), request: { endpoint: 'collect' } });
  expect(hintsIn(await messageOf(() => expect(refused).toHaveHandle('state:store')))).toEqual([
    'Hint: EXEG-0103-400 (Missing required value) is raised when a mandatory field is absent.',
  ]);
});

test('names the problem that kept the handle away', async () => {
  const optedOut = answer({ body: envelope({ warnings: [problem('EXEG-0301-200')] }) });
  expect(await messageOf(() => expect(optedOut).toHaveHandle('personalization:decisions'))).toBe(text`
    expect(response).toHaveHandle(type) failed

    Expected:   a handle "personalization:decisions"
    Received:   no handles

    ${callLines()}
    Problem:    warnings[0] EXEG-0301-200 User consent missing

    Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.
  `);
});

test('.not shows what came', async () => {
  const { message, matcherResult } = await failureOf(() => expect(response).not.toHaveHandle('state:store'));
  expect(message).toBe(text`
    expect(response).not.toHaveHandle(type) failed

    Expected:   no handle "state:store"
    Received:   handle "state:store" with 2 payload items

    ${callLines()}
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveHandle', pass: true, expected: 'state:store' });
});

test('.not shows the items that matched', async () => {
  expect(await messageOf(() => expect(response).not.toHaveHandle('state:store', { maxAge: expect.any(Number) })))
    .toBe(text`
    expect(response).not.toHaveHandle(type, payload) failed

    Expected:   no handle "state:store" with a payload item that matches {"maxAge": Any<Number>}
    Received:   handle[1].payload[0]: {"key": "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_cluster", "value": "or2", "maxAge": 1800}

    ${callLines()}
  `);
  expect(
    await messageOf(() =>
      expect(response).not.toHaveHandle('state:store', [{ maxAge: 1800 }, { value: 'general=in' }]),
    ),
  ).toBe(text`
    expect(response).not.toHaveHandle(type, payload) failed

    Expected:   no handle "state:store" with 2 payload items that match, one each, {"maxAge": 1800}, {"value": "general=in"}
    Received:   handle[1].payload[0]: {"key": "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_cluster", "value": "or2", "maxAge": 1800}
                handle[1].payload[1]: {"key": "kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_consent", "value": "general=in", "maxAge": 15552000}

    ${callLines()}
  `);
});

test('refuses a type that is no text, and a payload that is no pattern', async () => {
  // @ts-expect-error a type is needed
  expect(await messageOf(() => expect(response).toHaveHandle())).toBe(text`
    toHaveHandle(): type must be a handle type such as "state:store", but is nothing.
    [EDGE_OPTION_INVALID]
  `);
  for (const [payload, printed] of [
    ['or2', '"or2"'],
    [null, 'null'],
    [[], '[]'],
  ] as const) {
    // @ts-expect-error a payload is an object, or a list with some
    expect(await messageOf(() => expect(response).toHaveHandle('state:store', payload))).toBe(text`
      toHaveHandle(): payload must be an object, or an array of at least one, but is ${printed}.
      [EDGE_OPTION_INVALID]
    `);
  }
});
