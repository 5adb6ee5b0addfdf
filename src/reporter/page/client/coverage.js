/** What the suite exercised, and what of that it asserted something about. */

import { code, element } from './elements.js';
import { folder } from './filter.js';
import { number, percent } from './format.js';
import { table } from './tables.js';

/** @typedef {import('../../model.js').Coverage} Coverage */
/** @typedef {import('../../model.js').CoverageRow} CoverageRow */

/** @type {[kind: keyof Coverage, caption: string, one: string][]} */
const TABLES = [
  ['endpoints', 'Endpoints', 'Endpoint'],
  ['services', 'Datastream services', 'Service'],
  ['handles', 'Handle types', 'Handle type'],
  ['problems', 'Problem codes', 'Code'],
  ['xdmFields', 'XDM fields', 'Field'],
];

/** @param {Coverage} coverage */
export function coverageSection(coverage) {
  const kinds = TABLES.filter(([kind]) => coverage[kind].length > 0);
  if (kinds.length === 0) return [element('p', { class: 'quiet' }, 'Nothing was exercised.')];
  return kinds.map(([kind, caption, one]) => kindElement(coverage[kind], caption, one));
}

/**
 * @param {CoverageRow[]} rows
 * @param {string} caption
 * @param {string} one
 */
function kindElement(rows, caption, one) {
  const exercised = rows.filter((row) => row.exercised > 0).length;
  const asserted = rows.filter((row) => row.asserted > 0).length;
  const all = number(rows.length);
  const shown = folder(
    [
      element('h3', {}, caption),
      meter(exercised, asserted, rows.length),
      element('span', { class: 'quiet' }, `${number(exercised)} of ${all} exercised, ${number(asserted)} asserted`),
    ],
    () => rows.map(coverageText),
    () => [
      table(
        caption,
        [one, '#Tests that exercised it', '#Tests that asserted it', 'So'],
        rows.map((row) => ({ cells: coverageCells(row), text: () => coverageText(row) })),
        { isCaptionHidden: true },
      ),
    ],
  );
  shown.classList.add('kind');
  return shown;
}

/** @param {CoverageRow} row */
function coverageText(row) {
  return `${row.name} ${soOf(row)}`;
}

/** @param {CoverageRow} row */
function soOf({ exercised, asserted }) {
  return exercised === 0 ? 'never exercised' : asserted === 0 ? 'never asserted' : 'asserted';
}

/** @param {CoverageRow} row */
function coverageCells(row) {
  const so = soOf(row);
  return [
    code(row.name),
    number(row.exercised),
    number(row.asserted),
    element('span', { class: so === 'asserted' ? 'good' : 'partial' }, so),
  ];
}

/** A bar that says what the words beside it say.
 * @param {number} exercised
 * @param {number} asserted
 * @param {number} all
 */
function meter(exercised, asserted, all) {
  const bar = (/** @type {string} */ kind, /** @type {number} */ part) => {
    const made = element('span', { class: kind });
    made.style.width = percent(part, all).replace(' ', '');
    return made;
  };
  return element(
    'span',
    { class: 'meter', 'aria-hidden': 'true' },
    bar('exercised', exercised),
    bar('asserted', asserted),
  );
}
