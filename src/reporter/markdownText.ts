/** Texts of a run inside GitHub's Markdown: whatever is in them is shown, and nothing of it is obeyed. */

import { oneLine } from './plainText.js';

/** Nothing to see, and enough to keep a name from being a mention and an address from being a link. */
const GAP = '&#8203;';

/** Characters that mean something, and beginnings of what GitHub makes a link or a mention of. */
const meaningful = /[\\`*_{}[\]~$!&<>|@]|:\/\/|#(?=\d)|\bGH-(?=\d)|www\./gi;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;' };

/** For sentences. */
export function prose(text: string, width = 500): string {
  return oneLine(text, width)
    .replaceAll(meaningful, withoutMeaning)
    .replace(/^[-+=#]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}

function withoutMeaning(found: string): string {
  const entity = entities[found];
  if (entity !== undefined) return entity;
  if (found === '://') return `:${GAP}//`;
  if (found.endsWith('.')) return `${found.slice(0, -1)}${GAP}.`;
  return /[@#-]$/.test(found) ? `${found}${GAP}` : `\\${found}`;
}

/** For names and values: nothing is interpreted in there, mentions included. Empty for an empty text. */
export function code(text: string, width = 200): string {
  const plain = oneLine(text, width);
  if (plain === '') return '';
  // A bar ends the cell of a table even in code, and with a backslash before it renderers disagree.
  if (plain.includes('|')) return `<code>${prose(plain, width)}</code>`;
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${plain}${gap}${fence}`;
}

/** @param cells as `prose` and `code` write them. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** @param rightAligned columns of numbers, by index. */
export function tableHead(titles: readonly string[], rightAligned: readonly number[] = []): string[] {
  return [row(titles), row(titles.map((_, column) => (rightAligned.includes(column) ? '---:' : '---')))];
}
