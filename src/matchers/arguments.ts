/** Refuses arguments that a matcher cannot mean: type checks do not reach values that come from data or plain JavaScript. */

import { EdgeUsageError } from '../errors.js';
import { isObject } from '../protocol/json.js';
import { print } from './print.js';

interface Need {
  matcher: string;
  /** As in the signature: `type`, `options.allow`. */
  argument: string;
  /** What would have been right, in words. */
  mustBe: string;
}

/** @throws EdgeUsageError `EDGE_OPTION_INVALID` unless `valid`. */
export function requireArgument(valid: boolean, value: unknown, { matcher, argument, mustBe }: Need): asserts valid {
  if (valid) return;
  const what = `${matcher}(): ${argument} must be ${mustBe}, but is ${print(value)}.`;
  throw new EdgeUsageError('EDGE_OPTION_INVALID', what);
}

/**
 * A misspelt option is a check left out, so it is refused.
 *
 * @throws EdgeUsageError `EDGE_OPTION_INVALID`
 */
export function requireOptions(
  options: unknown,
  names: readonly string[],
  { matcher, argument }: Omit<Need, 'mustBe'>,
): void {
  const isKnown = isObject(options) && Object.keys(options).every((name) => names.includes(name));
  requireArgument(isKnown, options, {
    matcher,
    argument,
    mustBe: `an object with no other fields than ${names.join(', ')}`,
  });
}

/**
 * The options of a matcher that waits.
 *
 * @returns milliseconds; undefined when none are given.
 * @throws EdgeUsageError `EDGE_OPTION_INVALID`
 */
export function requireTimeout(matcher: string, options: unknown): number | undefined {
  requireOptions(options, ['timeout'], { matcher, argument: 'options' });
  const { timeout } = options as { timeout?: unknown };
  const isTime = timeout === undefined || (typeof timeout === 'number' && timeout >= 0);
  requireArgument(isTime, timeout, { matcher, argument: 'options.timeout', mustBe: 'milliseconds from 0 on' });
  return timeout;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isTextOrPattern(value: unknown): value is string | RegExp {
  return isText(value) || value instanceof RegExp;
}
