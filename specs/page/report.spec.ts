/** The report page, as a browser opens it from disk. */

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import axe from 'axe-core';
import type { Summary } from '../../src/reporter/model.js';
import { renderPage } from '../../src/reporter/page/render.js';
import { hugeNight } from '../support/hugeNight.js';
import { redNight } from '../support/redNight.js';
import { emptyRun, firstRun, greenNight } from '../support/summaries.js';
import { requestId, shop } from '../support/summaryParts.js';

interface Opened {
  /** Addresses that the page asked for beside its own. */
  foreign: string[];
  /** What the browser complained of: errors, and what the policy refused. */
  complaints: string[];
  bytes: number;
}

/** Every test opens its page without a network, and no page may ask for anything or have anything refused. */
const test = base.extend<{ open: (summary: Summary) => Promise<Opened> }>({
  open: async ({ page, context }, use, testInfo) => {
    const opened: Opened = { foreign: [], complaints: [], bytes: 0 };
    await context.setOffline(true);
    page.on('console', (message) => opened.complaints.push(message.text()));
    page.on('pageerror', (error) => opened.complaints.push(String(error)));
    const file = testInfo.outputPath('index.html');
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !url.startsWith('data:')) opened.foreign.push(url);
    });
    await use(async (summary) => {
      const html = renderPage(summary);
      opened.bytes = Buffer.byteLength(html);
      writeFileSync(file, html);
      await page.goto(address);
      return opened;
    });
    expect({ foreign: opened.foreign, complaints: opened.complaints }).toEqual({ foreign: [], complaints: [] });
  },
});

/** Opens all that can be opened, also what stands in what was opened. */
const openAll = (page: Page) =>
  page.evaluate(`(async () => {
    for (let closed = ['']; closed.length > 0; await new Promise((done) => setTimeout(done))) {
      closed = [...document.querySelectorAll('details:not([open]) > summary, [aria-expanded=false]')];
      for (const opener of closed) opener.click();
    }
  })()`);
const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const headings = (page: Page) => page.getByRole('heading', { level: 2 });
const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter' });

test('a green night says so first, then that nothing is new', async ({ page, open }) => {
  await open(greenNight());
  await expect(section(page, 'Verdict').locator('p').first()).toHaveText('✓Passed. 53 of 53 tests passed.');
  await expect(section(page, 'New since the last run')).toContainText(
    'Nothing changed since the run of 2026-11-24 02:00 UTC (2026-11-24T0200-1013), measured against 20 earlier runs.',
  );
  await expect(section(page, 'Failures by cause')).toContainText('No test failed.');
  await expect(section(page, 'Problems and warnings')).toContainText('No answer told of a problem.');
  await expect(section(page, 'Problems and warnings')).toContainText('The events of 53 tests fit XDM.');
  await expect(page).toHaveTitle('passed: datastream report of 2026-11-25');
});

test('sections come in the order of the questions of the morning, and the contents lead to each', async ({
  page,
  open,
}) => {
  await open(redNight());
  const titles = [
    'Verdict',
    'New since the last run',
    'Failures by cause',
    'Calls',
    'Problems and warnings',
    'Coverage',
    'Emulator and live',
    'Tag libraries',
    'Trends',
    'Timelines',
    'Left out',
  ];
  await expect(headings(page)).toHaveText(titles);
  await expect(page.getByRole('navigation', { name: 'Contents' }).getByRole('link')).toHaveText(titles);
  await page.getByRole('link', { name: 'Trends' }).click();
  await expect(headings(page).getByText('Trends')).toBeInViewport();
});

test('a red night shows each class of fault, with request id, first difference and the way to the test', async ({
  page,
  open,
}) => {
  await open(redNight());
  const failures = section(page, 'Failures by cause');
  await expect(failures.locator('.fault')).toHaveText([
    'Data',
    'Infrastructure',
    'Credentials',
    'Configuration',
    'Spec',
  ]);
  const hero = failures
    .getByRole('article', { name: /^the answer has no/ })
    .locator('.failure')
    .first();
  await expect(hero.locator('.difference')).toHaveText(
    /At\s*payload\[0\].scope\s*Expected\s*−"hero"\s*Received\s*\+"banner"/,
  );
  await expect(hero).toContainText(requestId(1));
  await expect(hero.getByRole('link')).toHaveAttribute('href', '../playwright-report/index.html#?testId=a1b2c3d4-1');
  await hero.getByText('Message').click();
  await expect(hero.locator('pre')).toContainText('Received: 1 handle of that type, scope "banner"');
  await hero.getByText('2 other calls of this test').click();
  await expect(hero).toContainText(requestId(12));
  await expect(failures.getByText('no call with a request id')).toHaveCount(2);
});

