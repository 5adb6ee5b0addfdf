import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { isObject, joinPath, type JsonObject } from '../../../src/protocol/json.js';
import { bundledXdm, bundledXdmIds as readIds, DEFAULT_XDM } from '../../../src/schema/xdm/bundled.js';
import { validateXdm } from '../../../src/schema/xdm/validateXdm.js';
import { describing, inside, resourceOf } from './description.js';

const bundledXdmIds = readIds();

const CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';
const bundled = 'src/schema/xdm/bundled';
const folder = 'fixtures/events';

const ajv = ajvOf(bundledXdmIds.map(resourceOf));

test('a resource has the id that it is found by, and a title', () => {
  for (const id of bundledXdmIds) {
    expect(bundledXdm(id)).toMatchObject({ $id: id, title: expect.stringMatching(/./), type: 'object' });
  }
});

test('no file describes what another one does', () => {
  const lists = readdirSync(bundled).map(
    (file) => JSON.parse(readFileSync(join(bundled, file), 'utf8')) as JsonObject[],
  );
  const ids = lists.flat().map(({ $id }) => String($id));
  expect(ids.length).toBe(new Set(ids).size);
  expect(ids.toSorted()).toEqual(bundledXdmIds.toSorted());
});

test('a resource is the same object each time; an id that is none has no resource', () => {
  expect(bundledXdm(CLASS)).toBe(bundledXdm(CLASS));
  expect(bundledXdm('https://ns.adobe.com/xdm/context/nothing')).toBeUndefined();
  expect(bundledXdm('toString')).toBeUndefined();
});

test('every reference leads to another resource; what nothing leads to is for schemas of others', () => {
  const referred = new Set(bundledXdmIds.flatMap((id) => referencesIn(resourceOf(id))));
  expect([...referred].filter((id) => bundledXdm(id) === undefined)).toEqual([]);
  const forOthers = [
    'experience/aep-web-sdk-experienceevent',
    'experience/customerJourneyManagement/messageexecution',
    'experience/customerJourneyManagement/messageprofile',
    'xdm/context/experienceevent-consumer',
    'xdm/context/experienceevent-order-details',
    'xdm/context/experienceevent-profile-stitch',
    'xdm/context/experienceevent-stitching',
    'xdm/mixins/events/formfilledout',
    'xdm/mixins/events/linkclicks',
    'xdm/mixins/events/visit-webpage',
    'xdm/mixins/experienceevent-reference-keys',
    'xdm/mixins/person-identifier',
  ].map((path) => `https://ns.adobe.com/${path}`);
  expect(bundledXdmIds.filter((id) => !referred.has(id)).toSorted()).toEqual([DEFAULT_XDM, ...forOthers]);
});

test('every resource compiles, in ajv at its strictest', () => {
  for (const id of bundledXdmIds) expect(() => ajv.getSchema(id), id).not.toThrow();
});

test('the default schema is of the class, leaves to the server what the server fills, and knows over 900 values', () => {
  expect(bundledXdm(DEFAULT_XDM)).toMatchObject({ title: 'Experience Event', 'meta:class': CLASS });
  expect(ajv.validate(DEFAULT_XDM, {})).toBe(true);
  expect(leavesOf(resourceOf(DEFAULT_XDM)).length).toBeGreaterThan(900);
});

test('event types are suggested, each with a label in words', () => {
  const { properties } = resourceOf('https://ns.adobe.com/xdm/data/time-series');
  expect(properties).toMatchObject({
    eventType: {
      type: 'string',
      'meta:enum': {
        'web.webpagedetails.pageViews': 'Web webpagedetails page views',
        'commerce.productListAdds': 'Commerce product list adds',
        'decisioning.propositionFetch': 'Decisioning proposition fetch',
        'media.sessionStart': 'Media session start',
      },
    },
  });
});

