import { expect, test } from '@playwright/test';
import { emulatorOfFixtures, pageView, send } from '../support/emulatorCalls.js';

const path = '/ee/v2/collect';

test('a batch is accepted with 202 and nothing but its id', async () => {
  const answer = await send(emulatorOfFixtures(), { path, body: { events: [pageView, pageView] } });
  expect(answer.status).toBe(202);
  expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
  expect(answer.body).toEqual({ requestId: answer.headers['x-request-id'] });
});

test('a silent batch is accepted with 204 and no body', async () => {
  const answer = await send(emulatorOfFixtures(), { path, query: { silent: 'true' }, body: { events: [pageView] } });
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(answer.headers['x-request-id']).toMatch(/-[0-9a-f]{16}$/);
});

test('silent=false is as if it were not there', async () => {
  const answer = await send(emulatorOfFixtures(), { path, query: { silent: 'false' }, body: { events: [pageView] } });
  expect(answer.status).toBe(202);
});

test('a silent batch still hears of what is wrong with it', async () => {
  const answer = await send(emulatorOfFixtures(), { path, query: { silent: 'true' }, body: { events: [] } });
  expect([answer.status, answer.body['title']]).toEqual([422, 'Input validation error']);
});

test('the events of a batch may belong to different visitors', async () => {
  const visitor = (id: string) => ({ xdm: { ...pageView.xdm, identityMap: { FPID: [{ id, primary: 'true' }] } } });
  const events = [crypto.randomUUID(), crypto.randomUUID()].map(visitor);
  expect((await send(emulatorOfFixtures(), { path, body: { events } })).status).toBe(202);
});

test('silent means nothing to interact', async () => {
  const answer = await send(emulatorOfFixtures(), { query: { silent: 'maybe' } });
  expect(answer.status).toBe(200);
});
