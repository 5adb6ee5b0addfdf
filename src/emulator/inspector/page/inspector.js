/**
 * The inspector page: keeps the calls that the emulator tells of, shows those that the filter lets through, and one of
 * them in full. Whatever a call holds goes into the page as text, never as markup.
 */

import { jsonBlock } from './json.js';

/** @typedef {import('../../emulatorCall.js').EmulatorCall} Call */

/** The newest of all namespaces together. */
const MAX_CALLS = 1000;

/** @type {Call[]} newest first */
let calls = [];
let dropped = 0;
/** @type {number | undefined} sequence of the call that is shown in full */
let chosen;

const rows = byId('rows');
const detail = byId('detail');
const filter = /** @type {HTMLFormElement} */ (byId('filter'));

listen();
filter.addEventListener('input', () => showList());
filter.addEventListener('submit', (event) => event.preventDefault());
rows.addEventListener('click', (event) => choose(sequenceOf(event.target), { focus: false }));
byId('reset').addEventListener('click', () => void forget());
document.addEventListener('keydown', onKey);

/** Server-sent events bring what there is and then what comes; the browser connects again by itself. */
function listen() {
  const source = new EventSource('events');
  source.addEventListener('open', () => setLive('live'));
  source.addEventListener('error', () => setLive('lost'));
  source.addEventListener('calls', ({ data }) => {
    const news = /** @type {{ calls: Call[], dropped: number, isAll: boolean }} */ (JSON.parse(data));
    const known = news.isAll ? [] : calls;
    calls = [...news.calls.toReversed(), ...known].slice(0, MAX_CALLS);
    dropped = news.dropped;
    showChoices();
    showList();
  });
}

/** @param {'live' | 'lost'} state */
function setLive(state) {
  const sign = byId('live');
  sign.dataset['state'] = state;
  sign.textContent = state === 'live' ? 'live' : 'connection lost, trying again';
}

async function forget() {
  const { namespace } = wanted();
  await fetch(namespace === '' ? 'reset' : `reset?namespace=${encodeURIComponent(namespaceIn(namespace))}`, {
    method: 'POST',
  });
  close();
}

/** What may be chosen is what there is. */
function showChoices() {
  fill('namespace', 'all', [...new Set(calls.map(({ namespace }) => `=${namespace}`))], (value) =>
    value === '=' ? '(none)' : namespaceIn(value),
  );
  fill('endpoint', 'all', [...new Set(calls.map(({ endpoint }) => endpoint ?? 'none'))], (value) => value);
  fill('status', 'all', ['2xx', '207', '4xx', '5xx', 'lost', 'violations'], (value) => value);
}

/** A value that is not empty even for the empty namespace.
 * @param {string} value
 */
function namespaceIn(value) {
  return value.slice(1);
}

/**
 * @param {string} name
 * @param {string} all
 * @param {string[]} values
 * @param {(value: string) => string} label
 */
function fill(name, all, values, label) {
  const select = /** @type {HTMLSelectElement} */ (filter.elements.namedItem(name));
  const before = select.value;
  const options = [['', all], ...values.toSorted().map((value) => [value, label(value)])];
  select.replaceChildren(...options.map(([value = '', text = '']) => new Option(text, value)));
  select.value = options.some(([value]) => value === before) ? before : '';
}

function wanted() {
  const data = new FormData(filter);
  const field = (/** @type {string} */ name) => /** @type {string} */ (data.get(name) ?? '');
  return {
    namespace: field('namespace'),
    endpoint: field('endpoint'),
    status: field('status'),
    eventType: field('eventType').toLowerCase(),
  };
}

/** @param {Call} call */
function isWanted({ namespace, endpoint = /** @type {any} */ ('none'), status, violations, eventTypes }) {
  const only = wanted();
  const hundreds = status === 0 ? 'lost' : `${Math.floor(status / 100)}xx`;
  return (
    (only.namespace === '' || namespaceIn(only.namespace) === namespace) &&
    (only.endpoint === '' || only.endpoint === endpoint) &&
    (only.status === '' ||
      [hundreds, String(status)].includes(only.status) ||
      (only.status === 'violations' && violationCount(violations) > 0)) &&
    (only.eventType === '' || eventTypes.some((type) => type.toLowerCase().includes(only.eventType)))
  );
}

function showList() {
  const shown = calls.filter(isWanted);
  const hadFocus = rows.contains(document.activeElement);
  rows.replaceChildren(...shown.map(rowOf));
  if (hadFocus)
    rowElements()
      .find((row) => row.tabIndex === 0)
      ?.focus({ preventScroll: true });
  byId('empty').hidden = shown.length > 0;
  byId('empty').textContent =
    calls.length > 0 ? 'No call fits the filter.' : 'No calls yet. They appear here as they come.';
  const lost = dropped > 0 ? `, ${dropped} older ones dropped` : '';
  byId('count').textContent = `${shown.length} of ${calls.length} calls${lost}`;
  if (chosen !== undefined && !calls.some(({ sequence }) => sequence === chosen)) close();
}

