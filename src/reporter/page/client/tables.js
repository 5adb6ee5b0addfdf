/** Tables with a caption and headings that say what they are headings of. */

import { element } from './elements.js';
import { filterable } from './filter.js';

/** @typedef {Node | string} Content */

/**
 * @typedef {object} Row
 * @property {Content[]} cells the first one names the row.
 * @property {() => string} [text] by which it is found, when it is not by what it shows.
 */

/**
 * In a frame of its own, which scrolls when the table is wider than the screen.
 *
 * @param {string} caption
 * @param {string[]} headings those that begin with `#` are of numbers.
 * @param {Row[]} rows
 * @param {{ isCaptionHidden?: boolean, isFilterable?: boolean }} options
 */
export function table(caption, headings, rows, { isCaptionHidden = false, isFilterable = true } = {}) {
  const isNumber = headings.map((heading) => heading.startsWith('#'));
  const head = headings.map((heading) =>
    element('th', { scope: 'col', ...numeric(heading.startsWith('#')) }, heading.replace('#', '')),
  );
  const body = rows.map(({ cells, text }) => {
    const row = element(
      'tr',
      {},
      ...cells.map((cell, at) =>
        at === 0
          ? element('th', { scope: 'row', ...numeric(isNumber[at]) }, cell)
          : element('td', numeric(isNumber[at]), cell),
      ),
    );
    if (!isFilterable) return row;
    return filterable(row, text ?? (() => row.textContent ?? ''));
  });
  return frame(
    caption,
    element(
      'table',
      {},
      element('caption', isCaptionHidden ? { class: 'unseen' } : {}, caption),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    ),
  );
}

/**
 * @param {string} caption
 * @param {HTMLElement} inside
 */
export function frame(caption, inside) {
  return element(
    'div',
    { class: 'frame', role: 'group', tabindex: '0', 'aria-label': caption, 'data-holder': '' },
    inside,
  );
}

/** @param {boolean | undefined} isNumber
 * @returns {Record<string, string>}
 */
function numeric(isNumber) {
  return isNumber === true ? { class: 'number' } : {};
}

/** @param {[name: string, value: Content][]} pairs */
export function facts(pairs) {
  return element('dl', {}, ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}
