/** The place in an event that a finding is about, as three lines of JSON with the middle one marked. */

import { isObject, joinPath } from '../../protocol/json.js';

export interface PrintedEvent {
  lines: readonly string[];
  /** Index of the line on which a path begins. */
  lineOf: ReadonlyMap<string, number>;
}

export function printEvent(event: unknown): PrintedEvent {
  const lines: string[] = [];
  const lineOf = new Map<string, number>();
  const print = (value: unknown, path: string, { label = '', comma = '', depth }: Around): void => {
    const indent = '  '.repeat(depth);
    const parts = depth < MAX_LEVELS ? partsOf(value) : [];
    lineOf.set(path, lines.length);
    if (parts.length === 0) {
      lines.push(`${indent}${label}${leaf(value)}${comma}`);
      return;
    }
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    lines.push(`${indent}${label}${open}`);
    for (const [index, [key, part]] of parts.entries()) {
      print(part, joinPath(path, key), {
        label: typeof key === 'number' ? '' : `${JSON.stringify(key)}: `,
        comma: index < parts.length - 1 ? ',' : '',
        depth: depth + 1,
      });
    }
    lines.push(`${indent}${close}${comma}`);
  };
  print(event, '', { depth: 0 });
  return { lines, lineOf };
}

/** What stands before and after a value on its line. */
interface Around {
  label?: string;
  comma?: string;
  depth: number;
}

/** Deeper than any event; what is deeper still is not printed. */
const MAX_LEVELS = 50;

function leaf(value: unknown): string {
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : '{…}';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  return JSON.stringify(value) ?? 'undefined';
}

/** Wider lines are cut. */
const WIDTH = 96;

/** The line of a path between its neighbours; of the nearest object around it, when it is not there itself. */
export function excerpt({ lines, lineOf }: PrintedEvent, path: string): string[] {
  const line = lineOf.get(path) ?? lineOf.get(parentOf(path, lineOf)) ?? 0;
  const from = Math.max(0, Math.min(line - 1, lines.length - 3));
  const shown = lines.slice(from, from + 3);
  const width = String(from + shown.length).length;
  const indent = Math.min(...shown.map((each) => /^ */.exec(each)![0].length));
  return shown.map((each, index) => {
    const number = String(from + index + 1).padStart(width);
    const text = each.slice(indent);
    return `${from + index === line ? '>' : ' '} ${number} | ${text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text}`;
  });
}

function parentOf(path: string, lineOf: ReadonlyMap<string, number>): string {
  for (let parent = path; parent !== ''; parent = parent.replace(/(^|\.|\[)[^.[]*$/, '')) {
    if (lineOf.has(parent)) return parent;
  }
  return '';
}

/** None of a value that has none. */
function partsOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item]);
  return isObject(value) ? Object.entries(value).filter(([, part]) => part !== undefined) : [];
}
