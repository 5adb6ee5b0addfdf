/** Findings as people read them: what is wrong, where, what would be right, and the lines of the event around it. */

import { plural, quote } from '../violation.js';
import { excerpt, printEvent, type PrintedEvent } from './excerpt.js';
import type { Finding } from './finding.js';
import { withoutPersonalTexts } from './personalTexts.js';

/** Further ones are counted. */
const SHOWN = 20;
const ALLOWED_SHOWN = 8;

/** Errors first, at most 20 findings, the rest counted; each a block of lines. */
export function presentFindings(findings: readonly Finding[], event: unknown): string[] {
  // What identifies a person is not to be spread further.
  const shown = withoutPersonalTexts(event, findings);
  const printed = printEvent(shown.event);
  const inXdm = printed.lineOf.has('xdm') ? 'xdm' : '';
  const blocks = shown.findings.slice(0, SHOWN).map((finding) => block(finding, printed, inXdm));
  return [...blocks, ...counted(findings.slice(SHOWN))];
}

/** `2 errors, 1 warning` */
export function countFindings(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  return [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : '']
    .filter((part) => part !== '')
    .join(', ');
}

function block(finding: Finding, printed: PrintedEvent, inXdm: string): string {
  const { rule, severity, path, title, message } = finding;
  const place = path === '' ? 'the event' : path;
  const name = title === undefined || title === lastName(path) ? '' : ` (${title})`;
  const text = path === '' ? message : message.slice(path.length + ': '.length);
  return [
    `${severity} ${place}${name}: ${text} [${rule}]`,
    ...details(finding).map((line) => `    ${line}`),
    ...excerpt(printed, rule === 'misplaced-xdm' ? path : placeIn(printed, path, inXdm)).map((line) => `    ${line}`),
  ].join('\n');
}

function details({ allowed, suggestion, received, rule }: Finding): string[] {
  const lines: string[] = [];
  if (typeof received === 'string' && rule !== 'personal-data') lines.push(`value: ${quote(received)}`);
  else if (typeof received === 'number' || typeof received === 'boolean') lines.push(`value: ${received}`);
  // The message lists them already where there is no suggestion.
  if (allowed !== undefined && suggestion !== undefined) lines.push(`allowed: ${listed(allowed)}`);
  return lines;
}

function listed(values: readonly unknown[]): string {
  const shown = values
    .slice(0, ALLOWED_SHOWN)
    .map((value) => JSON.stringify(value))
    .join(', ');
  return values.length > ALLOWED_SHOWN ? `${shown} and ${plural(values.length - ALLOWED_SHOWN, 'other')}` : shown;
}

/** Paths of XDM start inside `xdm`, those of data beside it do not. */
function placeIn({ lineOf }: PrintedEvent, path: string, inXdm: string): string {
  if (inXdm === '' || path === '') return path === '' ? inXdm : path;
  const inside = path.startsWith('[') ? `${inXdm}${path}` : `${inXdm}.${path}`;
  const isBeside = lineOf.has(path) && !lineOf.has(inside);
  return isBeside ? path : inside;
}

function counted(rest: readonly Finding[]): string[] {
  return rest.length === 0 ? [] : [`… and ${countFindings(rest)} more`];
}

function lastName(path: string): string {
  return path.split('.').at(-1) ?? '';
}
