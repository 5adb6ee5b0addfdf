/** When an event says that it happened. */

import { isMoment } from '../formats.js';
import type { Found } from './finding.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Clocks differ. */
const FUTURE_MS = MINUTE_MS;
/** An event that is sent now happened lately. */
const OLD_WHEN_SENT_MS = 31 * DAY_MS;
/** An event in a file may be any age, but was hardly there before the Web SDK: its clock was not set, or counted seconds. */
const OLD_AT_ALL_MS = Date.UTC(2010, 0, 1);

/**
 * @param sentAt milliseconds since 1970; undefined for an event that is not being sent.
 * @param now milliseconds since 1970.
 */
export function timestampFinding(
  timestamp: unknown,
  path: string,
  { sentAt, now }: { sentAt: number | undefined; now: number },
): Found | undefined {
  if (typeof timestamp !== 'string') return undefined;
  const found = { path, received: timestamp };
  if (lacksZone(timestamp)) {
    const suggestion = `${timestamp.replace(' ', 'T')}Z`;
    return {
      ...found,
      rule: 'timestamp-zone',
      expected: 'a time zone',
      suggestion,
      text: `has no time zone: add Z, or an offset such as +01:00`,
    };
  }
  const time = Date.parse(timestamp);
  if (Number.isNaN(time)) return undefined;
  const reference = sentAt ?? now;
  if (time > reference + FUTURE_MS) {
    const text = `is ${span(time - reference)} ahead of ${sentAt === undefined ? 'now' : 'when it was sent'}: events must have happened`;
    return { ...found, rule: 'timestamp-future', expected: 'a time in the past', text };
  }
  if (sentAt !== undefined && time < sentAt - OLD_WHEN_SENT_MS) {
    return {
      ...found,
      rule: 'timestamp-old',
      expected: 'a recent time',
      text: `is ${span(sentAt - time)} before it was sent`,
    };
  }
  if (time < OLD_AT_ALL_MS) {
    return {
      ...found,
      rule: 'timestamp-old',
      expected: 'a recent time',
      text: 'is older than events can be: is it in seconds, or was the clock not set?',
    };
  }
  return undefined;
}

function lacksZone(timestamp: string): boolean {
  return !isMoment(timestamp) && isMoment(`${timestamp.replace(' ', 'T')}Z`);
}

function span(ms: number): string {
  const units: [number, string][] = [
    [DAY_MS, 'day'],
    [60 * MINUTE_MS, 'hour'],
    [MINUTE_MS, 'minute'],
  ];
  const [size, name] = units.find(([unit]) => ms >= 2 * unit) ?? [MINUTE_MS, 'minute'];
  const count = Math.max(1, Math.round(ms / size));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
