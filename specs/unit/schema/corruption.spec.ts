import { expect, test } from '@playwright/test';
import type { Handle } from '../../../src/protocol/handles.js';
import { isObject } from '../../../src/protocol/json.js';
import { bundledIds, bundledSchema } from '../../../src/schema/bundled/catalog.js';
import { validate } from '../../../src/schema/index.js';
import { fieldsOf, typeName, wrongValues, type Field, type TypeName } from './corruptions.js';
import { answers } from './messages.js';

/**
 * What the documentation and every recorded answer have in a payload item. Written down here once more, from the facts
 * and not from the schemas: a schema that forgets one fails.
 */
const requiredFields: Record<string, readonly string[]> = {
  'identity:result': ['id', 'namespace', 'namespace.code'],
  'identity:persist': ['id', 'namespace', 'namespace.code'],
  'identity:exchange': ['type', 'id', 'spec', 'spec.url'],
  'state:store': ['key', 'value'],
  'locationHint:result': ['scope', 'hint', 'ttlSeconds'],
  'activation:pull': ['type', 'destinationId', 'id', 'segments', 'segments[].id', 'attributes.loyaltyTier.value'],
  'activation:push': ['type', 'spec', 'spec.url', 'spec.name'],
  'media-analytics:new-session': ['sessionId'],
  'consent:preferences': ['collect.val', 'adID.val', 'personalize.content.val'],
  'personalization:decisions': [
    ...['id', 'scope', 'items', 'items[].id', 'items[].schema'],
    ...['scopeDetails.activity.id', 'scopeDetails.experience.id', 'activity.id', 'placement.id'],
    ...['items[].data.rules', 'items[].data.version'],
    ...['items[].data.rules[].condition', 'items[].data.rules[].condition.type'],
    ...['items[].data.rules[].consequences', 'items[].data.rules[].consequences[].id'],
    ...['items[].data.rules[].consequences[].type', 'items[].data.rules[].consequences[].detail'],
    ...['items[].data.rules[].consequences[].detail.schema', 'items[].data.rules[].consequences[].detail.data'],
  ],
};

/** Content that customers write, where any JSON is right, and what its documentation does not describe. */
const freeForm: readonly RegExp[] = [
  /^payload\[\]\.items\[\]\.data\.content[.[]/,
  /\.detail\.data\.content(\.(title|body|actionUrl))$/,
  /^payload\[\]\.attributes\.\w+\.value$/,
];
const freeHandles = ['brand-concierge:conversation', 'rtml:inferences'];

/** Fields that may have several types. */
const severalTypes: readonly { shape: RegExp; types: readonly TypeName[] }[] = [
  { shape: /\.data\.content$/, types: ['string', 'object', 'array'] },
  { shape: /(\.values\[\]|\.events\[\].+|\.style.+)$/, types: ['string', 'number', 'boolean'] },
];

for (const { name, body } of answers) {
  const handles = Array.isArray(body['handle']) ? (body['handle'] as Handle[]) : [];
  for (const [index, handle] of handles.entries()) {
    test(`${name}: handle[${index}] with one wrong type is one violation, there`, () => {
      const missed = typeCorruptions(handle).filter(({ field, value }) => !isOneViolation(value, field.path));
      expect(missed.map(({ field, value }) => describeMiss(field, value))).toEqual([]);
    });

    test(`${name}: handle[${index}] without a required field is one violation, at its owner`, () => {
      const corruptions = removals(handle);
      expect(corruptions).not.toEqual([]);
      const missed = corruptions.filter(({ field, value }) => !isOneViolation(value, ownerOf(field.path)));
      expect(missed.map(({ field, value }) => describeMiss(field, value))).toEqual([]);
    });
  }
}

for (const { name, body } of answers.filter(({ schema }) => schema === 'edge:problem')) {
  test(`${name}: a problem with one wrong type is one violation, there, alone and beside handles`, () => {
    const corruptions = fieldsOf(body).flatMap((field) => {
      const allowed: TypeName[] = field.shape === 'report.details' ? ['string', 'array'] : [];
      return wrongValues(field.value, allowed).map((value) => ({ path: field.path, problem: field.with(value) }));
    });
    expect(corruptions).not.toEqual([]);
    for (const { path, problem } of corruptions) {
      const beside = { requestId: 'a', handle: [], errors: [problem], warnings: [problem] };
      expect(validate('edge:problem', problem).map((found) => found.path)).toEqual([path]);
      const paths = validate('edge:interact-response', beside).map((found) => found.path);
      expect(paths).toEqual([`errors[0].${path}`, `warnings[0].${path}`]);
    }
  });
}

test('the fixtures have every field that the schemas of handles and items know', () => {
  const present = new Set(answers.flatMap(({ body }) => fieldsOf(body)).map(({ shape }) => shape.replace(/^.*\./, '')));
  const ids = bundledIds.filter((id) => /^edge:(handle|item)\//.test(id));
  const known = new Set(ids.flatMap((id) => propertiesOf(bundledSchema(id))));
  expect([...known].filter((field) => !present.has(field))).toEqual(neverSeen);
});

/** Typed by the documentation, in no answer of ours. */
const neverSeen = ['cjmEvent'];

interface Corruption {
  field: Field;
  value: unknown;
}

function typeCorruptions(handle: Handle): Corruption[] {
  const fields = fieldsOf(handle).filter(({ shape }) => isDescribed(handle.type, shape));
  expect(fields).not.toEqual([]);
  return fields.flatMap((field) => {
    const allowed = severalTypes.find(({ shape }) => shape.test(field.shape))?.types;
    const wrong = wrongValues(field.value, allowed?.includes(typeName(field.value)) ? allowed : []);
    return wrong.map((value) => ({ field, value: field.with(value) }));
  });
}

function removals(handle: Handle): Corruption[] {
  const required = ['type', 'payload', ...(requiredFields[handle.type] ?? []).map((field) => `payload[].${field}`)];
  return fieldsOf(handle)
    .filter(({ shape }) => required.includes(shape))
    .map((field) => ({ field, value: field.without() }));
}

function isDescribed(type: string, shape: string): boolean {
  if (freeHandles.includes(type)) return !shape.startsWith('payload[].');
  return !freeForm.some((pattern) => pattern.test(shape));
}

function isOneViolation(handle: unknown, path: string): boolean {
  const violations = check(handle);
  return violations.length === 1 && violations[0]?.path === (path === '' ? 'handle[0]' : `handle[0].${path}`);
}

function check(handle: unknown) {
  return validate('edge:interact-response', { requestId: 'a', handle: [handle] });
}

function describeMiss(field: Field, handle: unknown): string {
  const found = check(handle).map(({ message }) => message);
  return `${field.path}: ${found.length === 0 ? 'not caught' : found.join(' | ')}`;
}

function ownerOf(path: string): string {
  return path.replace(/(\.?\w+|\[[^\]]+\])$/, '');
}

function propertiesOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertiesOf);
  if (!isObject(schema)) return [];
  const own = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  return [...own, ...Object.values(schema).flatMap(propertiesOf)];
}
