/** Who the visitor is, as the Web SDK finds out: by asking, by a cookie, by a link, or on the third-party host. */

import type { BrowserContext, Page } from '@playwright/test';
import { expect } from 'playwright-datastream';
import { stateKey } from '../../src/protocol/cookies.js';
import { decodeIdentityCookie, encodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import type { EdgeCall } from '../../src/traffic/call.js';
import { accepted, rejectedWith, test } from '../support/webSdkPage.js';

test.use({ edgeHosts: ['edge.shop.example'] });

const ecid = '20418837560192744630185527390461827735';
const known = { resolved: { identity: { ECID: expect.stringMatching(/^\d{38}$/) }, edge: { regionId: 9 } } };
const endpoints = (calls: EdgeCall[]) => calls.map(({ request }) => request.endpoint);
const hosts = (calls: EdgeCall[]) => calls.map(({ request }) => new URL(request.url).host);

function setCookie(context: BrowserContext, url: string, name: string, value: string): Promise<void> {
  return context.addCookies([{ name, value, url }]);
}

test('the identity is asked for once, and not after an event', async ({ webSdk, edgeTraffic }) => {
  await webSdk.start();
  const first = await webSdk.run('getIdentity');
  expect(first).toEqual(known);
  expect(await webSdk.run('getIdentity')).toEqual(first);
  await webSdk.send('after');
  await expect(edgeTraffic).toHaveEvent({ eventType: 'after' });
  expect(endpoints(edgeTraffic.calls())).toEqual(['identity-acquire', 'interact']);
  expect(edgeTraffic.ecids()).toHaveLength(1);
  const { identity } = await webSdk.cookies();
  expect(decodeIdentityCookie(identity!)?.ecid).toBe(edgeTraffic.ecids()[0]);
});

test('a visitor who has the cookie is known without a call', async ({ context, webSdk, edgeConfig, edgeTraffic }) => {
  await setCookie(context, webSdk.url, stateKey(edgeConfig.orgId!, 'identity'), encodeIdentityCookie({ ecid }));
  await webSdk.start();
  expect(await webSdk.run('getIdentity')).toEqual({ resolved: { identity: { ECID: ecid }, edge: {} } });
  const link = await webSdk.run('appendIdentityToUrl', { url: 'https://other.example/a?b=1#c' });
  expect(link).toEqual({ resolved: { url: expect.stringContaining(`MCMID%3D${ecid}`) } });
  expect(edgeTraffic.calls()).toEqual([]);
  await webSdk.send('first');
  await expect(edgeTraffic).toHaveEvent({ eventType: 'first' });
  expect(edgeTraffic.ecids()).toEqual([ecid]);
});

test('a cookie that cannot be read is replaced', async ({ context, webSdk, edgeConfig, edgeTraffic }) => {
  await setCookie(context, webSdk.url, stateKey(edgeConfig.orgId!, 'identity'), '%%%notbase64');
  await webSdk.start();
  expect(await webSdk.run('getIdentity')).toEqual(known);
  expect(await webSdk.send('first')).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEventCount(1);
  expect(endpoints(edgeTraffic.calls())).toEqual(['identity-acquire', 'interact']);
  expect(edgeTraffic.ecids()).toHaveLength(1);
});

const legacy = 'MCMID|99998888777766665555444433332222111100';
const received = {
  'a link from another site': (orgId: string) => ({
    ecid: '11112222333344445555666677778888999900',
    address: `/?adobe_mc=${encodeURIComponent(`TS=${Math.floor(Date.now() / 1000)}|MCMID=11112222333344445555666677778888999900|MCORGID=${orgId}`)}`,
    cookie: undefined,
  }),
  'the cookie of an older library': (orgId: string) => ({
    ecid: legacy.slice('MCMID|'.length),
    address: '/',
    cookie: `AMCV_${encodeURIComponent(orgId)}`,
  }),
};

for (const [from, make] of Object.entries(received)) {
  test(`the identity of ${from} is taken over`, async ({ context, webSdk, edgeConfig, edgeTraffic }) => {
    const { ecid: expected, address, cookie } = make(edgeConfig.orgId!);
    if (cookie !== undefined) await setCookie(context, webSdk.url, cookie, legacy);
    await webSdk.start({}, address);
    expect(await webSdk.send('first')).toMatchObject(accepted);
    await expect(edgeTraffic).toHaveEvent({ eventType: 'first' });
    expect(edgeTraffic.ecids()).toEqual([expected]);
    expect(decodeIdentityCookie((await webSdk.cookies())['identity']!)?.ecid).toBe(expected);
  });
}

test.describe('with third-party cookies, which is the default', () => {
  const thirdParty = { thirdPartyCookiesEnabled: true };

  test('the first call goes to the third-party host, and the next ones do not', async ({ webSdk, edgeTraffic }) => {
    await webSdk.start({ thirdPartyCookiesEnabled: undefined });
    const core = {
      resolved: { identity: { ECID: expect.any(String), CORE: expect.stringMatching(/^\d{38}$/) } },
    };
    expect(await webSdk.run('getIdentity', { namespaces: ['ECID', 'CORE'] })).toMatchObject(core);
    await webSdk.send('first');
    await expect(edgeTraffic).toHaveEvent({ eventType: 'first' });
    expect(hosts(edgeTraffic.calls())).toEqual(['adobedc.demdex.net', 'edge.adobedc.net']);
    expect(edgeTraffic.ecids()).toHaveLength(1);
  });

  test('the same request goes to the Edge Network when that host cannot be reached', async ({
    webSdk,
    edgeTraffic,
    edgeEmulator,
  }) => {
    edgeEmulator.fault({ nth: 1, connection: 'reset' });
    await webSdk.start(thirdParty);
    expect(await webSdk.send('first')).toMatchObject(accepted);
    await expect(edgeTraffic).toHaveEventCount(1);
    expect(hosts(edgeTraffic.calls())).toEqual(['adobedc.demdex.net', 'edge.adobedc.net']);
    expect(edgeTraffic.requests()).toMatchObject([
      { calls: [{ failure: expect.any(String) }, { response: { status: 200 } }] },
    ]);
  });

  test('it goes nowhere else when that host answers with an error', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
    edgeEmulator.fault({ status: 500 });
    await webSdk.start(thirdParty);
    expect(await webSdk.send('first')).toEqual(rejectedWith('status code 500'));
    await expect(edgeTraffic).toHaveEventCount(1);
    expect(hosts(edgeTraffic.calls())).toEqual(['adobedc.demdex.net']);
  });
});

