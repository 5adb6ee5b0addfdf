/** Consent, as the Web SDK asks for it: it keeps events back until it may send them, and the visitor's choice lasts. */

import { expect } from 'playwright-datastream';
import { accepted, rejectedWith, test } from '../support/webSdkPage.js';

const adobe = (general: string) => ({ consent: [{ standard: 'Adobe', version: '1.0', value: { general } }] });
const done = { resolved: {} };

test('a visitor may agree and decline; the same choice is told once, and lasts', async ({ webSdk, edgeTraffic }) => {
  await webSdk.start();
  await webSdk.send('before');
  expect(await webSdk.run('setConsent', adobe('in'))).toEqual(done);
  expect(await webSdk.run('setConsent', adobe('in'))).toEqual(done);
  expect((await webSdk.cookies())['consent']).toBe('general=in');
  expect(await webSdk.run('setConsent', adobe('out'))).toEqual(done);
  expect((await webSdk.cookies())['consent']).toBe('general=out');
  expect(await webSdk.send('after')).toEqual(done);
  await webSdk.start({}, '/next');
  expect(await webSdk.send('on.next.page')).toEqual(done);
  await expect(edgeTraffic).toHaveEventCount(1);
  const told = edgeTraffic.calls({ endpoint: 'set-consent' }).map(({ request }) => JSON.parse(request.body) as unknown);
  expect(told).toMatchObject([adobe('in'), adobe('out')]);
});

test('events wait for a choice that is pending, and are sent with it', async ({ page, webSdk, edgeTraffic }) => {
  await webSdk.start({ defaultConsent: 'pending' });
  await page.evaluate(`void (window.waiting = alloy('sendEvent', { xdm: { eventType: 'waiting' } }))`);
  await expect(edgeTraffic).toHaveEventCount(0);
  expect(edgeTraffic.calls()).toEqual([]);
  expect(await webSdk.run('setConsent', adobe('in'))).toEqual(done);
  expect(await page.evaluate('window.waiting')).toMatchObject(accepted.resolved);
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'waiting' });
  expect(edgeTraffic.calls().map(({ request }) => request.endpoint)).toEqual(['set-consent', 'interact']);
  expect(edgeTraffic.ecids()).toHaveLength(1);
});

test('without consent nothing is sent, not even the question who the visitor is', async ({ webSdk, edgeTraffic }) => {
  await webSdk.start({ defaultConsent: 'out' });
  expect(await webSdk.send('unwanted')).toEqual(done);
  expect(await webSdk.run('getIdentity')).toEqual(done);
  await expect(edgeTraffic).toHaveEventCount(0);
  expect(edgeTraffic.calls()).toEqual([]);
  expect(await webSdk.cookies()).toEqual({});
});

const choices = [
  { consent: { standard: 'Adobe', version: '2.0', value: { collect: { val: 'n' } } }, general: 'out' },
  { consent: { standard: 'Adobe', version: '2.0', value: { collect: { val: 'y' } } }, general: 'in' },
  {
    // It names no vendor at all.
    consent: {
      standard: 'IAB TCF',
      version: '2.0',
      value: 'COvzTO5OvzTO5B7ABAENAPCYAP_AAP_AAAAAAFoAAAAA.YAAAAAAAAAA',
      gdprApplies: true,
    },
    general: 'out',
  },
];

test('choices in the other standards are understood, and one that is none is refused', async ({
  webSdk,
  edgeTraffic,
}) => {
  await webSdk.start();
  for (const { consent, general } of choices) {
    expect(await webSdk.run('setConsent', { consent: [consent] })).toEqual(done);
    expect((await webSdk.cookies())['consent']).toBe(`general=${general}`);
    await webSdk.send(`after.${general}`);
  }
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'after.in' });
  await expect(edgeTraffic).toHaveEventCount(1);
  expect(await webSdk.run('setConsent', adobe('maybe'))).toEqual(rejectedWith('EXEG-0102-400'));
  expect((await webSdk.cookies())['consent']).toBe('general=out');
});
