/** What is read of the tags of a page: with the real engine, the real Web SDK and a real browser. */

import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { transform } from 'esbuild';
import { readTagLibrary, readTagPage } from '../../src/page/tagLibrary.js';
import { askPage } from '../../src/page/tagQuestion.js';
import { takeTagSnapshot } from '../../src/page/tagSnapshot.js';
import { askWebSdk } from '../../src/page/tagWebSdk.js';
import {
  answerEdge,
  embedCode,
  engine,
  environmentId,
  libraryPath,
  orgId,
  productionDatastream,
  propertyId,
  rules,
  tagLibrary,
  test,
  useWebSdk,
  webSdkScripts,
} from '../support/tagPages.js';

/** An instance of the Web SDK that never answers, which keeps the reading of a page going. */
const silent = '<script>window.silent = () => new Promise(() => undefined); window.__alloyNS = ["silent"];</script>';

test('says which library ran, and what it is made of', async ({ page, site }) => {
  const settings = { instances: [{ name: 'alloy', edgeConfigId: productionDatastream, onBeforeEventSend: null }] };
  const extension = { displayName: 'Adobe Experience Platform Web SDK', settings, modules: {} };
  site.files[libraryPath] = tagLibrary({ rules: Object.values(rules), extensions: { 'adobe-alloy': extension } });
  await page.goto(site.url);
  const library = await readTagLibrary(page);
  expect(library).toMatchObject({
    pageUrl: `${site.url}/`,
    scripts: [{ url: `${site.url}${libraryPath}`, async: true, integrity: '' }],
    buildDate: '2026-01-15T09:30:00Z',
    minified: true,
    turbineVersion: '28.1.0',
    turbineBuildDate: '2025-11-20T16:11:58Z',
    environment: { id: environmentId, stage: 'production' },
    property: { id: propertyId, name: 'Shop', settings: { domains: ['shop.example'] } },
    company: { orgId },
    dataElements: ['page name', 'cart value'],
    installedTwice: false,
    webSdk: [],
    datastreams: { used: [], configured: [productionDatastream] },
    errors: [],
  });
  expect(library?.extensions).toEqual([
    {
      name: 'core',
      displayName: 'Core',
      settings: {},
      modules: expect.arrayContaining(['core/src/lib/conditions/path.js']),
    },
    { name: 'adobe-alloy', displayName: 'Adobe Experience Platform Web SDK', settings, modules: [] },
  ]);
  expect(library?.rules[1]).toEqual({
    id: 'RL2',
    name: 'Checkout only',
    events: ['core/src/lib/events/libraryLoaded.js'],
    conditions: ['core/src/lib/conditions/always.js', 'core/src/lib/conditions/path.js'],
    actions: ['core/src/lib/actions/count.js'],
  });
});

test('leaves the page as it is, and the console quiet', async ({ page, site }) => {
  site.files[libraryPath] = tagLibrary();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  site.files['/favicon.ico'] = '';
  await page.goto(site.url);
  const globals = () => page.evaluate<string[]>('Object.getOwnPropertyNames(window).concat(Object.keys(_satellite))');
  const before = await globals();
  await readTagLibrary(page);
  expect(await globals()).toEqual(before);
  expect(complaints).toEqual([]);
});

test('finds a script by the environment in its name, in the document or no longer there', async ({ page, site }) => {
  const path = `/tags/${environmentId}.js`;
  site.files[path] = `document.currentScript.remove(); ${tagLibrary()}`;
  site.files['/'] = `<svg><script href="/drawing.js"></script></svg><script src="${path}" integrity=""></script>`;
  await page.goto(site.url);
  expect((await readTagLibrary(page))?.scripts).toEqual([
    { url: `${site.url}${path}`, async: undefined, integrity: '' },
  ]);
  site.files[path] = tagLibrary();
  await page.reload();
  expect((await readTagLibrary(page))?.scripts).toEqual([{ url: `${site.url}${path}`, async: false, integrity: '' }]);
});

test('tells a second library from a first one', async ({ page, site }) => {
  site.files[libraryPath] = tagLibrary();
  site.files['/launch-second.js'] = tagLibrary({ stage: 'staging' });
  site.files['/'] = `<script src="${libraryPath}"></script><script src="/launch-second.js"></script>`;
  await page.goto(site.url);
  const library = await readTagLibrary(page);
  expect(library?.installedTwice).toBe(true);
  expect(library?.environment.stage).toBe('production');
  expect(library?.scripts).toHaveLength(2);
});

