/** The demonstration site in a real browser: what specs of pages and tag libraries build on. */

import { expect, test as base, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { stateKey } from '../../src/protocol/cookies.js';
import { encodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import { chromiumLaunchOptions } from '../support/chromium.js';
import { datastreamNamed, demo } from '../support/emulatorCalls.js';
import { serveSite, type Site } from '../support/site.js';

interface SentCall {
  /** `interact`, `collect` or `privacy/set-consent`. */
  action: string | undefined;
  datastreamId: string | null;
  body: {
    events?: { xdm: { eventType: string; [group: string]: unknown }; query?: unknown }[];
    consent?: unknown;
  };
}

interface Edge {
  calls: SentCall[];
  eventTypes(): string[];
  /** What all answers hold besides the visitor's identity. */
  handles: object[];
}

/** Errors of the page and of its console. */
type Problems = string[];

const test = base.extend<{ site: Site; edge: Edge; problems: Problems }>({
  site: async ({}, use) => {
    await using site = await serveSite();
    await use(site);
  },
  edge: async ({ page }, use) => await use(await stubEdge(page)),
  problems: async ({ page }, use) => {
    const problems: Problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    await use(problems);
  },
});

const { args = [], ...launchOptions } = chromiumLaunchOptions();
// Routes of Playwright do not see what a page sends while it is left. Nothing may leave this machine.
const loopbackOnly = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
test.use({ launchOptions: { ...launchOptions, args: [...args, loopbackOnly] } });

const pageView = 'web.webpagedetails.pageViews';

for (const { path, eventTypes } of [
  { path: '/', eventTypes: [pageView] },
  { path: '/product', eventTypes: [pageView, 'commerce.productViews'] },
  { path: '/checkout', eventTypes: [pageView] },
  { path: '/leaving', eventTypes: [pageView] },
  { path: '/summer', eventTypes: [pageView] },
  { path: '/twice', eventTypes: [pageView] },
  { path: '/bare', eventTypes: [pageView] },
])
  test(`${path} loads without a problem and reports ${eventTypes.join(' and ')}`, async ({
    page,
    site,
    edge,
    problems,
  }) => {
    await page.goto(site.url + path);
    await expect.poll(edge.eventTypes).toEqual(eventTypes);
    expect(edge.calls.map(({ datastreamId }) => datastreamId)).toEqual(eventTypes.map(() => demo.id));
    expect(problems).toEqual([]);
  });

test('a page view says which page it is, and that of the home page asks for the hero offer', async ({
  page,
  site,
  edge,
}) => {
  await page.goto(site.url);
  await expect.poll(edge.eventTypes).toEqual([pageView]);
  expect(edge.calls[0]?.body.events?.[0]).toMatchObject({
    xdm: { web: { webPageDetails: { name: 'home', siteSection: 'home', pageViews: { value: 1 } } } },
    query: { personalization: { decisionScopes: expect.arrayContaining(['hero', '__view__']) as unknown } },
  });
});

test('the hero takes an offer, whose display is reported', async ({ page, site, edge, problems }) => {
  const content = { headline: 'Summer is here', image: '/images/summer.jpg', link: '/summer' };
  const proposition = { id: 'AT:1', scope: 'hero', scopeDetails: { decisionProvider: 'TGT' } };
  const item = { id: '1', schema: 'https://ns.adobe.com/personalization/json-content-item', data: { content } };
  edge.handles.push({ type: 'personalization:decisions', payload: [{ ...proposition, items: [item] }] });
  await page.goto(site.url);
  const hero = page.getByRole('region', { name: 'Offer' });
  await expect(hero.getByRole('heading')).toHaveText('Summer is here');
  await expect(hero.getByRole('link')).toHaveAttribute('href', '/summer');
  await expect.poll(edge.eventTypes).toEqual([pageView, 'decisioning.propositionDisplay']);
  expect(edge.calls[1]?.body.events?.[0]?.xdm).toMatchObject({
    _experience: { decisioning: { propositions: [proposition], propositionEventType: { display: 1 } } },
  });
  expect(problems).toEqual([]);
});

test('a product is put into the cart', async ({ page, site, edge }) => {
  await page.goto(`${site.url}/product`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('status')).toHaveText('The scarf is in your cart.');
  await expect.poll(edge.eventTypes).toEqual([pageView, 'commerce.productViews', 'commerce.productListAdds']);
  expect(edge.calls[2]?.body.events?.[0]?.xdm).toMatchObject({
    productListItems: [{ SKU: 'AW-SCARF-1', name: 'Wool scarf', quantity: 1, priceTotal: 29.9, currencyCode: 'EUR' }],
  });
});

test('checkout reports exactly one purchase, also to the impatient', async ({ page, site, edge, problems }) => {
  await observeRules(page);
  await page.goto(`${site.url}/checkout`);
  await page.getByRole('button', { name: 'Place order' }).dblclick();
  await expect(page.getByRole('button', { name: 'Place order' })).toBeDisabled();
  await expect.poll(() => rules(page, 'ruleCompleted')).toContain('Checkout: purchase');
  expect(edge.eventTypes()).toEqual([pageView, 'commerce.purchases']);
  expect(edge.calls[1]?.body.events?.[0]?.xdm['commerce']).toEqual({
    purchases: { value: 1 },
    order: { purchaseID: 'AW-2026-0117', priceTotal: 49.9, currencyCode: 'EUR' },
  });
  expect(problems).toEqual([]);
});

test.describe('consent', () => {
  test('nothing is sent before it is given', async ({ page, site, edge, problems }) => {
    await observeRules(page);
    await page.goto(`${site.url}/consent`);
    await expect.poll(() => rules(page, 'ruleCompleted')).toContain('All pages: page view');
    expect(edge.calls).toEqual([]);

    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('button', { name: 'Accept' })).toBeHidden();
    await expect.poll(() => edge.calls.map(({ action }) => action)).toEqual(['privacy/set-consent', 'interact']);
    expect(edge.calls[0]?.body.consent).toEqual([{ standard: 'Adobe', version: '1.0', value: { general: 'in' } }]);
    expect(edge.eventTypes()).toEqual([pageView]);

    await page.reload();
    await expect(page.getByRole('status')).toHaveText('Visits are measured.');
    await expect(page.getByRole('button', { name: 'Accept' })).toBeHidden();
    await expect.poll(edge.eventTypes).toEqual([pageView, pageView]);
    expect(problems).toEqual([]);
  });

  test('no event is sent once it is declined', async ({ page, site, edge }) => {
    await page.goto(`${site.url}/consent`);
    await page.getByRole('button', { name: 'Decline' }).click();
    await expect(page.getByRole('status')).toHaveText('Fine. Nothing is measured.');
    await expect
      .poll(() => page.context().cookies())
      .toContainEqual(expect.objectContaining({ name: stateKey(demo.orgId, 'consent'), value: 'general=out' }));
    // The SDK has an answer for the page view that waited, and would take another.
    await page.evaluate(`alloy('sendEvent', { xdm: { eventType: 'shop.probe' } })`);
    expect(edge.calls.map(({ action }) => action)).toEqual(['privacy/set-consent']);
  });
});

test('a page that is left reports the link and the leaving, by beacons', async ({ page, site, edge }) => {
  // The beacons are kept instead of sent: they outlive the page, and with it all that could watch them.
  await page.addInitScript(`
    const texts = new WeakMap();
    window.Blob = class extends Blob {
      constructor(parts, options) {
        super(parts, options);
        texts.set(this, parts.join(''));
      }
    };
    navigator.sendBeacon = (url, blob) => {
      const kept = JSON.parse(sessionStorage.getItem('beacons') ?? '[]');
      sessionStorage.setItem('beacons', JSON.stringify([...kept, { url, text: texts.get(blob) }]));
      return true;
    };`);
  await page.goto(`${site.url}/leaving`);
  await expect
    .poll(() => page.context().cookies())
    .toContainEqual(expect.objectContaining({ name: stateKey(demo.orgId, 'identity') }));
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(page).toHaveURL(`${site.url}/`);
  const beacons = JSON.parse(await page.evaluate<string>(`sessionStorage.getItem('beacons')`)) as Beacon[];
  expect(beacons.map(({ url }) => new URL(url).pathname)).toEqual(['/ee/v1/collect', '/ee/v1/collect']);
  const [click, left] = beacons.map(({ text }) => (JSON.parse(text) as SentCall['body']).events?.[0]?.xdm);
  expect(click).toMatchObject({
    eventType: 'web.webinteraction.linkClicks',
    web: { webInteraction: { name: 'Back to the shop', URL: `${site.url}/`, type: 'other' } },
  });
  expect(left).toMatchObject({ eventType: 'shop.pageLeft', web: { webPageDetails: { name: 'leaving' } } });
  await expect.poll(edge.eventTypes).toEqual([pageView, pageView]);
});

test.describe('the tag library', () => {
  for (const { environment, id, buildDate, datastream } of [
    { environment: 'production', id: '1', buildDate: '2026-01-12T08:30:00Z', datastream: 'demo' },
    { environment: 'staging', id: '2', buildDate: '2026-01-14T10:05:00Z', datastream: 'one-override' },
    { environment: 'development', id: '3', buildDate: '2026-01-15T16:40:00Z', datastream: 'nothing-on' },
  ] as const)
    test(`of ${environment} says what it is and sends to its datastream`, async ({ page, edge }) => {
      await using site = await serveSite({ environment });
      await page.goto(site.url);
      await expect.poll(edge.eventTypes).toEqual([pageView]);
      expect(await page.evaluate('({ ..._satellite.environment })')).toEqual({
        id: `ENda7a57ea00000000000000000000000${id}`,
        stage: environment,
      });
      expect(await page.evaluate('({ ..._satellite.buildInfo })')).toEqual({
        minified: true,
        buildDate,
        turbineBuildDate: '2024-08-22T17:32:44Z',
        turbineVersion: '28.1.0',
      });
      expect(await page.evaluate('({ ..._satellite.property })')).toEqual({
        id: 'PRda7a57ea000000000000000000000001',
        name: 'Alpine Wool',
      });
      expect(await page.evaluate('_satellite.company.orgId')).toBe(demo.orgId);
      expect(edge.calls[0]?.datastreamId).toBe(datastreamNamed(datastream).id);
    });

  test('fires the rules of the page, and those only', async ({ page, site }) => {
    await stubEdge(page);
    await observeRules(page);
    await page.goto(site.url);
    await expect.poll(() => rules(page, 'ruleCompleted')).toEqual(['Home: page view']);
    expect((await rules(page, 'ruleConditionFailed')).toSorted()).toEqual(['All pages: page view', 'Product: view']);
  });

  test('knows the data of the page', async ({ page, site }) => {
    await stubEdge(page);
    await page.goto(`${site.url}/checkout`);
    const names = ['page name', 'page type', 'order id', 'order total', 'currency', 'default consent'];
    const values = await page.evaluate(`(${JSON.stringify(names)}).map((name) => _satellite.getVar(name))`);
    expect(values).toEqual(['checkout', 'checkout', 'AW-2026-0117', 49.9, 'EUR', 'in']);
  });

  test('that is installed twice leaves its second container behind', async ({ page, site }) => {
    await stubEdge(page);
    await page.goto(`${site.url}/twice`);
    expect(await page.evaluate('typeof _satellite.container')).toBe('object');
    expect(await page.evaluate('typeof _satellite.buildInfo')).toBe('object');
  });

  test('that is broken was loaded but does not run', async ({ page, site, edge, problems }) => {
    await page.goto(`${site.url}/broken`);
    expect(await page.evaluate('window.__satelliteLoaded')).toBe(true);
    expect(await page.evaluate('typeof _satellite.buildInfo')).toBe('undefined');
    expect(problems).toEqual([expect.stringContaining('dynamicCdnEnabled')]);
    expect(edge.calls).toEqual([]);
  });
});

test('settings reach the page', async ({ page }) => {
  const orgId = '0DDB0D1E0000000000E0E0E0@AdobeOrg';
  const datastreamId = 'da7a57ea-0000-4000-8000-00000000000f';
  const edgeDomain = 'data.shop.invalid';
  await using site = await serveSite({ datastreamId, orgId, edgeDomain, thirdPartyCookiesEnabled: true });
  for (const path of ['/', '/bare']) {
    await page.goto(site.url + path);
    const configuration = await page.evaluate(`alloy('getLibraryInfo').then(({ libraryInfo }) => libraryInfo.configs)`);
    expect(configuration).toMatchObject({ datastreamId, orgId, edgeDomain, thirdPartyCookiesEnabled: true });
  }
});

test.describe('the server', () => {
  test('serves the Web SDK as it is installed', async ({ site }) => {
    const installed = await readFile('node_modules/@adobe/alloy/dist/alloy.min.js', 'utf8');
    const response = await fetch(`${site.url}/vendor/alloy.min.js`);
    expect(await response.text()).toBe(installed);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  for (const path of [
    '/nothing',
    '/tags',
    '/tags/',
    '/tags/launch-nowhere.min.js',
    '/tags/launch-container.min.js',
    '/vendor/other.js',
    '/%',
    '/%00.html',
    '/..%2f..%2fpackage.json',
    '/..%2fdatastreams.json',
  ])
    test(`has nothing at ${path}`, async ({ site }) => {
      expect((await fetch(site.url + path)).status).toBe(404);
    });
});

interface Beacon {
  url: string;
  text: string;
}

/** Answers for the Edge Network, so that the SDK has an identity and goes on. */
async function stubEdge(page: Page): Promise<Edge> {
  const edge: Edge = {
    calls: [],
    handles: [],
    eventTypes: () => edge.calls.flatMap(({ body }) => body.events ?? []).map(({ xdm }) => xdm.eventType),
  };
  await page.route('https://edge.adobedc.net/**', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const body = request.postDataJSON() as SentCall['body'];
    const action = url.pathname.split('/v1/')[1];
    edge.calls.push({ action, datastreamId: url.searchParams.get('configId'), body });
    const [consent] = (body.consent ?? []) as { value: { general: string } }[];
    const payload = [
      {
        key: stateKey(demo.orgId, 'identity'),
        value: encodeIdentityCookie({ ecid: '20418837560192744630185527390461827735' }),
        maxAge: 34128000,
      },
      ...(consent === undefined
        ? []
        : [{ key: stateKey(demo.orgId, 'consent'), value: `general=${consent.value.general}`, maxAge: 15552000 }]),
    ];
    const handle = [{ type: 'state:store', payload }, ...edge.handles];
    await route.fulfill({ json: { requestId: url.searchParams.get('requestId'), handle } });
  });
  return edge;
}

type RuleEvent = 'ruleTriggered' | 'ruleCompleted' | 'ruleConditionFailed';

/** Has the engine note what becomes of its rules. */
async function observeRules(page: Page): Promise<void> {
  await page.addInitScript(`
    window.seenRules = [];
    const note = (event) => ({ rule }) => seenRules.push({ event, name: rule.name });
    window._satellite = {
      _monitors: [
        {
          ruleTriggered: note('ruleTriggered'),
          ruleCompleted: note('ruleCompleted'),
          ruleConditionFailed: note('ruleConditionFailed'),
        },
      ],
    };`);
}

async function rules(page: Page, event: RuleEvent): Promise<string[]> {
  const seen = await page.evaluate<{ event: RuleEvent; name: string }[]>('seenRules');
  return seen.filter((each) => each.event === event).map(({ name }) => name);
}
