import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import { EdgeConfigError, EdgeUsageError } from '../../../src/errors.js';
import type { JsonObject } from '../../../src/protocol/json.js';
import { registerSchemaFolder, schemaIds, validate, validateXdm } from '../../../src/schema/index.js';

const CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';
const WEB = 'https://ns.adobe.com/xdm/context/experienceevent-web';
const CONTEXT = { $ref: 'https://ns.adobe.com/xdm/common/extensible#/definitions/@context' };
const PLACEHOLDER = '<XDM_TENANTID_PLACEHOLDER>';

test.describe('an export with everything in it', () => {
  const shop = JSON.parse(readFileSync('fixtures/schemas/web-events.json', 'utf8')) as JsonObject;
  const own = { ...shop, $id: id('full'), 'meta:altId': '_full.schemas.1', title: 'A shop, exported whole' };

  test('is found by $id, meta:altId and title, in a folder in the folder', ({}, testInfo) => {
    register(testInfo, { 'exports/sandbox/web.json': own });
    for (const schema of [id('full'), '_full.schemas.1', 'A shop, exported whole']) {
      expect(messages({ web: { webPageDetails: { sitesection: 'men' } } }, schema)).toEqual([
        'web.webPageDetails.sitesection: is not in the schema; did you mean web.webPageDetails.siteSection?',
      ]);
    }
    expect(schemaIds()).toContain(id('full'));
  });

  test('of another version is another schema with the same $id, which cannot be', ({}, testInfo) => {
    const folder = register(testInfo, {
      'a.json': { ...own, $id: id('version') },
      'b.json': { ...own, $id: id('version'), version: '1.5' },
    });
    expectRefused(folder, [`b.json: a.json has the same $id, "${id('version')}"`], 'b.json');
  });
});

test.describe('a schema with references', () => {
  test('is composed of public resources that are bundled, and of files', ({}, testInfo) => {
    register(testInfo, {
      'schema.json': raw('composed', [CLASS, WEB, id('composed-group', 'mixins')]),
      'mixins/group.json': group('composed-group', {
        _shop: { type: 'object', properties: { size: { type: 'integer' } } },
      }),
    });
    const event = { web: { webPageDetails: { isErrorPage: 'no' } }, _shop: { size: '38', sice: 38 }, commerce: {} };
    expect(messages(event, 'composed')).toEqual([
      'web.webPageDetails.isErrorPage: expected boolean, received string "no"',
      '_shop.size: expected integer, received string "38"',
      '_shop.sice: is not in the schema; did you mean _shop.size?',
      'commerce: is not in the schema',
    ]);
  });

  test('to what is missing is refused, with the file, what is missing and how to get it whole', ({}, testInfo) => {
    const folder = register(testInfo, {
      'deep/schema.json': raw('alone', [
        CLASS,
        id('gone', 'mixins'),
        id('gone-2', 'mixins'),
        id('gone-3', 'datatypes'),
      ]),
      'other.json': raw('other', [CLASS, id('gone', 'mixins')]),
    });
    const fix =
      'Export it whole, with "Accept: application/vnd.adobe.xed-full+json; version=1" or datastream schema pull';
    expectRefused(
      folder,
      [
        `${join('deep', 'schema.json')}: it refers to ${id('gone', 'mixins')} and 2 more, which are nowhere to be found. ${fix}`,
        `other.json: it refers to ${id('gone', 'mixins')}, which is nowhere to be found. ${fix}`,
      ],
      join('deep', 'schema.json'),
      'other.json',
    );
  });

  test('to itself is gone along as far as the event goes', ({}, testInfo) => {
    register(testInfo, {
      'tree.json': {
        ...raw('tree', []),
        definitions: {
          node: { type: 'object', properties: { name: { type: 'string' }, child: { $ref: '#/definitions/node' } } },
          loop: { $ref: '#/definitions/loop' },
        },
        properties: { root: { $ref: '#/definitions/node' }, self: { $ref: '#' }, loop: { $ref: '#/definitions/loop' } },
      },
    });
    const event = { root: { child: { child: { nmae: 'a', name: 5 } } }, self: { self: { rot: {} } }, loop: { a: 1 } };
    expect(messages(event, 'tree')).toEqual([
      'root.child.child.nmae: is not in the schema; did you mean root.child.child.name?',
      'root.child.child.name: expected string, received number 5',
      'self.self.rot: is not in the schema; did you mean self.self.root?',
    ]);
  });
});

