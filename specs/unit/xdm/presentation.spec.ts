import { expect, test } from '@playwright/test';
import { validateXdm } from '../../../src/schema/index.js';
import { countFindings, presentFindings } from '../../../src/schema/xdm/presentation.js';
import { text } from '../../support/failures.js';

const MAIL = 'anna@shop.example';

const mixed = {
  xdm: {
    eventType: 'commerce.purchases',
    web: { webPageDetails: { sitesection: 'men', isErrorPage: 'no', name: '{{title}}' } },
    productListItems: [{ SKU: 'A' }, { quantity: 1 }],
    device: { type: 'mobil' },
    timestamp: '2026-01-15 09:14:00',
  },
  data: { contact: MAIL },
};

test('errors first, each with its value, what is allowed, and the lines around it', () => {
  expect(present(mixed)).toBe(text`
    error web.webPageDetails.sitesection: is not in the schema; did you mean web.webPageDetails.siteSection? [unknown-field]
        value: "men"
          5 | "webPageDetails": {
        > 6 |   "sitesection": "men",
          7 |   "isErrorPage": "no",
    error web.webPageDetails.isErrorPage: expected boolean, received string "no" [type]
        value: "no"
          6 | "sitesection": "men",
        > 7 | "isErrorPage": "no",
          8 | "name": "{{title}}"
    error productListItems[1] (Product list item): required field "SKU" is missing [required]
          14 | },
        > 15 | {
          16 |   "quantity": 1
    error timestamp: has no time zone: add Z, or an offset such as +01:00; did you mean "2026-01-15T09:14:00Z"? [timestamp-zone]
        value: "2026-01-15 09:14:00"
          21 |   },
        > 22 |   "timestamp": "2026-01-15 09:14:00"
          23 | },
    warning web.webPageDetails.name: holds "{{title}}", which a program writes that has no value [placeholder-value]
        value: "{{title}}"
          7 |   "isErrorPage": "no",
        > 8 |   "name": "{{title}}"
          9 | }
    warning device.type: is none of the values that the schema suggests; did you mean "mobile"? [suggested-value]
        value: "mobil"
        allowed: "mobile", "tablet", "desktop", "ereader", "gaming", "television", "settop", "mediaplayer" and 2 others
          19 | "device": {
        > 20 |   "type": "mobil"
          21 | },
    warning data.contact: looks like an e-mail address: what identifies a person belongs in the identity map, hashed [personal-data]
          24 | "data": {
        > 25 |   "contact": "(e-mail address)"
          26 | }
  `);
  expect(countFindings(validateXdm(mixed))).toBe('4 errors, 3 warnings');
});

test('what is in xdm may be given alone: the lines are those of what was given', () => {
  expect(present({ web: { webPageDetails: { URL: 5 } } })).toBe(text`
    error web.webPageDetails.URL: expected string, received number 5 [type]
        value: 5
          3 | "webPageDetails": {
        > 4 |   "URL": 5
          5 | }
  `);
});

test('a field that stands beside xdm is marked there, one of the same name in xdm is marked in it', () => {
  expect(present({ xdm: { web: 5, data: 1 }, web: {}, data: { a: MAIL } })).toBe(text`
    error web: stands beside xdm: it belongs in it [misplaced-xdm]
          5 | },
        > 6 | "web": {},
          7 | "data": {
    error web (Web): expected object, received number 5 [type]
        value: 5
          2 | "xdm": {
        > 3 |   "web": 5,
          4 |   "data": 1
    error data: stands in xdm: it belongs beside it [nested-data]
        value: 1
          3 |   "web": 5,
        > 4 |   "data": 1
          5 | },
    warning data.a: looks like an e-mail address: what identifies a person belongs in the identity map, hashed [personal-data]
          7 | "data": {
        > 8 |   "a": "(e-mail address)"
          9 | }
  `);
});

test('a field that is missing points at the object that lacks it', () => {
  const schema = {
    title: 'Order',
    required: ['id'],
    properties: { id: true, lines: { items: { required: ['sku'] } } },
  };
  const event = { lines: [{ sku: 'a' }, {}] };
  expect(presentFindings(validateXdm(event, { schema }), event).join('\n')).toBe(text`
    error the event (Order): required field "id" is missing [required]
        > 1 | {
          2 |   "lines": [
          3 |     {
    error lines[1]: required field "sku" is missing [required]
          5 |   },
        > 6 |   {}
          7 | ]
  `);
});

test('after twenty findings the others are counted, by how bad they are', () => {
  const wrong = Object.fromEntries(Array.from({ length: 22 }, (_, index) => [`field${index}`, 1]));
  const event = { ...wrong, device: { type: 'undefined' }, web: { webPageDetails: { name: MAIL } } };
  const findings = validateXdm(event);
  const blocks = presentFindings(findings, event);
  expect(findings).toHaveLength(25);
  expect(blocks).toHaveLength(21);
  expect(blocks[19]).toMatch(/^error field19: is not in the schema \[unknown-field\]\n/);
  expect(blocks[20]).toBe('… and 2 errors, 3 warnings more');
  expect(presentFindings(findings.slice(0, 20), event)).toHaveLength(20);
  expect(presentFindings(findings.slice(0, 21), event).at(-1)).toBe('… and 1 error more');
  expect(presentFindings([], event)).toEqual([]);
  expect([[], findings.slice(0, 1), findings.slice(-1)].map(countFindings)).toEqual(['', '1 error', '1 warning']);
});

test('what identifies a person is never printed: by no other finding, and in no excerpt of a neighbour', () => {
  const event = {
    xdm: {
      web: { webPageDetails: { URL: 5, name: MAIL, email: MAIL, server: 7 } },
      commerce: { order: { currencyCode: MAIL } },
      foo: { contacts: [MAIL, `Anna <${MAIL}>`], card: '4111111111111111' },
    },
    data: { note: `write to ${MAIL}, please`, phone: '+43 512 123456' },
  };
  const shown = present(event);
  expect(shown).not.toMatch(/anna@|4111111111111111|123456/i);
  expect(shown).toContain('  "name": "(e-mail address)",');
  expect(shown).toContain('received string "(e-mail address)" [pattern]');
  expect(shown).toContain('"card": "(payment card number)"');
  expect(shown).toContain('"phone": "(phone number)"');
});

test('long lines, long values and long lists of values are cut', () => {
  const schema = {
    properties: { a: { enum: Array.from({ length: 12 }, (_, index) => `value-${index}`) }, b: { type: 'number' } },
  };
  const event = { a: 'value-111', b: 'x'.repeat(300) };
  expect(presentFindings(validateXdm(event, { schema }), event).join('\n')).toBe(text`
    error a: is none of the values that the schema allows; did you mean "value-11"? [enum]
        value: "value-111"
        allowed: "value-0", "value-1", "value-2", "value-3", "value-4", "value-5", "value-6", "value-7" and 4 others
          1 | {
        > 2 |   "a": "value-111",
          3 |   "b": "${'x'.repeat(88)}…
    error b: expected number, received string "${'x'.repeat(60)}"… [type]
        value: "${'x'.repeat(60)}"…
          2 |   "a": "value-111",
        > 3 |   "b": "${'x'.repeat(88)}…
          4 | }
  `);
});

test('an event that is no object is shown as it is', () => {
  expect(present('text')).toBe(text`
    error the event (Experience Event): expected object, received string "text" [type]
        value: "text"
        > 1 | "text"
  `);
});

function present(event: unknown): string {
  return presentFindings(validateXdm(event), event).join('\n');
}
