/** What is wrong with a body as text. */

import { EXCERPT, plural, quote, violation, type Violation } from './violation.js';

/** A body that is no JSON where JSON is due: empty, cut off, or something else. */
export function jsonFault(text: string, schema: string): Violation {
  const fault = { path: '', rule: 'json', expected: 'JSON', received: text.slice(0, EXCERPT), schema };
  return violation(fault, `expected JSON, received ${whatIsThere(text)}`);
}

/** A body where none may be. */
export function strayBody(text: string): Violation {
  const fault = { path: '', rule: 'empty', expected: 'no body', received: text.slice(0, EXCERPT), schema: '204' };
  return violation(fault, `expected no body with status 204, received ${quote(text)}`);
}

/** A body that did not come as it was sent. */
export function brokenBody(text: string, reason: string): Violation {
  const fault = {
    path: '',
    rule: 'transfer',
    expected: 'the whole body',
    received: text.slice(0, EXCERPT),
    schema: 'HTTP',
  };
  return violation(fault, reason);
}

function whatIsThere(text: string): string {
  if (text.trim() === '') return 'an empty body';
  const cut = isCutOff(text) ? ` that is cut off after ${plural(text.length, 'character')}` : ' that is not JSON';
  return `text${cut}: ${quote(text)}`;
}

/** Whether the text could go on to become JSON: the parser got as far as its end. */
export function isCutOff(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(message)?.[1];
    const isAtEnd = position !== undefined && Number(position) >= text.trimEnd().length;
    return isAtEnd || /end of JSON input|Unterminated string/.test(message);
  }
}
