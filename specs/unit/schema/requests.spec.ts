import { expect, test } from '@playwright/test';
import { mediaEvents } from '../../../src/protocol/endpoints.js';
import { validate } from '../../../src/schema/index.js';
import { fieldsOf, typeName, wrongValues, type TypeName } from './corruptions.js';
import { requestNamed, requests } from './messages.js';

for (const { name, schema, body } of requests) {
  test(`${name} fits ${schema}, with no field unknown`, () => {
    expect(validate(schema, body, { unknownFields: 'reject' })).toEqual([]);
  });

  test(`${name}: one wrong type is one violation, there`, () => {
    const missed = fieldsOf(body)
      .filter(({ shape }) => isDescribed(shape))
      .flatMap((field) => {
        const allowed = severalTypes.find(({ shape }) => shape.test(field.shape))?.types;
        const wrong = wrongValues(field.value, allowed?.includes(typeName(field.value)) ? allowed : []);
        return wrong.map((value) => ({ path: field.path, found: validate(schema, field.with(value)) }));
      })
      .filter(({ path, found }) => found.length !== 1 || found[0]?.path !== path)
      .map(({ path, found }) => `${path}: ${found.map(({ message }) => message).join(' | ') || 'not caught'}`);
    expect(missed).toEqual([]);
  });
}

test('every media event has a request', () => {
  const tested = requests.map(({ schema }) => schema).filter((schema) => schema.startsWith('edge:media-'));
  expect(new Set(tested)).toEqual(new Set(mediaEvents.map((event) => `edge:media-${event}-request`)));
});

/** The Edge Network takes any XDM and any data; of XDM only identities and media are described. */
function isDescribed(shape: string): boolean {
  if (/(^|\.)data\./.test(shape)) return false;
  return (
    !/xdm\./.test(shape) || /xdm\.(identityMap|mediaCollection|mediaDownloadedEvents|implementationDetails)/.test(shape)
  );
}

const severalTypes: readonly { shape: RegExp; types: readonly TypeName[] }[] = [
  { shape: /\.idSyncContainerId$/, types: ['number', 'string'] },
  // As text only "true" and "false".
  { shape: /\.primary$/, types: ['boolean', 'string'] },
];

