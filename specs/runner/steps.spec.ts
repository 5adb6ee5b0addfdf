/** What a test shows of its calls. */

import { expect, test } from '@playwright/test';
import { runInline, type InlineRun } from '../support/runInline.js';

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
    'POST /ee/v2/interact → 200 at steps.spec.ts:3',
    'POST /ee/v2/collect → 204 at steps.spec.ts:5',
    'POST /ee/v2/interact → 400 at steps.spec.ts:6',
    'POST /anywhere → 404 at steps.spec.ts:7',
    'POST /ee/va/v1/ping → 400 at steps.spec.ts:8',
    'POST /ee/v1/identity/acquire → 200 at steps.spec.ts:9',
    'POST /ee/v1/privacy/set-consent → 200 at steps.spec.ts:10',
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
  expect(stepsOf(run)).toEqual(['POST /ee/v2/interact → no answer at steps.spec.ts:3']);
  expect(run.errorOf('nobody listens')).toMatch(
    /^EdgeConnectionError: POST http:\/\/127\.0\.0\.1:1\/ee\/v2\/interact\?dataStreamId=.*: no answer after \d+ ms, the connection was refused\.\n/,
  );
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

  expect(run.resultOf('passes').attachments).toEqual([]);
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
      onStepEnd(_test, _result, { category, title, location }) {
        if (category === 'test.step') console.log('STEP ' + title + ' at ' + basename(location.file) + ':' + location.line);
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
