/** Adobe's Web SDK, unmodified, collects data through the tap: what it sends arrives whole, once, at the right place. */

import { expect } from 'playwright-datastream';
import { accepted, rejectedWith, test } from '../support/webSdkPage.js';

const pageView = { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: 'home' } } };

test('a page view arrives with what the SDK adds to it, and leaves the visitor an identity', async ({
  page,
  webSdk,
  edgeTraffic,
  edgeConfig,
}) => {
  await webSdk.start();
  const data = { __adobe: { analytics: { eVar1: 'x' } } };
  expect(await webSdk.run('sendEvent', { xdm: pageView, data })).toMatchObject(accepted);

  await expect(edgeTraffic).toHaveEventCount(1);
  const [event] = edgeTraffic.events(pageView);
  expect(event).toMatchObject({
    xdm: {
      web: { webPageDetails: { URL: `${webSdk.url}/`, name: 'home' }, webReferrer: { URL: '' } },
      device: { screenHeight: expect.any(Number) },
      environment: { type: 'browser' },
      placeContext: { localTime: expect.any(String) },
      implementationDetails: {
        name: 'https://ns.adobe.com/experience/alloy',
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      },
    },
    data,
    call: {
      request: {
        datastreamId: edgeConfig.datastreamId,
        endpoint: 'interact',
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      },
      page: { frameUrl: `${webSdk.url}/`, pageTitle: 'Home', transport: 'fetch' },
      response: { status: 200 },
    },
  });
  expect(Object.keys(await webSdk.cookies()).toSorted()).toEqual(['cluster', 'identity']);
  const [ecid] = edgeTraffic.ecids();
  const legacy = (await page.context().cookies()).find(({ name }) => name.startsWith('AMCV_'));
  expect(legacy?.value).toBe(`MCMID|${ecid}`);
});

test('events that come together wait for the first answer; those of the next page are of the same visitor', async ({
  page,
  webSdk,
  edgeTraffic,
}) => {
  await webSdk.start();
  await page.evaluate(
    `Promise.all(['first', 'second', 'third'].map((eventType) => alloy('sendEvent', { xdm: { eventType } })))`,
  );
  await expect(edgeTraffic).toHaveEventCount(3);
  const paths = edgeTraffic.calls().map(({ request }) => new URL(request.url).pathname);
  expect(paths).toEqual(['/ee/v1/interact', '/ee/or2/v1/interact', '/ee/or2/v1/interact']);
  await webSdk.start({}, '/next');
  await webSdk.send('later');
  await expect(edgeTraffic).toHaveEvent({ eventType: 'later', web: { webPageDetails: { URL: `${webSdk.url}/next` } } });
  expect(edgeTraffic.ecids()).toHaveLength(1);
});

test('identities, merge id and dataset of an event arrive', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
  await webSdk.start();
  const identityMap = { CRMID: [{ id: 'C-1', authenticatedState: 'authenticated', primary: true }] };
  const options = {
    type: 'shop.signedIn',
    mergeId: 'm-1',
    datasetId: '66a0c0ffee00000000000001',
    xdm: { identityMap },
  };
  expect(await webSdk.run('sendEvent', options)).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEvent({ eventType: 'shop.signedIn', eventMergeId: 'm-1', identityMap });
  expect(edgeEmulator.calls()[0]?.visitor?.identities).toEqual(['CRMID: C-1']);
});

test('all that the SDK can tell of the browser arrives', async ({ webSdk, edgeTraffic }) => {
  const context = [
    'web',
    'device',
    'environment',
    'placeContext',
    'highEntropyUserAgentHints',
    'oneTimeAnalyticsReferrer',
  ];
  await webSdk.start({ context });
  await webSdk.send('with.context');
  await expect(edgeTraffic).toHaveEvent({
    eventType: 'with.context',
    device: { screenOrientation: /^(landscape|portrait)$/ },
    environment: { browserDetails: { userAgentClientHints: { architecture: expect.any(String) } } },
    placeContext: { ianaTimezone: expect.any(String) },
  });
});

test('an event that the page withholds is not sent', async ({ page, webSdk, edgeTraffic }) => {
  await page.goto(webSdk.url);
  await page.evaluate(`alloy('configure', { ...${JSON.stringify(webSdk.config)}, onBeforeEventSend: () => false })`);
  expect(await webSdk.send('withheld')).toEqual({ resolved: {} });
  await expect(edgeTraffic).toHaveEventCount(0);
  expect(edgeTraffic.calls()).toEqual([]);
});

test('a visitor of Target goes on in the same cluster', async ({ context, webSdk, edgeTraffic }) => {
  const cookies = { mbox: 'session#abc#1|PC#def.35_0#2', mboxEdgeCluster: '35' };
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: webSdk.url })));
  await webSdk.start({ targetMigrationEnabled: true });
  expect(await webSdk.send('sent')).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEvent({ eventType: 'sent' });
  expect(new URL(edgeTraffic.calls()[0]!.request.url).pathname).toBe('/ee/t35/v1/interact');
});

test('a base path of the site and a session of Assurance show in the address of the call', async ({
  webSdk,
  edgeTraffic,
}) => {
  await webSdk.start({ edgeBasePath: 'ee-sandbox/x' }, '/?adb_validation_sessionid=1234-abcd');
  expect(await webSdk.send('sent')).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEvent({ eventType: 'sent' });
  const { pathname, searchParams } = new URL(edgeTraffic.calls()[0]!.request.url);
  expect(pathname).toBe('/ee-sandbox/x/v1/interact');
  // It opens the session to whoever has it, so that the record says no more than that there was one.
  expect(searchParams.get('adobeAepValidationToken')).toBe('***');
});

test('two instances send to their own datastreams', async ({ page, webSdk, edgeTraffic }) => {
  const other = { datastreamId: 'da7a57ea-0000-4000-8000-000000000014', orgId: '07E4000000000000000E0E0E@AdobeOrg' };
  await webSdk.start();
  await page.evaluate(`second('configure', ${JSON.stringify({ ...webSdk.config, ...other })})`);
  await webSdk.send('from.first');
  await page.evaluate(`second('sendEvent', { xdm: { eventType: 'from.second' } })`);
  await expect(edgeTraffic).toHaveEventCount(2);
  const [event] = edgeTraffic.events({ eventType: 'from.second' });
  expect(event?.call.request.datastreamId).toBe(other.datastreamId);
  expect(edgeTraffic.ecids()).toHaveLength(2);
});

test('what is wrong with a configuration or a command is said on the page, and nothing is sent', async ({
  page,
  webSdk,
  edgeTraffic,
}) => {
  await page.goto(webSdk.url);
  const { datastreamId, ...incomplete } = webSdk.config;
  const port = { ...incomplete, edgeDomain: 'edge.example:8443' };
  expect(await webSdk.run('configure', port)).toEqual(rejectedWith(`'datastreamId' is a required option`));
  await webSdk.start();
  expect(await webSdk.run('nope')).toEqual(rejectedWith('The nope command does not exist'));
  const info = await webSdk.run('getLibraryInfo');
  expect(info).toMatchObject({ resolved: { libraryInfo: { configs: { datastreamId } } } });
  const media = { channel: 'c', playerName: 'p', mainPingInterval: 1 };
  await page.goto(`${webSdk.url}/next`);
  const outcome = await webSdk.run('configure', { ...webSdk.config, streamingMedia: media });
  expect(outcome).toEqual(rejectedWith(`'streamingMedia.mainPingInterval'`));
  await expect(edgeTraffic).toHaveEventCount(0);
});
