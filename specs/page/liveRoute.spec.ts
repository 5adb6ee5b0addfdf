/** Why a page of a live run gets no answer from the Edge Network: said in the record of its call, after a bounded wait. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { CallSources } from '../../src/page/callSources.js';
import type { EdgeRoute } from '../../src/page/edgeRoute.js';
import { exchange } from '../../src/page/exchange.js';
import { openLiveRoute } from '../../src/page/liveRoute.js';
import { openTunnel, type UpstreamProxy } from '../../src/page/upstreamProxy.js';
import type { EdgeCall } from '../../src/traffic/call.js';
import { EdgeTraffic } from '../../src/traffic/traffic.js';
import { companyProxy } from '../support/companyProxy.js';
import { scriptedServer } from '../support/scriptedServer.js';

/** Sends a call as a page does, which is told that it failed, and returns the record of it. */
async function failedCall(route: EdgeRoute, proxy?: UpstreamProxy): Promise<EdgeCall | undefined> {
  const traffic = new EdgeTraffic();
  const options = { traffic, sources: new CallSources(), route, proxy, headers: {} };
  const tap = createServer((request, response) => void exchange({ request, response, scheme: 'https' }, options));
  tap.listen(0, '127.0.0.1');
  await once(tap, 'listening');
  const { port } = tap.address() as AddressInfo;
  const read = async () =>
    (await fetch(`http://127.0.0.1:${port}/ee/v1/interact`, { method: 'POST', body: '{}' })).text();
  await expect(read()).rejects.toThrow(/fetch failed|terminated/);
  tap.close();
  return traffic.calls()[0];
}

test('an Edge Network that does not answer is waited for no longer than a test lasts', async () => {
  await using silent = await scriptedServer(() => {});
  await using route = openLiveRoute(silent.url, 100);
  expect((await failedCall(route))?.failure).toBe('no answer came in time (UND_ERR_HEADERS_TIMEOUT)');
});

test('one that stops in the middle has given an answer, and its record says how far', async () => {
  await using halting = await scriptedServer((response) => void response.writeHead(200).write('{"requestId":'));
  await using route = openLiveRoute(halting.url, 100);
  expect(await failedCall(route)).toMatchObject({
    response: { status: 200, body: '{"requestId":', fault: 'the answer stopped coming in the body, after 13 bytes' },
  });
});

test.describe("through a company's proxy", () => {
  const through = (url: string): UpstreamProxy => ({ url, credentials: 'kim:pass', except: [], coversLoopback: true });

  for (const refusal of [407, 403] as const) {
    test(`that answers ${refusal}, the proxy is named with what it said`, async () => {
      await using proxy = await companyProxy((_, response) => response.end(), { refusal });
      await using route = openLiveRoute('https://edge.adobedc.net');
      expect((await failedCall(route, through(proxy.url)))?.failure).toBe(
        `the proxy ${proxy.url} answered ${refusal} to CONNECT`,
      );
    });
  }

  test('that is gone, the proxy is named, without its password', async () => {
    const proxy = await companyProxy((_, response) => response.end());
    await proxy[Symbol.asyncDispose]();
    await using route = openLiveRoute('https://edge.adobedc.net');
    expect((await failedCall(route, through(proxy.url)))?.failure).toBe(
      `the proxy ${proxy.url} could not be reached: the connection was refused (ECONNREFUSED)`,
    );
  });

  test('that says nothing, it is not waited for', async () => {
    await using proxy = await companyProxy((_, response) => response.end(), { refusal: 'silence' });
    await expect(openTunnel({ host: 'shop.example', port: 443 }, through(proxy.url), 50)).rejects.toThrow(
      `the proxy ${proxy.url} could not be reached: no connection could be made in time (ETIMEDOUT)`,
    );
  });

  test('each set of credentials has connections of its own', async () => {
    await using proxy = await companyProxy((_, response) => response.end(), { refusal: 407 });
    await using route = openLiveRoute('https://edge.adobedc.net');
    for (const credentials of ['kim:one', 'kim:two']) await failedCall(route, { ...through(proxy.url), credentials });
    const encoded = ['kim:one', 'kim:two'].map((each) => `Basic ${Buffer.from(each).toString('base64')}`);
    expect(proxy.asked.map(({ credentials }) => credentials)).toEqual(encoded);
  });
});
