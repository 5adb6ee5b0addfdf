/** What clients tell of offers, found again in what the emulator recorded. */

import { expect, test } from '@playwright/test';
import { emulatorOfFixtures, send } from '../support/emulatorCalls.js';

const propositions = [{ id: 'AT:1', scope: 'hero', scopeDetails: { activity: { id: '1' } } }];

const event = (eventType: string, decisioning: object) => ({ xdm: { eventType, _experience: { decisioning } } });

test('displays and clicks are told apart, with what was clicked', async () => {
  const emulator = emulatorOfFixtures();
  const action = { label: 'Buy', id: 'hero-button' };
  const events = [
    event('decisioning.propositionDisplay', { propositions, propositionEventType: { display: 1 } }),
    event('decisioning.propositionInteract', {
      propositions,
      propositionEventType: { interact: 1 },
      propositionAction: action,
    }),
  ];
  const { body } = await send(emulator, { path: '/ee/v1/interact', body: { events } });
  const { requestId } = body;
  expect(emulator.namespace('').notifications()).toEqual([
    { type: 'display', propositions, action: undefined, requestId, eventIndex: 0 },
    { type: 'interact', propositions, action, requestId, eventIndex: 1 },
  ]);
});

test('the type is that of the counter, or that of the event', async () => {
  const emulator = emulatorOfFixtures();
  const events = [
    event('decisioning.propositionDismiss', { propositions }),
    event('decisioning.propositionSuppressDisplay', { propositions }),
    event('web.webpagedetails.pageViews', { propositions, propositionEventType: { display: 1 } }),
    event('web.webpagedetails.pageViews', { propositions }),
  ];
  await send(emulator, { path: '/ee/v2/collect', body: { events } });
  const types = emulator
    .namespace('')
    .notifications()
    .map(({ type }) => type);
  expect(types).toEqual(['dismiss', 'suppressDisplay', 'display', undefined]);
});

test('a notification asks for no offers, so it gets none', async () => {
  const emulator = emulatorOfFixtures();
  const display = event('decisioning.propositionDisplay', { propositions });
  const answer = await send(emulator, { body: { event: display } });
  expect((answer.body['handle'] as { type: string }[]).map(({ type }) => type)).not.toContain(
    'personalization:decisions',
  );
  expect(emulator.namespace('').notifications()).toHaveLength(1);
});

test('other events, other namespaces and bodies that are none have no notifications', async () => {
  const emulator = emulatorOfFixtures();
  await send(emulator);
  await send(emulator, { body: '[' });
  await send(emulator, { body: { event: event('x', { propositions: 'none' }) } });
  expect(emulator.namespace('').notifications()).toEqual([]);
  expect(emulator.namespace('other').notifications()).toEqual([]);
});
