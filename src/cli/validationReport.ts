/** What is said of checked files: to people, and to programs. */

import { plural } from '../schema/violation.js';
import { countFindings, presentFindings } from '../schema/xdm/presentation.js';
import type { CheckedEvent, CheckedFile } from './checkedFile.js';

/** @param noun what was checked: `event`, or `document` with a schema of another kind. */
export function validationReport(files: readonly CheckedFile[], noun: string): string {
  const blocks = files.flatMap(({ name, events, notes }) => [
    ...events.filter(({ findings }) => findings.length > 0).map((event) => block(name, event)),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
  ]);
  return [...blocks, summary(files, noun)].join('\n\n');
}

export function validationJson(files: readonly CheckedFile[], passed: boolean): string {
  return JSON.stringify({
    passed,
    files: files.map(({ name, kind, events, notes, problems }) => ({
      file: name,
      kind,
      events: events.map(({ request, eventType, schema, findings }, index) => ({
        index: index + 1,
        request: request?.number,
        requestId: request?.requestId,
        eventType,
        schema,
        findings,
      })),
      ...(notes.length > 0 && { notes }),
      ...(problems.length > 0 && { problems }),
    })),
  });
}

function block(file: string, checked: CheckedEvent): string {
  const findings = presentFindings(checked.findings, checked.event);
  return [heading(file, checked), ...findings.map((finding) => finding.replaceAll(/^/gm, '  '))].join('\n');
}

function heading(file: string, { request, place: { number, of }, eventType }: CheckedEvent): string {
  const parts = [
    file,
    ...(request === undefined ? [] : [`request ${request.number} (${described(request)})`]),
    ...(of > 1 ? [`event ${number} of ${of}`] : []),
  ];
  return `${parts.join(', ')}:${eventType === undefined ? '' : ` ${printable(eventType)}`}`;
}

/** Request ids differ in their first eight characters; those are enough to find one in a browser's list. */
const ID_SHOWN = 8;

function described({ method, path, requestId }: NonNullable<CheckedEvent['request']>): string {
  return requestId === undefined
    ? `${method} ${path}`
    : `${method} ${path}, ${printable(requestId.slice(0, ID_SHOWN))}${requestId.length > ID_SHOWN ? '…' : ''}`;
}

/** A recording may hold anything, and a terminal obeys control characters. */
function printable(text: string): string {
  return /^[\x20-\x7e\u00a1-\uffff]{1,80}$/.test(text) ? text : JSON.stringify(text.slice(0, 80));
}

function summary(files: readonly CheckedFile[], noun: string): string {
  const events = files.flatMap((file) => file.events);
  const affected = events.filter(({ findings }) => findings.length > 0).length;
  const where = `${plural(events.length, noun)} of ${plural(files.length, 'file')}.`;
  if (affected === 0) return `No findings in ${where}`;
  return `${countFindings(events.flatMap(({ findings }) => findings))} in ${affected} of ${where}`;
}
