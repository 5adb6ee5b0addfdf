import { expect, test } from '@playwright/test';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { isMoment, ownFormats } from '../../../src/schema/formats.js';
import { validate } from '../../../src/schema/index.js';

const DAY_MS = 86_400_000;

const anyMoment = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

test('every moment that Date writes is one, with any number of digits after the second', () => {
  fc.assert(
    fc.property(anyMoment, fc.integer({ min: 0, max: 9 }), (date, digits) => {
      const [second = ''] = date.toISOString().split('.');
      const fraction = digits === 0 ? '' : `.${'1'.repeat(digits)}`;
      return isMoment(date.toISOString()) && isMoment(`${second}${fraction}Z`);
    }),
  );
});

test('a moment has any offset from UTC that a clock can show', () => {
  const digits = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
  fc.assert(
    fc.property(anyMoment, fc.constantFrom('+', '-'), digits(23), digits(59), (date, sign, hours, minutes) =>
      isMoment(date.toISOString().replace('Z', `${sign}${hours}:${minutes}`)),
    ),
  );
});

test('a day that does not exist is none', () => {
  const year = fc.integer({ min: 1, max: 9999 });
  const upTo = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(year, upTo(13), upTo(32), (y, month, day) => {
      const date = new Date(0);
      date.setUTCFullYear(y, month - 1, day);
      const exists = date.getUTCFullYear() === y && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      const text = [String(y).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
      return ownFormats['date']!(text) === exists && isMoment(`${text}T00:00:00Z`) === exists;
    }),
    { numRuns: 1_000 },
  );
});

test('every day of four years, in which one is a leap year, exists once', () => {
  const start = Date.UTC(2099, 0, 1);
  const days = Array.from({ length: 4 * 365 }, (_, day) => new Date(start + day * DAY_MS).toISOString().slice(0, 10));
  expect(days.filter((day) => !ownFormats['date']!(day))).toEqual([]);
  expect(['2100-02-29', '2000-02-29', '2024-02-29', '2023-02-29'].map((day) => ownFormats['date']!(day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

/** What ajv-formats says of each is the opposite. */
const differing: Record<string, { takes: readonly string[]; refuses: readonly string[] }> = {
  'date-time': {
    takes: [],
    refuses: [
      '2026-01-15 09:15:01Z',
      '2026-01-15T09:15:01+0100',
      '2026-01-15T09:15:01+01',
      '2026-01-15t09:15:01z',
      '2026-01-15T09:15:01.0123456789Z',
    ],
  },
  uri: {
    takes: [
      'https://shop.example/a|b',
      'https://shop.example/größe',
      'https://shop.example/{id}',
      'https://shop.example/?filter[]=a',
    ],
    refuses: ['https://'],
  },
  'uri-reference': { takes: ['a|b', '/{BATCH_ID}', '/größe'], refuses: [] },
  url: {
    takes: ['http://localhost:3000', 'http://127.0.0.1:8080/', 'http://a/', 'https://[::1]/'],
    refuses: [],
  },
  email: { takes: ['jürgen@shop.example'], refuses: [] },
};

for (const [name, { takes, refuses }] of Object.entries(differing)) {
  test(`${name} is not what ajv-formats takes for it`, () => {
    expect(takes.filter((text) => !ownFormats[name]!(text))).toEqual([]);
    expect(refuses.filter((text) => ownFormats[name]!(text))).toEqual([]);
    expect(takes.filter((text) => fitsForeign(name, text))).toEqual([]);
    expect(refuses.filter((text) => !fitsForeign(name, text))).toEqual([]);
  });
}

for (const [name, right, wrong] of [
  [
    'date-time',
    ['2026-01-15T09:15:01Z', '2026-01-15T09:15:01.5-11:30', '2016-12-31T23:59:60Z'],
    [
      '2026-01-15T09:15:01',
      '2026-01-15',
      '2026-02-30T00:00:00Z',
      '2026-01-15T24:00:00Z',
      '2026-01-15T09:60:00Z',
      '2026-01-15T09:15:01+24:00',
      '',
      '2026-01-15T09:15Z',
    ],
  ],
  ['date', ['2026-01-15'], ['15.01.2026', '2026-1-5', '20260115', '2026-13-01', '2026-00-10', '']],
  ['time', ['09:15:01Z', '09:15:01.123+01:00'], ['09:15:01', '9:15:01Z', '25:00:00Z']],
  [
    'uri',
    ['https://shop.example/', 'urn:isbn:0451450523', 'data:,x'],
    ['shop.example', '/page', 'a page', '', 'http://a b/'],
  ],
  ['url', ['https://shop.example/a?b=c#d'], ['//shop.example', 'www.shop.example', '']],
  ['uri-reference', ['', '#top', '../a', 'https://shop.example/'], ['a page', String.raw`a\b`, 'a\nb']],
  ['email', ['a@b.example', 'a+b@b.example'], ['a', 'a@', '@b', 'a b@c.example', 'a@b@c']],
  ['ipv4', ['192.0.2.1'], ['192.0.2', '192.0.2.256', '::1']],
  ['ipv6', ['2001:db8::1', '::'], ['192.0.2.1', '2001:db8::g', ':::']],
] as const) {
  test(`${name} takes ${right.length} texts and refuses ${wrong.length}`, () => {
    expect(right.filter((text) => !ownFormats[name]!(text))).toEqual([]);
    expect(wrong.filter((text) => ownFormats[name]!(text))).toEqual([]);
  });
}

test('schemas are checked with these formats', () => {
  const messages = (format: string, value: unknown) => validate({ format }, value).map(({ message }) => message);
  expect(messages('date-time', '2026-01-15 09:15:01Z')).toEqual([
    'expected text in the format date-time, received string "2026-01-15 09:15:01Z"',
  ]);
  expect(messages('url', 'http://localhost:3000')).toEqual([]);
  expect(messages('date-time', 20_260_115), 'a format is asked of texts alone').toEqual([]);
  expect(messages('hostname', 'a b')).toEqual(['expected text in the format hostname, received string "a b"']);
  expect(messages('article-number', 'a b'), 'unknown').toEqual([]);
});

function fitsForeign(name: string, text: string): boolean {
  const format = addFormats.default.get(name as 'uri');
  if (format instanceof RegExp) return format.test(text);
  const check: unknown = typeof format === 'object' ? format.validate : format;
  if (check instanceof RegExp) return check.test(text);
  return typeof check === 'function' && Boolean(check(text));
}
