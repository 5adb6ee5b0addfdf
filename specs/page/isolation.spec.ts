/** Tests that run side by side see all of their own pages' calls and none of anybody else's. */

import { expect, test } from 'playwright-datastream';
import { pageSite } from '../support/pageSite.js';

const datastreamId = 'da7a57ea-0000-4000-8000-000000000001';

/** Sends by fetch while it lives, and by beacon and keepalive when it is left. */
const page = (owner: string) => `<title>${owner}</title><script>
  const send = (name, how) => {
    const body = JSON.stringify({ events: [{ xdm: { eventType: '${owner}.' + name } }] });
    const address = 'https://edge.adobedc.net/ee/v1/' + how + '?configId=${datastreamId}';
    if (how === 'collect' && name === 'beacon') return navigator.sendBeacon(address, new Blob([body], { type: 'text/plain' }));
    return fetch(address, { method: 'POST', credentials: 'include', keepalive: true, body });
  };
  for (let index = 0; index < 5; index++) send('fetch' + index, 'interact');
  addEventListener('pagehide', () => { send('beacon', 'collect'); send('keepalive', 'collect'); });
</script>`;

for (const owner of ['one', 'two', 'three', 'four']) {
  test(`the pages of ${owner}`, async ({ page: tab, edgeTraffic, edgeEmulator }, { repeatEachIndex }) => {
    const name = `${owner}${repeatEachIndex}`;
    await using site = await pageSite({ '/': page(name), '/next': '<h1>Next</h1>' });
    await tab.goto(site.url);
    await expect(edgeTraffic).toHaveEventCount(5);
    await tab.goto(`${site.url}/next`);
    await expect(edgeTraffic).toHaveEventCount(7);

    const sent = ['fetch0', 'fetch1', 'fetch2', 'fetch3', 'fetch4', 'beacon', 'keepalive'].map(
      (each) => `${name}.${each}`,
    );
    const seen = edgeTraffic.events().map(({ xdm }) => String(xdm['eventType']));
    expect(seen.toSorted()).toEqual(sent.toSorted());
    const answered = edgeEmulator.calls().flatMap(({ eventTypes }) => eventTypes);
    expect(answered.toSorted()).toEqual(sent.toSorted());
    expect(edgeTraffic.calls().length).toBe(edgeEmulator.calls().length);
  });
}
