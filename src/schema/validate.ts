import { compiledById, compiledSchema, type Compiled } from './compiler.js';
import { violationsOf } from './faults.js';
import { unknownFields } from './unknownFields.js';
import { violation, type Violation } from './violation.js';

export interface ValidateOptions {
  /**
   * `reject`: a field that the schema does not name is a violation, wherever the schema names some fields and says
   * nothing about others. Answers may gain fields at any time.
   *
   * @default 'allow'
   */
  unknownFields?: 'allow' | 'reject';
}

/**
 * Checks a value against a JSON Schema. Nothing is coerced, defaulted or changed.
 *
 * @param schema id of a bundled or registered schema, or a schema. Draft-06, draft-07, 2019-09 or 2020-12.
 * @returns one violation for each fault; none when the value fits.
 * @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN`; EdgeConfigError `EDGE_SCHEMA_INVALID`
 */
export function validate(schema: string | object, value: unknown, options: ValidateOptions = {}): Violation[] {
  const compiled = typeof schema === 'string' ? compiledById(schema) : compiledSchema(schema);
  try {
    const violations = faults(compiled, value);
    return options.unknownFields === 'reject' ? [...violations, ...strangers(compiled, value)] : violations;
  } catch (error) {
    // Compiled schemas and values call each other recursively; the stack is the limit.
    if (error instanceof RangeError) return [tooDeep(compiled, value)];
    throw error;
  }
}

function faults({ id, check }: Compiled, value: unknown): Violation[] {
  return check(value) ? [] : violationsOf(check.errors ?? [], { root: value, schema: id });
}

function strangers({ id, schema }: Compiled, value: unknown): Violation[] {
  return unknownFields({ schema, document: schema, id }, value);
}

function tooDeep({ id }: Compiled, value: unknown): Violation {
  const text = 'nested too deeply to be checked';
  return violation({ path: '', rule: 'nesting', expected: 'fewer levels', received: value, schema: id }, text);
}
