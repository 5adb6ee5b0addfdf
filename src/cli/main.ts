#!/usr/bin/env node
/** The command line `datastream`. A command is loaded when it is called, so that none pays for another one. */

import { readFileSync } from 'node:fs';
import { EdgeError } from '../errors.js';
import { Misuse, type Command } from './command.js';

const commands: Record<string, () => Promise<Command>> = {
  emulate: async () => (await import('./emulate.js')).emulate,
  report: async () => (await import('./report.js')).reportCommand,
  schema: async () => (await import('./schema.js')).schemaCommand,
  types: async () => (await import('./types.js')).typesCommand,
  validate: async () => (await import('./validate.js')).validateCommand,
  verify: async () => (await import('./verify.js')).verifyCommand,
};

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: string[]): Promise<number> {
  try {
    if (name === '--help' || name === '-h') return print(await overview());
    if (name === '--version' || name === '-v') return print(packageVersion());
    const command = await commandNamed(name);
    if (args.includes('--help') || args.includes('-h')) return print(command.usage);
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof Misuse || error instanceof EdgeError)) throw error;
    console.error(`datastream: ${error.message}`);
    return 2;
  }
}

async function commandNamed(name: string | undefined): Promise<Command> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const what = name === undefined ? 'No command was given.' : `There is no command '${name}'.`;
  throw new Misuse(`${what} Commands: ${Object.keys(commands).join(', ')}. Try --help.`);
}

async function overview(): Promise<string> {
  const lines = Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(10)}${(await load()).summary}`);
  return `Usage: datastream <command> [options]\n\n${(await Promise.all(lines)).join('\n')}\n\nTry datastream <command> --help, or datastream --version.`;
}

/** The manifest is two folders up from the source of this file and from what it is built into. */
function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}

function print(text: string): number {
  console.log(text);
  return 0;
}
