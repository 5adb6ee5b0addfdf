/** What users install: the packed tarball, in a folder that knows nothing of this repository. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { stripColours } from '../support/runInline.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

// One worker, because packing builds into a folder of the repository.
test.describe.configure({ mode: 'default' });

let folder: string;
let tarball: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'datastream-package-'));
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], '.')) as [
    { filename: string },
  ];
  tarball = join(folder, packed.filename);
  const installed = join(folder, 'node_modules/playwright-datastream');
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], folder);
  // What the package declares and nothing else, so that an undeclared dependency is not found.
  for (const name of [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
});

test('its entry points resolve, with types, for every module system that ESM has', () => {
  expect(run('npx', ['publint', '--strict', tarball], '.')).toContain('All good!');
  const attw = run('npx', ['attw', tarball, '--profile', 'esm-only', '--no-emoji'], '.');
  const good = [...attw.matchAll(/node16 \(from ESM\): OK/g)];
  expect(good, attw).toHaveLength(Object.keys(manifest.exports).length);
});

test('it holds nothing but the built library, what the README refers to, licence and manifest', () => {
  const files = run('tar', ['-tzf', tarball], folder).trim().split('\n');
  const expected = /^package\/(LICENSE|README\.md|package\.json|dist\/[\w/.-]+\.(js|d\.ts))$/;
  const others = files.filter((file) => !expected.test(file));
  const page = ['inspector.css', 'inspector.html', 'inspector.js', 'json.js'];
  const report = readdirSync('src/reporter/page/client').filter((name) => /\.(html|css|js)$/.test(name));
  const xdm = readdirSync('src/schema/xdm/bundled');
  expect(others.toSorted()).toEqual([
    'package/.env.example',
    'package/fixtures/datastreams.json',
    ...page.map((name) => `package/src/emulator/inspector/page/${name}`),
    ...report.toSorted().map((name) => `package/src/reporter/page/client/${name}`),
    ...xdm.toSorted().map((name) => `package/src/schema/xdm/bundled/${name}`),
  ]);
});

test('its types name only packages that it declares', () => {
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  const built = join(folder, 'node_modules/playwright-datastream/dist');
  const types = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
  const named = types.flatMap((name) =>
    [...readFileSync(join(built, name), 'utf8').matchAll(/(?:from |import\()['"]([^'".][^'"]*)['"]/g)].map(
      ([, target = '']) => target,
    ),
  );
  const isDeclared = (target: string) => declared.some((name) => target === name || target.startsWith(`${name}/`));
  const foreign = named.filter((target) => !target.startsWith('node:') && !isDeclared(target));
  expect(named).toContain('@playwright/test');
  expect(foreign).toEqual([]);
});

test('a first spec runs', () => {
  writeFileSync(
    join(folder, 'first.spec.ts'),
    `import { test, expect } from 'playwright-datastream';
    test('a page view is accepted', async ({ edge }) => {
      const response = await edge.interact({ xdm: { eventType: 'web.webpagedetails.pageViews' } });
      expect(response).toBeAccepted();
      expect(response).toHaveRequestId();
      expect(response).toHaveHandle('state:store', { key: /_identity$/ });
    });`,
  );
  const cli = join(folder, 'node_modules/@playwright/test/cli.js');
  const output = run(process.execPath, [cli, 'test', '--reporter=playwright-datastream/reporter,line'], folder);
  expect(output).toContain('Edge target: emulator, its demonstration datastream\n');
  expect(output).toContain('1 passed');
});

test('the client works in plain Node, outside a test', () => {
  const script = `
    import { connect } from 'playwright-datastream';
    const connection = await connect();
    const response = await connection.client().interact({ xdm: { eventType: 'web.webpagedetails.pageViews' } });
    console.log(response.status, response.violations.length, response.ecid.length);
    await connection.close();
  `;
  expect(run(process.execPath, ['--input-type=module', '--eval', script], folder)).toBe('200 0 38\n');
});

test('the inspector page comes with it', () => {
  const script = `
    import { createEmulator } from 'playwright-datastream/emulator';
    const emulator = createEmulator();
    for (const name of ['', 'inspector.css', 'inspector.js', 'json.js']) {
      const response = await emulator.fetch(new Request('http://127.0.0.1/__emulator/' + name));
      console.log(response.status, response.headers.get('content-type'), (await response.text()).length > 1000);
    }
  `;
  expect(run(process.execPath, ['--input-type=module', '--eval', script], folder).split('\n')).toEqual([
    '200 text/html;charset=utf-8 true',
    '200 text/css;charset=utf-8 true',
    '200 text/javascript;charset=utf-8 true',
    '200 text/javascript;charset=utf-8 true',
    '',
  ]);
});

test('the command line starts from its bin', () => {
  const help = run(process.execPath, ['node_modules/playwright-datastream/dist/cli/main.js', '--help'], folder);
  expect(help).toContain('Usage: datastream <command> [options]');
  expect(help).toContain('emulate');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(run(process.execPath, ['node_modules/playwright-datastream/dist/cli/main.js', '--version'], folder)).toBe(
    `${version}\n`,
  );
});

function run(command: string, args: string[], cwd: string): string {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(EDGE_|PLAYWRIGHT_|TEST_|FORCE_COLOR)/.test(name),
  );
  return stripColours(execFileSync(command, args, { cwd, encoding: 'utf8', env: Object.fromEntries(environment) }));
}
