/** `datastream types`: the schema of events as a TypeScript interface, so that a misspelt field does not compile. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { XdmSchema } from '../schema/xdm/schema.js';
import { Misuse, type Command } from './command.js';
import { requireXdm } from './eventSchema.js';
import { typesSchema } from './typesSchema.js';

export const typesCommand: Command = {
  summary: 'Write an XDM schema as a TypeScript interface.',
  usage: `Usage: datastream types <schema> [options]

Writes one exported interface of what stands in xdm. It is closed: a field that the schema does not name does not compile.
Needs the package json-schema-to-typescript.

  <schema>            id or title of an XDM schema, or a file with one
  --schemas <folder>  your own schemas; fixtures/schemas by default
  --out <file>        write it there instead of to the standard output
  --name <name>       of the interface; made from the schema's title by default

Exits with 0 when it was written, 2 when the command was called wrongly or the package is not installed.`,

  async run(args) {
    const { of, schemas, out, name: given } = readOptions(args);
    const schema = requireXdm(of, schemas);
    const name = given ?? interfaceName(schema.title);
    const source = await interfaceOf(schema, name);
    if (out === undefined) console.log(source.trimEnd());
    else {
      write(out, source);
      console.log(`Wrote the interface ${name} to ${out}.`);
    }
    return 0;
  },
};

interface Options {
  /** What the schema is called. */
  of: string;
  schemas: string | undefined;
  out: string | undefined;
  name: string | undefined;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [of, second] = positionals;
  if (of === undefined) throw new Misuse('types needs a schema. Try datastream types --help.');
  if (second !== undefined)
    throw new Misuse(`types takes one schema, not also '${second}'. Quote a title with spaces.`);
  const { schemas, out, name } = values;
  if (name !== undefined && !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    throw new Misuse(`--name must be a name that TypeScript allows, such as WebEvents, not '${name}'.`);
  }
  return { of, schemas, out, name };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options: { schemas: text, out: text, name: text } });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** `Alpine Wool web events` is `AlpineWoolWebEvents`. */
function interfaceName(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^\p{L}/u.test(name) ? name : `Events${name}`;
}

async function interfaceOf(xdm: XdmSchema, name: string): Promise<string> {
  const { schema, hasAnyTenant } = typesSchema(xdm);
  const compile = await loadCompiler();
  const source = await compile(schema, name, { bannerComment: banner(xdm), ignoreMinAndMaxItems: true });
  return hasAnyTenant ? source.replace(/\n\}\s*$/, `\n${anyTenant}\n}\n`) : source;
}

const anyTenant = `  /**
   * What your organization has added.
   */
  [tenant: \`_\${string}\`]: unknown;`;

function banner({ title, id, resource: { version } }: XdmSchema): string {
  const which = typeof version === 'string' ? `, version ${version}` : '';
  const lines = [`Made by datastream types from the schema "${title}"${which}.`, ...(id === title ? [] : [id])];
  return lines.map((line) => `// ${line.replaceAll(/\s/g, ' ')}`).join('\n');
}

/** It is no dependency of ours, because only this command needs it. */
async function loadCompiler() {
  try {
    return (await import('json-schema-to-typescript')).compile;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const remedy = 'Install it: npm install --save-dev json-schema-to-typescript';
    throw new Misuse(`types needs the package json-schema-to-typescript, which is not installed. ${remedy}`);
  }
}

function write(file: string, source: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  } catch (error) {
    throw new Misuse(`--out ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
