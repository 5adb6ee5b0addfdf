/** Upstream services that fail or warn, and what hangs on which. */

import { expect, test } from '@playwright/test';
import type { DatastreamChanges } from '../../src/emulator/index.js';
import type { ServiceName } from '../../src/emulator/datastreams/definition.js';
import { demo, emulatorOfFixtures, handleTypes, payload, send, type Answer } from '../support/emulatorCalls.js';

async function answerWith(changes: DatastreamChanges): Promise<Answer> {
  const emulator = emulatorOfFixtures();
  emulator.namespace('').datastream(demo.id, changes);
  return send(emulator);
}

const states = [
  {
    upstream: 'down',
    error: 'EXEG-0201-503',
    title: 'The service is temporarily unavailable.',
    detail: "The service 'com.adobe.target' is temporarily unavailable.",
  },
  {
    upstream: 'slow',
    error: 'EXEG-0200-504',
    title: 'The service call has timed out.',
    detail: "The service 'com.adobe.target' did not answer in time.",
  },
  {
    upstream: 'rejecting',
    error: 'EXEG-0202-502',
    title: 'The service failed to process this request.',
    detail: "The service 'com.adobe.target' rejected its input or its configuration.",
  },
  {
    upstream: 'failing',
    error: 'EXEG-0203-502',
    title: 'The service call has failed.',
    detail: "The service 'com.adobe.target' could not be called.",
  },
  {
    upstream: 'starved',
    error: 'EXEG-0205-502',
    title: 'Data exchange producer request failed',
    detail: "The service 'com.adobe.target' did not get the data that it needs from another service.",
  },
] as const;

for (const { upstream, error, title, detail } of states) {
  test(`a service that is ${upstream} makes the answer a 207 with ${error}, and the others give theirs`, async () => {
    const answer = await answerWith({ services: { target: { upstream } } });
    expect(answer.status).toBe(207);
    expect(answer.body['errors']).toEqual([
      {
        type: `https://ns.adobe.com/aep/errors/${error}`,
        status: Number(error.slice(-3)),
        title,
        detail,
        report: { eventIndex: 0 },
      },
    ]);
    expect(answer.body).not.toHaveProperty('warnings');
    expect(payload<{ scope: string }>(answer, 'personalization:decisions').map(({ scope }) => scope)).not.toContain(
      'hero',
    );
    expect(handleTypes(answer)).toEqual(expect.arrayContaining(['activation:push', 'activation:pull', 'state:store']));
  });
}

const upstreamNames: Record<ServiceName, string> = {
  idSync: 'com.adobe.identity',
  audienceManager: 'com.adobe.audiencemanager',
  target: 'com.adobe.target',
  offerDecisioning: 'com.adobe.experience.platform.ode',
  journeyOptimizer: 'com.adobe.experience.platform.ajo',
  edgeSegmentation: 'com.adobe.experience_platform.edge_segmentation',
  edgeDestinations: 'com.adobe.experience_platform.edge_destinations',
  experiencePlatform: 'com.adobe.experience_platform',
  analytics: 'com.adobe.analytics',
  eventForwarding: 'com.adobe.launch_ssf',
  mediaAnalytics: 'com.adobe.media_analytics',
};

for (const [service, upstreamName] of Object.entries(upstreamNames)) {
  test(`${service} is named ${upstreamName} when it is down, and is not missed when it is off`, async () => {
    const down = await answerWith({ services: { [service]: { upstream: 'down' } } });
    expect(down.body['errors']).toMatchObject([
      { detail: `The service '${upstreamName}' is temporarily unavailable.` },
    ]);
    const off = await answerWith({ services: { [service]: { upstream: 'down', enabled: false } } });
    expect(off.status).toBe(200);
  });
}

test('several services may fail at once', async () => {
  const answer = await answerWith({ services: { target: { upstream: 'down' }, analytics: { upstream: 'slow' } } });
  expect(answer.body['errors']).toMatchObject([{ status: 503 }, { status: 504 }]);
});

test('offer decisioning that is down leaves the offers of Target', async () => {
  const answer = await send(emulatorOfFixtures(), { datastream: 'offer-decisioning-down' });
  expect(answer.status).toBe(207);
  expect(payload(answer, 'personalization:decisions')).toMatchObject([{ scope: 'hero' }]);
  expect(answer.body['errors']).toMatchObject([{ type: 'https://ns.adobe.com/aep/errors/EXEG-0201-503', status: 503 }]);
});

test('a warning of a service leaves the status at 200 and its handles in place', async () => {
  const answer = await send(emulatorOfFixtures(), { datastream: 'audience-manager-warning' });
  expect(answer.status).toBe(200);
  expect(payload(answer, 'activation:push')).toHaveLength(2);
  expect(answer.body['warnings']).toEqual([
    {
      type: 'https://ns.adobe.com/aep/errors/EXEG-0204-200',
      status: 200,
      title: 'The service call completed with warning(s).',
      detail: "The service 'com.adobe.audiencemanager' answered with a warning; the report has its cause.",
      report: { eventIndex: 0, cause: { message: 'Cannot read the related customer of this device', code: 202 } },
    },
  ]);
  expect(answer.body).not.toHaveProperty('errors');
});

test('without edge segmentation, destinations have no audiences', async () => {
  const off = await answerWith({ services: { edgeSegmentation: { enabled: false } } });
  expect(payload(off, 'activation:pull')).toMatchObject([{ alias: 'shopPersonalization', segments: [] }]);
  const down = await answerWith({ services: { edgeSegmentation: { upstream: 'down' } } });
  expect(payload(down, 'activation:pull')).toMatchObject([{ alias: 'shopPersonalization', segments: [] }]);
});

test('cookies and pixels come in handles of their own', async () => {
  const { body } = await answerWith({});
  const pushed = (body['handle'] as { type: string; payload: { type: string }[] }[]).filter(
    ({ type }) => type === 'activation:push',
  );
  expect(pushed.map((handle) => handle.payload.map(({ type }) => type))).toEqual([['cookie'], ['url']]);
});
