/** `edge.interact` inside a test, with step, record and schema check, against Playwright's `request.post`. */

import { expect, test } from 'playwright-datastream';
import { compare } from './rounds.js';
import { datastreamId, event, headers } from './subject.js';

const CALLS = 30;
const ROUNDS = 15;

test('inside a test', async ({ edge, request, edgeConfig }) => {
  test.setTimeout(120_000);
  const url = `${edgeConfig.serverUrl}/ee/v2/interact?dataStreamId=${datastreamId}`;

  // One enclosing step for each batch: steps that no other step encloses grow quadratically in Playwright.
  const ours = () =>
    test.step('edge.interact', async () => {
      for (let call = 0; call < CALLS; call++) {
        const response = await edge.interact(event);
        if (response.violations.length > 0) throw new Error(response.violations[0]!.message);
      }
    });
  const theirs = () =>
    test.step('request.post', async () => {
      for (let call = 0; call < CALLS; call++) await (await request.post(url, { headers, data: { event } })).json();
    });

  const ratio = await compare(ours, theirs, ROUNDS);
  expect(ratio.rounds).toBe(ROUNDS);
  test.info().annotations.push({ type: 'ratio', description: JSON.stringify(ratio) });
});
