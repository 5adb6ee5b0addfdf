/** The emulator against a bare `node:http` server that parses the same body and answers the same bytes. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { createEmulator, loadDatastreams, serveEmulator } from '../../src/emulator/index.js';
import { bareServer } from './bareServer.js';
import { compare, type Ratio } from './rounds.js';

const CALLS = 2000;
const AT_ONCE = 32;
const ROUNDS = 15;

/** The request of the guide. */
const event = {
  xdm: { eventType: 'web.webpagedetails.pageViews', timestamp: '2026-01-15T09:30:00.000Z' },
  data: { prop1: 'custom value' },
};

/**
 * Time for the same number of calls, 32 of them under way at once, as a ratio. Client and server share a process, as
 * they do in a worker, so the client's part of a call is in both sides of the ratio. An emulator in a process of its own
 * compares worse than this says.
 *
 * @param datastream name in `fixtures/datastreams.json`.
 */
export async function emulatorThroughput(datastream: string): Promise<Ratio> {
  const file = loadDatastreams('fixtures/datastreams.json');
  const { id } = file.datastreams.find(({ name }) => name === datastream)!;
  const target = { path: `/ee/v2/interact?dataStreamId=${id}`, body: JSON.stringify({ event }) };

  await using emulated = await serveEmulator(createEmulator(file));
  const emulator = new Pool(emulated.url, { connections: AT_ONCE });
  const bare = bareServer(await send(emulator, target)).listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const bottom = new Pool(`http://127.0.0.1:${(bare.address() as AddressInfo).port}`, { connections: AT_ONCE });
  try {
    return await compare(
      () => load(emulator, target),
      () => load(bottom, target),
      ROUNDS,
    );
  } finally {
    await Promise.all([emulator.destroy(), bottom.destroy()]);
    bare.close();
  }
}

interface Target {
  path: string;
  body: string;
}

async function load(pool: Pool, target: Target): Promise<void> {
  let left = CALLS;
  const client = async () => {
    while (left-- > 0) await send(pool, target);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
}

async function send(pool: Pool, { path, body }: Target): Promise<{ status: number; body: string }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ path, method: 'POST', headers, body });
  return { status: answer.statusCode, body: await answer.body.text() };
}