test('takes nothing of a library for granted', async ({ page, site }) => {
  const container = "{ company: {}, property: { settings: {} }, environment: 'x', rules: [null, {}], extensions: {} }";
  site.files[libraryPath] = `window._satellite = { container: ${container} };\n${engine}`;
  await page.goto(site.url);
  expect(await readTagLibrary(page)).toMatchObject({
    buildDate: undefined,
    minified: undefined,
    environment: { id: undefined, stage: undefined },
    rules: [{ id: undefined, name: undefined, events: [], conditions: [], actions: [] }, { id: undefined }],
    extensions: [],
    dataElements: [],
  });
});

test('names what code of the library threw', async ({ page, site }) => {
  site.files[libraryPath] = `${tagLibrary()}\nsetTimeout(() => { throw new TypeError('late'); });`;
  site.files['/'] =
    `<script src="${libraryPath}"></script><script>setTimeout(() => { throw new Error('of the page'); })</script>`;
  await page.goto(site.url);
  await expect.poll(() => page.pageErrors()).toHaveLength(2);
  expect((await readTagLibrary(page))?.errors).toEqual(['TypeError: late']);
});

test.describe('the Web SDK', () => {
  test('says its version and the configuration in effect; the datastream is the one of its calls', async ({
    page,
    site,
  }) => {
    await answerEdge(page);
    site.files[libraryPath] = tagLibrary();
    site.files['/'] = `${embedCode}${webSdkScripts()}${useWebSdk('a-datastream:dev')}`;
    await page.goto(site.url);
    await page.evaluate('sent');
    const library = await readTagLibrary(page);
    expect(library?.webSdk).toEqual([
      {
        name: 'alloy',
        version: '2.33.1',
        config: expect.objectContaining({
          datastreamId: 'a-datastream:dev',
          edgeDomain: 'edge.example',
          edgeBasePath: 'ee',
        }),
        problem: undefined,
      },
    ]);
    expect(library?.datastreams).toEqual({ used: ['a-datastream:dev'], configured: ['a-datastream:dev'] });
  });

  test('counts what it really asks for, also where that is another datastream', async ({ page, site }) => {
    await answerEdge(page);
    site.files[libraryPath] = tagLibrary();
    site.files['/'] = `${embedCode}${webSdkScripts()}${useWebSdk('configured', { sends: false })}`;
    await page.goto(site.url);
    expect((await readTagLibrary(page))?.datastreams).toEqual({ used: [], configured: ['configured'] });
    await page.evaluate("alloy('sendEvent', { edgeConfigOverrides: { datastreamId: 'other' } })");
    expect((await readTagLibrary(page))?.datastreams).toEqual({ used: ['other'], configured: ['configured'] });
  });

  test('is known by its calls also where the page cleared its own record of them', async ({ page, site }) => {
    await answerEdge(page);
    site.files[libraryPath] = tagLibrary();
    site.files['/other'] = `${embedCode}${webSdkScripts()}${useWebSdk('first')}`;
    await page.goto(`${site.url}/other`);
    await page.evaluate('sent');
    site.files['/'] = `${embedCode}${webSdkScripts()}${useWebSdk('second')}`;
    await page.goto(site.url);
    await page.evaluate('sent.then(() => performance.clearResourceTimings())');
    expect((await readTagLibrary(page))?.datastreams.used).toEqual(['second']);
  });

  test('is not waited for where it never answers, even if the clock of the page stands still', async ({
    page,
    site,
  }) => {
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    site.files[libraryPath] = tagLibrary();
    site.files['/'] = `<script src="${libraryPath}"></script>${silent}`;
    await page.goto(site.url);
    expect((await readTagLibrary(page))?.webSdk).toEqual([
      { name: 'silent', version: undefined, config: undefined, problem: 'gave no answer within 1000 ms' },
    ]);
  });

  test('says why it cannot say more: not configured, not loaded, not there', async ({ page, site }) => {
    site.files[libraryPath] = tagLibrary();
    const early = webSdkScripts('early').replace('/alloy.min.js', '/missing.js');
    site.files['/'] =
      `<script src="${libraryPath}"></script>${webSdkScripts('later')}${early}<script>__alloyNS.push('nobody')</script>`;
    await page.goto(site.url);
    expect((await readTagLibrary(page))?.webSdk.map(({ name, problem }) => [name, problem])).toEqual([
      ['later', expect.stringContaining('refused to say: [later] The library must be configured first.')],
      ['early', 'is set up, but its code has not been loaded'],
      ['nobody', 'is set up, but its code has not been loaded'],
    ]);
    expect(await page.evaluate('early.q.length'), 'no call was left for it').toBe(0);
  });

  for (const [stage, configured] of Object.entries({ development: 'dev', staging: 'prod', production: 'prod' })) {
    test(`has the datastream that its extension sets for ${stage}`, async ({ page, site }) => {
      const instances = [
        { edgeConfigId: 'prod', stagingEdgeConfigId: '', developmentEdgeConfigId: 'dev' },
        { edgeConfigId: '%a data element%' },
        null,
      ];
      site.files[libraryPath] = tagLibrary({ stage, extensions: { 'adobe-alloy': { settings: { instances } } } });
      await page.goto(site.url);
      expect((await readTagLibrary(page))?.datastreams.configured).toEqual([configured]);
    });
  }
});

