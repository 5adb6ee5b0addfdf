import { expect, test } from '@playwright/test';
import { redactCookies, redactSetCookies, redactStateEntries } from '../../../src/traffic/cookieRedaction.js';

test('cookies of the Edge Network stay readable, those of the site and sessions do not', () => {
  expect(redactCookies('session=abc; kndctr_O_identity=CiY; FPID=f-1; kndctr_O_validation_token=t; FPIDx=1; odd')).toBe(
    'session=***; kndctr_O_identity=CiY; FPID=f-1; kndctr_O_validation_token=***; FPIDx=***; odd',
  );
});

test('cookies that are set are masked each by itself, and their attributes and dates stay', () => {
  expect(
    redactSetCookies(
      'sid=s3cret; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/, kndctr_O_cluster=or2; Max-Age=1800, demdex=1; Secure',
    ),
  ).toBe(
    'sid=***; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/, kndctr_O_cluster=or2; Max-Age=1800, demdex=***; Secure',
  );
});

test('the session of Assurance is masked among state entries, whatever it holds', () => {
  const entries = [
    { key: 'kndctr_O_identity', value: 'CiY' },
    { key: 'kndctr_O_validation_token', value: 'a "quoted" \\ token' },
  ];
  const masked = JSON.parse(redactStateEntries(JSON.stringify({ meta: { state: { entries } } }))) as object;
  expect(masked).toEqual({ meta: { state: { entries: [entries[0], { ...entries[1], value: '***' }] } } });
  expect(redactStateEntries('no JSON')).toBe('no JSON');
});
