/** Calls by target, datastream and endpoint. */

import { code, element } from './elements.js';
import { commonAxis, distributionFigure, strip } from './distribution.js';
import { filterable } from './filter.js';
import { counted, milliseconds, number } from './format.js';
import { frame } from './tables.js';
import { targetMark } from './verdict.js';

/** @typedef {import('../pageData.js').PageData['endpoints'][number]} Endpoint */

const HEADINGS = ['Endpoint', '#Calls', 'Statuses', '#p50', '#p90', '#p99', '#slowest', 'Latency', 'Handles'];

/** @param {Endpoint[]} endpoints */
export function endpointsSection(endpoints) {
  if (endpoints.length === 0) return [element('p', { class: 'quiet' }, 'No call was recorded.')];
  const axis = commonAxis(endpoints.map(({ latency }) => latency));
  return [
    element(
      'p',
      { class: 'quiet' },
      Number.isFinite(axis.from)
        ? `The small pictures share one axis, ${milliseconds(axis.from)} to ${milliseconds(axis.to)}, by ratio; the line is p50. An endpoint opens to its distribution and handles.`
        : 'No call was answered.',
    ),
    ...[...byDatastream(endpoints).values()].flatMap((group) => datastreamElements(group, axis)),
  ];
}

/** @param {Endpoint[]} endpoints */
function byDatastream(endpoints) {
  /** @type {Map<string, Endpoint[]>} */
  const groups = new Map();
  for (const endpoint of endpoints) {
    const key = `${endpoint.target} ${endpoint.datastreamId}`;
    groups.set(key, [...(groups.get(key) ?? []), endpoint]);
  }
  return groups;
}

/** @param {Endpoint[]} endpoints
 * @param {{ from: number, to: number }} axis
 */
function datastreamElements(endpoints, axis) {
  const [{ target, datastreamId } = /** @type {Endpoint} */ ({})] = endpoints;
  const name = datastreamId === '' ? 'no datastream' : datastreamId;
  const heading = element('h3', {}, targetMark(target), ' ', datastreamId === '' ? name : code(datastreamId));
  const head = HEADINGS.map((text) =>
    element('th', { scope: 'col', ...(text.startsWith('#') ? { class: 'number' } : {}) }, text.replace('#', '')),
  );
  const rows = endpoints.flatMap((endpoint) => endpointRows(endpoint, axis));
  const caption = `Calls to ${name} (${target})`;
  const made = element(
    'table',
    { class: 'endpoints' },
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return [element('div', { 'data-holder': '' }, heading, frame(caption, made))];
}

let made = 0;

/** A row of numbers, and one beneath it that its button opens.
 * @param {Endpoint} endpoint
 * @param {{ from: number, to: number }} axis
 */
function endpointRows(endpoint, axis) {
  const { endpoint: name, target, datastreamId, handles, statuses } = endpoint;
  const id = `endpoint-${++made}`;
  const button = element(
    'button',
    { type: 'button', class: 'opens', 'aria-expanded': 'false', 'aria-controls': id },
    name,
  );
  const row = element('tr', {}, element('th', { scope: 'row' }, button), ...numberCells(endpoint, axis));
  const inside = element('td', { colspan: String(HEADINGS.length) });
  const detail = element('tr', { id, class: 'detail' }, inside);
  detail.hidden = true;
  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    detail.hidden = isOpen;
    if (!inside.hasChildNodes()) inside.append(...detailElements(endpoint));
  });
  const text = [target, datastreamId, name, ...Object.keys(handles), ...Object.keys(statuses)].join(' ');
  filterable(row, () => text);
  new MutationObserver(() => {
    detail.hidden = row.hidden || button.getAttribute('aria-expanded') !== 'true';
  }).observe(row, { attributeFilter: ['hidden'] });
  return [row, detail];
}

/** @param {Endpoint} endpoint
 * @param {{ from: number, to: number }} axis
 */
function numberCells({ calls, unanswered, statuses, latency, handles }, axis) {
  const times = [latency.p50, latency.p90, latency.p99, latency.max].map((ms) =>
    element('td', { class: 'number' }, latency.count === 0 ? '–' : milliseconds(ms)),
  );
  return [
    element('td', { class: 'number' }, number(calls)),
    element('td', {}, ...statusMarks(statuses), ...(unanswered === 0 ? [] : [unansweredMark(unanswered)])),
    ...times,
    element('td', {}, latency.count === 0 ? 'none answered' : strip(latency, axis)),
    element('td', {}, counted(Object.keys(handles).length, 'type')),
  ];
}

/** @param {Record<string, number>} statuses */
function statusMarks(statuses) {
  return Object.entries(statuses).flatMap(([status, count]) => [
    element('span', { class: 'count' }, statusMark(Number(status)), ` × ${number(count)}`),
    ' ',
  ]);
}

/** @param {number} status */
export function statusMark(status) {
  const kind = status === 207 ? 'partial' : status < 400 ? 'good' : 'bad';
  return element('span', { class: `status ${kind}` }, String(status));
}

/** @param {number} count */
function unansweredMark(count) {
  return element(
    'span',
    { class: 'count' },
    element('span', { class: 'status bad' }, 'no answer'),
    ` × ${number(count)}`,
  );
}

/** @param {Endpoint} endpoint */
function detailElements({ endpoint, latency, handles }) {
  const types = Object.entries(handles);
  return [
    element(
      'div',
      { class: 'sides' },
      latency.count === 0
        ? element('p', { class: 'quiet' }, 'No call was answered, so there is no latency.')
        : distributionFigure(endpoint, latency),
      element(
        'div',
        {},
        element('h4', {}, 'Handles'),
        types.length === 0
          ? element('p', { class: 'quiet' }, 'None came.')
          : element(
              'ul',
              { class: 'handles' },
              ...types.map(([type, count]) => element('li', {}, code(type), ` × ${number(count)}`)),
            ),
      ),
    ),
  ];
}