test('a request id is copied, and the page says so', async ({ page, context, open }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(redNight());
  await page
    .getByRole('button', { name: `Copy ${requestId(1)}` })
    .first()
    .click();
  await expect(page.getByText(`Copied ${requestId(1)}`)).toBeVisible();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(requestId(1));
});

test('what changed is listed, what went wrong first, with where and in which tests', async ({ page, open }) => {
  await open(redNight());
  const changes = section(page, 'New since the last run').getByRole('row');
  await expect(changes).toHaveCount(8);
  await expect(changes.nth(1)).toHaveText(
    /proposition gone\s*Proposition "hero".*live interact.*Home page › gets the hero offer/,
  );
  await expect(changes.last()).toContainText('faster');
  await changes.getByText('2 tests').click();
  await expect(changes.getByRole('listitem')).toHaveText([/Home page/, /Category page/]);
});

test('an endpoint opens to a plot of its latencies, the same in words and numbers, and its handles', async ({
  page,
  open,
}) => {
  await open(redNight());
  const calls = group(page, `Calls to ${shop} (live)`);
  await expect(calls.getByRole('row').nth(1)).toContainText('no answer × 1');
  const button = calls.getByRole('button', { name: 'interact' });
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(calls.getByRole('img', { name: /^Distribution of the latency of interact. Half of 280/ })).toBeVisible();
  await expect(calls.locator('canvas')).toBeVisible();
  await expect(calls.getByRole('listitem')).toHaveText([
    /^personalization:decisions × 190/,
    /identity/,
    /state/,
    /locationHint/,
  ]);
  await calls.getByText('Same as a table').click();
  const counts = await calls
    .getByRole('table', { name: 'Latency of interact' })
    .locator('td:nth-child(3)')
    .allTextContents();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(280);
  await button.press('Enter');
  await expect(calls.locator('canvas')).toBeHidden();
});

test('trends are drawn, and told as sentence and table; an endpoint is chosen by name', async ({ page, open }) => {
  await open(redNight());
  const trends = section(page, 'Trends');
  await trends.scrollIntoViewIfNeeded();
  await expect(trends.locator('canvas')).toHaveCount(2);
  await expect(trends).toContainText('18 of the last 21 runs were green; this one is red, with 13 failed tests.');
  await expect(trends).toContainText('163 ms in this run, 118 ms the median of the runs before');
  await trends.getByLabel('Endpoint').selectOption({ label: `live · ${shop} · collect` });
  await expect(trends.getByRole('img', { name: new RegExp(`p50 of live ${shop} collect`) })).toBeVisible();
  await trends.getByText('All 3 endpoints').click();
  await expect(trends.getByRole('row').nth(1)).toContainText('+38 %');
});

test('a timeline shows the calls of a test, what went wrong in words, and what had no room', async ({ page, open }) => {
  await open(redNight());
  const timelines = section(page, 'Timelines');
  await timelines.getByText('failed Home page').click();
  const rows = timelines.getByRole('table').first().getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(3)).toHaveText(
    /420 ms\s*POST \/ee\/or2\/v2\/interact\s*207\s*640 ms.*EXEG-0204-504.*000000000003/,
  );
  await expect(timelines).toContainText('2 further calls had no room here.');
  await timelines.getByText('failed Checkout').click();
  await expect(timelines).toContainText('no answer within 10000 ms');
});

test('the filter finds what is folded, and says how much fits', async ({ page, open }) => {
  await open(redNight());
  await page.keyboard.press('/');
  await page.keyboard.type('night 000000000027');
  await expect(page.locator('#matches')).toHaveText('1 entry fits');
  await expect(page.locator('.failure')).toHaveCount(13);
  await expect(page.locator('.failure:visible')).toHaveText(/order 8 of the night arrives/);
  await filter(page).fill('never asserted');
  await expect(section(page, 'Coverage').getByRole('rowheader').filter({ visible: true })).toHaveText([
    'audience manager',
    'locationHint:result',
    'web.webPageDetails.URL',
  ]);
  await page.keyboard.press('Escape');
  await expect(filter(page)).toHaveValue('');
  await expect(page.locator('.failure').first()).toBeVisible();
});

test('the filter narrows a timeline to the calls that fit', async ({ page, open }) => {
  await open(hugeNight());
  await filter(page).fill(requestId(5000));
  const timelines = section(page, 'Timelines');
  const shown = timelines.locator('.timeline:visible');
  await expect(shown).toHaveCount(1);
  await shown.locator('summary').press('Enter');
  await expect(shown.locator('tbody tr:visible')).toHaveText(new RegExp(requestId(5000)));
});

