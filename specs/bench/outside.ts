/** `edge.interact` outside a test against `undici.request` with the same bytes. */

import { Agent } from 'undici';
import { connect } from '../../src/connect.js';
import { compare, type Ratio } from './rounds.js';
import { datastreamId, event, headers, liveEnvironment } from './subject.js';

const CALLS = 100;
const ROUNDS = 101;

export async function outsideATest(url: string): Promise<Ratio> {
  await using connection = await connect({ environment: liveEnvironment(url) });
  const edge = connection.client();
  const agent = new Agent();
  const path = `/ee/v2/interact?dataStreamId=${datastreamId}`;

  const ours = async () => {
    for (let call = 0; call < CALLS; call++) await edge.interact(event);
  };
  const theirs = async () => {
    for (let call = 0; call < CALLS; call++) {
      const { body } = await agent.request({
        origin: url,
        path,
        method: 'POST',
        headers,
        body: JSON.stringify({ event }),
      });
      JSON.parse(await body.text());
    }
  };
  try {
    return await compare(ours, theirs, ROUNDS);
  } finally {
    await agent.destroy();
  }
}
