/** What is new since the last run. */

import { code, element, icon, list, onDemand } from './elements.js';
import { counted, time } from './format.js';
import { table } from './tables.js';
import { targetMark } from './verdict.js';

/** @typedef {import('../../model.js').Change} Change */

/** @type {Record<Change['kind'], { picture: string, word: string, kind: string }>} */
const KINDS = {
  'new-handle': { picture: '+', word: 'new handle', kind: '' },
  'vanished-handle': { picture: '−', word: 'handle gone', kind: 'bad' },
  'new-field': { picture: '+', word: 'new field', kind: '' },
  'vanished-field': { picture: '−', word: 'field gone', kind: 'bad' },
  'changed-type': { picture: '≠', word: 'other type', kind: 'bad' },
  'new-problem': { picture: '+', word: 'new problem', kind: 'bad' },
  'vanished-problem': { picture: '−', word: 'problem gone', kind: 'good' },
  'new-proposition': { picture: '+', word: 'new proposition', kind: '' },
  'vanished-proposition': { picture: '−', word: 'proposition gone', kind: 'bad' },
  'changed-hint': { picture: '≠', word: 'other hint', kind: 'partial' },
  'changed-status': { picture: '≠', word: 'other status', kind: 'bad' },
  slower: { picture: '▲', word: 'slower', kind: 'partial' },
  faster: { picture: '▼', word: 'faster', kind: 'good' },
  'tag-library-rebuilt': { picture: '↻', word: 'library rebuilt', kind: '' },
};

const SEVERITY = ['bad', 'partial', '', 'good'];

/** @param {import('../../model.js').Drift | undefined} drift */
export function changesSection(drift) {
  if (drift === undefined) return [element('p', { class: 'quiet' }, 'There is no earlier run to compare with.')];
  const { since, runs, changes } = drift;
  const compared = `${time(since.startedAt)} (${since.id})`;
  const basis = runs > 1 ? `, measured against ${counted(runs, 'earlier run')}` : '';
  if (changes.length === 0) {
    return [element('p', {}, icon('✓'), `Nothing changed since the run of ${compared}${basis}.`)];
  }
  const worstFirst = changes.toSorted((a, b) => rank(a) - rank(b));
  return [
    element('p', {}, `${counted(changes.length, 'change')} since the run of ${compared}${basis}.`),
    table('What changed', ['Kind', 'Change', 'Where', 'Tests'], worstFirst.map(changeRow), { isCaptionHidden: true }),
  ];
}

/** @param {Change} change */
function rank({ kind }) {
  return SEVERITY.indexOf(KINDS[kind].kind);
}

/** @param {Change} change */
function changeRow({ kind, target, datastreamId, endpoint, sentence, tests }) {
  const { picture, word, kind: colour } = KINDS[kind];
  const where = element('span', { class: 'where' }, targetMark(target));
  if (endpoint !== '') where.append(' ', endpoint);
  if (datastreamId !== '') where.append(' ', code(datastreamId));
  return {
    cells: [
      element('span', { class: `change ${colour}` }, icon(picture), word),
      element('span', { class: 'prose' }, sentence),
      where,
      testsCell(tests),
    ],
    text: () => [kind, word, sentence, target, endpoint, datastreamId, ...tests].join(' '),
  };
}

/** @param {string[]} tests */
export function testsCell(tests) {
  const [only] = tests;
  if (only === undefined) return element('span', { class: 'quiet' }, 'none');
  return tests.length === 1
    ? element('span', { class: 'prose' }, only)
    : onDemand([counted(tests.length, 'test')], () => [list(tests)]);
}