test.describe('without a library', () => {
  const script = `<script src="${libraryPath}"></script>`;

  test('says that there is no script of one', async ({ page, site }) => {
    site.files['/'] = '<script src="/app.js"></script>';
    await page.goto(site.url);
    expect(await readTagPage(page)).toEqual({
      url: `${site.url}/`,
      library: undefined,
      absence: ['the page has no script called launch-….js or satelliteLib-….js'],
    });
    expect(await readTagLibrary(page)).toBeUndefined();
  });

  test('is not taken in by an engine that gave up', async ({ page, site }) => {
    site.files['/'] = script;
    site.files[libraryPath] = `window._satellite = { container: {} };\n${engine}`;
    await page.goto(site.url);
    expect(await page.evaluate('__satelliteLoaded')).toBe(true);
    const { library, absence } = await readTagPage(page);
    expect(library).toBeUndefined();
    expect(absence).toEqual([
      `${site.url}${libraryPath} was loaded, but did not run to the end: TypeError: Cannot read properties of undefined (reading 'dynamicCdnEnabled')`,
    ]);
  });

  test('says so of a library in the page itself', async ({ page, site }) => {
    site.files['/'] = `<script>window._satellite = { container: {} };\n${engine}</script>`;
    await page.goto(site.url);
    expect((await readTagPage(page)).absence).toEqual([
      "a library began to run, but did not come far: TypeError: Cannot read properties of undefined (reading 'dynamicCdnEnabled')",
    ]);
  });

  test('is not taken in by an object that pages put there for want of one', async ({ page, site }) => {
    site.files['/'] = '<script>window._satellite = { track() {}, getVar() {} }</script>';
    await page.goto(site.url);
    expect(await readTagLibrary(page)).toBeUndefined();
  });

  const hostile = '<!doctype html><p>No such file</p>';
  for (const [name, { file, says }] of Object.entries({
    'is answered with 404': { file: undefined, says: 'was answered with status 404' },
    'is a page': {
      file: hostile,
      says: "was loaded, but did not run to the end: SyntaxError: Unexpected token '<'",
    },
    'does nothing': { file: ';', says: 'was loaded, but did not run to the end' },
  })) {
    test(`says that its script ${name}`, async ({ page, site }) => {
      site.files['/'] = script;
      if (file !== undefined) site.files[libraryPath] = file;
      await page.goto(site.url);
      expect((await readTagPage(page)).absence).toEqual([`${site.url}${libraryPath} ${says}`]);
    });
  }

  test('says that its script is still on its way', async ({ page, site }) => {
    site.files[libraryPath] = () => undefined;
    await page.goto(site.url, { waitUntil: 'domcontentloaded' });
    expect((await readTagPage(page)).absence).toEqual([`${site.url}${libraryPath} has not been answered yet`]);
  });

  for (const [reason, code] of Object.entries({
    'an extension': 'blockedbyclient',
    'the network': 'connectionrefused',
  })) {
    test(`says that its script was kept back by ${reason}`, async ({ page, site }) => {
      await page.route(`**${libraryPath}`, (route) => route.abort(code));
      await page.goto(site.url);
      const error = code === 'blockedbyclient' ? 'net::ERR_BLOCKED_BY_CLIENT' : 'net::ERR_CONNECTION_REFUSED';
      expect((await readTagPage(page)).absence).toEqual([`${site.url}${libraryPath} could not be loaded: ${error}`]);
    });
  }

  test('says that its script was cut off', async ({ page, site }) => {
    site.files['/'] = script;
    site.files[libraryPath] = (response) => void response.destroy();
    await page.goto(site.url);
    expect((await readTagPage(page)).absence).toEqual([
      `${site.url}${libraryPath} could not be loaded: net::ERR_EMPTY_RESPONSE`,
    ]);
  });

  test('says that its script was blocked by the policy of the page', async ({ page, site }) => {
    site.files['/'] = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">${script}`;
    await page.goto(site.url);
    expect((await readTagPage(page)).absence).toEqual([
      `${site.url}${libraryPath} was blocked by the page's Content Security Policy`,
    ]);
  });

  test('says that its script is held back', async ({ page, site }) => {
    site.files['/'] = script.replace('<script', '<script type="text/plain"');
    await page.goto(site.url);
    expect((await readTagPage(page)).absence).toEqual([
      `${site.url}${libraryPath} stands in an element of type "text/plain", which no browser runs`,
    ]);
  });
});