for (const { scheme, kept } of [
  { scheme: 'https', kept: ['cluster', 'identity'] },
  // To a browser this is another site than https, and it does not take the cookies of one.
  { scheme: 'http', kept: [] },
]) {
  test(`an Edge domain of the site sets cookies on a page under ${scheme}: ${kept.length}`, async ({
    page,
    webSdk,
    edgeTraffic,
  }) => {
    await serveUnder(page, webSdk.url);
    await webSdk.start({ edgeDomain: 'edge.shop.example' }, `${scheme}://www.shop.example/`);
    expect(await webSdk.send('first')).toMatchObject(accepted);
    expect(await webSdk.send('second')).toMatchObject(accepted);
    await expect(edgeTraffic).toHaveEventCount(2);
    expect(hosts(edgeTraffic.calls())).toEqual(['edge.shop.example', 'edge.shop.example']);
    expect(edgeTraffic.calls()[0]?.response?.body).not.toContain('state:store');
    expect(Object.keys(await webSdk.cookies()).toSorted()).toEqual(kept);
    expect(edgeTraffic.ecids()).toHaveLength(1);
  });
}

/** The pages of this machine under another name, whose certificate nobody has. */
async function serveUnder(page: Page, url: string): Promise<void> {
  await page.route('*://www.shop.example/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const response = await fetch(url + pathname);
    const contentType = response.headers.get('content-type') ?? '';
    await route.fulfill({ body: await response.text(), contentType });
  });
}

test('a datastream that keeps no identity still takes every event', async ({ webSdk, edgeTraffic }) => {
  await webSdk.start({ datastreamId: 'da7a57ea-0000-4000-8000-000000000002' });
  expect(await webSdk.send('first')).toMatchObject(accepted);
  expect(await webSdk.send('second')).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEventCount(2);
  expect(edgeTraffic.ecids()).toEqual([]);
  expect(await webSdk.cookies()).toEqual({});
});

test('ids are synchronised with partners, and destinations told, from the page', async ({
  context,
  webSdk,
  edgeTraffic,
  edgeEmulator,
  edgeConfig,
}) => {
  const url = (path: string) => webSdk.url + path;
  edgeEmulator.datastream(edgeConfig.datastreamId!, {
    services: {
      idSync: {
        enabled: true,
        exchanges: [{ type: 'url', id: 1, spec: { url: url('/sync.gif'), hideReferrer: false, ttlMinutes: 60 } }],
      },
      audienceManager: {
        enabled: true,
        activations: [
          { type: 'url', id: 2, spec: { url: url('/destination.gif'), hideReferrer: true, ttlMinutes: 60 } },
          { type: 'cookie', spec: { name: 'shop_audience', value: 'aud=9001', domain: '127.0.0.1', ttlDays: 30 } },
        ],
      },
    },
  });
  await webSdk.start();
  expect(await webSdk.send('first')).toMatchObject(accepted);
  await expect.poll(() => webSdk.site.asked).toEqual(expect.arrayContaining(['/sync.gif', '/destination.gif']));
  expect((await context.cookies()).map(({ name }) => name)).toContain('shop_audience');
  await expect(edgeTraffic).toHaveEventCount(1);
});
