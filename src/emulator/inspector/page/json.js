/** Writes JSON as readable lines, with what is wrong marked where it stands. */

/** @typedef {import('../../../schema/violation.js').Violation} Violation */

/** No body that the emulator takes is deeper, unless somebody wants to break something. */
const MAX_DEPTH = 60;

/**
 * @param {unknown} body undefined when there is none
 * @param {readonly Violation[]} violations
 */
export function jsonBlock(body, violations) {
  const block = document.createElement('pre');
  block.className = 'json';
  if (body === undefined) block.append(note('no body', 'row'));
  else write(block, { value: body, path: '', before: '', after: '', depth: 0, violations });
  // A violation whose place is not in the body, a missing one for example, is told at the end.
  for (const { path, message } of violations) {
    if (block.querySelector(`[data-noted="${CSS.escape(path)}"]`) === null) block.append(note(message, 'note'));
  }
  return block;
}

/**
 * @typedef {object} Line
 * @property {unknown} value
 * @property {string} path as violations name it
 * @property {string} before what stands in front: the key
 * @property {string} after a comma, or nothing
 * @property {number} depth
 * @property {readonly Violation[]} violations
 */

/**
 * @param {HTMLElement} block
 * @param {Line} line
 */
function write(block, line) {
  const { value, before, after, depth } = line;
  const entries = entriesOf(value, line);
  const [open, shut] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries === undefined || entries.length === 0 || depth >= MAX_DEPTH) {
    const text =
      entries === undefined ? scalar(value) : mark(entries.length === 0 ? `${open}${shut}` : `${open}…${shut}`);
    block.append(row(line, before, text, after));
  } else {
    block.append(row(line, before, mark(open)));
    for (const entry of entries) write(block, entry);
    block.append(row({ ...line, violations: [] }, '', mark(shut), after));
  }
  for (const { message, path } of line.violations) {
    if (path === line.path) block.append(note(message, 'note', { path, depth }));
  }
}

/**
 * @param {unknown} value
 * @param {Line} line
 * @returns {Line[] | undefined} undefined for what is no container
 */
function entriesOf(value, { path, depth, violations }) {
  if (typeof value !== 'object' || value === null) return undefined;
  const isList = Array.isArray(value);
  const pairs = Object.entries(value);
  return pairs.map(([key, item], index) => ({
    value: item,
    path: isList ? `${path}[${key}]` : memberPath(path, key),
    before: isList ? '' : JSON.stringify(key),
    after: index < pairs.length - 1 ? ',' : '',
    depth: depth + 1,
    violations,
  }));
}

/** The same words as in violations: `meta["geo.city"]`.
 * @param {string} path
 * @param {string} key
 */
function memberPath(path, key) {
  if (!/^[\w$]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/**
 * @param {Line} line
 * @param {string} key
 * @param {Node} content
 * @param {string} [after]
 */
function row({ path, depth, violations }, key, content, after = '') {
  const made = document.createElement('span');
  made.className = violations.some((violation) => violation.path === path) ? 'row wrong' : 'row';
  made.style.setProperty('--depth', String(depth));
  made.append(...(key === '' ? [] : [mark(key, 'key'), ': ']), content, after);
  return made;
}

/** @param {unknown} value */
function scalar(value) {
  return mark(JSON.stringify(value) ?? String(value), typeof value === 'string' ? 'string' : 'literal');
}

/**
 * @param {string} text
 * @param {string} [kind]
 */
function mark(text, kind = 'bracket') {
  const made = document.createElement('span');
  made.className = kind;
  made.textContent = text;
  return made;
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {{ path: string, depth: number }} [place]
 */
function note(text, kind, place) {
  const made = mark(text, kind);
  if (place !== undefined) {
    made.dataset['noted'] = place.path;
    made.style.setProperty('--depth', String(place.depth));
  }
  return made;
}