test.describe('a page that', () => {
  test('navigates while it is asked is asked again', async ({ page, site }) => {
    site.files[libraryPath] = tagLibrary();
    site.files['/tagged'] = embedCode.replace(' async', '');
    await page.goto(site.url);
    let asked = 0;
    const library = await askPage(
      page,
      async () => {
        if (++asked > 1) return await readTagLibrary(page);
        // Goes on until the document has gone.
        const endless = page.evaluate<undefined>('new Promise(() => undefined)');
        await Promise.all([endless, page.goto(`${site.url}/tagged`)]);
        return endless;
      },
      30_000,
    );
    expect(asked).toBe(2);
    expect(library).toMatchObject({ pageUrl: `${site.url}/tagged` });
  });

  test('has navigated between two questions is not taken for the one before', async ({ page, site }) => {
    site.files['/'] = silent;
    await page.goto(site.url);
    const snapshot = await page.evaluate(takeTagSnapshot);
    await page.reload();
    const question = { name: 'silent', beganAtMs: snapshot.beganAtMs };
    await expect(page.evaluate(askWebSdk, question)).rejects.toThrow('Execution context was destroyed');
  });

  test('is closed, before or meanwhile, is an error that says so', async ({ page, site }) => {
    await page.goto(site.url);
    const message = `The page ${site.url}/ was closed before it could be read.\nAsk before page.close(), or ask a page that is open.\n[EDGE_PAGE_UNREADABLE]`;
    const asking = askPage(page, () => page.evaluate('new Promise(() => undefined)'), 30_000).catch(String);
    await page.close();
    expect(await asking).toBe(`EdgePageError: ${message}`);
    await expect(readTagLibrary(page)).rejects.toThrow(message);
  });

  test('has crashed is an error that says so', async ({ page, site }) => {
    await page.goto(site.url);
    await page.goto('chrome://crash').catch(() => undefined);
    await expect(readTagLibrary(page)).rejects.toThrow(`The page ${site.url}/ has crashed.\n[EDGE_PAGE_UNREADABLE]`);
  });

  test('does not answer is not waited for', async ({ page, site }) => {
    await page.goto(site.url);
    page.on('dialog', () => undefined);
    void page.evaluate('alert("here")').catch(() => undefined);
    await page.waitForEvent('dialog');
    await expect(readTagPage(page, 200)).rejects.toThrow(
      `The page ${site.url}/ gave no answer within 200 ms.\nA script that does not end, an open dialog, or one navigation after the other keep a page from answering.\n[EDGE_PAGE_UNREADABLE]`,
    );
  });
});

for (const file of ['tagSnapshot', 'tagWebSdk', 'tagMonitor']) {
  test(`${file}.ts keeps to what a page has, also as the package is built`, async () => {
    const source = readFileSync(`src/page/${file}.ts`, 'utf8');
    const { code } = await transform(source, { loader: 'ts', keepNames: true, target: 'node20' });
    expect(code, 'a helper for names inside a function').not.toMatch(/^\s+.*__name\(/m);
  });
}
