/** `datastream schema pull`: a schema of the Schema Registry, kept as a file that events are checked against. */

import { parseArgs } from 'node:util';
import { loadRegistryConfig } from '../config/registryConfig.js';
import { openRegistry } from '../edge/schemaRegistry.js';
import { demoDatastream } from '../emulator/datastreams/demo.js';
import { builtInCredential } from '../emulator/ims/credentials.js';
import { EdgeConnectionError, EdgeCredentialsError } from '../errors.js';
import type { JsonObject } from '../protocol/json.js';
import { withDeprecatedFields } from '../protocol/schemaRegistry.js';
import { Misuse, type Command } from './command.js';
import { keepSchema, type KeptSchema } from './schemaFile.js';
import { findSchema } from './schemaLookup.js';
import { PullRefused } from './schemaRefusal.js';

const DEFAULT_FOLDER = 'fixtures/schemas';

/** Letters, digits and hyphens, for people who name one; what matters here is that it can stand in a header. */
const SANDBOX = /^[\w.-]+$/;

/** A change that is longer than this is read in the file. */
const MAX_NAMED_FIELDS = 5;

export const schemaCommand: Command = {
  summary: 'Pull a schema from the Schema Registry into a file.',
  usage: `Usage: datastream schema pull <schema id or title> [options]

Fetches one schema, all its fields resolved, and writes it to <title>.schema.json. A file of the same schema is
overwritten, whatever its name; any other is left alone. Credentials come from the environment or .env, as for a live
run: EDGE_TARGET=live, EDGE_ORG_ID, EDGE_CLIENT_ID, and EDGE_CLIENT_SECRET or EDGE_ACCESS_TOKEN.

  --sandbox <name>  the sandbox to look in; without it EDGE_SANDBOX, or prod
  --out <folder>    where the file goes; ${DEFAULT_FOLDER} by default
  --json            one object instead of the report

Exits with 0 when the file is there, 1 when the schema was not found or not given, 2 when the command was called wrongly
or something is not configured.`,

  async run(args) {
    const options = readOptions(args);
    try {
      const { schema, kept } = await pull(options);
      console.log(options.isJson ? asJson(schema, kept) : report(schema, kept));
      return 0;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { message } = error;
      if (options.isJson) console.log(JSON.stringify({ outcome: 'refused', message, candidates: candidatesOf(error) }));
      else console.error(`datastream: ${message}`);
      return 1;
    }
  },
};

interface Options {
  wanted: string;
  sandbox: string | undefined;
  folder: string;
  isJson: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [action, wanted = '', ...more] = positionals;
  if (action !== 'pull') {
    const what = action === undefined ? 'schema needs to be told what to do.' : `schema cannot '${action}'.`;
    throw new Misuse(`${what} There is datastream schema pull. Try datastream schema --help.`);
  }
  if (wanted.trim() === '') throw new Misuse('schema pull needs the id or the title of a schema.');
  if (more.length > 0) throw new Misuse('schema pull takes one schema. Put a title of several words in quotes.');
  const { sandbox, out = DEFAULT_FOLDER, json = false } = values;
  if (sandbox !== undefined && !SANDBOX.test(sandbox)) {
    throw new Misuse(`--sandbox must be the name of a sandbox, not '${sandbox}'.`);
  }
  if (out === '') throw new Misuse('--out must be a folder.');
  return { wanted: wanted.trim(), sandbox, folder: out, isJson: json };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { sandbox: text, out: text, json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

async function pull({ wanted, sandbox, folder }: Options): Promise<{ schema: JsonObject; kept: KeptSchema }> {
  const emulator = { ...builtInCredential, orgId: demoDatastream.orgId };
  // Calls of one shell share a token, as the workers of one run do.
  await using registry = await openRegistry(loadRegistryConfig(emulator, { sandbox }), process.ppid);
  const schema = withDeprecatedFields(await findSchema(registry, wanted));
  return { schema, kept: keepSchema(schema, folder) };
}

function isRefusal(error: unknown): error is PullRefused | EdgeConnectionError | EdgeCredentialsError {
  return [PullRefused, EdgeConnectionError, EdgeCredentialsError].some((kind) => error instanceof kind);
}

function candidatesOf(error: unknown): PullRefused['candidates'] {
  return error instanceof PullRefused ? error.candidates : [];
}

function asJson({ $id: id, title, version }: JsonObject, kept: KeptSchema): string {
  return JSON.stringify({ ...kept, id, title, version }, null, 2);
}

function report({ title, version }: JsonObject, kept: KeptSchema): string {
  const { file, outcome, previousVersion, fields, added, removed } = kept;
  const what = `"${String(title)}", version ${String(version)}`;
  if (outcome === 'created') return `Wrote ${file}: ${what}, ${fields} fields.`;
  if (outcome === 'unchanged') return `${file} is up to date: ${what}, ${fields} fields.`;
  const before = previousVersion === version ? 'as before' : `${previousVersion} before`;
  return `Updated ${file}: ${what}, ${before}; ${counted(added)} added, ${counted(removed)} removed.`;
}

function counted(fields: readonly string[]): string {
  const count = fields.length === 1 ? '1 field' : `${fields.length} fields`;
  const more = fields.length > MAX_NAMED_FIELDS ? ', ...' : '';
  return fields.length === 0 ? count : `${count} (${fields.slice(0, MAX_NAMED_FIELDS).join(', ')}${more})`;
}
