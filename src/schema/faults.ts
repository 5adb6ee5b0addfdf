/** From ajv's errors to violations: one fault, one violation, in words. */

import type { ErrorObject } from 'ajv';
import { expectation } from './expectation.js';
import { joinPath } from '../protocol/json.js';
import { placeAt } from './path.js';
import { violation, type Violation } from './violation.js';

/** Marks an error whose params hold violations that are complete already. */
export const DISPATCH_FAULT = 'edge:dispatch';

export interface Checked {
  /** The whole value, in which the errors' pointers point. */
  root: unknown;
  /** Id of the schema that it was checked against. */
  schema: string;
  /** `all`: every keyword that a value breaks, unless it has the wrong type. @default 'one' for each value */
  tells?: 'one' | 'all';
}

export function violationsOf(errors: readonly ErrorObject[], checked: Checked): Violation[] {
  const violations = withoutBranches(errors).flatMap((error) => toViolations(error, checked));
  return checked.tells === 'all' ? onePerKeyword(violations) : onePerFault(violations);
}

function toViolations(error: ErrorObject, { root, schema }: Checked): Violation[] {
  const { keyword, params, instancePath } = error;
  if (keyword === DISPATCH_FAULT) return completeViolations(params);
  const { path, value } = placeAt(root, instancePath);
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
    case 'dependencies':
      return [missingField({ path, rule: keyword, schema }, String(params['missingProperty']))];
    case 'additionalProperties':
      return [unknownField({ path, schema, received: value }, String(params['additionalProperty']))];
    case 'unevaluatedProperties':
      return [unknownField({ path, schema, received: value }, String(params['unevaluatedProperty']))];
    default:
      return [violation({ path, rule: keyword, expected: expectation(error), received: value, schema })];
  }
}

function completeViolations(params: { violations?: Violation[] }): Violation[] {
  return params.violations ?? [];
}

function missingField(fault: Pick<Violation, 'path' | 'rule' | 'schema'>, field: string): Violation {
  const text = `required field ${JSON.stringify(field)} is missing`;
  return violation({ ...fault, expected: `field \`${field}\``, received: undefined }, text);
}

/** The field that a fault of this kind is about; `path` is that of the object which lacks it. */
export function missingFieldOf({ rule, expected }: Violation): string | undefined {
  return rule === 'required' ? /^field `(.*)`$/s.exec(expected)?.[1] : undefined;
}

/** @param object where the field is, and the value of that. */
export function unknownField(object: { path: string; schema: string; received: unknown }, field: string): Violation {
  const path = joinPath(object.path, field);
  const received = placeAt(object.received, `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`).value;
  const fault = { path, rule: 'additionalProperties', expected: 'no such field', received, schema: object.schema };
  return violation(fault, 'unknown field');
}

/**
 * Leaves out what only repeats another error: the branches of a choice that failed as a whole, the `if` around a `then`
 * that failed, what is wrong with a name beside that the name is wrong.
 */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'if' || error.propertyName !== undefined) continue;
    if (!choices.has(error.keyword)) kept.push(error);
    else kept.push(withBranches(error, takeBranches(error, kept)));
  }
  return kept;
}

const choices = new Set(['anyOf', 'oneOf', 'contains']);

/** Takes the errors of a choice's branches from the end of `errors`, where ajv puts them just before the choice's. */
function takeBranches(choice: ErrorObject, errors: ErrorObject[]): ErrorObject[] {
  let start = errors.length;
  while (start > 0 && isInBranch(choice, errors[start - 1])) start--;
  return errors.splice(start);
}

/** Errors found behind a `$ref` say where in the referred schema they were found, not in which branch. */
function isInBranch(choice: ErrorObject, error: ErrorObject | undefined): boolean {
  if (error === undefined || !isAtOrBelow(choice.instancePath, error.instancePath)) return false;
  if (error.schemaPath.startsWith(`${choice.schemaPath}/`)) return true;
  return /^(#\/(definitions|\$defs)\/|[^#])/.test(error.schemaPath);
}

function isAtOrBelow(above: string, pointer: string): boolean {
  return pointer === above || pointer.startsWith(`${above}/`);
}

/** When every branch wants another type, the types together say what is expected. */
function withBranches(choice: ErrorObject, branches: readonly ErrorObject[]): ErrorObject {
  const wantsType = ({ keyword, instancePath }: ErrorObject) =>
    keyword === 'type' && instancePath === choice.instancePath;
  const types = branches.every(wantsType) ? branches.flatMap(({ params }): unknown => params['type']) : [];
  return { ...choice, params: { ...choice.params, types: [...new Set(types)] } };
}

/** A value of the wrong type breaks other rules as well; that it has the wrong type is what its author must know. */
function onePerKeyword(violations: readonly Violation[]): Violation[] {
  const mistyped = new Set(violations.filter(({ rule }) => rule === 'type').map(({ path }) => path));
  const told = new Map<string, Violation>();
  for (const found of violations) {
    if (found.rule !== 'type' && mistyped.has(found.path)) continue;
    const key = `${found.path} ${found.rule} ${found.expected}`;
    if (!told.has(key)) told.set(key, found);
  }
  return [...told.values()];
}

/** The same where one fault of a value is enough. */
function onePerFault(violations: readonly Violation[]): Violation[] {
  const faults = new Map<string, Violation>();
  for (const found of violations) {
    const key = /^(required|depend)/.test(found.rule) ? `${found.path} ${found.expected}` : found.path;
    const known = faults.get(key);
    if (known === undefined || (found.rule === 'type' && known.rule !== 'type')) faults.set(key, found);
  }
  return [...faults.values()];
}
