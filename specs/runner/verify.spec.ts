/** `datastream verify` in a process of its own, on the shop and with an emulator in place of Adobe. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { companyProxy } from '../support/companyProxy.js';
import { endsWithWorker, startEmulate, type EmulateProcess } from '../support/emulateProcess.js';
import { serveSite, type Site } from '../support/site.js';

const shopTest = test.extend<object, { adobe: EmulateProcess; shop: Site }>({
  adobe: [
    async ({}, use) => {
      await using adobe = await startEmulate();
      await use(adobe);
    },
    { scope: 'worker' },
  ],
  shop: [
    async ({ adobe: { datastreamId, orgId } }, use) => {
      await using shop = await serveSite({ datastreamId, orgId });
      await use(shop);
    },
    { scope: 'worker' },
  ],
});

// A command that starts a browser.
shopTest.slow();

async function verify(
  args: string[],
  edgeDomain = '',
  environment: Record<string, string> = {},
): Promise<{ exitCode: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'verify', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, EDGE_DOMAIN: edgeDomain, ...environment },
  });
  endsWithWorker(child);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, output, errors };
}

shopTest('a deployment that is as it should be', async ({ adobe, shop }) => {
  const { url, datastreamId } = adobe;
  const expected = ['--environment', 'production', '--property', 'Alpine Wool', '--datastream', datastreamId];
  const { exitCode, output, errors } = await verify(
    [`${shop.url}/product`, ...expected, '--built-after', '2026-01-01'],
    url,
  );
  expect(output + errors).toMatch(
    new RegExp(
      [
        `^${shop.url}/product`,
        '',
        '  ok    page         answered 200',
        '  ok    library      ran; turbine 28.1.0, 2 extensions, 10 rules',
        '  ok    environment  production, ENda7a57ea000000000000000000000001',
        '  ok    property     Alpine Wool, PRda7a57ea000000000000000000000001',
        '  ok    built        2026-01-12T08:30:00Z',
        `  ok    datastream   ${datastreamId}`,
        String.raw`  ok    events       \d sent \(.*web.webpagedetails.pageViews.*commerce.productViews.*\)`,
        '',
        'All 7 checks passed.\n$',
      ].join('\n'),
    ),
  );
  expect(exitCode).toBe(0);
});

shopTest('what is not as it should be is said of each check', async ({ adobe, shop }) => {
  const other = '00000000-0000-4000-8000-000000000000';
  const expected = [
    '--environment',
    'staging',
    '--property',
    'Other',
    '--datastream',
    other,
    '--built-after',
    '2026-02-01',
  ];
  const { exitCode, output } = await verify([shop.url, ...expected], adobe.url);
  for (const line of [
    '  FAIL  environment  production, ENda7a57ea000000000000000000000001; not staging',
    '  FAIL  property     Alpine Wool, PRda7a57ea000000000000000000000001; not Other',
    '  FAIL  built        2026-01-12T08:30:00Z, not after 2026-02-01',
    `  FAIL  datastream   ${adobe.datastreamId}; not ${other}`,
    '4 of 7 checks failed.',
  ]) {
    expect(output).toContain(line);
  }
  expect(exitCode).toBe(1);
});

shopTest('a page without tags, and one whose tags do not run', async ({ adobe, shop }) => {
  const bare = await verify([`${shop.url}/bare`, '--json'], adobe.url);
  expect(bare.exitCode).toBe(1);
  const found = JSON.parse(bare.output) as { passed: boolean; checks: object[]; events: object[] };
  expect(found).toMatchObject({ url: `${shop.url}/bare`, status: 200, passed: false });
  expect(found.checks).toContainEqual({ name: 'library', passed: false, detail: expect.stringMatching(/^none ran: /) });
  expect(found.events).toContainEqual(
    expect.objectContaining({
      eventType: 'web.webpagedetails.pageViews',
      status: 200,
      datastreamId: adobe.datastreamId,
    }),
  );

  const broken = await verify([`${shop.url}/broken`, '--timeout', '5000'], adobe.url);
  expect(broken.exitCode).toBe(1);
  expect(broken.output).toMatch(
    / {2}FAIL {2}library {6}none ran: .*\n {2}FAIL {2}datastream {3}none: the page sent no call\n {2}FAIL {2}events {7}none were sent\n/,
  );
});

shopTest('events that the Edge Network does not accept are no good end', async ({ adobe }) => {
  await using shop = await serveSite({ datastreamId: '00000000-0000-4000-8000-000000000000' });
  const { exitCode, output } = await verify([shop.url], adobe.url);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/ {2}FAIL {2}events {7}\d sent \(.*\); interact was answered 400\n/);
});

shopTest('a page that is not there', async ({ shop }) => {
  const { exitCode, output } = await verify([`${shop.url}/missing`]);
  expect(output).toBe(
    [`${shop.url}/missing`, '', '  FAIL  page         answered 404', '', '1 of 1 checks failed.\n'].join('\n'),
  );
  expect(exitCode).toBe(1);
});

test('a page to which no proxy leads', async () => {
  await using proxy = await companyProxy((_, response) => response.end(), { refusal: 407 });
  const { exitCode, output } = await verify(['https://shop.example/'], '', { HTTPS_PROXY: proxy.url, NO_PROXY: '' });
  const reason = `shop.example could not be reached: the proxy ${proxy.url} answered 407 to CONNECT`;
  expect(output).toContain(`\n  FAIL  page         net::ERR_TUNNEL_CONNECTION_FAILED; ${reason}\n`);
  expect(exitCode).toBe(1);
});

for (const [args, message] of [
  [[], 'verify needs the address of a page. Try datastream verify --help.'],
  [['shop.example'], "'shop.example' is no address of a page, such as https://www.example.com/."],
  [['https://a.example', 'https://b.example'], "verify takes one address, not also 'https://b.example'."],
  [
    ['https://a.example', '--built-after', 'yesterday'],
    "--built-after must be a date such as 2026-01-15 or 2026-01-15T09:30:00Z, not 'yesterday'.",
  ],
  [['https://a.example', '--timeout', '0'], "--timeout must be milliseconds, not '0'."],
  [['https://a.example', '--enviroment', 'x'], "Unknown option '--enviroment'"],
] as const) {
  test(`misuse exits with 2: datastream verify ${args.join(' ')}`, async () => {
    expect(await verify([...args])).toEqual({
      exitCode: 2,
      output: '',
      errors: expect.stringContaining(`datastream: ${message}`),
    });
  });
}