const faults: { of: string; change: (body: Request) => void; message: string }[] = [
  {
    of: 'interact-request.signed-in-visitor',
    change: (body) => delete body.event,
    message: 'required field "event" is missing',
  },
  {
    of: 'interact-v1-request.browser',
    change: (body) => (body.events = []),
    message: 'events: expected at least 1 item, received array of 0 items',
  },
  {
    of: 'collect-request.two-visitors',
    change: (body) => delete body.events,
    message: 'required field "events" is missing',
  },
  {
    of: 'interact-request.smallest',
    change: (body) => (body.event = { xdm: { identityMap: { email: [{ primary: true }] } } }),
    message: 'event.xdm.identityMap.email[0]: required field "id" is missing',
  },
  {
    of: 'interact-request.smallest',
    change: (body) => (body.event = { xdm: { identityMap: { 'e-mail': [{ id: 'a', authenticatedState: 'known' }] } } }),
    message:
      'event.xdm.identityMap["e-mail"][0].authenticatedState: ' +
      'expected one of "ambiguous", "authenticated", "loggedOut", received string "known"',
  },
  {
    of: 'interact-request.smallest',
    change: (body) => (body.event = { xdm: { identityMap: { email: [{ id: 'a', primary: 'yes' }] } } }),
    message:
      'event.xdm.identityMap.email[0].primary: expected one of true, false, "true", "false", received string "yes"',
  },
  {
    of: 'interact-request.smallest',
    change: (body) => (body.meta = { state: { entries: [{ key: 'kndctr_identity' }] } }),
    message: 'meta.state.entries[0]: required field "value" is missing',
  },
  {
    of: 'interact-request.smallest',
    change: (body) => (body.meta = { queueTimeMillis: 300_001 }),
    message: 'meta.queueTimeMillis: expected number of at most 300000, received number 300001',
  },
  {
    of: 'interact-request.smallest',
    change: (body) => (body.query = { personalization: { decisionScopes: Array.from({ length: 31 }, String) } }),
    message: 'query.personalization.decisionScopes: expected at most 30 items, received array of 31 items',
  },
  {
    of: 'set-consent-request.adobe-1',
    change: (body) => (body.consent = [{ standard: 'IAB', version: '2.0', value: 'C' }]),
    message: 'consent[0].standard: expected one of "Adobe", "IAB TCF", received string "IAB"',
  },
  {
    of: 'set-consent-request.adobe-1',
    change: (body) => (body.consent = [{ standard: 'IAB TCF', version: '2.0', value: '' }]),
    message: 'consent[0].value: expected text that is not empty, received string ""',
  },
  {
    of: 'set-consent-request.adobe-1',
    change: (body) => (body.consent = [{ standard: 'Adobe', version: '1.0', value: { analytics: 'in' } }]),
    message: 'consent[0].value.analytics: unknown field',
  },
  {
    of: 'set-consent-request.adobe-1',
    change: (body) => (body.consent = [{ standard: 'Adobe', version: '2.0', value: { general: 'in' } }]),
    message: 'consent[0].value.general: expected nothing here, received string "in"',
  },
  {
    of: 'set-consent-request.adobe-1',
    change: (body) => (body.consent = [{ standard: 'Adobe', version: '3.0', value: {} }]),
    message: 'consent[0].version: expected one of "1.0", "2.0", received string "3.0"',
  },
  {
    of: 'media-ping-request',
    change: (body) => (body.events = [mediaEvent({ mediaCollection: { playhead: 1, sessionID: 'f'.repeat(63) } })]),
    message: `events[0].xdm.mediaCollection.sessionID: expected at least 64 characters, received string "${'f'.repeat(60)}"…`,
  },
  {
    of: 'media-ping-request',
    change: (body) => (body.events = [mediaEvent({ eventType: 'media.play' })]),
    message: 'events[0].xdm.eventType: expected "media.ping", received string "media.play"',
  },
  {
    of: 'media-ping-request',
    change: (body) => (body.events = [mediaEvent({ timestamp: '18 March 2025' })]),
    message: 'events[0].xdm.timestamp: expected text in the format date-time, received string "18 March 2025"',
  },
  {
    of: 'media-adComplete-request',
    change: (body) =>
      (body.events = [
        mediaEvent({ eventType: 'media.adComplete', mediaCollection: { ...session, advertisingDetails: {} } }),
      ]),
    message: 'events[0].xdm.mediaCollection.advertisingDetails: expected nothing here, received object',
  },
  {
    of: 'media-statesUpdate-request',
    change: (body) =>
      (body.events = [
        mediaEvent({ eventType: 'media.statesUpdate', mediaCollection: { ...session, statesStart: [] } }),
      ]),
    message: 'events[0].xdm.mediaCollection.statesStart: expected at least 1 item, received array of 0 items',
  },
];

for (const { of, change, message } of faults) {
  test(`${of}: ${message}`, () => {
    const body: Request = requestNamed(of);
    change(body);
    const schema = `edge:${of.replace(/\..*/, '')}`;
    expect(validate(schema, body).map((violation) => violation.message)).toEqual([message]);
  });
}

test('adSkip has the event type of the guide or the one of the reference', () => {
  for (const eventType of ['media.adSkip', 'media.adBreakSkip']) {
    expect(validate('edge:media-adSkip-request', { events: [mediaEvent({ eventType })] })).toEqual([]);
  }
});

interface Request {
  event?: unknown;
  events?: unknown;
  consent?: unknown;
  query?: unknown;
  meta?: unknown;
}

const session = { playhead: 1, sessionID: 'f'.repeat(64) };

function mediaEvent(xdm: object): object {
  return {
    xdm: { eventType: 'media.ping', timestamp: '2025-03-18T20:15:10+01:00', mediaCollection: session, ...xdm },
  };
}
