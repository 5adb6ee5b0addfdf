/** What a test leaves when it ends, beside its result: what XDM says of its events, and its record for the reporter. */

import type { TestInfo } from '@playwright/test';
import type { XdmSettings } from './config/xdm.js';
import type { SentEvents } from './sentEvents.js';
import { TEST_RECORD } from './traffic/testRecord.js';
import { EdgeTraffic } from './traffic/traffic.js';

/** Type of the annotation. */
const XDM = 'edge xdm';

/**
 * Tests that sent no event load nothing of XDM.
 *
 * @returns undefined when there is nothing to say.
 */
export async function checkEvents(
  traffic: EdgeTraffic | undefined,
  settings: XdmSettings,
): Promise<SentEvents | undefined> {
  if (settings.level === 'off' || traffic === undefined || traffic.events().length === 0) return undefined;
  const { checkSentEvents } = await import('./sentEvents.js');
  const events = checkSentEvents(traffic, settings);
  return events.found.length === 0 ? undefined : events;
}

/** @returns the error with which the test is to fail. */
export async function reportEvents(
  testInfo: TestInfo,
  events: SentEvents,
  { level }: XdmSettings,
): Promise<Error | undefined> {
  const { jsonOf, summaryOf, textOf, xdmError } = await import('./sentEvents.js');
  testInfo.annotations.push({ type: XDM, description: summaryOf(events) });
  await testInfo.attach('edge-xdm.txt', { body: textOf(events), contentType: 'text/plain' });
  await testInfo.attach('edge-xdm.json', { body: jsonOf(events), contentType: 'application/json' });
  return level === 'error' ? xdmError(events) : undefined;
}

/** For the reporter, which may run on another machine. */
export async function leaveRecord(
  { attachments }: TestInfo,
  traffic: EdgeTraffic | undefined,
  events: SentEvents | undefined,
): Promise<void> {
  const { recordOf } = await import('./traffic/recording.js');
  const findings = (events?.found ?? []).flatMap((each) => each.findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const xdm = { errors, warnings: findings.length - errors };
  const record = recordOf(traffic ?? new EdgeTraffic(), findings.length > 0 ? { xdm } : {});
  if (record === undefined) return;
  // Attaching it properly would be a step of every test, and cost eight times as much.
  attachments.push({ name: TEST_RECORD, contentType: 'application/json', body: Buffer.from(record) });
}
