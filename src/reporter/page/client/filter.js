/** The filter: what of the report has all the words that were typed. */

import { byId, onDemand } from './elements.js';
import { counted } from './format.js';

/**
 * @typedef {object} Item
 * @property {HTMLElement} shown
 * @property {() => string[]} texts in lower case; it fits when one of them has all the words.
 * @property {boolean} isFolder what it holds is filtered by itself once it is open.
 */

/** @type {Item[]} */
const items = [];
/** @type {string[]} */
let words = [];
/** @type {(() => void)[]} */
const listeners = [];

/**
 * @param {HTMLElement} shown
 * @param {() => string} text all by which it may be found; asked for when something is looked for.
 */
export function filterable(shown, text) {
  shown.dataset['item'] = '';
  add({ shown, texts: lowered(() => [text()]), isFolder: false });
  return shown;
}

/**
 * Content that is made when it is opened, by hand or since the filter found something in it.
 *
 * @param {(Node | string)[]} summary
 * @param {() => string[]} texts of the items that `make` will make.
 * @param {() => (Node | string)[]} make
 */
export function folder(summary, texts, make) {
  const shown = onDemand(summary, make);
  shown.dataset['item'] = '';
  add({ shown, texts: lowered(texts), isFolder: true });
  return shown;
}

/** @param {Item} item */
function add(item) {
  items.push(item);
  // What is made later is made for a filter that is there.
  if (words.length > 0) fit(item);
}

/** @param {() => string[]} texts */
function lowered(texts) {
  /** @type {string[] | undefined} */
  let known;
  return () => (known ??= texts().map((text) => text.toLowerCase()));
}

/** @param {string} text */
export function isWanted(text) {
  return hasWords(text.toLowerCase());
}

/** @param {string} lower */
function hasWords(lower) {
  return words.every((word) => lower.includes(word));
}

/** @param {() => void} listener */
export function onFilter(listener) {
  listeners.push(listener);
}

export function startFilter() {
  const input = /** @type {HTMLInputElement} */ (byId('words'));
  byId('filter').addEventListener('submit', (event) => event.preventDefault());
  input.addEventListener('input', () => apply(input.value));
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && event.target === input) {
      input.value = '';
      apply('');
      input.blur();
    }
  });
  // A browser that comes back to the page may have kept what was typed.
  if (input.value !== '') apply(input.value);
}

/** @param {string} typed */
function apply(typed) {
  words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = items.reduce((sum, item) => sum + fit(item), 0);
  for (const holder of document.querySelectorAll('main [data-holder]')) {
    /** @type {HTMLElement} */ (holder).hidden = words.length > 0 && isEmpty(holder);
  }
  for (const section of document.querySelectorAll('main > section')) {
    const isFilterable = section.querySelector('[data-item]') !== null;
    section.classList.toggle('nothing', words.length > 0 && isFilterable && isEmpty(section));
  }
  for (const listener of listeners) listener();
  byId('matches').textContent = words.length === 0 ? '' : counted(fitting, 'entry fits', 'entries fit');
}

/** How many entries it is that fit; those of an open folder count for themselves.
 * @param {Item} item
 */
function fit({ shown, texts, isFolder }) {
  if (words.length === 0) {
    shown.hidden = false;
    return 0;
  }
  const count = texts().filter(hasWords).length;
  shown.hidden = count === 0;
  if (!isFolder) return count;
  const wasOpen = shown.hasAttribute('open');
  if (count > 0) shown.setAttribute('open', '');
  return wasOpen ? 0 : count;
}

/** @param {Element} holder */
function isEmpty(holder) {
  return [...holder.querySelectorAll('[data-item]')].every((one) => /** @type {HTMLElement} */ (one).hidden);
}
