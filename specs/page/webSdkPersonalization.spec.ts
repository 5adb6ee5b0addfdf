/** Offers of the emulator, as the Web SDK renders them, and what it reports of them. */

import { expect } from 'playwright-datastream';
import type { PropositionItem } from '../../src/protocol/handles.js';
import { accepted, test, type Outcome } from '../support/webSdkPage.js';

const schema = 'https://ns.adobe.com/personalization/';
const display = 'decisioning.propositionDisplay';
const interact = 'decisioning.propositionInteract';

const setHtml = (content: string, selector = '#hero'): PropositionItem => ({
  id: '1',
  schema: `${schema}dom-action`,
  data: { type: 'setHtml', content, selector, prehidingSelector: selector },
});
const clickable = (selector: string): PropositionItem => ({
  id: '2',
  schema: `${schema}dom-action`,
  data: { type: 'click', selector, format: 'application/vnd.adobe.target.dom-action' },
});

interface Offer {
  scope?: string;
  isView?: boolean;
  items: PropositionItem[];
}

const offerTest = test.extend<{ offer: (...offers: Offer[]) => void }>({
  offer: ({ edgeEmulator, edgeConfig }, use) =>
    use((...offers) => {
      const given = offers.map((offer, index) => ({
        scope: '__view__',
        activity: { id: `70000${index}` },
        experience: { id: '0' },
        ...offer,
      }));
      edgeEmulator.datastream(edgeConfig.datastreamId!, { services: { target: { offers: given } } });
    }),
});

/** What is reported of a proposition. */
const about = (scope: string, kind: 'display' | 'interact') => ({
  decisioning: { propositions: [{ scope }], propositionEventType: { [kind]: 1 } },
});
const scopesOf = (outcome: Outcome) =>
  'resolved' in outcome
    ? (outcome.resolved as { propositions: { scope: string }[] }).propositions.map(({ scope }) => scope)
    : [];

offerTest(
  'an offer for the whole page is rendered, and its display reported once',
  async ({ page, offer, webSdk, edgeTraffic, edgeEmulator }) => {
    offer({ items: [setHtml('Summer')] });
    await webSdk.start();
    const outcome = await webSdk.send('view', { renderDecisions: true });
    expect(outcome).toMatchObject({ resolved: { propositions: [{ scope: '__view__', renderAttempted: true }] } });
    await expect(page.locator('#hero')).toHaveText('Summer');
    await expect(edgeTraffic).toHaveEvent({ eventType: display, _experience: about('__view__', 'display') });
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: display });
    expect(edgeEmulator.notifications()).toHaveLength(1);
  },
);

offerTest('an offer of a scope is rendered where the page wants it', async ({ page, offer, webSdk, edgeTraffic }) => {
  const item = {
    id: '3',
    schema: `${schema}html-content-item`,
    data: { id: '3', format: 'text/html', content: '<b>Ten percent</b>' },
  };
  offer({ scope: 'slot', items: [item] });
  await webSdk.start();
  const outcome = await webSdk.send('view', { renderDecisions: true, personalization: { decisionScopes: ['slot'] } });
  expect(scopesOf(outcome)).toEqual(['slot']);
  const { propositions } = (outcome as { resolved: { propositions: object[] } }).resolved;
  const metadata = { slot: { selector: '#slot', actionType: 'setHtml' } };
  expect(await webSdk.run('applyPropositions', { propositions, metadata })).toMatchObject(accepted);
  await expect(page.locator('#slot b')).toHaveText('Ten percent');
  await expect(edgeTraffic).toHaveEventCount(1);
});

offerTest('an offer of a surface is handed to the page', async ({ webSdk, edgeTraffic, edgeEmulator, edgeConfig }) => {
  const surface = `${webSdk.url.replace('http', 'web')}/#slot`;
  const items = [{ id: '4', schema: `${schema}json-content-item`, data: { id: '4', content: '{"voucher":"TEN"}' } }];
  edgeEmulator.datastream(edgeConfig.datastreamId!, {
    services: { journeyOptimizer: { offers: [{ surface, activity: { id: 'a#1' }, items }] } },
  });
  await webSdk.start();
  const personalization = { surfaces: ['#slot'], defaultPersonalizationEnabled: false };
  const outcome = await webSdk.send('view', { personalization });
  expect(outcome).toMatchObject({ resolved: { propositions: [{ scope: surface, items }] } });
  await expect(edgeTraffic).toHaveEventCount(1);
});