test('the first run says that there is nothing to compare with', async ({ page, open }) => {
  await open(firstRun());
  await expect(section(page, 'New since the last run')).toContainText('There is no earlier run to compare with.');
  await expect(section(page, 'Trends')).toContainText('Trends need two runs; this is the first.');
});

test('a run in which nothing ran is neither green nor red', async ({ page, open }) => {
  await open(emptyRun());
  await expect(page.getByText('○Nothing ran. No test ran.')).toBeVisible();
  await expect(section(page, 'Calls')).toContainText('No call was recorded.');
  await expect(headings(page)).toHaveCount(7);
});

test('everything is reached by Tab, and nothing holds it fast', async ({ page, open }) => {
  await open(redNight());
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the report' })).toBeFocused();
  const wanted = await page.evaluate<number>(
    `[...document.querySelectorAll('a, button, input, select, summary, [tabindex="0"]')].filter((one) => one.checkVisibility()).length`,
  );
  let reached = 1;
  while (await page.evaluate<boolean>('document.activeElement !== document.body')) {
    if (++reached > wanted + 1) break;
    await page.keyboard.press('Tab');
  }
  expect(reached - 1).toBe(wanted);
});

const hostile = '</script><img src=x onerror=document.title=1><!--<script>document.title=2</script>\u2028"\'&amp;';

/** Every text of a summary, made hostile where it is not one of our own words. */
function poisoned(value: unknown, key = ''): unknown {
  const ours = ['kind', 'target', 'fault', 'level', 'outcome', 'startedAt'];
  if (typeof value === 'string') return ours.includes(key) ? value : `${value}${hostile}`;
  if (Array.isArray(value)) return value.map((item) => poisoned(item));
  if (typeof value !== 'object' || value === null) return value;
  const isNamed = ['handles', 'p50'].includes(key);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [isNamed ? `${name}${hostile}` : name, poisoned(inner, name)]),
  );
}

test('nothing that a test or an answer holds becomes part of the page', async ({ page, open }) => {
  await open(poisoned(redNight()) as Summary);
  await filter(page).fill('onerror');
  await filter(page).fill('');
  await openAll(page);
  await expect(section(page, 'Verdict')).toContainText(hostile.replace('\u2028', ' '));
  await expect(page.locator('pre').first()).toContainText('<img src=x');
  await expect(page).toHaveTitle(/^failed: datastream report/);
  await expect(page.locator('img, iframe, [onerror]')).toHaveCount(0);
  await expect(page.locator('script')).toHaveCount(3);
  const links = await page.locator('a').evaluateAll((all) => all.map((link) => String(link)));
  expect(links.filter((link) => !link.startsWith('file:'))).toEqual([]);
});

test('it is one file: it asks for nothing, and its policy names by hash what may run', async ({ open }, testInfo) => {
  await open(redNight());
  const html = readFileSync(testInfo.outputPath('index.html'), 'utf8');
  expect(/<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]).toMatch(
    /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+' 'sha256-\S+'; img-src data:; base-uri 'none'; form-action 'none'$/,
  );
  expect(html).toContain('Permission is hereby granted');
});

test('ten thousand calls are less than 2 MB, and shown within two seconds of work', async ({ page, context, open }) => {
  // What the page's own thread works, not what it waits for others: a busy machine may not fail it.
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { bytes } = await open(hugeNight());
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
  test.info().annotations.push({ type: 'opened', description: `${seconds?.toFixed(2)} s of work, ${bytes} bytes` });
  expect(seconds).toBeLessThan(2);
  expect(bytes).toBeLessThan(2_000_000);
  const elements = await page.evaluate<number>(`document.querySelectorAll('*').length`);
  expect(elements, 'only what is looked at is made').toBeLessThan(5000);
  await expect(page.locator('canvas')).toHaveCount(0);
  await filter(page).fill('interact');
  await expect(page.locator('#matches')).toContainText('entries fit');
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1400, 400]) {
    test(`it can be read and used in ${colorScheme} colours, ${width} pixels wide`, async ({
      page,
      open,
    }, testInfo) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(redNight());
      await openAll(page);
      await testInfo.attach(`report-${colorScheme}-${width}`, {
        body: await page.screenshot({ fullPage: true }),
        contentType: 'image/png',
      });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 'sideways').toBeLessThanOrEqual(
        0,
      );
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('on paper it is light, without what only a screen can do, and failures are told in full', async ({
  page,
  open,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(redNight());
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await expect(page.getByText('Received: 1 handle of that type, scope "banner"')).toBeVisible();
  await expect(filter(page)).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
});

/** What axe finds against WCAG 2.1 AA and its own good practice, in a world that the page's policy does not bind. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  }>('axe.run()');
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`,
  );
}
