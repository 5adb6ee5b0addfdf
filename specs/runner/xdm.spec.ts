/** What a run says of the events that its tests have sent. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { runInline, type InlineRun } from '../support/runInline.js';

const webEvents = readFileSync('fixtures/schemas/web-events.json', 'utf8');
const { $id: webEventsId } = JSON.parse(webEvents) as { $id: string };

const misspelt = `{ xdm: { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: 'home', sitesection: 'shop' } } } }`;
const right = `{ xdm: { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: 'home' } } } }`;

test('what is found in events is attached, and fails nothing', async () => {
  const run = await runInline({
    'xdm.spec.ts': [
      `import { test } from 'playwright-datastream';`,
      `test('misspelt', async ({ edge }) => {`,
      `  await edge.interact(${misspelt}, { requestId: 'r-1' });`,
      `  await edge.interact(${right});`,
      `  await edge.collect([${misspelt}, ${misspelt}], { requestId: 'r-2' });`,
      `});`,
      `test('right', ({ edge }) => edge.interact(${right}).then(() => undefined));`,
    ].join('\n'),
  });

  expect(run.outcomeOf('misspelt'), run.output).toBe('expected');
  expect(annotationOf(run, 'misspelt')).toBe('1 error in 3 of 4 events');
  expect(attachment(run, 'misspelt', 'edge-xdm.txt')).toBe(
    [
      'web.webpagedetails.pageViews in interact 1 (r-1), 3 times: 1 error by "Experience Event"',
      'error web.webPageDetails.sitesection: is not in the schema; did you mean web.webPageDetails.siteSection? [unknown-field]',
      '    value: "shop"',
      '      6 |   "name": "home",',
      '    > 7 |   "sitesection": "shop"',
      '      8 | }',
    ].join('\n'),
  );
  expect(JSON.parse(attachment(run, 'misspelt', 'edge-xdm.json'))).toMatchObject([
    {
      eventType: 'web.webpagedetails.pageViews',
      count: 3,
      sequence: 1,
      requestId: 'r-1',
      schema: 'edge:xdm/experience-event',
      findings: [{ rule: 'unknown-field', severity: 'error', suggestion: 'web.webPageDetails.siteSection' }],
    },
  ]);
  expect(annotationOf(run, 'right')).toBeUndefined();
  expect(run.resultOf('right').attachments.map(({ name }) => name)).toEqual(['_edge-record.json']);
});

test('errors fail a test when it wants that, and only then', async () => {
  const run = await runInline({
    'xdm.spec.ts': [
      `import { test } from 'playwright-datastream';`,
      `test.use({ edgeXdm: 'error' });`,
      `test('fails', async ({ edge }) => void (await edge.interact(${misspelt}, { requestId: 'r-1' })));`,
      `test('warned', async ({ edge }) => void (await edge.interact({ xdm: { eventType: 'shop.openings' } })));`,
      `test.describe(() => {`,
      `  test.use({ edgeXdm: 'off' });`,
      `  test('off', async ({ edge }) => void (await edge.interact(${misspelt})));`,
      `});`,
      `test.describe(() => {`,
      `  test.use({ edgeXdmIgnore: ['web.*.sitesection'] });`,
      `  test('ignored', async ({ edge }) => void (await edge.interact(${misspelt})));`,
      `});`,
      `test.describe(() => {`,
      `  test.use({ edgeXdmRules: ['unknown-field=warning', 'suggested-value=error'] });`,
      `  test('other severities', async ({ edge }) => {`,
      `    await edge.interact(${misspelt});`,
      `    await edge.interact({ xdm: { eventType: 'shop.openings' } });`,
      `  });`,
      `});`,
      `test('has failed already', async ({ edge }) => {`,
      `  await edge.interact(${misspelt});`,
      `  throw new Error('of its own');`,
      `});`,
    ].join('\n'),
  });

  expect(run.outcomeOf('fails'), run.output).toBe('unexpected');
  expect(run.errorOf('fails')).toBe(
    [
      'EdgeXdmError: Events do not fit their XDM schema: 1 error in 1 of 1 event.',
      '',
      'web.webpagedetails.pageViews in interact 1 (r-1): 1 error by "Experience Event"',
      'error web.webPageDetails.sitesection: is not in the schema; did you mean web.webPageDetails.siteSection? [unknown-field]',
      '    value: "shop"',
      '      6 |   "name": "home",',
      '    > 7 |   "sitesection": "shop"',
      '      8 | }',
      '',
      'Correct the events, or the schema under edgeSchemas. What is not to be checked can be named: edgeXdmIgnore, edgeXdmRules, or edgeXdm: "warn".',
      '[EDGE_XDM_FINDINGS]',
    ].join('\n'),
  );
  expect(run.outcomeOf('warned')).toBe('expected');
  expect(annotationOf(run, 'warned')).toBe('1 warning in 1 of 1 event');
  for (const quiet of ['off', 'ignored']) {
    expect(run.outcomeOf(quiet)).toBe('expected');
    expect(annotationOf(run, quiet)).toBeUndefined();
  }
  expect(run.outcomeOf('other severities')).toBe('unexpected');
  expect(annotationOf(run, 'other severities')).toBe('1 error, 1 warning in 2 of 2 events');
  expect(run.errorOf('other severities')).toContain('Events do not fit their XDM schema: 1 error in 1 of 2 events.');
  expect(run.resultOf('has failed already').errors.map(({ message }) => message?.split('\n')[0])).toEqual([
    'Error: of its own',
    'EdgeXdmError: Events do not fit their XDM schema: 1 error in 1 of 1 event.',
  ]);
});

test('the schema of an event goes by its type, then its datastream, then for all', async () => {
  const spec = (title: string, use: string) =>
    [
      `import { test } from 'playwright-datastream';`,
      `test.use(${use});`,
      `test('${title}', async ({ edge }) => {`,
      `  await edge.interact({ xdm: { eventType: 'web.webpagedetails.pageViews', nowhere: 1 } });`,
      `  await edge.interact({ xdm: { eventType: 'commerce.purchases', nowhere: 1 } });`,
      `});`,
    ].join('\n');
  const purchasesId = 'https://ns.adobe.com/alpinewool/schemas/purchases';
  const purchases = {
    ...(JSON.parse(webEvents) as object),
    $id: purchasesId,
    'meta:altId': '_x.2',
    title: 'Purchases',
  };
  const bundledId = 'edge:xdm/experience-event';
  const byType = `['Alpine Wool web events', 'commerce.purchases=Purchases']`;
  const byDatastream = `['da7a57ea-0000-4000-8000-000000000001=Purchases', '${bundledId}']`;
  const run = await runInline({
    'one/web.json': webEvents,
    'two/web.json': webEvents,
    'two/purchases.json': JSON.stringify(purchases),
    'one.spec.ts': spec('the only one', `{ edgeSchemas: 'one' }`),
    'none.spec.ts': spec('one of two', `{ edgeSchemas: 'two' }`),
    'title.spec.ts': spec('named', `{ edgeSchemas: 'two', edgeXdmSchema: 'Purchases' }`),
    'type.spec.ts': spec('by type', `{ edgeSchemas: 'two', edgeXdmSchema: ${byType} }`),
    'datastream.spec.ts': spec('by datastream', `{ edgeSchemas: 'two', edgeXdmSchema: ${byDatastream} }`),
  });

  const schemasOf = (title: string) => {
    const found = JSON.parse(attachment(run, title, 'edge-xdm.json')) as { schema: string }[];
    return found.map(({ schema }) => schema);
  };
  expect(run.exitCode, run.output).toBe(0);
  expect(schemasOf('the only one')).toEqual([webEventsId, webEventsId]);
  expect(schemasOf('one of two')).toEqual([bundledId, bundledId]);
  expect(schemasOf('named')).toEqual([purchasesId, purchasesId]);
  expect(schemasOf('by type')).toEqual([webEventsId, purchasesId]);
  expect(schemasOf('by datastream')).toEqual([purchasesId, purchasesId]);
});

test('the schemas of edgeSchemas are known to a test that sends nothing, first in its worker or not', async () => {
  const run = await runInline(
    {
      'schemas/web.json': webEvents,
      'xdm.spec.ts': [
        `import { expect, test } from 'playwright-datastream';`,
        `test.use({ edgeSchemas: 'schemas' });`,
        `test('first', () => expect(${right}).toMatchSchema('Alpine Wool web events'));`,
        `test('fails', () => expect(${misspelt}).toMatchSchema('Alpine Wool web events', { ignore: ['commerce'] }));`,
        `test('after a failure', () => expect(${misspelt}).not.toMatchSchema('${webEventsId}'));`,
      ].join('\n'),
      'gone.spec.ts': [
        `import { expect, test } from 'playwright-datastream';`,
        `test.use({ edgeSchemas: 'no-such-folder' });`,
        `test('asks for one', () => expect({}).toMatchSchema('Alpine Wool web events'));`,
        `test('asks for none', () => expect({}).toMatchSchema({ type: 'object' }));`,
      ].join('\n'),
    },
    { args: ['--workers=1'] },
  );

  expect(run.outcomeOf('first'), run.output).toBe('expected');
  expect(run.errorOf('fails')).toContain('Expected:   an event that fits Alpine Wool web events');
  expect(run.outcomeOf('after a failure'), run.output).toBe('expected');
  expect(run.errorOf('asks for one')).toMatch(
    /^EdgeConfigError: The schema folder .*no-such-folder cannot be used:\n- ENOENT/,
  );
  expect(run.outcomeOf('asks for none'), run.output).toBe('expected');
});

test('options that cannot be used are told at once', async () => {
  const run = await runInline({
    'wrong.spec.ts': [
      `import { test } from 'playwright-datastream';`,
      `test.use({ edgeXdm: 'strict' as never, edgeXdmRules: ['deprecated-field'], edgeXdmIgnore: [''] });`,
      `test('wrong', ({ edge }) => {});`,
    ].join('\n'),
    'rule.spec.ts': [
      `import { test } from 'playwright-datastream';`,
      `test.use({ edgeXdmRules: ['unknwon-field=off'] });`,
      `test('rule', ({ edge }) => {});`,
    ].join('\n'),
    'schema.spec.ts': [
      `import { test } from 'playwright-datastream';`,
      `test.use({ edgeXdmSchema: 'edge:xdm/experience-events' });`,
      `test('schema', async ({ edge }) => void (await edge.interact(${right})));`,
    ].join('\n'),
  });

  expect(run.errorOf('wrong')).toBe(
    [
      'EdgeConfigError: The configuration has 3 problems:',
      '  • edgeXdm is "strict" under "use"; expected one of "error", "warn", "off".',
      '  • edgeXdmRules is "deprecated-field" under "use"; expected a rule and its severity, such as deprecated-field=off.',
      '  • edgeXdmIgnore is "" under "use"; expected a path such as web.webReferrer.',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
  expect(run.errorOf('rule')).toBe(
    [
      'EdgeConfigError: The configuration has a problem:',
      '  • edgeXdmRules is ["unknwon-field=off"] under "use"; expected severities by rule (there is no rule "unknwon-field", perhaps "unknown-field").',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
  expect(run.errorOf('schema')).toBe(
    [
      'EdgeUsageError: No schema has the id or title "edge:xdm/experience-events".',
      'Did you mean "edge:xdm/experience-event"?',
      '[EDGE_SCHEMA_UNKNOWN]',
    ].join('\n'),
  );
});

test('what identifies a visitor or a person is not spread', async () => {
  const identities = `{ Email: [{ id: 'jane.doe@shop.example' }], ECID: [{ id: '123' }], Loyalty: [{ id: 4711 }] }`;
  const run = await runInline({
    'xdm.spec.ts': [
      `import { test } from 'playwright-datastream';`,
      `test.use({ edgeXdm: 'error', edgeRedactIdentities: true });`,
      `test('hides', async ({ edge }) => {`,
      `  await edge.interact({ xdm: { identityMap: ${identities}, placeContext: { localTime: 'now' } }, data: { mail: 'john.doe@shop.example' } });`,
      `});`,
    ].join('\n'),
  });

  expect(run.outcomeOf('hides'), run.output).toBe('unexpected');
  const shown = [run.output, ...['edge-xdm.txt', 'edge-xdm.json'].map((name) => attachment(run, 'hides', name))];
  expect(annotationOf(run, 'hides')).toBe('3 errors, 1 warning in 1 of 1 event');
  for (const text of shown) {
    for (const secret of ['jane.doe', 'john.doe', '4711']) expect(text).not.toContain(secret);
  }
  expect(shown[1]).toContain('error identityMap.Loyalty[0].id: expected string [type]');
});

function annotationOf(run: InlineRun, title: string): string | undefined {
  return run.annotationsOf(title).find(({ type }) => type === 'edge xdm')?.description;
}

function attachment(run: InlineRun, title: string, name: string): string {
  const found = run.resultOf(title).attachments.find((each) => each.name === name);
  return Buffer.from(found?.body ?? '', 'base64').toString();
}
