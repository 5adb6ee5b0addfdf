import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { isObject } from '../protocol/json.js';
import { jsonFault } from '../schema/bodyText.js';
import { validate } from '../schema/index.js';
import type { Violation } from '../schema/violation.js';
import { isText, requireArgument, requireOptions } from './arguments.js';
import { print } from './print.js';
import { isEdgeResponse, requireValue } from './subject.js';
import { verdict } from './verdict.js';
import { violationReport } from './violations.js';

export interface SchemaMatchOptions {
  /** Whether fields that the schema does not name are violations. Answers may gain fields at any time: default `allow`. */
  unknownFields?: 'allow' | 'reject';
}

/**
 * A value, or the body of a response, against a JSON Schema.
 *
 * @param schema id of a registered schema (`edge:interact-response`), or a schema.
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`; `EDGE_SCHEMA_UNKNOWN` for an id nobody registered
 */
export function toMatchSchema(
  this: ExpectMatcherState,
  value: unknown,
  schema: string | object,
  options: SchemaMatchOptions = {},
): MatcherReturnType {
  requireValue('toMatchSchema', value);
  requireSchema(schema, options);
  const violations = violationsOf(value, schema, options);
  const subject = isEdgeResponse(value) ? 'a body' : 'a value';

  return verdict(this, {
    matcher: 'toMatchSchema',
    parameters: options.unknownFields === undefined ? 'schema' : 'schema, options',
    subject: value,
    pass: violations.length === 0,
    expected: schemaName(schema),
    actual: isEdgeResponse(value) ? value.body : value,
    explain: (isNot) => ({
      expected: `${subject} that ${isNot ? 'does not fit' : 'fits'} ${schemaName(schema)}`,
      ...(isNot ? { received: print(isEdgeResponse(value) ? value.body : value) } : violationReport(violations)),
    }),
  });
}

function violationsOf(value: unknown, schema: string | object, options: SchemaMatchOptions): Violation[] {
  if (!isEdgeResponse(value)) return validate(schema, value, options);
  if (value.body !== undefined) return validate(schema, value.body, options);
  // An unknown schema is a mistake of the spec, whatever came: validate reports it.
  validate(schema, null, options);
  return [jsonFault(value.text, schemaName(schema))];
}

function requireSchema(schema: unknown, options: SchemaMatchOptions): void {
  const matcher = 'toMatchSchema';
  const isSchema = isText(schema) || isObject(schema);
  requireArgument(isSchema, schema, { matcher, argument: 'schema', mustBe: 'the id of a schema, or a schema' });
  requireOptions(options, ['unknownFields'], { matcher, argument: 'options' });
  const { unknownFields } = options;
  const isKnown = unknownFields === undefined || unknownFields === 'allow' || unknownFields === 'reject';
  requireArgument(isKnown, unknownFields, {
    matcher,
    argument: 'options.unknownFields',
    mustBe: '"allow" or "reject"',
  });
}

function schemaName(schema: string | object): string {
  if (typeof schema === 'string') return schema;
  const named = isObject(schema) ? (schema['$id'] ?? schema['title']) : undefined;
  return typeof named === 'string' ? named : 'the given schema';
}
