import { test } from '@playwright/test';
import type { EdgeResponse } from '../../src/edge/response.js';
import { expect } from '../../src/expect.js';
import { stateKey } from '../../src/protocol/cookies.js';
import { encodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import {
  answer,
  answerWith,
  callLines,
  collected,
  ecid,
  envelope,
  identityHandle,
  orgId,
  problem,
  refusal,
  stateHandle,
} from '../support/answers.js';
import { failureOf, hintsIn, messageOf, text } from '../support/failures.js';

const asking = (...namespaces: string[]) => ({
  request: { body: JSON.stringify({ event: { xdm: {} }, query: { identity: { fetch: namespaces } } }) },
});
const state = {
  type: 'state:store',
  payload: [{ key: stateKey(orgId, 'identity'), value: encodeIdentityCookie({ ecid }), maxAge: 34128000 }],
};
const otherEcid = '06549209115090853333211765208290889955';
const several = answerWith(
  [
    identityHandle,
    {
      type: 'identity:result',
      payload: [
        { id: otherEcid, namespace: { code: 'ECID' } },
        { id: 'CORE-1', namespace: { code: 'CORE' } },
      ],
    },
  ],
  asking('ECID', 'CORE'),
);

test('finds identities in identity:result, several in one namespace too', () => {
  expect(several).toHaveIdentity('ECID');
  expect(several).toHaveIdentity('ECID', ecid);
  expect(several).toHaveIdentity('ECID', otherEcid);
  expect(several).toHaveIdentity('CORE', /^CORE-\d$/);
  expect(several).not.toHaveIdentity('CORE', ecid);
  expect(several).not.toHaveIdentity('FPID');
});

test('finds the ECID of the identity state', () => {
  expect(answerWith([state])).toHaveIdentity('ECID', ecid);
  expect(answerWith([state])).not.toHaveIdentity('CORE');
});

test('passes over what is no identity', () => {
  const payload = [null, 'x', {}, { id: 42, namespace: { code: 'ECID' } }, { id: 'x', namespace: null }];
  expect(answerWith([{ type: 'identity:result', payload }])).not.toHaveIdentity('ECID');
});

test('lists the identities that came', async () => {
  const { message, matcherResult } = await failureOf(() => expect(several).toHaveIdentity('ECID', '123'));
  expect(message).toBe(text`
    expect(response).toHaveIdentity(namespace, id) failed

    Expected:   an identity in namespace "ECID" with id "123"
    Received:   "ECID" "41861666193140161934276845651148876988" (handle[0].payload[0])
                "ECID" "06549209115090853333211765208290889955" (handle[1].payload[0])
                "CORE" "CORE-1" (handle[1].payload[1])

    ${callLines()}
  `);
  expect(matcherResult).toMatchObject({
    name: 'toHaveIdentity',
    pass: false,
    expected: { namespace: 'ECID', id: '123' },
    actual: [
      { namespace: 'ECID', id: ecid },
      { namespace: 'ECID', id: otherEcid },
      { namespace: 'CORE', id: 'CORE-1' },
    ],
  });
});

test('recognises a namespace in another case', async () => {
  expect(await messageOf(() => expect(answerWith([state])).toHaveIdentity('ecid'))).toBe(text`
    expect(response).toHaveIdentity(namespace) failed

    Expected:   an identity in namespace "ecid"
    Received:   "ECID" "41861666193140161934276845651148876988" (state:store)

    ${callLines()}

    Hint: "ECID" came, which differs from "ecid" in case only.
  `);
});

test('.not of a namespace that came in another case is no check', async () => {
  const { message, matcherResult } = await failureOf(() => expect(answerWith([state])).not.toHaveIdentity('ecid', '1'));
  expect(message).toBe(text`
    expect(response).not.toHaveIdentity(namespace, id) failed

    Expected:   no identity in namespace "ecid" with id "1"
    Received:   "ECID" "41861666193140161934276845651148876988" (state:store)

    ${callLines()}

    Hint: "ECID" came, which differs from "ecid" in case only. Written like this, .not is met whatever comes.
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveIdentity', pass: true });
  expect(answerWith([state]), 'namespaces are too short to be misspelt for certain').not.toHaveIdentity('ECD');
});

test('says in which namespace the id came', async () => {
  expect(await messageOf(() => expect(several).toHaveIdentity('ECID', 'CORE-1'))).toContain(
    'Hint: That id came in namespace "CORE".',
  );
});

test('says that the request asked for no identities', async () => {
  expect(await messageOf(() => expect(answerWith([stateHandle])).toHaveIdentity('ECID'))).toBe(text`
    expect(response).toHaveIdentity(namespace) failed

    Expected:   an identity in namespace "ECID"
    Received:   no identities

    ${callLines()}

    Hint: The request did not ask for identities: pass { query: { identity: { fetch: ['ECID'] } } } with the call.
  `);
});

const onlyFetchable =
  'Hint: An answer names only identities that may be fetched, as a rule ECID and CORE; what was sent of the others stands in the identityMap of the request.';

test('advises to ask for no namespace that the service refuses', async () => {
  for (const parts of [{}, asking('ECID')]) {
    const message = await messageOf(() => expect(answerWith([stateHandle], parts)).toHaveIdentity('CRMID'));
    expect(hintsIn(message)).toEqual([onlyFetchable]);
  }
});

test('does not advise to ask where a new visitor gets no state either', async () => {
  const hintsFor = async (response: EdgeResponse) =>
    hintsIn(await messageOf(() => expect(response).toHaveIdentity('ECID')));
  const ask =
    "Hint: The request did not ask for identities: pass { query: { identity: { fetch: ['ECID'] } } } with the call.";
  const withState = (entries: unknown[]) => ({ body: JSON.stringify({ event: {}, meta: { state: { entries } } }) });

  for (const response of [answer(), answer({ request: withState([]) })]) {
    expect(await hintsFor(response)).toEqual([
      'Hint: The answer holds no handles at all, not even the identity state that a new visitor gets: the datastream answers no identities.',
    ]);
  }
  expect(await hintsFor(answer({ request: withState([{ key: 'a', value: 'b' }]) })), 'a known visitor').toEqual([ask]);
  const optedOut = answer({ body: envelope({ warnings: [problem('EXEG-0301-200')] }) });
  expect(await hintsFor(optedOut), 'a problem may be why').toEqual([
    'Hint: EXEG-0301-200 (User consent missing) is raised when the visitor opted out, so the event was ignored.',
  ]);
});

test('says that the request asked for other namespaces', async () => {
  const hint = 'Hint: query.identity.fetch of the request asks for ["ECID"], not for "CORE".';
  const inEvents = { events: [{ xdm: {}, query: { identity: { fetch: ['ECID'] } } }] };
  for (const parts of [asking('ECID'), { request: { body: JSON.stringify(inEvents) } }]) {
    expect(await messageOf(() => expect(answerWith([identityHandle], parts)).toHaveIdentity('CORE'))).toContain(hint);
  }
});

test('says that collect answers without identities', async () => {
  expect(await messageOf(() => expect(collected()).toHaveIdentity('ECID'))).toContain(
    'Hint: collect answers without handles: send the event with edge.interact() to get some.',
  );
});

async function hintsOf(response: EdgeResponse): Promise<string[]> {
  return hintsIn(await messageOf(() => expect(response).toHaveIdentity('FPID')));
}

test('blames the request for nothing when it was refused, or asked for the namespace, or was no JSON', async () => {
  expect(await hintsOf(answerWith([], asking('FPID')))).toEqual([]);
  expect(await hintsOf(answerWith([]))).toEqual([onlyFetchable]);
  expect(await hintsOf(answer({ request: { body: '{"event":' } }))).toEqual([]);
  expect(await hintsOf(refusal('EXEG-0002-400'))).toEqual([
    'Hint: EXEG-0002-400 (Missing datastream parameter) is raised when the URL names no datastream.',
  ]);
});

test('.not lists the identities that should not have come', async () => {
  const { message, matcherResult } = await failureOf(() => expect(several).not.toHaveIdentity('CORE'));
  expect(message).toBe(text`
    expect(response).not.toHaveIdentity(namespace) failed

    Expected:   no identity in namespace "CORE"
    Received:   "CORE" "CORE-1" (handle[1].payload[1])

    ${callLines()}
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveIdentity', pass: true, expected: { namespace: 'CORE' } });
  expect(await messageOf(() => expect(several).not.toHaveIdentity('CORE', /^CORE/))).toContain(
    'Expected:   no identity in namespace "CORE" with id /^CORE/',
  );
});

test('refuses a namespace or an id that is none', async () => {
  // @ts-expect-error a namespace is text
  expect(await messageOf(() => expect(answer()).toHaveIdentity(undefined))).toBe(text`
    toHaveIdentity(): namespace must be the code of a namespace, such as "ECID", but is nothing.
    [EDGE_OPTION_INVALID]
  `);
  // @ts-expect-error an ECID does not fit into a number
  expect(await messageOf(() => expect(answer()).toHaveIdentity('ECID', 4186))).toBe(text`
    toHaveIdentity(): id must be a string or a RegExp, but is 4186.
    [EDGE_OPTION_INVALID]
  `);
});
