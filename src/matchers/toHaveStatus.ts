import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { isObject } from '../protocol/json.js';
import { requireArgument, requireOptions } from './arguments.js';
import { requireResponse } from './subject.js';
import { verdict } from './verdict.js';

/**
 * The HTTP status of the answer.
 *
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 */
export function toHaveStatus(
  this: ExpectMatcherState,
  response: EdgeResponse,
  status: number | { oneOf: readonly number[] },
): MatcherReturnType {
  requireResponse('toHaveStatus', response);
  const wanted = statusesOf(status);
  const list = wanted.join(', ');

  return verdict(this, {
    matcher: 'toHaveStatus',
    parameters: 'status',
    subject: response,
    pass: wanted.includes(response.status),
    expected: status,
    actual: response.status,
    explain: (isNot) => ({
      expected: wanted.length === 1 ? `${isNot ? 'not ' : ''}${list}` : `${isNot ? 'none' : 'one'} of ${list}`,
      received: String(response.status),
    }),
  });
}

function statusesOf(status: unknown): readonly number[] {
  const named = { matcher: 'toHaveStatus', argument: 'status' };
  if (isObject(status)) requireOptions(status, ['oneOf'], named);
  const statuses: unknown = isObject(status) ? status['oneOf'] : [status];
  const mustBe = 'a whole number from 100 to 599, or { oneOf: [ … ] } with some of them';
  requireArgument(isStatusList(statuses), status, { ...named, mustBe });
  return statuses;
}

function isStatusList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(isStatus);
}

function isStatus(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599;
}
