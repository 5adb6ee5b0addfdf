/** ajv, set up for one dialect of JSON Schema. The only file that loads ajv, and only when an engine is made. */

import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, Format, Options, ValidateFunction } from 'ajv';
import type { DataValidateFunction } from 'ajv/dist/types/index.js';
import type { Ajv2019 } from 'ajv/dist/2019.js';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { FormatName, FormatsPlugin } from 'ajv-formats';
import type { JsonObject } from '../protocol/json.js';
import { DISPATCH } from './dispatch.js';
import { ownFormats } from './formats.js';
import type { Dispatch } from './jsonSchema.js';
import { vocabularyOf } from './vocabulary.js';
import { isXdmResource } from './xdm/resource.js';

/** draft-07 stands for draft-06 as well, which it only adds to, and for schemas that name no dialect or their own. */
export type Dialect = 'draft-07' | '2019-09' | '2020-12';

export function dialectOf(schema: JsonObject): Dialect {
  const named = typeof schema['$schema'] === 'string' ? schema['$schema'] : '';
  if (/\bdraft-0[1-5]\b/.test(named)) throw new Error(`its dialect ${named} is older than draft-06`);
  return dialects.find((dialect) => named.includes(dialect)) ?? 'draft-07';
}

const dialects: readonly Dialect[] = ['2019-09', '2020-12'];

const metaSchemas: Record<Dialect, string> = {
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** Strict, so that a mistyped keyword is found, apart from the rules of style that Adobe's own schemas do not keep. */
const options: Options = {
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allowUnionTypes: true,
  allowMatchingProperties: true,
  // Adobe's patterns escape characters that the `u` flag forbids to escape.
  unicodeRegExp: false,
  allErrors: true,
  // A field is what the value itself has: not `constructor`.
  ownProperties: true,
  // `faultsOf` does it, for schemas of others only.
  validateSchema: false,
  logger: false,
  // Halves the time to compile and costs nothing measurable afterwards.
  code: { optimize: false },
};

export class Engine {
  readonly #ajv: Ajv;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect, compileDispatch?: (rule: Dispatch) => DataValidateFunction) {
    this.#dialect = dialect;
    this.#ajv = loaders[dialect]();
    if (compileDispatch === undefined) return;
    this.#ajv.addKeyword({ keyword: DISPATCH, schemaType: 'object', compile: compileDispatch });
  }

  /** What the dialect's own schema finds wrong with a schema. */
  faultsOf(schema: JsonObject): readonly ErrorObject[] {
    return this.#ajv.validate(metaSchemas[this.#dialect], schema) ? [] : (this.#ajv.errors ?? []);
  }

  /** @param find gives a schema that another one refers to; it throws when there is none. */
  compile(schema: JsonObject, find?: (id: string) => JsonObject): ValidateFunction {
    const own = typeof schema['$id'] === 'string' ? schema['$id'] : '';
    this.#learn(schema);
    for (;;) {
      try {
        const check = this.#ajv.compile(schema);
        // Another schema with the same $id may come later.
        if (own !== '') this.#ajv.removeSchema(own);
        return check;
      } catch (error) {
        if (find === undefined || !isMissingReference(error) || error.missingSchema === own) throw error;
        const found = find(error.missingSchema);
        this.#learn(found);
        this.#ajv.addSchema(found, error.missingSchema);
      }
    }
  }

  #learn(schema: JsonObject): void {
    const { keywords, formats } = vocabularyOf(schema, this.#ajv.RULES, isXdmResource(schema));
    this.#ajv.addVocabulary(keywords);
    for (const format of formats) this.#learnFormat(format);
  }

  #learnFormat(format: string): void {
    if (Object.hasOwn(this.#ajv.formats, format)) return;
    const own = Object.hasOwn(ownFormats, format) ? ownFormats[format] : undefined;
    this.#ajv.addFormat(format, own ?? foreignFormat(format) ?? true);
  }
}

const load = createRequire(import.meta.url);

/** Types of what the modules give; `require` itself knows none. */
const loaders: Record<Dialect, () => Ajv> = {
  'draft-07': () => {
    const loaded: { Ajv: typeof Ajv } = load('ajv');
    return new loaded.Ajv(options);
  },
  '2019-09': () => {
    const loaded: { Ajv2019: typeof Ajv2019 } = load('ajv/dist/2019.js');
    return new loaded.Ajv2019(options);
  },
  '2020-12': () => {
    const loaded: { Ajv2020: typeof Ajv2020 } = load('ajv/dist/2020.js');
    return new loaded.Ajv2020(options);
  },
};

/** Whether a format is checked at all. */
export function isKnownFormat(name: string): boolean {
  return Object.hasOwn(ownFormats, name) || foreignFormat(name) !== undefined;
}

/** One of those that `formats.ts` leaves to ajv-formats; undefined when that does not know it either. */
function foreignFormat(name: string): Format | undefined {
  const loaded: { default: FormatsPlugin } = load('ajv-formats');
  try {
    return loaded.default.get(name as FormatName);
  } catch {
    return undefined;
  }
}

function isMissingReference(error: unknown): error is { missingSchema: string } {
  return error instanceof Error && 'missingSchema' in error && typeof error.missingSchema === 'string';
}
