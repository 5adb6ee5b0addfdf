/** What a test shows of its calls. */

import { expect, test } from '@playwright/test';
import { runInline, type InlineRun } from '../support/runInline.js';
import { emptyAnswer, json, scriptedServer } from '../support/scriptedServer.js';

/** These replies look at no request. */
const none = { method: '', path: '', headers: {}, body: '' };

const pageView = `{ xdm: { eventType: 'web.webpagedetails.pageViews' } }`;

test('every call is a step with its status, at the line of the caller', async () => {
  const run = await runInline({
    ...printingSteps,
    'steps.spec.ts': [
      `import { test, expect } from 'playwright-datastream';`,
      `test('calls', async ({ edge }) => {`,
      `  await edge.interact(${pageView});`,
      `  const visitor = edge.newVisitor();`,
      `  await visitor.collect(${pageView}, { silent: true });`,
      `  await edge.post('/ee/v2/interact', '{', { requestId: 'b53f0c0e-9d4c-4b77-9a53-62d2b6f0c001' });`,
      `  await edge.post('/anywhere', '');`,
      `  await edge.media.ping({});`,
      `  await edge.acquireIdentity();`,
      `  await edge.setConsent({ standard: 'Adobe', version: '1.0', value: { general: 'in' } });`,
      `});`,
    ].join('\n'),
  });

  expect(run.outcomeOf('calls'), run.output).toBe('expected');
  expect(stepsOf(run)).toEqual([
    'POST /ee/v2/interact → 200 at steps.spec.ts:3 of calls',
    'POST /ee/v2/collect → 204 at steps.spec.ts:5 of calls',
    'POST /ee/v2/interact → 400 at steps.spec.ts:6 of calls',
    'POST /anywhere → 404 at steps.spec.ts:7 of calls',
    'POST /ee/va/v1/ping → 400 at steps.spec.ts:8 of calls',
    'POST /ee/v1/identity/acquire → 200 at steps.spec.ts:9 of calls',
    'POST /ee/v1/privacy/set-consent → 200 at steps.spec.ts:10 of calls',
  ]);
});

test('a call that gets no answer is a failed step', async () => {
  const run = await runInline(
    {
      ...printingSteps,
      'steps.spec.ts': [
        `import { test } from 'playwright-datastream';`,
        `test('nobody listens', async ({ edge }) => {`,
        `  await edge.interact(${pageView});`,
        `});`,
      ].join('\n'),
    },
    { environment: liveAt('http://127.0.0.1:1') },
  );

  expect(run.outcomeOf('nobody listens')).toBe('unexpected');
  expect(stepsOf(run)).toEqual(['POST /ee/v2/interact → no answer at steps.spec.ts:3 of nobody listens']);
  expect(run.errorOf('nobody listens')).toMatch(
    /^EdgeConnectionError: POST http:\/\/127\.0\.0\.1:1\/ee\/v2\/interact\?dataStreamId=.*: no answer after \d+ ms, the connection was refused\.\n/,
  );
});

test('a call that is not awaited belongs to its own test: its answer is waited for when the test ends', async () => {
  await using server = await scriptedServer((response) =>
    setTimeout(() => json(200, emptyAnswer)(response, none), 200),
  );
  const run = await runInline(
    {
      ...printingSteps,
      'steps.spec.ts': [
        `import { test } from 'playwright-datastream';`,
        `test('forgets', async ({ edge }) => {`,
        `  void edge.interact(${pageView});`,
        `});`,
        `test('comes next', async ({ edge }) => {`,
        `  await edge.collect(${pageView});`,
        `});`,
      ].join('\n'),
    },
    { environment: liveAt(server.url) },
  );

  expect(run.outcomeOf('forgets'), run.output).toBe('expected');
  expect(run.outcomeOf('comes next'), run.output).toBe('expected');
  expect(stepsOf(run)).toEqual([
    'POST /ee/v2/interact → 200 at steps.spec.ts:3 of forgets',
    'POST /ee/v2/collect → 200 at steps.spec.ts:6 of comes next',
  ]);
});

