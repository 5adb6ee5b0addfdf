/** What checking an event against XDM costs, beside ajv with the whole schema compiled beforehand. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { isObject, type JsonObject } from '../../src/protocol/json.js';
import { flatSchema } from '../../src/schema/xdm/flatSchema.js';
import { requireXdmSchema } from '../../src/schema/xdm/registered.js';
import { validateXdm } from '../../src/schema/index.js';
import { compare, spread, type Ratio } from './rounds.js';

const FIRST_ROUNDS = 11;
const EVENT_ROUNDS = 51;
const EVENTS = 500;

/** Field groups: as many as a schema for a web shop has, and as many as one with the whole of Adobe Analytics has. */
const sizes = { '330 KB': 1, '1.6 MB': 5 };

const eventFile = resolve('fixtures/events/purchase.json');
const library = pathToFileURL(resolve('dist/schema/index.js')).href;

/** Imports and the compilation included, in a process of its own for each; `npm run build` must have run. */
export function firstXdmVerdict(size: keyof typeof sizes): Ratio {
  const folder = mkdtempSync(join(tmpdir(), 'bench-xdm-'));
  const file = join(folder, 'schema.json');
  writeFileSync(file, JSON.stringify(exportedSchema(sizes[size])));
  const ours = () =>
    firstVerdictMs(
      file,
      `const { validateXdm } = await import('${library}'); fits = validateXdm(event, { schema }).length === 0;`,
    );
  const theirs = () =>
    firstVerdictMs(
      file,
      `const { Ajv } = await import('ajv');
       const { default: addFormats } = await import('ajv-formats');
       const ajv = new Ajv({ strict: false, allErrors: true });
       addFormats.default(ajv);
       fits = ajv.compile(schema)(event.xdm);`,
    );
  try {
    theirs();
    ours();
    const ratios = Array.from({ length: FIRST_ROUNDS }, (_, round) => {
      if (round % 2 === 0) return ours() / theirs();
      const other = theirs();
      return ours() / other;
    });
    return spread(ratios);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Once everything is compiled. */
export async function xdmPerEvent(): Promise<Ratio> {
  const schema = exportedSchema(sizes['330 KB']);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const check = ajv.compile(schema);
  const event = JSON.parse(readFileSync(eventFile, 'utf8')) as { xdm: JsonObject };
  const repeat = (fits: () => boolean) => async () => {
    for (let round = 0; round < EVENTS; round++) if (!fits()) throw new Error('The event does not fit.');
  };
  return compare(
    repeat(() => validateXdm(event, { schema }).length === 0),
    repeat(() => check(event.xdm)),
    EVENT_ROUNDS,
  );
}

function firstVerdictMs(schemaFile: string, verdict: string): number {
  const script = `
    import { readFileSync } from 'node:fs';
    const schema = JSON.parse(readFileSync(${JSON.stringify(schemaFile)}, 'utf8'));
    const event = JSON.parse(readFileSync(${JSON.stringify(eventFile)}, 'utf8'));
    let fits = false;
    const startedAt = performance.now();
    ${verdict}
    console.log(performance.now() - startedAt);
    if (!fits) throw new Error('The event does not fit.');
  `;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

/** The bundled schema as the Schema Registry would export it, with its vocabulary, and copies of it as further field groups. */
function exportedSchema(fieldGroups: number): JsonObject {
  const { $schema: _dialect, ...flat } = flatSchema(requireXdmSchema());
  const described = withVocabulary(flat, 'root') as JsonObject;
  const { properties } = described;
  const others = Array.from({ length: fieldGroups - 1 }, (_, index) => [
    `group${index}`,
    { type: 'object', properties },
  ]);
  return {
    ...described,
    $id: `https://ns.adobe.com/shop/schemas/${fieldGroups}`,
    'meta:resourceType': 'schemas',
    properties: { ...(properties as JsonObject), _shop: { type: 'object', properties: Object.fromEntries(others) } },
  };
}

function withVocabulary(schema: unknown, name: string): unknown {
  if (!isObject(schema)) return schema;
  const { properties, items, additionalProperties, ...rest } = schema;
  const fields = Object.entries(isObject(properties) ? properties : {});
  return {
    ...rest,
    'meta:xdmField': `xdm:${name}`,
    'meta:xdmType': rest['type'],
    description: `What an event says of ${name}.`,
    ...(isObject(properties) && {
      properties: Object.fromEntries(fields.map(([field, held]) => [field, withVocabulary(held, field)])),
    }),
    ...(items !== undefined && { items: withVocabulary(items, name) }),
    ...(additionalProperties !== undefined && { additionalProperties: withVocabulary(additionalProperties, name) }),
  };
}
