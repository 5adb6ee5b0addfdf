/** Every spec that the README shows runs as it stands there. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { runInline } from '../support/runInline.js';

const examples = [...readFileSync('README.md', 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
  ([, code = '']) => code,
);

test('the specs of the README pass', async () => {
  const specs = examples.filter((code) => code.includes('import { test, expect }'));
  expect(specs.length).toBeGreaterThanOrEqual(2);
  const run = await runInline(Object.fromEntries(specs.map((code, index) => [`example${index}.spec.ts`, code])));
  expect(run.report.stats, run.output).toMatchObject({ expected: specs.length, unexpected: 0 });
});

test('its failure message is what the library prints', async () => {
  const readme = readFileSync('README.md', 'utf8');
  const [, matcher = '', sample = ''] = /`(toHaveHandle\(.*\))` says:\n\n```text\n([\s\S]*?)\n```/.exec(readme) ?? [];
  const [first = ''] = examples;
  const run = await runInline({
    'first.spec.ts': first.replace("toHaveHandle('personalization:decisions', { scope: 'hero' })", matcher),
  });
  const printed = run.errorOf('a home page view gets an identity and the hero offer');
  expect(withoutId(printed)).toContain(`Error: ${withoutId(sample)}\n\n`);
});

/** The request id is another one each time. */
function withoutId(message: string): string {
  return message.replace(/^(RequestId: {2})[0-9a-f-]+$/m, '$1…');
}

test('its plain Node example runs', async () => {
  const [plain] = examples.filter((code) => code.includes('connect'));
  // In a spec file, because only there the package's name leads to the source.
  const run = await runInline({
    'plain.spec.ts': `${plain?.replace(/^(const|console|await)/m, "import { test } from '@playwright/test';\ntest('plain', async () => {\n$1")}});`,
  });
  expect(run.outcomeOf('plain'), run.output).toBe('expected');
  expect(run.output).toMatch(/200 \d{38}/);
});

test('its datastream file is one', async () => {
  const [, file = ''] = /^```json\n([\s\S]*?)^```/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  const run = await runInline({
    'playwright.config.ts': `export default { testDir: '.', reporter: [['json'], ['line']], use: { edgeDatastreams: 'datastreams.json' } };`,
    'datastreams.json': file,
    'hero.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      test('hero', async ({ edge }) => {
        expect(await edge.interact({ xdm: {} })).toHaveHandle('personalization:decisions', { scope: 'hero' });
      });`,
  });
  expect(run.outcomeOf('hero'), run.output).toBe('expected');
});