test('a call that is open when its test ends is a failed step of that test, and ends with it', async () => {
  // A whole run whose worker starts anew after each of two failures.
  test.slow();
  await using server = await scriptedServer((response, { path }) => {
    if (path.includes('collect')) json(202, { requestId: emptyAnswer.requestId })(response, none);
    else if (path.includes('busy')) json(503, {}, { 'retry-after': '50' })(response, none);
  });
  const run = await runInline(
    {
      ...printingSteps,
      'steps.spec.ts': [
        `import { test } from 'playwright-datastream';`,
        `test('hangs', async ({ edge }) => {`,
        `  test.setTimeout(1500);`,
        `  await edge.interact(${pageView}).catch(() => edge.interact(${pageView}));`,
        `});`,
        `test('forgets', async ({ edge }) => {`,
        `  void edge.interact(${pageView});`,
        `});`,
        `test('waits to send again', async ({ edge }) => {`,
        `  void edge.post('/busy', '');`,
        `});`,
        `test('comes next', async ({ edge }) => {`,
        `  await edge.collect(${pageView});`,
        `});`,
      ].join('\n'),
    },
    { environment: liveAt(server.url) },
  );

  expect(stepsOf(run)).toEqual([
    'POST /ee/v2/interact → no answer at steps.spec.ts:4 of hangs',
    'POST /ee/v2/interact → no answer at steps.spec.ts:7 of forgets',
    'POST /busy → 503 at steps.spec.ts:10 of waits to send again',
    'POST /ee/v2/collect → 202 at steps.spec.ts:13 of comes next',
  ]);
  expect(run.errorOf('hangs')).toBe('Test timeout of 1500ms exceeded.');
  expect(run.errorOf('forgets')).toMatch(
    /^EdgeConnectionError: POST http:\/\/127\.0\.0\.1:\d+\/ee\/v2\/interact\?dataStreamId=any: no answer after \d+ ms, its test ended\.\nAwait the call, unless the test had no time left\.\n\[EDGE_NO_ANSWER\]$/,
  );
  expect(run.outcomeOf('waits to send again')).toBe('expected');
  expect(run.outcomeOf('comes next')).toBe('expected');
  expect(server.requests.length, 'nothing is sent after the end').toBe(4);
});

test('a failing test attaches its traffic, a passing one does not', async () => {
  const run = await runInline({
    'traffic.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      test('passes', async ({ edge }) => {
        expect(await edge.interact(${pageView})).toBeAccepted();
      });
      test('fails', async ({ edge }) => {
        expect(await edge.interact(${pageView})).toHaveStatus(418);
      });
    `,
  });

  // What the reporter needs is left by every test, and hidden in Playwright's own report.
  expect(run.resultOf('passes').attachments.map(({ name }) => name)).toEqual(['_edge-record.json']);
  const [attachment] = run.resultOf('fails').attachments.filter(({ name }) => name === 'edge-traffic.ndjson');
  const lines = Buffer.from(attachment?.body ?? '', 'base64')
    .toString('utf8')
    .trim()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      sequence: 1,
      request: expect.objectContaining({ method: 'POST', endpoint: 'interact' }),
      response: expect.objectContaining({ status: 200 }),
    }),
  ]);
});

/** Steps as a reporter is told of them; the JSON report leaves their lines out. */
const printingSteps = {
  'playwright.config.ts': `export default { testDir: '.', reporter: [['json'], ['./steps.reporter.ts']] };`,
  'steps.reporter.ts': `
    import { basename } from 'node:path';
    export default class {
      onStepEnd(test, _result, { category, title, location }) {
        const place = basename(location?.file ?? '') + ':' + location?.line;
        if (category === 'test.step') console.log('STEP ' + title + ' at ' + place + ' of ' + test.title);
      }
    }
  `,
};

function stepsOf({ output }: InlineRun): string[] {
  return [...output.matchAll(/^STEP (.*)$/gm)].map(([, step = '']) => step);
}

function liveAt(url: string): Record<string, string> {
  return {
    EDGE_TARGET: 'live',
    EDGE_SERVER_URL: url,
    EDGE_IMS_URL: url,
    EDGE_DATASTREAM_ID: 'any',
    EDGE_ORG_ID: 'any@AdobeOrg',
    EDGE_ALLOWED_DATASTREAMS: 'any',
    EDGE_CLIENT_ID: 'any',
    EDGE_ACCESS_TOKEN: 'any',
  };
}
