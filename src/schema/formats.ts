/**
 * What `format` means here. `ajv-formats` refuses addresses that real pages have (`http://localhost:3000`, a `|` or an
 * umlaut in a path) and takes timestamps that Experience Platform refuses (a space for the `T`, `+01` for a zone); these
 * formats are therefore ours, and only those that are not named here are taken from there.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/schema/field-constraints#formats
 */

import { isIPv4, isIPv6 } from 'node:net';

type Fits = (text: string) => boolean;

/** By the name that schemas give them. */
export const ownFormats: Readonly<Record<string, Fits>> = {
  'date-time': isMoment,
  date: isDay,
  time: (text) => isMoment(`2000-01-01T${text}`),
  uri: isAddress,
  url: isAddress,
  // Anything can be a path: what a page's address holds beyond that is escaped by the browser, not by its author.
  'uri-reference': (text) => !/[\s\\]/.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  ipv4: isIPv4,
  ipv6: isIPv6,
};

const MOMENT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](\d\d):(\d\d))$/;

/** RFC 3339, with a zone and a day that the calendar has. */
export function isMoment(text: string): boolean {
  const [, date, hour, minute, second, zoneHour = '00', zoneMinute = '00'] = MOMENT.exec(text) ?? [];
  if (date === undefined || !isDay(date)) return false;
  // A minute may have 61 seconds.
  return (
    isBelow(hour, 24) && isBelow(minute, 60) && isBelow(second, 61) && isBelow(zoneHour, 24) && isBelow(zoneMinute, 60)
  );
}

/** `2026-02-30` is none. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const days = daysOf(Number(month), Number(year));
  return days !== undefined && Number(day) >= 1 && Number(day) <= days;
}

function daysOf(month: number, year: number): number | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/** What a browser takes for an absolute address. */
function isAddress(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

function isBelow(digits: string | undefined, limit: number): boolean {
  return Number(digits) < limit;
}