test.describe('what the interface copies as JSON', () => {
  const copied = (name: string) => [
    group(`${name}-group`, {
      [`_${PLACEHOLDER}`]: {
        type: 'object',
        properties: { pageType: { type: 'string', enum: ['product', 'list'] } },
      },
    }),
    {
      ...raw(name, [CLASS, WEB, id(`${name}-group`, 'mixins')]),
      $id: id(name).replace('/shop/', `/${PLACEHOLDER}/`),
      required: [`_${PLACEHOLDER}`],
    },
  ];

  test('takes any tenant, and checks what is in its fields', ({}, testInfo) => {
    register(testInfo, { 'copied.json': copied('copied') });
    expect(messages({ _shop: { pageType: 'product' }, web: {} }, 'copied')).toEqual([]);
    expect(messages({ _other9: { pagetype: 'product' }, commerce: {} }, 'copied')).toEqual([
      '_other9.pagetype: is not in the schema; did you mean _other9.pageType?',
      'commerce: is not in the schema',
    ]);
    expect(messages({ _shop: { pageType: 'prodct' } }, 'copied')).toEqual([
      '_shop.pageType: is none of the values that the schema allows; did you mean "product"?',
    ]);
    expect(messages({}, 'copied'), 'whose tenant it is cannot be asked for').toEqual([]);
  });

  test('holds nothing but resources', ({}, testInfo) => {
    const folder = register(testInfo, {
      'list.json': [...copied('mixed'), { title: 'no resource' }],
      'empty.json': [],
    });
    const reason =
      'a list of schemas is what the Schema Registry copies as JSON, with "meta:resourceType" in each of them';
    expectRefused(folder, [`empty.json: ${reason}`, `list.json: ${reason}`], 'list.json', 'empty.json');
  });
});

test.describe('public XDM', () => {
  const details = {
    $id: id('page', 'xdm'),
    $schema: 'http://json-schema.org/draft-06/schema#',
    title: 'Page',
    type: 'object',
    'meta:status': 'stable',
    definitions: {
      page: {
        properties: {
          '@id': { type: 'string', format: 'uri-reference' },
          'xdm:siteSection': { type: 'string', title: 'Site section' },
          'repo:path': { type: 'string' },
          'https://ns.adobe.com/experience/shop/shelf': {
            type: 'object',
            properties: { 'xdm:row': { type: 'integer' } },
          },
        },
        required: ['xdm:siteSection'],
      },
    },
    allOf: [CONTEXT, { $ref: '#/definitions/page' }],
  };
  const schema = {
    $id: id('public', 'xdm'),
    $schema: 'http://json-schema.org/draft-06/schema#',
    title: 'Public',
    type: 'object',
    'meta:extensible': true,
    properties: { 'xdm:page': { $ref: id('page', 'xdm') }, 'xdm:timestamp': { type: 'string', format: 'date-time' } },
    allOf: [CONTEXT],
    required: ['@id', 'xdm:timestamp'],
  };

  test('describes events in the names of the wire, and its own examples', ({}, testInfo) => {
    register(testInfo, {
      'public.schema.json': schema,
      'page.schema.json': details,
      'public.example.1.json': { 'xdm:page': {} },
      'public.invalid.1.json': { 'xdm:page': 'no page' },
    });
    const wire = {
      page: {
        _id: 'a b',
        siteSection: 5,
        sitesection: 'men',
        _repo: { path: 1 },
        _experience: { shop: { shelf: { row: '1' } } },
      },
    };
    expect(messages(wire, 'Public')).toEqual([
      'page._id: expected text in the format uri-reference, received string "a b"',
      'page.siteSection: expected string, received number 5',
      'page.sitesection: is not in the schema; did you mean page.siteSection?',
      'page._repo.path: expected string, received number 1',
      'page._experience.shop.shelf.row: expected integer, received string "1"',
    ]);
    expect(messages({ page: {} }, 'Public')).toEqual(['page: required field "siteSection" is missing']);
    const standard = { 'xdm:page': { '@id': 'a b', 'xdm:sitesection': 'men', 'repo:path': 1 } };
    expect(messages(standard, 'Public')).toEqual([
      '["xdm:page"]: required field "xdm:siteSection" is missing',
      '["xdm:page"]["@id"]: expected text in the format uri-reference, received string "a b"',
      '["xdm:page"]["xdm:sitesection"]: is not in the schema; did you mean ["xdm:page"]["xdm:siteSection"]?',
      '["xdm:page"]["repo:path"]: expected string, received number 1',
    ]);
  });
});

