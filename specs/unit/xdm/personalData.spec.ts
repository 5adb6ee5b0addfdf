import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { personalData } from '../../../src/schema/xdm/personalData.js';

for (const [kind, texts] of Object.entries({
  'e-mail address': [
    'anna@shop.example',
    'Anna Huber <anna.huber+news@mail.shop.example>',
    'mailto:anna@shop.example',
    'https://shop.example/?email=anna@shop.example&page=2',
    'anna.huber@shop.example, berta@shop.example',
  ],
  'payment card number': [
    '4111111111111111',
    '4111 1111 1111 1111',
    '5500-0000-0000-0004',
    '378282246310005',
    '6011 1111 1111 1117',
    '3530111333300000',
  ],
  'bank account number': [
    'AT611904300234573201',
    'DE89 3704 0044 0532 0130 00',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ],
  'phone number': [
    '+43 512 123456',
    '+436601234567',
    '+1 (555) 123-4567',
    '0660/123 4567',
    '(0512) 123 4567',
    '555-123-4567',
  ],
})) {
  for (const text of texts) {
    test(`${text} is taken for: ${kind}`, () => {
      expect(personalData(text, 'note')).toBe(kind);
    });
  }
}

/** By the kind of value that naive rules take for a person's. */
const harmless: Record<string, readonly (readonly [name: string, text: string])[]> = {
  'IP addresses': [
    ['ipV4', '192.168.100.200'],
    ['host', '203.0.113.255'],
    ['ipV6', '2001:0db8:85a3:0000:0000:8a2e:0370:7334'],
  ],
  dates: [
    ['day', '2026-01-15'],
    ['day', '15.01.2026'],
    ['day', '15/01/2026'],
    ['start', '2026-01-15T09:15:01.512Z'],
    ['range', '2026-01-15/2026-02-15'],
    ['value', '20260115'],
    ['slot', '2026-01-15 09:15'],
  ],
  prices: [
    ['price', '1299.00'],
    ['price', '1,299.00 EUR'],
    ['total', '12 345.67'],
    ['total', '1.234.567,89'],
  ],
  'order numbers': [
    ['purchaseID', 'AW-2026-000117'],
    ['purchaseID', '100-2026-000117'],
    ['purchaseOrderNumber', '4500012345'],
    ['value', 'PO 4500012345'],
    ['transactionID', '4539578763621486'],
    ['orderId', '4539 5787 6362 1486'],
  ],
  UUIDs: [
    ['id', '708e4f90-5bff-41c5-8f4b-6c15bab76b11'],
    ['value', '12345678-1234-4234-8234-123456789012'],
  ],
  ECIDs: [
    ['value', '41529784036815920734815926037481592603'],
    ['mcid', '00000000000000000000000000000000000000'],
  ],
  'article numbers': [
    ['SKU', '4006381333931'],
    ['SKU', '555-123-4567'],
    ['value', '4006381333931'],
    ['sku', 'AW-SCARF-1'],
    ['gtin', '00012345600012'],
    ['ean', '5901234123457'],
  ],
  'user agents': [
    [
      'userAgent',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    ],
    ['value', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X)'],
  ],
  'milliseconds since 1970': [
    ['value', '1768468501512'],
    ['value', '1700000000000'],
    ['startedAt', '1768468501'],
  ],
  coordinates: [
    ['value', '47.2692124'],
    ['value', '47.2692124, 11.4041024'],
    ['value', '-122.4194155'],
  ],
  'version numbers': [
    ['version', '2.33.1'],
    ['value', '120.0.6099.109'],
    ['value', '10.15.7'],
    ['build', '2026.0115.0915'],
  ],
  'texts with an at sign': [
    ['value', '@adobe/alloy@2.33.1'],
    ['value', 'meet @ 9'],
    ['imsOrgId', '0A1B2C3D4E5F60718293A4B5@AdobeOrg'],
    ['URL', 'https://cdn.example/npm/alloy@2.33.1/alloy.js'],
    ['value', 'user@host'],
  ],
  'other digits': [
    ['screen', '1920x1080'],
    ['value', '0000 0000 0000 0000'],
    ['value', '1111111111111'],
    ['postalCode', '6020 1234'],
    ['value', '42'],
    ['value', ''],
    ['hash', '11a2ee7f7759fa9c9d0e62aff87fcc4d6ed546da1e64859e10c74c2a12e4dc34'],
  ],
};

for (const [what, values] of Object.entries(harmless)) {
  test(`${what} are not taken for personal data`, () => {
    expect(values.map(([name, text]) => `${name} ${text}: ${personalData(text, name)}`)).toEqual(
      values.map(([name, text]) => `${name} ${text}: undefined`),
    );
  });
}

test('a card number with any one digit changed is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
      const digits = Array.from('4111111111111111', Number);
      digits[at] = (digits[at]! + more) % 10;
      return personalData(digits.join(''), 'note') === undefined;
    }),
  );
});

test('a bank account number with any one digit changed is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 19 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
      const letters = Array.from('AT611904300234573201');
      letters[at] = String((Number(letters[at]) + more) % 10);
      return personalData(letters.join(''), 'note') === undefined;
    }),
  );
});

test('a random number of thirteen to nineteen digits under the name of an id is none', () => {
  const digits = fc.stringMatching(/^[1-9]\d{12,18}$/);
  fc.assert(fc.property(digits, (text) => personalData(text, 'purchaseID') === undefined));
});

test('long texts are not searched', () => {
  expect(personalData(`${'x '.repeat(1_000)}anna@shop.example`, 'note')).toBeUndefined();
});

test('a text that almost fits takes no longer than one that does', () => {
  const texts = [
    'a.'.repeat(900),
    `${'a'.repeat(1_900)}@`,
    `a@${'a.'.repeat(900)}`,
    `a@${'a'.repeat(1_900)}`,
    '1 '.repeat(900),
  ];
  const startedAt = performance.now();
  for (let round = 0; round < 50; round++) for (const text of texts) personalData(text, 'note');
  const perText = (performance.now() - startedAt) / (50 * texts.length);
  expect(perText).toBeLessThan(5);
});
