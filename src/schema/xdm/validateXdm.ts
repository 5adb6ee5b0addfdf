/** `validateXdm`: what is to be said of an event before Experience Platform says it, or says nothing. */

import { isObject } from '../../protocol/json.js';
import { plural } from '../violation.js';
import { findingsIn, findingsInFreeData, misplacedFields, type CheckContext } from './check.js';
import { defaultSeverities, type Finding, type Found, type Severity, type XdmRules } from './finding.js';
import { ignoring } from './ignored.js';
import { isStandardName } from './names.js';
import type { XdmSchema } from './schema.js';
import { requireXdmSchema } from './registered.js';

export interface XdmOptions {
  /** `$id`, `meta:altId` or title of a registered schema, or a schema. @default 'edge:xdm/experience-event' */
  schema?: string | object;
  /** Severity by rule, where it is not the default one: `{ 'deprecated-field': 'off' }`. */
  rules?: XdmRules;
  /** Paths, and all inside them, about which nothing is said: `web.webReferrer`, `productListItems[*].SKU`, `**.legacyId`. */
  ignore?: readonly string[];
  /** When the event was sent: its timestamp is then compared with that. */
  sentAt?: Date | undefined;
}

/**
 * Checks an event against an XDM schema: what JSON Schema says, and what it cannot say, from misspelt fields to
 * placeholders. Nothing is coerced, defaulted or changed. `_id` and `timestamp` may be missing: they are filled in later.
 *
 * @param event `{ xdm, data }` as it is sent, or what is in `xdm` alone.
 * @returns one finding for each thing to say, errors first, each in the order of the event; none when all is well.
 * @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN`; EdgeConfigError `EDGE_SCHEMA_INVALID`
 */
export function validateXdm(event: unknown, { schema, ...options }: XdmOptions = {}): Finding[] {
  return checkEvent(event, requireXdmSchema(schema), options);
}

export function checkEvent(event: unknown, schema: XdmSchema, options: Omit<XdmOptions, 'schema'>): Finding[] {
  try {
    return judged(foundIn(event, schema, options.sentAt), schema, options);
  } catch (error) {
    // ajv's checks of uniqueness compare values recursively; the stack is the limit.
    if (!(error instanceof RangeError)) throw error;
    const text = 'nested too deeply to be checked';
    return judged([{ path: '', rule: 'nesting', expected: 'fewer levels', received: event, text }], schema, options);
  }
}

function foundIn(event: unknown, schema: XdmSchema, sentAt: Date | undefined): Found[] {
  const isEnvelope = isObject(event) && isObject(event['xdm']) && schema.root('wire').field('xdm') === undefined;
  const xdm = isEnvelope ? event['xdm'] : event;
  const naming = isObject(xdm) && Object.keys(xdm).some(isStandardName) ? 'standard' : 'wire';
  const context: CheckContext = {
    root: schema.root(naming),
    index: () => schema.index(naming),
    sentAt: sentAt?.getTime(),
    now: Date.now(),
  };
  const found = findingsIn(xdm, context);
  if (!isEnvelope) return found;
  return [...misplacedFields(event, context.root), ...found, ...findingsInFreeData(event['data'], 'data', context)];
}

function judged(found: readonly Found[], schema: XdmSchema, { rules = {}, ignore = [] }: XdmOptions): Finding[] {
  const isIgnored = ignoring(ignore);
  const findings = withoutRepetition(found)
    .filter(({ path }) => ignore.length === 0 || !isIgnored(path))
    .flatMap((each): Finding[] => {
      const severity = severityOf(each.rule, rules);
      return severity === 'off' ? [] : [completed(each, severity, schema)];
    });
  return [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ];
}

function severityOf(rule: string, rules: XdmRules): Severity | 'off' {
  if (Object.hasOwn(rules, rule)) return rules[rule]!;
  return Object.hasOwn(defaultSeverities, rule) ? (defaultSeverities as Record<string, Severity>)[rule]! : 'error';
}

function completed({ text, ...found }: Found, severity: Severity, { id }: XdmSchema): Finding {
  return {
    ...found,
    severity,
    schema: id,
    message: [found.path === '' ? text : `${found.path}: ${text}`, advice(found)].join(''),
  };
}

/** How many of the values that would have been right a line lists. */
const ALLOWED_SHOWN = 6;

function advice({ suggestion, allowed = [], rule }: Omit<Found, 'text'>): string {
  // Where those belong, their texts say.
  if (rule === 'misplaced-xdm' || rule === 'nested-data') return '';
  if (suggestion !== undefined) {
    const isPath = rule === 'unknown-field' || rule === 'additionalProperties';
    const value = allowed.find((each) => String(each) === suggestion) ?? suggestion;
    return `; did you mean ${isPath ? suggestion : JSON.stringify(value)}?`;
  }
  if (allowed.length === 0) return '';
  const listed = allowed
    .slice(0, ALLOWED_SHOWN)
    .map((value) => JSON.stringify(value))
    .join(', ');
  const others = allowed.length - ALLOWED_SHOWN;
  return `: ${listed}${others > 0 ? ` and ${plural(others, 'other')}` : ''}`;
}

/** A rule of ours says better what a keyword says too: that null is no text, that a time has no zone. */
function withoutRepetition(found: readonly Found[]): Found[] {
  const better = new Set(found.filter(({ rule }) => saysMore.has(rule)).map(({ path }) => path));
  return found.filter(({ rule, path }) => !(repeated.has(rule) && better.has(path)));
}

const saysMore = new Set(['null-value', 'timestamp-zone', 'ecid-format', 'empty-identity', 'primary-type']);
const repeated = new Set(['type', 'format', 'pattern', 'minLength', 'enum']);
