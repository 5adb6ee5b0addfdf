/** Tells what a matcher was given, and refuses what it cannot judge: a usage error, not a failed assertion. */

import type { Page } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { EdgeUsageError } from '../errors.js';
import { isObject } from '../protocol/json.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { firstOf, print } from './print.js';

/** By its tag, so that matchers load no client. */
export function isEdgeResponse(value: unknown): value is EdgeResponse {
  return tagOf(value) === 'EdgeResponse';
}

/** @throws EdgeUsageError `EDGE_WRONG_SUBJECT` for anything but the answer to a call. */
export function requireResponse(matcher: string, subject: unknown): asserts subject is EdgeResponse {
  if (isEdgeResponse(subject)) return;
  throw wrongSubject(matcher, 'needs the response of a call', subject, {
    fix: fixFor(matcher, subject) ?? `Pass what edge.interact() or another call of edge returned.`,
  });
}

/** @throws EdgeUsageError `EDGE_WRONG_SUBJECT` for anything but the traffic of a test. */
export function requireTraffic(matcher: string, subject: unknown): asserts subject is EdgeTraffic {
  if (tagOf(subject) === 'EdgeTraffic') return;
  throw wrongSubject(matcher, 'needs the traffic of the test', subject, {
    fix: `Pass the fixture edgeTraffic: await expect(edgeTraffic).${matcher}(…).`,
  });
}

/** @throws EdgeUsageError `EDGE_WRONG_SUBJECT` for anything but a page of Playwright. */
export function requirePage(matcher: string, subject: unknown): asserts subject is Page {
  // By what it can do: Playwright's class has a name of its own making, and a frame can do most of it.
  const isPage = isObject(subject) && ['evaluate', 'pageErrors', 'requests'].every((name) => isMethod(subject, name));
  if (isPage) return;
  throw wrongSubject(matcher, 'needs a page', subject, {
    fix: `Pass the page itself: await expect(page).${matcher}(…).`,
  });
}

/** @throws EdgeUsageError `EDGE_WRONG_SUBJECT` for what holds a value but is none itself. */
export function requireValue(matcher: string, subject: unknown): void {
  if (!isThenable(subject) && !isHttpResponse(subject) && typeof subject !== 'function') return;
  const fix = isHttpResponse(subject)
    ? `Pass the parsed body: expect(await response.json()).${matcher}(…).`
    : fixFor(matcher, subject);
  throw wrongSubject(matcher, 'needs a value or the response of a call', subject, fix === undefined ? {} : { fix });
}

/** @param need completes the sentence "toMatchSchema() …, but got …". */
export function wrongSubject(
  matcher: string,
  need: string,
  subject: unknown,
  details: { fix?: string },
): EdgeUsageError {
  return new EdgeUsageError('EDGE_WRONG_SUBJECT', `${matcher}() ${need}, but got ${describe(subject)}.`, details);
}

/** What to do about a subject of which it is certain how it came here. */
function fixFor(matcher: string, subject: unknown): string | undefined {
  if (isThenable(subject)) return `Await the call: expect(await edge.interact(…)).${matcher}(…).`;
  if (isHttpResponse(subject))
    return 'Send the call with the edge fixture, await edge.interact(…), and pass its response.';
  if (looksLikeBody(subject)) return 'Pass the response itself, not response.body.';
  if (Array.isArray(subject) && subject.length > 0 && subject.every(looksLikeHandle)) {
    return 'Pass the response itself, not response.handle.';
  }
  if (isObject(subject) && typeof subject['interact'] === 'function') {
    return `Pass what a call returned, not the client: expect(await edge.interact(…)).${matcher}(…).`;
  }
  return undefined;
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (isThenable(value)) return 'a Promise';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (!isObject(value)) return `a ${typeof value}: ${print(value)}`;
  const name = className(value);
  if (name !== 'Object') return `an instance of ${name}`;
  const fields = Object.keys(value);
  return fields.length === 0 ? 'an empty object' : `an object with ${firstOf(fields).join(', ')}`;
}

function isMethod(value: object, name: string): boolean {
  return typeof Reflect.get(value, name) === 'function';
}

function isThenable(value: unknown): boolean {
  return isObject(value) && typeof value['then'] === 'function';
}

/** Playwright's `APIResponse` and `Response`, and that of `fetch`. */
function isHttpResponse(value: unknown): boolean {
  return isObject(value) && ['APIResponse', 'Response'].includes(className(value));
}

function looksLikeBody(value: unknown): boolean {
  return isObject(value) && (Array.isArray(value['handle']) || typeof value['requestId'] === 'string');
}

function looksLikeHandle(value: unknown): boolean {
  return isObject(value) && typeof value['type'] === 'string' && Array.isArray(value['payload']);
}

function className(value: object): string {
  const constructor: unknown = value.constructor;
  // Playwright's own begin with an underscore where two of its parts have a class of that name.
  return typeof constructor === 'function' ? constructor.name.replace(/^_/, '') : 'Object';
}

function tagOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Symbol.toStringTag in value
    ? value[Symbol.toStringTag]
    : undefined;
}