offerTest('a display that is held back comes with a later event', async ({ page, offer, webSdk, edgeTraffic }) => {
  offer({ items: [setHtml('Summer')] });
  await webSdk.start();
  await webSdk.send('top', { renderDecisions: true, personalization: { sendDisplayEvent: false } });
  await expect(page.locator('#hero')).toHaveText('Summer');
  expect(await webSdk.send('bottom', { personalization: { includeRenderedPropositions: true } })).toMatchObject(
    accepted,
  );
  await expect(edgeTraffic).toHaveEvent({ eventType: 'bottom', _experience: about('__view__', 'display') });
  await expect(edgeTraffic).toHaveEventCount(2);
});

offerTest('a click on an offer is reported by beacon', async ({ page, offer, webSdk, edgeTraffic }) => {
  offer({ items: [clickable('#hero'), setHtml('Summer')] });
  await webSdk.start();
  await webSdk.send('view', { renderDecisions: true });
  await expect(edgeTraffic).toHaveEvent({ eventType: display });
  await page.locator('#hero').click();
  await expect(edgeTraffic).toHaveEvent({ eventType: interact, _experience: about('__view__', 'interact') });
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: interact });
  const [event] = edgeTraffic.events({ eventType: interact });
  expect(event?.call).toMatchObject({ request: { endpoint: 'collect' }, page: { transport: 'beacon' } });
});

offerTest(
  'an offer that leads to another page reports its display on the way',
  async ({ page, offer, webSdk, edgeTraffic }) => {
    const data = { type: 'redirect', content: `${webSdk.url}/next` };
    offer({ items: [{ id: '5', schema: `${schema}redirect-item`, data }] });
    await webSdk.start();
    await page.evaluate(`void alloy('sendEvent', { renderDecisions: true, xdm: { eventType: 'view' } })`);
    await page.waitForURL('**/next');
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: display });
    expect(edgeTraffic.events({ eventType: display })[0]?.call.page?.transport).toBe('beacon');
  },
);

offerTest('offers of a view are kept until it is shown', async ({ page, offer, webSdk, edgeTraffic }) => {
  offer({ scope: 'cart', isView: true, items: [setHtml('Your cart')] });
  await webSdk.start();
  expect(scopesOf(await webSdk.send('view', { renderDecisions: true }))).toEqual([]);
  await expect(page.locator('#hero')).toHaveText('Winter');
  const xdm = { eventType: 'view.change', web: { webPageDetails: { viewName: 'cart' } } };
  expect(scopesOf(await webSdk.run('sendEvent', { renderDecisions: true, xdm }))).toEqual(['cart']);
  await expect(page.locator('#hero')).toHaveText('Your cart');
  await expect(edgeTraffic).toHaveEvent({ _experience: about('cart', 'display') });
});

offerTest('an answer that the server of the page fetched is rendered', async ({ page, webSdk, edgeTraffic }) => {
  await webSdk.start();
  const payload = [
    { id: 'AT:1', scope: '__view__', scopeDetails: { decisionProvider: 'TGT' }, items: [setHtml('From the server')] },
  ];
  const responseBody = { requestId: 'r', handle: [{ type: 'personalization:decisions', eventIndex: 0, payload }] };
  const outcome = await webSdk.run('applyResponse', {
    renderDecisions: true,
    responseHeaders: { 'x-adobe-edge': 'OR2;9' },
    responseBody,
  });
  expect(outcome).toMatchObject(accepted);
  await expect(page.locator('#hero')).toHaveText('From the server');
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: display });
});

offerTest(
  'an offer whose place is not on the page keeps nothing from being sent',
  async ({ page, offer, webSdk, edgeTraffic }) => {
    offer({ items: [setHtml('Summer', '#nowhere')] });
    await page.clock.install();
    await webSdk.start();
    expect(await webSdk.send('view', { renderDecisions: true })).toMatchObject(accepted);
    expect(await webSdk.send('after')).toMatchObject(accepted);
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'after' });
    // When the SDK gives up on the place, it reports a display all the same.
    await page.clock.runFor(6_000);
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: display });
    await expect(page.locator('#hero')).toHaveText('Winter');
  },
);
