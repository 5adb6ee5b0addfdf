import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { isObject } from '../protocol/json.js';
import { jsonFault } from '../schema/bodyText.js';
import { validate } from '../schema/index.js';
import type { Violation } from '../schema/violation.js';
import { checkEvent } from '../schema/xdm/validateXdm.js';
import type { XdmRules } from '../schema/xdm/finding.js';
import { countFindings, presentFindings } from '../schema/xdm/presentation.js';
import { findXdmSchema } from '../schema/xdm/registered.js';
import { isXdmResource } from '../schema/xdm/resource.js';
import { ruleFault } from '../schema/xdm/rules.js';
import { xdmSchemaOf, type XdmSchema } from '../schema/xdm/schema.js';
import { isText, requireArgument, requireOptions } from './arguments.js';
import { print } from './print.js';
import { isEdgeResponse, requireValue, wrongSubject } from './subject.js';
import { verdict } from './verdict.js';
import { violationReport } from './violations.js';

export interface SchemaMatchOptions {
  /**
   * Whether fields that the schema does not name are violations. Answers may gain fields at any time: `allow` by default.
   * Of XDM, an unknown field is an error by default: ingestion refuses it.
   */
  unknownFields?: 'allow' | 'reject';
  /** XDM only: severity by rule, where it is not the default one. */
  rules?: XdmRules;
  /** XDM only: paths, and all inside them, about which nothing is said: `web.webReferrer`, `productListItems[*].SKU`. */
  ignore?: readonly string[];
}

/**
 * A value, or the body of a response, against a JSON Schema; an event against an XDM schema.
 *
 * @param schema id of a registered schema (`edge:interact-response`), also the title of one that is XDM, or a schema.
 * An event is what `edge.interact` takes, `{ xdm, data }`, or what is in its `xdm`. Warnings about XDM pass.
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
  const xdm = xdmSchemaFor(schema);
  if (xdm !== undefined) return matchXdm(this, { value, schema: xdm, options });
  requireNoXdmOptions(schema, options);
  const violations = violationsOf(value, schema, options);
  const subject = isEdgeResponse(value) ? 'a body' : 'a value';

  return verdict(this, {
    matcher: 'toMatchSchema',
    parameters: parameters(options),
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

interface XdmMatch {
  value: unknown;
  schema: XdmSchema;
  options: SchemaMatchOptions;
}

function matchXdm(state: ExpectMatcherState, { value, schema, options }: XdmMatch): MatcherReturnType {
  if (isEdgeResponse(value))
    throw wrongSubject('toMatchSchema', 'checks events against XDM', value, {
      fix: 'Pass the event: what was given to edge.interact(), or one of edgeTraffic.events().',
    });
  const { unknownFields, rules = {}, ignore = [] } = options;
  const unknown = unknownFields === 'allow' ? ({ 'unknown-field': 'off' } as const) : {};
  const findings = checkEvent(value, schema, { rules: { ...unknown, ...rules }, ignore });
  const name = `${schema.title}${schema.title === schema.id ? '' : ` (${schema.id})`}`;
  const result = verdict(state, {
    matcher: 'toMatchSchema',
    parameters: parameters(options),
    subject: value,
    subjectName: 'event',
    pass: findings.every(({ severity }) => severity !== 'error'),
    expected: schema.id,
    actual: value,
    explain: (isNot) => ({
      expected: `an event that ${isNot ? 'does not fit' : 'fits'} ${name}`,
      received: isNot ? print(value) : countFindings(findings),
      ...(!isNot && { blocks: presentFindings(findings, value) }),
    }),
  });
  return Object.assign(result, { findings });
}

function parameters(options: SchemaMatchOptions): string {
  return Object.values(options).every((option) => option === undefined) ? 'schema' : 'schema, options';
}

/** Undefined for any other JSON Schema, and for a name that nobody has: `validate` reports that. */
function xdmSchemaFor(schema: string | object): XdmSchema | undefined {
  if (typeof schema !== 'string') return isObject(schema) && isXdmResource(schema) ? xdmSchemaOf(schema) : undefined;
  const found = findXdmSchema(schema);
  return found !== undefined && isXdmResource(found.resource) ? found : undefined;
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
  requireOptions(options, ['unknownFields', 'rules', 'ignore'], { matcher, argument: 'options' });
  const { unknownFields, rules = {}, ignore = [] } = options;
  const isKnown = unknownFields === undefined || unknownFields === 'allow' || unknownFields === 'reject';
  requireArgument(isKnown, unknownFields, {
    matcher,
    argument: 'options.unknownFields',
    mustBe: '"allow" or "reject"',
  });
  const fault = ruleFault(rules);
  requireArgument(fault === undefined, rules, {
    matcher,
    argument: 'options.rules',
    mustBe: `severities by rule${fault ?? ''}`,
  });
  const isList = Array.isArray(ignore) && ignore.every(isText);
  requireArgument(isList, ignore, { matcher, argument: 'options.ignore', mustBe: 'a list of paths' });
}

/** What would have no effect is a mistake. */
function requireNoXdmOptions(schema: string | object, { rules, ignore }: SchemaMatchOptions): void {
  const given = rules ?? ignore;
  requireArgument(given === undefined, given, {
    matcher: 'toMatchSchema',
    argument: rules === undefined ? 'options.ignore' : 'options.rules',
    mustBe: `left out, as ${schemaName(schema)} is no XDM`,
  });
}

function schemaName(schema: string | object): string {
  if (typeof schema === 'string') return schema;
  const named = isObject(schema) ? (schema['$id'] ?? schema['title']) : undefined;
  return typeof named === 'string' ? named : 'the given schema';
}
