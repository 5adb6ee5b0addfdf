import { test } from '@playwright/test';
import { expect } from '../../src/expect.js';
import { registerSchema } from '../../src/schema/index.js';
import { answer } from '../support/answers.js';
import { failureOf, messageOf, text } from '../support/failures.js';

const shop = {
  $id: 'https://ns.adobe.com/shop/schemas/views',
  title: 'Views of the shop',
  'meta:resourceType': 'schemas',
  'meta:altId': '_shop.schemas.views',
  type: 'object',
  properties: {
    pageType: { type: 'string', title: 'Type of page', enum: ['product', 'list'] },
    device: { type: 'string', 'meta:enum': { mobile: 'Mobile', desktop: 'Desktop' } },
  },
};

const names = [shop.$id, shop.title, shop['meta:altId'], shop];

test.beforeAll(() => {
  registerSchema(shop);
});

test('checks an event, or what is in its xdm, against a schema by $id, title, meta:altId or itself', () => {
  for (const schema of names) {
    expect({ xdm: { pageType: 'list' }, data: { a: 1 } }).toMatchSchema(schema);
    expect({ pageType: 'list' }).toMatchSchema(schema);
    expect({ xdm: { pagetype: 'list' } }).not.toMatchSchema(schema);
  }
  expect({ xdm: { web: { webPageDetails: { name: 'home' } } } }).toMatchSchema('edge:xdm/experience-event');
});

test('says what to fix, and gives the same as data', async () => {
  const event = { xdm: { pagetype: 'list', pageType: 'lists', device: 'moble' } };
  const { message, matcherResult } = await failureOf(() => expect(event).toMatchSchema(shop.title));
  expect(message).toBe(text`
    expect(event).toMatchSchema(schema) failed

    Expected:   an event that fits Views of the shop (https://ns.adobe.com/shop/schemas/views)
    Received:   2 errors, 1 warning

    error pagetype: is not in the schema; did you mean pageType? [unknown-field]
        value: "list"
          2 | "xdm": {
        > 3 |   "pagetype": "list",
          4 |   "pageType": "lists",
    error pageType (Type of page): is none of the values that the schema allows; did you mean "list"? [enum]
        value: "lists"
        allowed: "product", "list"
          3 | "pagetype": "list",
        > 4 | "pageType": "lists",
          5 | "device": "moble"
    warning device: is none of the values that the schema suggests; did you mean "mobile"? [suggested-value]
        value: "moble"
        allowed: "mobile", "desktop"
          4 |   "pageType": "lists",
        > 5 |   "device": "moble"
          6 | }
  `);
  expect(matcherResult).toMatchObject({
    name: 'toMatchSchema',
    pass: false,
    expected: shop.$id,
    actual: event,
    findings: [
      { path: 'pagetype', rule: 'unknown-field', severity: 'error', suggestion: 'pageType', schema: shop.$id },
      { path: 'pageType', rule: 'enum', severity: 'error', suggestion: 'list', allowed: ['product', 'list'] },
      { path: 'device', rule: 'suggested-value', severity: 'warning', suggestion: 'mobile' },
    ],
  });
});

test('a schema without a title is named by its id alone', async () => {
  const untitled = {
    $id: 'https://ns.adobe.com/shop/schemas/untitled',
    'meta:xdmType': 'object',
    properties: { a: {} },
  };
  expect(await messageOf(() => expect({ b: 1 }).toMatchSchema(untitled))).toContain(
    '\nExpected:   an event that fits https://ns.adobe.com/shop/schemas/untitled\nReceived:   1 error\n',
  );
});

