/** Media sessions and configuration overrides, as the Web SDK makes them of its commands. */

import { expect } from 'playwright-datastream';
import { accepted, rejectedWith, test } from '../support/webSdkPage.js';

const streamingMedia = {
  channel: 'shop',
  playerName: 'player',
  appVersion: '1',
  mainPingInterval: 10,
  adPingInterval: 1,
};
const sessionDetails = { length: 60, contentType: 'VOD', name: 'Film', hasResume: false, streamType: 'video' };
const start = { xdm: { eventType: 'media.sessionStart', mediaCollection: { playhead: 0, sessionDetails } } };

test('a media session is started, fed and completed', async ({ webSdk, edgeTraffic }) => {
  await webSdk.start({ streamingMedia });
  const started = await webSdk.run('createMediaSession', start);
  expect(started).toMatchObject({ resolved: { sessionId: expect.stringMatching(/^[\da-f]{64}$/) } });
  const { sessionId: sessionID } = (started as { resolved: { sessionId: string } }).resolved;
  for (const event of ['play', 'ping', 'sessionComplete']) {
    const xdm = { eventType: `media.${event}`, mediaCollection: { sessionID, playhead: 1 } };
    expect(await webSdk.run('sendMediaEvent', { xdm })).toEqual({ resolved: {} });
  }
  await expect(edgeTraffic).toHaveEvent({ eventType: 'media.play', mediaCollection: { sessionID, playhead: 1 } });
  await expect(edgeTraffic).toHaveEventCount(4);
  const calls = edgeTraffic.calls().map(({ request, response }) => [new URL(request.url).pathname, response?.status]);
  expect(calls).toEqual([
    ['/ee/v1/interact', 200],
    ['/ee/or2/va/v1/play', 204],
    ['/ee/or2/va/v1/ping', 204],
    ['/ee/or2/va/v1/sessionComplete', 204],
  ]);
});

test('a player that the SDK watches is heard by itself', async ({ page, webSdk, edgeTraffic }) => {
  await page.clock.install();
  await webSdk.start({ streamingMedia });
  const session = { playerId: 'p1', ...start };
  await page.evaluate(
    `alloy('createMediaSession', { ...${JSON.stringify(session)}, getPlayerDetails: () => ({ playhead: 3 }) })`,
  );
  const media = (event: string) =>
    webSdk.run('sendMediaEvent', { playerId: 'p1', xdm: { eventType: `media.${event}` } });
  expect(await media('play')).toEqual({ resolved: {} });
  await page.clock.runFor(10_500);
  await expect(edgeTraffic).toHaveEvent({ eventType: 'media.ping', mediaCollection: { playhead: 3 } });
  expect(await media('sessionEnd')).toEqual({ resolved: {} });
  await page.clock.runFor(30_000);
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'media.ping' });
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'media.sessionEnd' });
});

test('without a session of the datastream, no media event is sent', async ({
  page,
  webSdk,
  edgeTraffic,
  edgeEmulator,
  edgeConfig,
}) => {
  edgeEmulator.datastream(edgeConfig.datastreamId!, { services: { mediaAnalytics: { enabled: false } } });
  await webSdk.start({ streamingMedia });
  const session = { playerId: 'p1', ...start };
  await page.evaluate(
    `void alloy('createMediaSession', { ...${JSON.stringify(session)}, getPlayerDetails: () => ({ playhead: 3 }) }).catch(() => {})`,
  );
  const outcome = await webSdk.run('sendMediaEvent', { playerId: 'p1', xdm: { eventType: 'media.play' } });
  expect(outcome).toEqual(rejectedWith('Session ID is not available for playerId: p1'));
  await expect(edgeTraffic).toHaveEventCount(1);
});

const registered = {
  com_adobe_experience_platform: { datasets: { event: { datasetId: '66a0c0ffee00000000000001' } } },
  com_adobe_analytics: { enabled: false, reportSuites: ['shop-dev'] },
  com_adobe_identity: { idSyncContainerId: 107756 },
};

test('overrides of one event hold for that event, if the datastream allows them', async ({
  webSdk,
  edgeTraffic,
  edgeConfig,
}) => {
  const stage = `${edgeConfig.datastreamId}:stage`;
  await webSdk.start();
  const overridden = {
    edgeConfigOverrides: { datastreamId: stage, com_adobe_target: { enabled: true }, ...registered },
  };
  expect(await webSdk.send('overridden', overridden)).toMatchObject(accepted);
  expect(await webSdk.send('plain')).toMatchObject(accepted);
  const edgeConfigOverrides = { com_adobe_analytics: { reportSuites: ['elsewhere'] } };
  expect(await webSdk.send('refused', { edgeConfigOverrides })).toEqual(rejectedWith('EXEG-0113-400'));
  await expect(edgeTraffic).toHaveEventCount(3);
  const [first, second] = edgeTraffic.calls();
  expect(first?.request.datastreamId).toBe(stage);
  // The SDK leaves out what is on anyway: the service would refuse it.
  expect(JSON.parse(first!.request.body)).toMatchObject({
    meta: { configOverrides: registered, sdkConfig: { datastream: { original: edgeConfig.datastreamId } } },
  });
  expect(first!.request.body).not.toContain('"enabled":true');
  expect(second?.request).toMatchObject({
    datastreamId: edgeConfig.datastreamId,
    body: expect.not.stringContaining('configOverrides'),
  });
});

test('overrides of the configuration hold for every call', async ({ webSdk, edgeTraffic }) => {
  await webSdk.start({ edgeConfigOverrides: registered });
  expect(await webSdk.run('getIdentity')).toMatchObject({ resolved: { identity: {} } });
  expect(await webSdk.send('overridden')).toMatchObject(accepted);
  const consent = [{ standard: 'Adobe', version: '1.0', value: { general: 'in' } }];
  expect(await webSdk.run('setConsent', { consent })).toEqual({ resolved: {} });
  await expect(edgeTraffic).toHaveEventCount(1);
  const metas = edgeTraffic.calls().map(({ request }) => (JSON.parse(request.body) as { meta: unknown }).meta);
  expect(metas).toMatchObject([
    { configOverrides: registered },
    { configOverrides: registered },
    { configOverrides: registered },
  ]);
});
