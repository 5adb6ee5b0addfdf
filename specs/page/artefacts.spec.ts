/** What Playwright writes of pages that are seen: traces, screenshots and videos, as of any other. */

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { ensureChromium } from '../support/chromium.js';
import { startEmulate } from '../support/emulateProcess.js';
import { planted } from '../support/planted.js';
import { filesBelow, runInline, type InlineRun } from '../support/runInline.js';

// Each runs a suite of its own with a browser.
test.slow();

const event = `{ events: [{ xdm: { eventType: 'shop.opened' } }] }`;
const SHOP = `<!doctype html><title>Shop</title><button onclick="document.title = 'Basket'">Add to basket</button>
  <script>
    const body = JSON.stringify(${event});
    const id = new URLSearchParams(location.search).get('datastream');
    fetch('https://edge.adobedc.net/ee/v1/interact?configId=' + id, { method: 'POST', body });
    addEventListener('pagehide', () => navigator.sendBeacon('https://edge.adobedc.net/ee/v1/collect?configId=' + id, body));
  </script>`;

const spec = (options: string) => `
  import { test, expect } from 'playwright-datastream';
  test.use(${options});
  test('looks around', async ({ page, context, edge, edgeConfig, edgeTraffic }) => {
    await context.route('http://shop.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: ${JSON.stringify(SHOP)} }));
    await page.goto('http://shop.example/?datastream=' + edgeConfig.datastreamId);
    await page.getByRole('button', { name: 'Add to basket' }).click();
    await expect(edgeTraffic).toHaveEvent({ eventType: 'shop.opened' });
    await edge.interact({ xdm: { eventType: 'of.the.spec' } });
  });`;

test('a trace holds what the page did and how it looked, and no credential of the run', async () => {
  const file = test.info().outputPath('datastreams.json');
  const datastreams = [
    { id: 'da7a57ea-0000-4000-8000-00000000aaaa', name: 'shop', orgId: 'DA7A57EA0000000000E0E0E0@AdobeOrg' },
  ];
  const { clientId, clientSecret } = planted;
  writeFileSync(file, JSON.stringify({ datastreams, credentials: [{ clientId, clientSecret }] }));
  await using adobe = await startEmulate(['--datastreams', file]);
  const proxyPassword = 'planted-proxy-password-5d1f';
  const run = await runInline(
    { 'shop.spec.ts': spec(`{ trace: 'on', screenshot: 'on' }`) },
    {
      environment: {
        ...adobe.environment,
        EDGE_CLIENT_ID: clientId,
        EDGE_CLIENT_SECRET: clientSecret,
        // Of a proxy that is not asked: the Edge Network of this run is on this machine.
        HTTPS_PROXY: `http://kim:${proxyPassword}@proxy.example:3128`,
      },
    },
  );
  expect(run.outcomeOf('looks around'), run.output).toBe('expected');

  expect(readFileSync(attachmentOf(run, 'screenshot')).subarray(1, 4).toString()).toBe('PNG');
  const entries = Object.entries(unzipSync(readFileSync(attachmentOf(run, 'trace'))));
  expect(entries.filter(([, content]) => Buffer.from(content).includes(JPEG)).length).toBeGreaterThan(0);
  const trace = entries.map(([, content]) => Buffer.from(content).toString('latin1')).join('\n');
  const shown = ['"goto"', '"click"', 'shop.opened', 'POST /ee/v2/interact'];
  expect(shown.filter((part) => !trace.includes(part))).toEqual([]);

  const written = [
    trace,
    run.output,
    ...filesBelow(run.folder).map(({ content }) => content.toString('latin1')),
  ].join();
  const secrets = [clientId, clientSecret, proxyPassword, /eyJ[\w-]+\.[\w-]+\.[\w-]+/, /Bearer (?!\*)/];
  expect(secrets.filter((secret) => written.match(secret) !== null)).toEqual([]);
});

test('a video is recorded to the end of the page; where Playwright has nothing to record with, it says so', async () => {
  const browsers = test.info().outputPath('browsers');
  const environment = { EDGE_CHROMIUM: ensureChromium(), PLAYWRIGHT_BROWSERS_PATH: browsers };
  const files = { 'shop.spec.ts': spec(`{ video: 'on' }`) };
  const refused = await runInline(files, { environment });
  expect(refused.outcomeOf('looks around')).toBe('unexpected');
  const [, recorder = ''] = /Executable doesn't exist at (\S+)/.exec(refused.errorOf('looks around')) ?? [];
  expect(recorder, refused.output).toContain(`${browsers}/ffmpeg`);

  // Keeps what it is given as it comes, instead of making a video of it.
  mkdirSync(dirname(recorder), { recursive: true });
  const source = `import('node:fs').then((fs) => process.stdin.pipe(fs.createWriteStream(process.argv.at(-1))));`;
  writeFileSync(recorder, `#!${process.execPath}\n${source}\n`);
  chmodSync(recorder, 0o755);
  const run = await runInline(files, { environment });
  expect(run.outcomeOf('looks around'), run.output).toBe('expected');
  expect(readFileSync(attachmentOf(run, 'video')).includes(JPEG), 'pictures of the page').toBe(true);
});

/** What a picture begins with. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

function attachmentOf(run: InlineRun, name: string): string {
  const attachment = run.resultOf('looks around').attachments.find((each) => each.name === name);
  const path = attachment?.path ?? '';
  expect(existsSync(path), `${name}: ${run.output}`).toBe(true);
  return path;
}
