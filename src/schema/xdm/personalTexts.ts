/** Keeps what identifies a person out of what is printed, wherever else in a finding it would come up again. */

import { isObject } from '../../protocol/json.js';
import { EXCERPT } from '../violation.js';
import type { Finding } from './finding.js';
import { personalData } from './personalData.js';

/** Deeper than any event; what is deeper still is left out. */
const MAX_LEVELS = 60;

/** The event, and what is to be said of it, with the kind of each personal text in place of the text. */
export function withoutPersonalTexts(
  event: unknown,
  findings: readonly Finding[],
): { event: unknown; findings: Finding[] } {
  // Nothing is printed of it.
  if (findings.length === 0) return { event, findings: [] };
  const spellings = spellingsOf(personalTexts(event));
  const conceal = (text: string) => spellings.reduce((rest, [from, to]) => rest.replaceAll(from, to), text);
  return {
    event: withTexts(event, conceal),
    findings: findings.map((finding) => withTexts(finding, conceal) as Finding),
  };
}

/** Each with what stands in its place. */
function personalTexts(event: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const look = (value: unknown, name: string, depth: number): void => {
    if (typeof value === 'string') {
      const kind = personalData(value, name);
      if (kind !== undefined) found.set(value, `(${kind})`);
    } else if (typeof value === 'object' && value !== null && depth < MAX_LEVELS) {
      // Items of a list are called what the list is called.
      for (const [key, part] of Object.entries(value)) look(part, Array.isArray(value) ? name : key, depth + 1);
    }
  };
  look(event, '', 0);
  return found;
}

/** As it is, as JSON, and cut as lines quote it; the longest first, because one may hold another. */
function spellingsOf(texts: ReadonlyMap<string, string>): [from: string, to: string][] {
  const spellings = [...texts].flatMap(([text, kind]) =>
    [text, text.slice(0, EXCERPT)].flatMap((each): [string, string][] => [
      [each, kind],
      [JSON.stringify(each).slice(1, -1), kind],
    ]),
  );
  return spellings.toSorted(([a], [b]) => b.length - a.length);
}

function withTexts(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_LEVELS) return '…';
  if (Array.isArray(value)) return value.map((item: unknown) => withTexts(item, change, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTexts(part, change, depth + 1)]));
}
