/** What visitors may say about the use of their data, in three standards, and what follows from it. */

import { expect, test } from '@playwright/test';
import type { ConsentPreferences } from '../../src/protocol/handles.js';
import {
  demo,
  emulatorOf,
  emulatorOfFixtures,
  handleTypes,
  pageView,
  payload,
  problemDocument,
  send,
  stored,
  warningCodes,
  type Answer,
} from '../support/emulatorCalls.js';

/** Of the IAB's framework, version 2: purposes 1 and 10, vendor 565, which is Adobe. */
const consented = 'CO052l-O052l-DGAMBFRACBgAIBAAAAAAIYgEawAQEagAAAA';
const tcf = (value: string, more: object = {}) => ({ standard: 'IAB TCF', version: '2.0', value, ...more });
const adobe1 = (general: string) => ({ standard: 'Adobe', version: '1.0', value: { general } });
const adobe2 = (value: object) => ({ standard: 'Adobe', version: '2.0', value });

async function setConsent(
  emulator: ReturnType<typeof emulatorOfFixtures>,
  consent: unknown,
  more: object = {},
): Promise<Answer> {
  return send(emulator, { path: '/ee/v1/privacy/set-consent', body: { consent, ...more } });
}

const choices: [what: string, consent: object[], kept: string | undefined][] = [
  ['Adobe 1.0 in', [adobe1('in')], 'general=in'],
  ['Adobe 1.0 out', [adobe1('out')], 'general=out'],
  ['Adobe 1.0 pending, which decides nothing', [adobe1('pending')], undefined],
  ['Adobe 2.0 yes to collection', [adobe2({ collect: { val: 'y' } })], 'general=in'],
  ['Adobe 2.0 no to collection', [adobe2({ collect: { val: 'n' } })], 'general=out'],
  ['Adobe 2.0 legitimate interest', [adobe2({ collect: { val: 'li' } })], 'general=in'],
  ['Adobe 2.0 unknown, which decides nothing', [adobe2({ collect: { val: 'u' } })], undefined],
  ['Adobe 2.0 about marketing alone', [adobe2({ marketing: { email: { val: 'n' } } })], undefined],
  ['IAB TCF with everything', [tcf(consented)], 'general=in'],
  ['IAB TCF without purpose 10', [tcf('CO052kIO052kIDGAMBFRACBgAIAAAAAAAIYgEawAQEagAAAA')], 'general=in'],
  ['IAB TCF without purpose 1', [tcf('CO052oTO052oTDGAMBFRACBgAABAAAAAAIYgEawAQEagAAAA')], 'general=out'],
  ['IAB TCF without Adobe', [tcf('CO052qdO052qdDGAMBFRACBgAIBAAAAAAIYgAAoAAAAA')], 'general=out'],
  [
    'IAB TCF that does not apply',
    [tcf('CO052qdO052qdDGAMBFRACBgAIBAAAAAAIYgAAoAAAAA', { gdprApplies: false })],
    'general=in',
  ],
  ['IAB TCF that cannot be decoded', [tcf('no consent string')], 'general=out'],
  ['two standards that disagree', [adobe2({ collect: { val: 'y' } }), adobe1('out')], 'general=out'],
];

for (const [what, consent, kept] of choices) {
  test(`${what}: ${kept ?? 'nothing'} is kept`, async () => {
    const answer = await setConsent(emulatorOfFixtures(), consent, { query: { identity: { fetch: ['ECID'] } } });
    expect(answer.status).toBe(200);
    expect(stored(answer, 'consent')).toBe(kept);
    expect(stored(answer, 'identity')).toBeDefined();
    expect(handleTypes(answer).filter((type) => type !== 'consent:preferences')).toEqual([
      'identity:result',
      'state:store',
    ]);
  });
}

test('what is kept decides about the next event', async () => {
  const emulator = emulatorOfFixtures();
  const [{ payload: entries }] = ((await setConsent(emulator, [adobe1('out')])).body['handle'] ?? []) as [
    { payload: object[] },
  ];
  const answer = await send(emulator, { body: { event: pageView, meta: { state: { entries } } } });
  expect(warningCodes(answer)).toEqual(['EXEG-0301-200']);
});

test('a choice that is left open takes an earlier one back, but an update of something else does not', async () => {
  const emulator = emulatorOfFixtures();
  const key = `kndctr_${demo.orgId.replace('@', '_')}_consent`;
  const meta = { state: { entries: [{ key, value: 'general=out' }] } };
  const open = [adobe2({ collect: { val: 'p' } })];
  const entryOf = (answer: Answer) =>
    payload<{ key: string }>(answer, 'state:store').find((entry) => entry.key === key);
  expect(entryOf(await setConsent(emulator, open, { meta }))).toEqual({ key, value: '', maxAge: 0 });
  const update = { meta, query: { consent: { operation: 'update' } } };
  expect(entryOf(await setConsent(emulator, open, update))).toBeUndefined();
});