/** @param {Call} call */
function rowOf(call) {
  const { sequence, receivedAt, request, status, eventTypes, namespace, violations } = call;
  const row = element('tr', { 'data-sequence': String(sequence), tabindex: sequence === chosen ? '0' : '-1' });
  row.setAttribute('aria-selected', String(sequence === chosen));
  const count = violationCount(violations);
  row.append(
    element('td', { class: 'number' }, String(sequence)),
    element('td', {}, receivedAt.slice(11, 23)),
    element('td', {}, `${request.method} ${request.path}`),
    element('td', {}, statusMark(status), ...codeMark(call), ...(count > 0 ? [violationMark(count)] : [])),
    element('td', { class: 'events', title: eventTypes.join(', ') }, eventTypes.join(', ')),
    namespace === ''
      ? element('td', { class: 'namespace none' }, 'none')
      : element('td', { class: 'namespace', title: namespace }, namespace),
  );
  return row;
}

/** @param {number} status */
function statusMark(status) {
  if (status === 0) return element('span', { class: 'status bad', title: 'The connection was cut' }, 'lost');
  const kind = status === 207 ? 'partial' : status < 400 ? 'good' : 'bad';
  return element('span', { class: `status ${kind}` }, String(status));
}

/** The code of the problem that refused the call, or of the first that stands beside its handles.
 * @param {Call} call
 */
function codeMark({ response: { body } }) {
  const answer = /** @type {{ type?: unknown, errors?: { type?: unknown }[] } | undefined} */ (body);
  const type = answer?.type ?? answer?.errors?.[0]?.type;
  const code = typeof type === 'string' ? /[^/]+$/.exec(type)?.[0] : undefined;
  return code === undefined || code === 'about:blank' ? [] : [element('span', { class: 'code' }, ` ${code}`)];
}

/** @param {number} count */
function violationMark(count) {
  const title = `${count} ${count === 1 ? 'violation' : 'violations'} of a schema`;
  return element('span', { class: 'violations', title }, ` ⚠ ${count}`);
}

/** @param {Call['violations']} violations */
function violationCount({ request, response }) {
  return request.length + response.length;
}

/**
 * @param {number | undefined} sequence
 * @param {{ focus: boolean }} options
 */
function choose(sequence, { focus }) {
  const call = calls.find((one) => one.sequence === sequence);
  if (call === undefined) return;
  chosen = call.sequence;
  for (const row of rowElements()) {
    const isChosen = Number(row.dataset['sequence']) === chosen;
    row.setAttribute('aria-selected', String(isChosen));
    row.tabIndex = isChosen ? 0 : -1;
    if (isChosen && focus) row.focus();
    if (isChosen) row.scrollIntoView({ block: 'nearest' });
  }
  showDetail(call);
}

function close() {
  chosen = undefined;
  detail.hidden = true;
  for (const row of rowElements()) row.setAttribute('aria-selected', 'false');
}

/** @param {Call} call */
function showDetail(call) {
  const { request, response, violations, status } = call;
  detail.hidden = false;
  byId('summary').replaceChildren(
    element('h2', {}, `${request.method} ${request.path} → `, statusMark(status)),
    facts(factsOf(call)),
  );
  byId('request').replaceChildren(headers(request.headers, request.query), jsonBlock(request.body, violations.request));
  byId('response').replaceChildren(headers(response.headers, {}), jsonBlock(response.body, violations.response));
  detail.scrollTop = 0;
}

/**
 * @param {Call} call
 * @returns {[name: string, value: string | undefined][]}
 */
function factsOf({ datastreamId, requestId, namespace, visitor, assurance, disturbedBy }) {
  return [
    ['Datastream', datastreamId],
    ['Request id', requestId],
    ['Namespace', namespace === '' ? 'none' : namespace],
    ['ECID', visitor && `${visitor.ecid} (${visitor.source})`],
    ['Identities', visitor?.identities.join(', ')],
    ['Consent', visitor?.consent],
    ['Region', visitor?.region],
    ['Assurance', assurance && `${assurance.session} (${assurance.by})`],
    ['Disturbed by', disturbedBy],
  ];
}

/** @param {[name: string, value: string | undefined][]} pairs */
function facts(pairs) {
  const told = pairs.filter(([, value]) => value !== undefined && value !== '');
  return element(
    'dl',
    {},
    ...told.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value ?? '')]),
  );
}

/**
 * @param {Record<string, string>} named
 * @param {Record<string, string>} query
 */
function headers(named, query) {
  const parameters = Object.entries(query).map(
    ([name, value]) => /** @type {[string, string]} */ ([`?${name}`, value]),
  );
  const lines = [...parameters, ...Object.entries(named)];
  return element('details', {}, element('summary', {}, `${lines.length} headers and parameters`), facts(lines));
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === '/' && !isTyping) {
    event.preventDefault();
    /** @type {HTMLInputElement} */ (filter.elements.namedItem('eventType')).focus();
  } else if (event.key === 'Escape') {
    if (isTyping) /** @type {HTMLElement} */ (event.target).blur();
    close();
  } else if (!isTyping && ['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) {
    event.preventDefault();
    step(event.key);
  }
}

/** @param {string} key */
function step(key) {
  const sequences = rowElements().map((row) => Number(row.dataset['sequence']));
  const at = chosen === undefined ? -1 : sequences.indexOf(chosen);
  const last = sequences.length - 1;
  const next =
    key === 'Home' ? 0 : key === 'End' ? last : key === 'ArrowDown' ? Math.min(at + 1, last) : Math.max(at - 1, 0);
  choose(sequences[next], { focus: true });
}

/** @param {EventTarget | null} target */
function sequenceOf(target) {
  const row = target instanceof Element ? target.closest('tr') : null;
  return row === null ? undefined : Number(row.dataset['sequence']);
}

function rowElements() {
  return /** @type {HTMLTableRowElement[]} */ ([...rows.children]);
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
