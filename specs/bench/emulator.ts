/** The emulator against a bare `node:http` server that parses the same body and answers the same bytes. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadDatastreams } from '../../src/emulator/index.js';
import type { BareAnswer } from './bareServer.js';
import { load } from './load.js';
import { compare, type Ratio } from './rounds.js';

const CALLS = 6000;
const ROUNDS = 15;
const DATASTREAMS = 'fixtures/datastreams.json';

/** The request of the guide. */
const event = {
  xdm: { eventType: 'web.webpagedetails.pageViews', timestamp: '2026-01-15T09:30:00.000Z' },
  data: { prop1: 'custom value' },
};

/**
 * Time for the same number of calls, as a ratio. Each server has a process of its own; the built command line is measured.
 *
 * @param datastream name in `fixtures/datastreams.json`.
 */
export async function emulatorThroughput(datastream: string): Promise<Ratio> {
  const { id } = loadDatastreams(DATASTREAMS).datastreams.find(({ name }) => name === datastream)!;
  const call = { path: `/ee/v2/interact?dataStreamId=${id}`, body: JSON.stringify({ event }) };

  const emulator = await started(['dist/cli/main.js', 'emulate', '--port', '0', '--datastreams', DATASTREAMS]);
  const answer = JSON.stringify(await answerOf(emulator.url + call.path, call.body));
  const bare = await started(['--import', 'tsx', 'specs/bench/bareServer.ts', answer]);
  try {
    return await compare(
      () => load({ ...call, url: emulator.url, calls: CALLS }),
      () => load({ ...call, url: bare.url, calls: CALLS }),
      ROUNDS,
    );
  } finally {
    emulator.child.kill();
    bare.child.kill();
  }
}

async function started(args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { ...(JSON.parse(line.toString('utf8')) as { url: string }), child };
}

/** Without what `node:http` writes into every answer by itself. */
async function answerOf(url: string, body: string): Promise<BareAnswer> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const own = ['connection', 'date', 'keep-alive'];
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !own.includes(name)));
  return { status: answer.status, headers, body: await answer.text() };
}
