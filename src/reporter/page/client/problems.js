/** Problems and warnings by code, with what Adobe documents of them. */

import { code, element, icon, list, onDemand } from './elements.js';
import { filterable } from './filter.js';
import { counted } from './format.js';
import { facts } from './tables.js';

/** @typedef {import('../../model.js').ProblemSummary} Problem */

const LEVELS = { fatal: '✕', error: '✕', warning: '⚠' };

/** @param {Problem[]} problems
 * @param {import('../../model.js').Summary['xdm']} xdm
 */
export function problemsSection(problems, xdm) {
  const told =
    problems.length === 0
      ? [element('p', {}, icon('✓'), 'No answer told of a problem.')]
      : problems.map(problemElement);
  return [...told, element('p', {}, xdmSentence(xdm))];
}

/** @param {Problem} problem */
function problemElement({ code: name, level, count, meaning, remedy, datastreams, tests }) {
  /** @type {[string, Node | string][]} */
  const known = [
    ['Means', meaning === '' ? 'Not documented.' : meaning],
    ...(remedy === '' ? [] : [/** @type {[string, string]} */ (['Do', remedy])]),
    ['Datastreams', datastreams.length === 0 ? 'none' : codes(datastreams)],
    ['Tests', tests.length === 0 ? 'none' : onDemand([counted(tests.length, 'test')], () => [list(tests)])],
  ];
  const shown = element(
    'article',
    { class: `problem ${level}` },
    element(
      'h3',
      {},
      icon(LEVELS[level]),
      code(name),
      element('span', { class: 'quiet' }, ` ${level} · ${counted(count, 'time')}`),
    ),
    facts(known),
  );
  return filterable(shown, () => [name, level, meaning, remedy, ...datastreams, ...tests].join(' '));
}

/** @param {string[]} names */
function codes(names) {
  return element('span', {}, ...names.flatMap((name) => [code(name), ' ']));
}

/** @param {import('../../model.js').Summary['xdm']} xdm */
function xdmSentence({ errors, warnings, tests }) {
  if (tests === 0) return 'No test checked its events against XDM.';
  if (errors + warnings === 0) return `The events of ${counted(tests, 'test')} fit XDM.`;
  return `Against XDM, the events of ${counted(tests, 'test')} gave ${counted(errors, 'error')} and ${counted(warnings, 'warning')}.`;
}