test('warnings pass; .not shows the event', async () => {
  const event = { xdm: { device: 'watch' } };
  expect(event).toMatchSchema(shop);
  const { message, matcherResult } = await failureOf(() => expect(event).not.toMatchSchema(shop.$id));
  expect(message).toBe(text`
    expect(event).not.toMatchSchema(schema) failed

    Expected:   an event that does not fit Views of the shop (https://ns.adobe.com/shop/schemas/views)
    Received:   {"xdm": {"device": "watch"}}
  `);
  expect(matcherResult).toMatchObject({ pass: true, findings: [{ rule: 'suggested-value', severity: 'warning' }] });
});

test('unknown fields may be allowed; rules and paths may be left out', async () => {
  const event = { xdm: { pagetype: 'list', pageType: 'lists', device: 'watch' } };
  expect(await messageOf(() => expect(event).toMatchSchema(shop, { unknownFields: 'allow' }))).toContain(
    'expect(event).toMatchSchema(schema, options) failed',
  );
  expect(event).toMatchSchema(shop, { unknownFields: 'allow', ignore: ['pageType'] });
  expect(event).toMatchSchema(shop, { rules: { 'unknown-field': 'warning', enum: 'off' } });
  expect(event).toMatchSchema(shop, { ignore: ['*'] });
  expect(event).not.toMatchSchema(shop, { unknownFields: 'reject', ignore: ['pageType'] });
  expect({ device: 'watch' }).not.toMatchSchema(shop, { rules: { 'suggested-value': 'error' } });
  expect({ foo: 1 }).not.toMatchSchema(shop, { unknownFields: 'allow', rules: { 'unknown-field': 'error' } });
});

test('a response is no event', async () => {
  expect(await messageOf(() => expect(answer()).toMatchSchema(shop))).toBe(text`
    toMatchSchema() checks events against XDM, but got an instance of EdgeResponse.
    Pass the event: what was given to edge.interact(), or one of edgeTraffic.events().
    [EDGE_WRONG_SUBJECT]
  `);
});

for (const { options, says } of [
  {
    options: { rules: { 'unknown-fields': 'off' } },
    says: 'options.rules must be severities by rule (there is no rule "unknown-fields", perhaps "unknown-field"), but is {"unknown-fields": "off"}.',
  },
  {
    options: { rules: { zzz: 'off' } },
    says: 'options.rules must be severities by rule (there is no rule "zzz"), but is {"zzz": "off"}.',
  },
  {
    options: { rules: { enum: 'warn' } },
    says: 'options.rules must be severities by rule ("enum" can be "error", "warning" or "off"), but is {"enum": "warn"}.',
  },
  { options: { rules: ['enum'] }, says: 'options.rules must be severities by rule, but is ["enum"].' },
  { options: { ignore: 'web' }, says: 'options.ignore must be a list of paths, but is "web".' },
  { options: { ignore: [''] }, says: 'options.ignore must be a list of paths, but is [""].' },
]) {
  test(`refuses ${JSON.stringify(options)}`, async () => {
    // @ts-expect-error options are wrong in each of these
    expect(await messageOf(() => expect({}).toMatchSchema(shop, options))).toBe(text`
      toMatchSchema(): ${says}
      [EDGE_OPTION_INVALID]
    `);
  });
}

test('rules and paths have no effect on other JSON Schema, and are refused there', async () => {
  const order = { $id: 'order', type: 'object' };
  for (const [options, name] of [
    [{ rules: { enum: 'off' } }, 'rules'],
    [{ ignore: ['a'] }, 'ignore'],
  ] as const) {
    expect(await messageOf(() => expect({}).toMatchSchema(order, options))).toMatch(
      new RegExp(String.raw`^toMatchSchema\(\): options\.${name} must be left out, as order is no XDM, but is `),
    );
  }
});

test('a name that nobody has is refused, with the nearest', async () => {
  const { name, message } = await failureOf(() => expect({}).toMatchSchema('Views of the shp'));
  expect(name).toBe('EdgeUsageError');
  expect(message).toBe(text`
    No schema has the id "Views of the shp".
    Did you mean "Views of the shop"?
    [EDGE_SCHEMA_UNKNOWN]
  `);
});
