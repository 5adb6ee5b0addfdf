import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const src = resolve('src');

/**
 * What each folder of src/ may import beside itself. Top-level files wire the folders together and may import all of
 * them; `errors.ts`, `spelling.ts` and `packageFolder.ts` may be imported by all. The code map in src/README.md draws the same.
 */
const mayImport: Record<string, readonly string[]> = {
  protocol: [],
  schema: ['protocol'],
  config: ['schema', 'protocol'],
  traffic: ['protocol'],
  edge: ['traffic', 'schema', 'config', 'protocol'],
  emulator: ['schema', 'traffic', 'protocol'],
  page: ['traffic', 'emulator', 'protocol'],
  matchers: ['edge', 'page', 'traffic', 'schema', 'protocol'],
  reporter: ['config', 'traffic', 'protocol'],
  cli: ['edge', 'emulator', 'page', 'reporter', 'schema', 'config', 'traffic', 'protocol'],
};

/** Folders that another one may import for types only: nothing of them runs there. */
const typesOnly: Record<string, readonly string[]> = { matchers: ['edge'], page: ['emulator'] };

/** Packages that only some places may import, so that each has one user to change when it changes. */
const packageUsers: Record<string, readonly string[]> = {
  ajv: ['schema'],
  'ajv-formats': ['schema'],
  undici: ['edge', 'page'],
  dotenv: ['config'],
  '@iabtechlabtcf/core': ['emulator'],
  'json-schema-to-typescript': ['cli'],
  '@playwright/test': ['test.ts', 'edgeTest.ts', 'testEnd.ts', 'expect.ts', 'matchers', 'page', 'reporter'],
};

interface Import {
  target: string;
  isType: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

test('every folder of src has a rule', () => {
  const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).toSorted()).toEqual(Object.keys(mayImport).toSorted());
});

for (const file of files) {
  const source = readFileSync(join(src, file), 'utf8');
  const folder = file.includes('/') ? file.split('/')[0]! : file;

  test(`${file} imports only what its folder may`, () => {
    const allowed = mayImport[folder];
    const wrong = importsOf(source)
      .filter(({ target }) => target.startsWith('.'))
      .map((each) => ({ ...each, target: placeOf(file, each.target) }))
      .filter(({ target, isType }) => {
        if (
          allowed === undefined ||
          target === folder ||
          ['errors.ts', 'packageFolder.ts', 'spelling.ts'].includes(target)
        )
          return false;
        return !allowed.includes(target) || (typesOnly[folder]?.includes(target) === true && !isType);
      });
    expect(wrong).toEqual([]);
  });

  test(`${file} uses only packages that are its folder's to use`, () => {
    const foreign = importsOf(source)
      .map(({ target }) => target)
      .filter((target) => !target.startsWith('.') && !target.startsWith('node:'))
      .filter((target) => !(packageUsers[packageOf(target)] ?? []).includes(folder));
    expect(foreign).toEqual([]);
  });

  test(`${file} leaves the environment, the terminal and the wording of assertions to their owners`, () => {
    const owners = {
      'process.env': ['config'],
      'console.': ['cli', 'reporter'],
      '"Expected': ['matchers'],
      "'Expected": ['matchers'],
    };
    const found = Object.entries(owners).filter(
      ([text, folders]) => withoutComments(source).includes(text) && !folders.includes(folder),
    );
    expect(found).toEqual([]);
  });
}

test('the core of the emulator opens no socket', () => {
  const users = files.filter(
    (file) =>
      file.startsWith('emulator/') && /from 'node:(http|https|net|tls)'/.test(readFileSync(join(src, file), 'utf8')),
  );
  // delivery.ts writes on a connection that server.ts accepted.
  expect(users.toSorted()).toEqual(['emulator/delivery.ts', 'emulator/server.ts']);
});

function importsOf(source: string): Import[] {
  const statements = [...source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?from\s+)?'([^']+)'/gm)];
  const dynamic = [...source.matchAll(/\b(?:import|require)\('([^']+)'\)/g)];
  return [
    ...statements.map(([, type, target = '']) => ({ target, isType: type !== undefined })),
    ...dynamic.map(([, target = '']) => ({ target, isType: false })),
  ];
}

/** Folder of src, or file at its top, that a relative import leads to. */
function placeOf(file: string, target: string): string {
  const path = relative('.', posix.join(posix.dirname(file), target)).replace(/\.js$/, '.ts');
  return path.includes('/') ? path.split('/')[0]! : path;
}

function packageOf(target: string): string {
  return target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : target.split('/')[0]!;
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}