test('the values of a closed list are those that have labels', () => {
  const differing = bundledXdmIds.flatMap((id) =>
    partsOf(resourceOf(id)).filter(
      ({ enum: values, 'meta:enum': labels }) =>
        Array.isArray(values) && JSON.stringify(values) !== JSON.stringify(Object.keys(isObject(labels) ? labels : {})),
    ),
  );
  expect(differing).toEqual([]);
});

test('what is under _experience beside decisioning is free, decisioning itself is not', () => {
  const schema = bundledXdm('https://ns.adobe.com/experience/decisioning/proposition-interaction');
  expect(schema).toMatchObject({
    properties: { _experience: { additionalProperties: true, properties: { decisioning: { type: 'object' } } } },
  });
  expect(schema).not.toHaveProperty('properties._experience.properties.decisioning.additionalProperties');
});

test('a raw schema as the Schema Registry gives it is composed of our resources', () => {
  const raw = {
    $id: 'https://ns.adobe.com/alpinewool/schemas/1',
    type: 'object',
    'meta:class': CLASS,
    allOf: [CLASS, 'https://ns.adobe.com/xdm/context/experienceevent-web'].map((id) => ({ $ref: id })),
  };
  const validate = ajvOf([raw, ...bundledXdmIds.map(resourceOf)]).compile({ $ref: raw.$id });
  expect(validate({ web: { webPageDetails: { isErrorPage: 'no' } } })).toBe(false);
  expect(validate.errors).toMatchObject([{ instancePath: '/web/webPageDetails/isErrorPage', keyword: 'type' }]);
});

for (const file of readdirSync(folder)) {
  const event: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const xdm = isObject(event) && isObject(event['xdm']) ? event['xdm'] : undefined;

  test(`there is nothing to say of the event ${file}`, () => {
    expect(event).toEqual({
      xdm: expect.any(Object),
      ...(isObject(event) && 'data' in event && { data: expect.any(Object) }),
    });
    expect(ajv.validate(DEFAULT_XDM, xdm), JSON.stringify(ajv.errors)).toBe(true);
    expect(validateXdm(event)).toEqual([]);
    expect(undescribedIn(xdm, [resourceOf(DEFAULT_XDM)])).toEqual(file === 'tenant-fields.json' ? ['_alpinewool'] : []);
  });
}

function ajvOf(schemas: JsonObject[]): Ajv {
  const strict = new Ajv({ strict: true, allErrors: true, allowUnionTypes: false });
  addFormats.default(strict);
  strict.addVocabulary(['meta:enum', 'meta:status', 'meta:class']);
  for (const schema of schemas) strict.addSchema(schema);
  return strict;
}

function undescribedIn(value: unknown, schemas: readonly JsonObject[], path = ''): string[] {
  const all = describing(schemas);
  if (Array.isArray(value)) {
    const items = inside(all, '[]');
    return value.flatMap((item: unknown, index) => undescribedIn(item, items, joinPath(path, index)));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, held]) => {
    const at = joinPath(path, field);
    const described = inside(all, field);
    return described.length === 0 ? [at] : undescribedIn(held, described, at);
  });
}

/** Paths of the values that are neither object nor list. */
function leavesOf(schema: JsonObject, path = ''): string[] {
  const all = describing([schema]);
  const fields = new Set(
    all.flatMap(({ properties, items, additionalProperties }) => [
      ...Object.keys(isObject(properties) ? properties : {}),
      ...(isObject(items) ? ['[]'] : []),
      ...(isObject(additionalProperties) ? ['*'] : []),
    ]),
  );
  if (fields.size === 0) return [path];
  return [...fields].flatMap((field) => leavesOf({ allOf: inside(all, field) }, `${path}.${field}`));
}

/** A schema and every schema inside it, whatever keyword holds it. */
function partsOf(schema: JsonObject): JsonObject[] {
  return [schema, ...Object.values(schema).flat().filter(isObject).flatMap(partsOf)];
}

function referencesIn(schema: JsonObject): string[] {
  return partsOf(schema).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
}
