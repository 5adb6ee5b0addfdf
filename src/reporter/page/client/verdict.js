/** How the run went, in one sentence and a few numbers. */

import { element, icon } from './elements.js';
import { counted, duration, number, time } from './format.js';
import { table } from './tables.js';

/** @typedef {import('../pageData.js').PageData} PageData */

const OUTCOMES = {
  passed: { picture: '✓', word: 'Passed' },
  failed: { picture: '✕', word: 'Failed' },
  empty: { picture: '○', word: 'Nothing ran' },
};

/** Whose fault a failure is, as the page says it. */
export const FAULTS = {
  data: { word: 'Data', meaning: 'the datastream answers wrong' },
  infrastructure: {
    word: 'Infrastructure',
    meaning: 'no connection, a timeout, too many calls, or a server in trouble',
  },
  credentials: { word: 'Credentials', meaning: 'a token or an access right is missing or has run out' },
  configuration: { word: 'Configuration', meaning: 'the settings of this suite are wrong' },
  spec: { word: 'Spec', meaning: 'the test itself is wrong' },
};

/** @param {PageData} data */
export function runLine({ id, startedAt, durationMs }) {
  return [`${time(startedAt)} · took ${duration(durationMs)} · run `, element('code', {}, id)];
}

/** @param {PageData} data */
export function verdictSection(data) {
  const { verdict, targets, notes } = data;
  const { picture, word } = OUTCOMES[verdict.outcome];
  return [
    element(
      'p',
      { class: `sentence ${verdict.outcome}` },
      icon(picture),
      element('strong', {}, `${word}. `),
      element('span', {}, verdict.sentence),
    ),
    tiles(data),
    ...(targets.length === 0 ? [] : [targetTable(targets)]),
    ...(notes.length === 0
      ? []
      : [
          element(
            'p',
            {},
            icon('⚠'),
            element('a', { href: '#notes' }, `${counted(notes.length, 'note')} on what this report left out`),
          ),
        ]),
  ];
}

/** @param {PageData} data */
function tiles({ verdict: { tests, faults }, endpoints, problems }) {
  const calls = endpoints.reduce((sum, endpoint) => sum + endpoint.calls, 0);
  const told = problems.reduce((sum, { count }) => sum + count, 0);
  /** @type {[name: string, count: number, kind: string][]} */
  const counts = [
    ['passed', tests.passed, 'good'],
    ['failed', tests.failed, 'bad'],
    ['flaky', tests.flaky, 'partial'],
    ['skipped', tests.skipped, ''],
    ['calls', calls, ''],
    ['problems', told, 'partial'],
  ];
  const blamed = Object.entries(FAULTS)
    .map(([fault, { word }]) => ({ word, count: faults[/** @type {keyof typeof FAULTS} */ (fault)] }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${word.toLowerCase()} ${number(count)}`);
  return element(
    'dl',
    { class: 'tiles' },
    ...counts.map(([name, count, kind]) =>
      element(
        'div',
        { class: count > 0 ? kind : '' },
        element('dt', {}, name),
        element('dd', {}, number(count)),
        ...(name === 'failed' && blamed.length > 0 ? [element('dd', { class: 'quiet' }, blamed.join(', '))] : []),
      ),
    ),
  );
}

/** @param {PageData['targets']} targets */
function targetTable(targets) {
  return table(
    'What the run talked to',
    ['Project', 'Target', '#Tests', '#Calls'],
    targets.map(({ project, target, tests, calls }) => ({
      cells: [project === '' ? '(no name)' : project, targetMark(target), number(tests), number(calls)],
    })),
    { isFilterable: false },
  );
}

/** A green night against the emulator must not be taken for one against Adobe.
 * @param {'emulator' | 'live'} target
 */
export function targetMark(target) {
  return element('span', { class: `mark ${target}` }, target);
}
