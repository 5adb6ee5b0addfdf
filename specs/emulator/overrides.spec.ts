import { expect, test } from '@playwright/test';
import {
  demo,
  emulatorOf,
  emulatorOfFixtures,
  handleTypes,
  pageView,
  payload,
  send,
} from '../support/emulatorCalls.js';

const overriding = (configOverrides: unknown) => ({ body: { event: pageView, meta: { configOverrides } } });

const platform = (settings: object) => ({ com_adobe_experience_platform: settings });
const off = { enabled: false };

/** What an override takes out of the answer of the demonstration datastream. */
const switches = [
  {
    what: 'Audience Manager',
    overrides: { com_adobe_audience_manager: off },
    gone: ['activation:push', 'activation:push'],
  },
  {
    what: 'Audience Manager, as Tags spells it',
    overrides: { com_adobe_audiencemanager: off },
    gone: ['activation:push', 'activation:push'],
  },
  { what: 'Target', overrides: { com_adobe_target: off }, gone: ['personalization:decisions'] },
  { what: 'offer decisioning', overrides: platform({ com_adobe_edge_ode: off }), gone: ['personalization:decisions'] },
  { what: 'Journey Optimizer', overrides: platform({ com_adobe_edge_ajo: off }), gone: ['personalization:decisions'] },
  { what: 'edge destinations', overrides: platform({ com_adobe_edge_destinations: off }), gone: ['activation:pull'] },
  { what: 'edge segmentation', overrides: platform({ com_adobe_edge_segmentation: off }), gone: [] },
  {
    what: 'Experience Platform, and what needs it',
    overrides: platform(off),
    gone: ['personalization:decisions', 'personalization:decisions', 'activation:pull'],
  },
  { what: 'id syncs', overrides: { com_adobe_identity: off }, gone: ['identity:exchange'] },
  { what: 'Analytics', overrides: { com_adobe_analytics: off }, gone: [] },
  { what: 'event forwarding', overrides: { com_adobe_launch_ssf: off }, gone: [] },
];

for (const { what, overrides, gone } of switches) {
  test(`enabled: false switches off ${what}`, async () => {
    const emulator = emulatorOfFixtures();
    const remaining = handleTypes(await send(emulator));
    for (const type of gone) remaining.splice(remaining.indexOf(type), 1);
    const answer = await send(emulator, overriding(overrides));
    expect(answer.status).toBe(200);
    expect(handleTypes(answer)).toEqual(remaining);
  });
}

test('a service that is switched off is not missed when it is down', async () => {
  const emulator = emulatorOfFixtures();
  emulator.namespace('').datastream(demo.id, { services: { analytics: { upstream: 'down' } } });
  expect((await send(emulator)).status).toBe(207);
  expect((await send(emulator, overriding({ com_adobe_analytics: off }))).status).toBe(200);
});

const accepted = [
  platform({ datasets: { event: { datasetId: '66a0c0ffee00000000000001' } } }),
  { com_adobe_analytics: { reportSuites: ['shop-eu', 'shop-dev'] } },
  { com_adobe_identity: { idSyncContainerId: 107_756 } },
  { com_adobe_identity: { idSyncContainerId: '107756' } },
  { com_adobe_target: { propertyToken: '4b0f7a1c-5a54-4f0e-9c3e-1d2a3b4c5d6e' } },
  {},
];

for (const overrides of accepted) {
  test(`${JSON.stringify(overrides)} is registered and accepted`, async () => {
    expect((await send(emulatorOfFixtures(), overriding(overrides))).status).toBe(200);
  });
}

const path = 'meta.configOverrides';
const refused = [
  {
    overrides: platform({ datasets: { event: { datasetId: 'other' } } }),
    errors: [
      `${path}.com_adobe_experience_platform.datasets.event.datasetId: "other" is not registered on the datastream. Registered are: 66a0c0ffee00000000000001.`,
    ],
  },
  {
    overrides: platform({ datasets: { profile: { datasetId: 'other' } } }),
    errors: [`${path}.com_adobe_experience_platform.datasets.profile.datasetId is no setting that can be overridden.`],
  },
  {
    overrides: { com_adobe_target: { enabled: true } },
    errors: [`${path}.com_adobe_target.enabled may only be false.`],
  },
  {
    overrides: { com_adobe_targets: { enabled: false }, com_adobe_identity: { idSyncContainerId: 1 } },
    errors: [
      `${path}.com_adobe_targets.enabled is no setting that can be overridden.`,
      `${path}.com_adobe_identity.idSyncContainerId: 1 is not registered on the datastream. Registered are: 107756.`,
    ],
  },
  {
    overrides: { a: { b: { c: { d: { e: { f: false } } } } } },
    errors: [`${path}.a.b.c.d is no setting that can be overridden.`],
  },
];

for (const { overrides, errors } of refused) {
  test(`${JSON.stringify(overrides)} is refused`, async () => {
    const answer = await send(emulatorOfFixtures(), overriding(overrides));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      type: 'https://ns.adobe.com/aep/errors/EXEG-0113-400',
      title: 'Invalid request',
      detail: 'The datastream does not allow these configuration overrides; the report says which.',
      report: { errors },
    });
  });
}

test('a datastream that registered one value accepts that one and no other', async () => {
  const suites = (...reportSuites: string[]) => ({
    datastream: 'one-override',
    ...overriding({ com_adobe_analytics: { reportSuites } }),
  });
  const emulator = emulatorOfFixtures();
  expect((await send(emulator, suites('shop-dev'))).status).toBe(200);
  expect((await send(emulator, suites('shop-dev', 'shop-eu'))).status).toBe(400);
  const container = await send(emulator, {
    datastream: 'one-override',
    ...overriding({ com_adobe_identity: { idSyncContainerId: 107_756 } }),
  });
  expect(container.body['report']).toMatchObject({
    errors: [
      `${path}.com_adobe_identity.idSyncContainerId: 107756 is not registered on the datastream. No value is registered for it.`,
    ],
  });
});

test('a batch is held to the same rules', async () => {
  const meta = { configOverrides: { com_adobe_target: { enabled: true } } };
  const answer = await send(emulatorOfFixtures(), { path: '/ee/v2/collect', body: { events: [pageView], meta } });
  expect(answer.status).toBe(400);
});

test('offers of a Target property are given while the call names the property', async () => {
  const token = 'property-b';
  const offer = {
    scope: 'hero',
    default: true,
    activity: { id: '1' },
    experience: { id: '0' },
    items: [
      { id: '1', schema: 'https://ns.adobe.com/personalization/html-content-item', data: { content: '<b>B</b>' } },
    ],
    propertyToken: token,
  };
  const emulator = emulatorOf({
    allowedOverrides: { 'com_adobe_target.propertyToken': [token] },
    services: { target: { enabled: true, propertyToken: 'property-a', offers: [offer] } },
  });
  expect(payload(await send(emulator), 'personalization:decisions')).toEqual([]);
  const answer = await send(emulator, overriding({ com_adobe_target: { propertyToken: token } }));
  expect(payload(answer, 'personalization:decisions')).toMatchObject([{ scope: 'hero' }]);
});
