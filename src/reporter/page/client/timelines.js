/** The calls of a test, in time. */

import { copyable, element, icon, onDemand } from './elements.js';
import { statusMark } from './endpoints.js';
import { filterable, isWanted, onFilter } from './filter.js';
import { counted, milliseconds } from './format.js';
import { frame } from './tables.js';
import { testPlace, testLink, testText, titleOf } from './tests.js';

/** @typedef {import('../../model.js').Timeline} Timeline */
/** @typedef {import('../../model.js').TimelineCall} Call */
/** @typedef {import('../pageData.js').PageData} PageData */

const SIGNS = {
  passed: { picture: '✓', kind: 'good' },
  failed: { picture: '✕', kind: 'bad' },
  flaky: { picture: '↻', kind: 'partial' },
  skipped: { picture: '○', kind: 'quiet' },
};

/** @param {PageData} data
 * @returns {Timeline[]}
 */
function unpacked({ timelines, texts }) {
  const named = (/** @type {number} */ place) => texts[place] ?? '';
  return timelines.map(({ calls, ...timeline }) => ({
    ...timeline,
    calls: calls.map(
      ([startMs, totalMs, endpoint, path, status, failure, requestId, eventTypes, problems, fromPage]) => ({
        startMs,
        endpoint: named(endpoint),
        path: named(path),
        eventTypes: eventTypes.map(named),
        problems: problems.map(named),
        fromPage: fromPage === 1,
        ...(totalMs === null ? {} : { totalMs }),
        ...(status === null ? {} : { status }),
        ...(failure === null ? {} : { failure: named(failure) }),
        ...(requestId === null ? {} : { requestId }),
      }),
    ),
  }));
}

/** @param {PageData} data */
export function timelinesSection(data) {
  return unpacked(data).map(timelineElement);
}

/** @param {Timeline} timeline */
function timelineElement({ test, outcome, calls, omitted }) {
  const { picture, kind } = SIGNS[outcome];
  const end = Math.max(0, ...calls.map(({ startMs, totalMs = 0 }) => startMs + totalMs));
  const problems = calls.reduce((sum, call) => sum + call.problems.length, 0);
  const told = problems === 0 ? '' : ` · ${counted(problems, 'problem')}`;
  const shown = onDemand(
    [
      element('span', { class: kind }, icon(picture), outcome),
      ` ${titleOf(test)} `,
      element('span', { class: 'quiet' }, `${counted(calls.length, 'call')} in ${milliseconds(end)}${told}`),
    ],
    () => [
      element('p', {}, testLink(test), ' ', testPlace(test)),
      waterfall(test, calls, end),
      ...(omitted === 0
        ? []
        : [element('p', { class: 'quiet' }, `${counted(omitted, 'further call')} had no room here.`)]),
    ],
  );
  shown.classList.add('timeline');
  return filterable(shown, () => [testText(test), outcome, ...calls.map(callText)].join(' '));
}

/** @param {Call} call */
function callText({ path, endpoint, status, failure = '', requestId = '', eventTypes, problems }) {
  return [endpoint, path, status ?? 'no answer', failure, requestId, ...eventTypes, ...problems].join(' ');
}

/** Narrows to the calls that fit the filter, unless the test itself does.
 * @param {Timeline['test']} test
 * @param {Call[]} calls
 * @param {number} end
 */
function waterfall(test, calls, end) {
  const rows = calls.map((call) => callRow(call, end));
  const narrow = () => {
    const isWhole = isWanted(testText(test));
    for (const [at, call] of calls.entries()) {
      const row = rows[at];
      if (row !== undefined) row.hidden = !isWhole && !isWanted(callText(call));
    }
  };
  onFilter(narrow);
  narrow();
  const caption = `Calls of ${titleOf(test)}, over ${milliseconds(end)}`;
  const headings = ['Start', 'Call', 'Status', 'When', 'Took', 'Events and problems', 'Request'];
  return frame(
    caption,
    element(
      'table',
      { class: 'waterfall' },
      element('caption', { class: 'unseen' }, caption),
      element('thead', {}, element('tr', {}, ...headings.map((heading) => element('th', { scope: 'col' }, heading)))),
      element('tbody', {}, ...rows),
    ),
  );
}

/** @param {Call} call
 * @param {number} end
 */
function callRow({ startMs, totalMs, path, status, failure, requestId, eventTypes, problems, fromPage }, end) {
  return element(
    'tr',
    {},
    element('td', { class: 'number' }, milliseconds(startMs)),
    element('th', { scope: 'row' }, path, ...(fromPage ? [element('span', { class: 'mark' }, 'page')] : [])),
    element(
      'td',
      {},
      status === undefined ? element('span', { class: 'status bad' }, 'no answer') : statusMark(status),
    ),
    element('td', { class: 'when' }, bar(startMs, totalMs, end, status)),
    element('td', { class: 'number' }, totalMs === undefined ? '–' : milliseconds(totalMs)),
    element(
      'td',
      {},
      eventTypes.join(', '),
      ...problems.map((problem) => element('span', { class: 'told' }, icon('⚠'), problem)),
      ...(failure === undefined ? [] : [element('span', { class: 'told bad' }, failure)]),
    ),
    element('td', {}, requestId === undefined ? '–' : copyable(requestId)),
  );
}

/** Its numbers stand beside it.
 * @param {number} startMs
 * @param {number | undefined} totalMs
 * @param {number} end
 * @param {number | undefined} status
 */
function bar(startMs, totalMs = 0, end, status) {
  const isBad = status === undefined || status >= 400;
  const made = element('span', { class: isBad ? 'bar bad' : 'bar', 'aria-hidden': 'true' });
  const share = (/** @type {number} */ ms) => `${end === 0 ? 0 : Math.min(100, (ms / end) * 100)}%`;
  made.style.marginLeft = share(startMs);
  made.style.width = share(totalMs);
  return made;
}
