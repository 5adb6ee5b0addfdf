/** `datastream emulate`: the emulator as a process of its own. */

import { parseArgs } from 'node:util';
import { createEmulator } from '../emulator/emulator.js';
import { loadDatastreams } from '../emulator/datastreamFile.js';
import { loadRegistrySchemas, xdmSchemas } from '../emulator/schemaRegistry/schemas.js';
import { serveEmulator, type EmulatorServer } from '../emulator/server.js';
import { Misuse, type Command } from './command.js';

const MAX_PORT = 65_535;

export const emulate: Command = {
  summary: 'Run the emulator of the Edge Network until it is interrupted.',
  usage: `Usage: datastream emulate [--port <number>] [--datastreams <file>] [--schemas <folder>]

Listens on 127.0.0.1 and prints one line of JSON with all that a client needs.

  --port <number>       0 to ${MAX_PORT}; 0, the default, takes a free one
  --datastreams <file>  datastreams to emulate; without it a demonstration datastream
  --schemas <folder>    XDM schemas that its Schema Registry serves, as JSON files; without it there are none`,

  async run(args) {
    const { port, datastreams, schemas } = readOptions(args);
    const served = schemas === undefined ? [] : schemasIn(schemas);
    const emulator = createEmulator({ ...loadDatastreams(datastreams), schemas: () => served });
    const stopped = interruption();
    await using server = await listen(emulator, port);
    const { id, orgId } = emulator.defaultDatastream;
    console.log(JSON.stringify({ url: server.url, datastreamId: id, orgId, ...emulator.credential }));
    await stopped;
    return 0;
  },
};

interface Options {
  port: number;
  datastreams: string | undefined;
  schemas: string | undefined;
}

function readOptions(args: string[]): Options {
  const { values } = parse(args);
  const { port = '0', datastreams, schemas } = values;
  if (!/^\d+$/.test(port) || Number(port) > MAX_PORT) {
    throw new Misuse(`--port must be a whole number from 0 to ${MAX_PORT}, not '${port}'.`);
  }
  return { port: Number(port), datastreams, schemas };
}

function parse(args: string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args, options: { port: text, datastreams: text, schemas: text } });
  } catch (error) {
    // parseArgs says well what is wrong, then adds advice about positional arguments that no command takes.
    throw new Misuse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** A registry that serves nothing is not what somebody meant who named a folder. */
function schemasIn(folder: string): ReturnType<typeof xdmSchemas> {
  const schemas = xdmSchemas(loadRegistrySchemas(folder));
  if (schemas.length > 0) return schemas;
  const remedy = 'Put exports of the Schema Registry into it, as datastream schema pull writes them.';
  throw new Misuse(`The folder ${folder} of --schemas holds no XDM schema. ${remedy}`);
}

async function listen(emulator: Parameters<typeof serveEmulator>[0], port: number): Promise<EmulatorServer> {
  try {
    return await serveEmulator(emulator, { port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new Misuse(`Port ${port} of 127.0.0.1 is in use. Take another, or 0 for a free one.`);
    if (code === 'EACCES')
      throw new Misuse(`Port ${port} needs more rights than this process has. Take one above 1023.`);
    throw error;
  }
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