test('names', ({}, testInfo) => {
  register(testInfo, {
    'a.json': { ...raw('Twins', [CLASS]), $id: id('twin-a') },
    'b.json': { ...raw('Twins', [WEB]), $id: id('twin-b') },
    'c.json': { ...raw('Rank', [WEB]), $id: id('rank') },
    'd.json': { ...group('rank-group', {}), title: 'Rank' },
  });
  expect(failureOf(() => validateXdm({}, { schema: 'Twins' }))).toEqual(
    new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', '2 schemas have the title "Twins".', {
      fix: `Name it by its id: "${id('twin-a')}", "${id('twin-b')}".`,
    }),
  );
  expect(validateXdm({ foo: 1 }, { schema: id('twin-b') }), 'its id is its own').toHaveLength(1);
  expect(validateXdm({ web: {} }, { schema: 'Rank' }), 'the schema, not the field group').toEqual([]);
  expect(failureOf(() => validateXdm({}, { schema: 'Twinns' }))).toEqual(
    new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', 'No schema has the id or title "Twinns".', {
      fix: 'Did you mean "Twins"?',
    }),
  );
  expect(failureOf(() => validateXdm({}, { schema: [] }))).toMatchObject({ code: 'EDGE_SCHEMA_INVALID' });
});

test('what an export may hold that JSON Schema has not keeps nobody from checking', ({}, testInfo) => {
  register(testInfo, {
    'quirks.json': {
      ...raw('quirks', []),
      additionalProperties: false,
      imsOrg: '0A1B2C3D4E5F60718293A4B5@AdobeOrg',
      'meta:registryMetadata': { eTag: 'a' },
      properties: {
        code: { type: 'string', pattern: '(?i)[a-z]++', isRequired: true },
        name: { type: 'string', default: 'b', 'meta:descriptors': [], auditable: true },
        size: { oneOf: [{ type: 'integer' }, { type: 'string', pattern: String.raw`^\p{Alpha}$` }] },
        long: { type: 'integer', minimum: -(2 ** 63), maximum: 2 ** 63 },
      },
      dependencies: { code: ['name'] },
      anyOf: [{ required: ['code'] }, { required: ['size'] }],
    },
  });
  expect(messages({ code: 'zz', name: 'b', size: 5, long: 1 }, 'quirks')).toEqual([]);
  expect(messages({ code: 'zz', size: true, nmae: 'b' }, 'quirks')).toEqual([
    'required field "name" is missing',
    'size: expected integer or string, received boolean true',
    'nmae: is not in the schema; did you mean name?',
  ]);
  expect(messages({}, 'quirks')).toEqual([
    'expected a value of one of the kinds that the schema allows, received object',
  ]);
  expect(
    validate(id('quirks'), { code: 5, name: 'b' }).map(({ message }) => message),
    'as JSON Schema',
  ).toEqual(['code: expected string, received number 5']);
});

function id(name: string, kind = 'schemas'): string {
  return `https://ns.adobe.com/shop/${kind}/${name}`;
}

/** As `application/vnd.adobe.xed+json` gives it. */
function raw(title: string, references: readonly string[]): JsonObject {
  return {
    $id: id(title),
    'meta:resourceType': 'schemas',
    'meta:class': CLASS,
    version: '1.0',
    title,
    type: 'object',
    ...(references.length > 0 && {
      allOf: references.map(($ref) => ({ $ref, type: 'object', 'meta:xdmType': 'object' })),
    }),
  };
}

function group(name: string, properties: JsonObject): JsonObject {
  return { $id: id(name, 'mixins'), 'meta:resourceType': 'mixins', title: name, type: 'object', properties };
}

function register(testInfo: TestInfo, files: Record<string, unknown>): string {
  const folder = testInfo.outputPath('schemas');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  registerSchemaFolder(folder);
  return folder;
}

/** Removes the broken files: a folder keeps being refused. */
function expectRefused(folder: string, problems: readonly string[], ...broken: readonly string[]): void {
  const failure = failureOf(() => schemaIds());
  for (const name of broken) rmSync(join(folder, name));
  expect(failure).toEqual(
    new EdgeConfigError(
      'EDGE_SCHEMA_INVALID',
      [`The schema folder ${folder} cannot be used:`, ...problems.map((problem) => `- ${problem}`)].join('\n'),
      { fix: 'Correct or remove what is named, or give another folder.' },
    ),
  );
  expect(failureOf(() => schemaIds())).toBeUndefined();
}

function messages(xdm: JsonObject, schema: string): string[] {
  return validateXdm({ xdm }, { schema }).map(({ message }) => message);
}

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
