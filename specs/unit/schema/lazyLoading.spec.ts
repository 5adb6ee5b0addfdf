import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';

/** In a process of its own: this one has loaded ajv for other specs. */
function loadedPackages(statements: string): string[] {
  const script = `
    import { createRequire } from 'node:module';
    const schema = await import(${JSON.stringify(pathToFileURL(resolve('src/schema/index.ts')).href)});
    ${statements}
    const files = Object.keys(createRequire(import.meta.url).cache).map((file) => file.replaceAll('\\\\', '/'));
    const names = files.map((file) => /node_modules\\/(ajv-formats|ajv)\\//.exec(file)?.[1]).filter(Boolean);
    console.log(JSON.stringify([...new Set(names)].sort()));
  `;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}

test('importing, registering and listing load no ajv', () => {
  expect(loadedPackages(`schema.registerSchema({ $id: 'a', type: 'object' }); schema.schemaIds();`)).toEqual([]);
});

test('an answer that needs no schema loads no ajv', () => {
  const answer = `{ endpoint: 'collect', status: 204, text: '', body: undefined, isJson: false }`;
  expect(loadedPackages(`schema.checkAnswer(${answer});`)).toEqual([]);
});

test('the first check loads ajv, a format that is not ours the formats', () => {
  expect(loadedPackages(`schema.validate('edge:media-ping-request', {});`)).toEqual(['ajv']);
  expect(loadedPackages(`schema.validate({ format: 'hostname' }, '');`)).toEqual(['ajv', 'ajv-formats']);
});