test.describe('preferences', () => {
  const time = '2026-01-15T09:30:00Z';
  const all = { collect: { val: 'y' }, adID: { val: 'n' }, personalize: { content: { val: 'y' } }, metadata: { time } };
  const visitor = { identityMap: { ECID: [{ id: '1'.repeat(38) }] } };
  const told = (answer: Answer) => payload<ConsentPreferences>(answer, 'consent:preferences');

  test('are told as they are stored', async () => {
    expect(told(await setConsent(emulatorOfFixtures(), [adobe2(all)]))).toEqual([all]);
    expect(told(await setConsent(emulatorOfFixtures(), [adobe1('in')]))).toEqual([]);
  });

  test('are replaced as a whole, or updated in what is named', async () => {
    const emulator = emulatorOfFixtures();
    const change = [adobe2({ adID: { val: 'y' } })];
    const update = { ...visitor, query: { consent: { operation: 'update' } } };
    await setConsent(emulator, [adobe2(all)], visitor);
    expect(told(await setConsent(emulator, change, update))).toEqual([{ ...all, adID: { val: 'y' } }]);
    expect(told(await setConsent(emulator, change, visitor))).toEqual([{ adID: { val: 'y' } }]);
  });

  test('are those of one visitor, in one namespace, until the reset', async () => {
    const emulator = emulatorOfFixtures();
    const update = { ...visitor, query: { consent: { operation: 'update' } } };
    const change = [adobe2({ adID: { val: 'y' } })];
    await setConsent(emulator, [adobe2(all)], visitor);
    const other = { ...update, identityMap: { ECID: [{ id: '2'.repeat(38) }] } };
    expect(told(await setConsent(emulator, change, other))).toEqual([{ adID: { val: 'y' } }]);
    emulator.namespace('').reset();
    expect(told(await setConsent(emulator, change, update))).toEqual([{ adID: { val: 'y' } }]);
  });
});

test('a datastream that keeps no identity keeps no consent either', async () => {
  const answer = await setConsent(emulatorOf({ identity: { enabled: false } }), [adobe1('out')]);
  expect(answer.body['handle']).toEqual([]);
});

const report = { requestId: expect.any(String) as never, orgId: demo.orgId, configId: demo.id };
const listed = 'The body is not valid; the report says why.';
const invalid = (what: string) => `The body is not valid: ${what}.`;

const refused: [what: string, consent: unknown, document: object][] = [
  [
    'another purpose of Adobe 1.0',
    [{ standard: 'Adobe', version: '1.0', value: { general: 'in', analytics: 'out' } }],
    problemDocument('EXEG-0102-400', invalid('consent[0].value.analytics: unknown field'), report),
  ],
  [
    'nothing but another purpose',
    [{ standard: 'Adobe', version: '1.0', value: { analytics: 'out' } }],
    problemDocument('EXEG-0102-400', invalid('consent[0].value.analytics: unknown field'), report),
  ],
  [
    'another value of Adobe 1.0',
    [adobe1('maybe')],
    problemDocument(
      'EXEG-0102-400',
      invalid(
        'consent[0].value.general: expected one of "in", "out", "not_provided", "pending", received string "maybe"',
      ),
      report,
    ),
  ],
  [
    'another standard',
    [{ standard: 'IAB', version: '2.0', value: consented }],
    problemDocument(
      'EXEG-0102-400',
      invalid('consent[0].standard: expected one of "Adobe", "IAB TCF", received string "IAB"'),
      report,
    ),
  ],
  [
    'another version',
    [{ standard: 'Adobe', version: '3.0', value: { general: 'in' } }],
    problemDocument(
      'EXEG-0102-400',
      invalid('consent[0].version: expected one of "1.0", "2.0", received string "3.0"'),
      report,
    ),
  ],
  [
    'no value',
    [{ standard: 'IAB TCF', version: '2.0' }],
    problemDocument('EXEG-0103-400', invalid('consent[0]: required field "value" is missing'), report),
  ],
  ['no consent', undefined, problemDocument('EXEG-0103-400', invalid('required field "consent" is missing'), report)],
  [
    'an empty consent string',
    [adobe1('in'), tcf('')],
    problemDocument('EXEG-0104-422', listed, {
      ...report,
      errors: ["consent[1].value: the consent string of standard 'IAB TCF' is empty."],
    }),
  ],
];

for (const [what, consent, document] of refused) {
  test(`${what} is refused`, async () => {
    expect((await setConsent(emulatorOfFixtures(), consent)).body).toEqual(document);
  });
}

test.describe('a consent string in an event', () => {
  const eventWith = (consentStringValue: string, more: object = {}) => ({
    xdm: {
      consentStrings: [{ consentStandard: 'IAB TCF', consentStandardVersion: '2.0', consentStringValue, ...more }],
    },
  });
  const refusing = 'CO052oTO052oTDGAMBFRACBgAABAAAAAAIYgEawAQEagAAAA';

  test('that refuses: the event is ignored, and the choice is kept', async () => {
    const body = { event: eventWith(refusing), query: { identity: { fetch: ['ECID'] } } };
    const answer = await send(emulatorOfFixtures(), { body });
    expect(answer.status).toBe(200);
    expect(warningCodes(answer)).toEqual(['EXEG-0301-200']);
    expect(handleTypes(answer)).toEqual(['identity:result', 'locationHint:result', 'state:store']);
    expect(stored(answer, 'consent')).toBe('general=out');
  });

  test('that consents: the event counts, also after an earlier refusal', async () => {
    const entries = [{ key: `kndctr_${demo.orgId.replace('@', '_')}_consent`, value: 'general=out' }];
    const answer = await send(emulatorOfFixtures(), {
      body: { event: eventWith(consented), meta: { state: { entries } } },
    });
    expect(warningCodes(answer)).toEqual([]);
    expect(stored(answer, 'consent')).toBe('general=in');
    expect(handleTypes(answer)).toContain('activation:pull');
  });

  test('that does not apply, or is of another standard or empty, refuses nothing', async () => {
    for (const event of [
      eventWith(refusing, { gdprApplies: false }),
      eventWith(refusing, { consentStandard: 'Other' }),
      eventWith(refusing, { consentStandardVersion: '1.1' }),
      eventWith(''),
      { xdm: { consentStrings: 'none' } },
    ]) {
      expect(warningCodes(await send(emulatorOfFixtures(), { body: { event } })), JSON.stringify(event)).toEqual([]);
    }
  });
});
