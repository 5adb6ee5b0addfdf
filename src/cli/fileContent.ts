/** What a file is, told from what is in it: its name says nothing. */

import { isObject, type JsonObject } from '../protocol/json.js';
import { isCutOff } from '../schema/bodyText.js';
import { isStandardName } from '../schema/xdm/names.js';
import { isCall, isHar, requestsOfCalls, requestsOfHar, type SentRequest } from './sentRequest.js';

export type FileKind = 'event' | 'events' | 'request' | 'har' | 'traffic' | 'document';

/** One JSON value of a file, and the events in it. */
export interface Body {
  value: unknown;
  events: readonly unknown[];
  /** Undefined for one that stands in a file of its own. */
  request?: SentRequest;
}

export interface FileContent {
  /** Undefined for a file that cannot be understood. */
  kind: FileKind | undefined;
  bodies: readonly Body[];
  /** What was left out, and why: to go on with behind the file's name. */
  notes: readonly string[];
  /** Why the file, or a part of it, cannot be understood: to go on with behind the file's name. */
  problems: readonly string[];
}

export interface Reading {
  /** Whether an event can have a field of this name. */
  isField: (name: string) => boolean;
  /** Whether the whole of a file is to be checked, whatever it holds. */
  isWhole: boolean;
}

const READABLE =
  'What can be checked: events (with xdm, or what stands in it), bodies of requests, HAR files, and what edgeTraffic.toNdjson() writes.';

export function contentOf(text: string, reading: Reading): FileContent {
  try {
    return ofValue(JSON.parse(text) as unknown, reading);
  } catch (error) {
    const lines = linesOf(text);
    if (lines.length > 1 && lines.slice(0, 2).some(({ value }) => isObject(value))) return ofLines(lines, reading);
    return notUnderstood(jsonProblem(text, error));
  }
}

function ofValue(value: unknown, reading: Reading): FileContent {
  if (isHar(value)) return ofHar(value);
  if (isCall(value)) return ofRequests('traffic', requestsOfCalls([value]));
  if (Array.isArray(value)) return ofList(value, value, reading);
  if (reading.isWhole) return documents([value]);
  const meaning = meaningOf(value, reading);
  if ('problem' in meaning) return notUnderstood(`${meaning.problem}. ${READABLE}`);
  return { kind: meaning.kind, bodies: [{ value, events: meaning.events }], notes: [], problems: [] };
}

function ofList(value: unknown, items: readonly unknown[], reading: Reading): FileContent {
  if (items.length > 0 && items.every(isCall)) return ofRequests('traffic', requestsOfCalls(items));
  if (reading.isWhole) return documents([value]);
  const meanings = items.map((item) => meaningOf(item, reading));
  const problems = meanings.flatMap((each, index) => ('problem' in each ? [`item ${index + 1} ${each.problem}`] : []));
  const events = meanings.flatMap((each) => ('events' in each ? each.events : []));
  if (events.length === 0 && problems.length > 0) return notUnderstood(`is a list whose ${problems[0]}. ${READABLE}`);
  return {
    kind: 'events',
    bodies: [{ value, events }],
    notes: [],
    problems: problems.map((problem) => `is a list whose ${problem}.`),
  };
}

function documents(values: readonly unknown[]): FileContent {
  return { kind: 'document', bodies: values.map((value) => ({ value, events: [] })), notes: [], problems: [] };
}

interface Line {
  number: number;
  text: string;
  /** Undefined for what is no JSON. */
  value: unknown;
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line, value: parsed(line) }))
    .filter((line) => line.text.trim() !== '');
}

function ofLines(lines: readonly Line[], reading: Reading): FileContent {
  const broken = lines.filter(({ value }) => value === undefined);
  const values = lines.filter(({ value }) => value !== undefined).map(({ value }) => value);
  const content = ofValues(values, reading);
  const problems = broken.map(({ number, text }) =>
    isCutOff(text) ? `ends in the middle of line ${number}.` : `has a line that is no JSON: line ${number}.`,
  );
  return { ...content, problems: [...content.problems, ...problems] };
}

function ofValues(values: readonly unknown[], reading: Reading): FileContent {
  if (values.some(isCall)) return ofRequests('traffic', requestsOfCalls(values.filter(isCall)));
  return reading.isWhole ? documents(values) : ofList(values, values, reading);
}

function ofHar(har: { log: { entries: unknown[] } }): FileContent {
  const requests = requestsOfHar(har);
  const { length } = har.log.entries;
  const count = `${length} request${length === 1 ? '' : 's'}`;
  if (requests.length === 0) {
    const what = length === 0 ? 'no request at all' : `${count}, but none to the Edge Network`;
    return notUnderstood(
      `is a HAR with ${what}. Its calls are POST requests to …/v1/interact, …/v1/collect and alike.`,
    );
  }
  if (requests.every(({ body }) => body === undefined)) {
    return notUnderstood('is a HAR without the bodies of its calls. Save it with content.');
  }
  return ofRequests('har', requests);
}

function ofRequests(kind: 'har' | 'traffic', requests: readonly SentRequest[]): FileContent {
  const sent = requests.filter(({ isRepeated }) => !isRepeated);
  return {
    kind,
    bodies: sent
      .filter(({ body }) => isObject(body))
      .map((request) => ({ value: request.body, events: eventsIn(request.body), request })),
    notes: sent.filter(({ body }) => !isObject(body)).map(withoutBody),
    problems: requests.length > 0 ? [] : ['holds no call of the Edge Network.'],
  };
}

function withoutBody({ number, method, path, body }: SentRequest): string {
  const reason = body === undefined ? 'its body was not recorded' : 'its body is no JSON object';
  return `request ${number} (${method} ${path}) was not checked: ${reason}.`;
}

type Meaning = { kind: 'event' | 'request'; events: unknown[] } | { problem: string };

function meaningOf(value: unknown, { isField }: Reading): Meaning {
  if (!isObject(value)) return { problem: `is ${Array.isArray(value) ? 'a list in a list' : 'no JSON object'}` };
  const names = Object.keys(value);
  if (isBody(value)) return { kind: 'request', events: eventsIn(value) };
  if (isEnvelope(value)) return { kind: 'event', events: eventsIn({ event: value }) };
  if (Array.isArray(value['handle'])) return { problem: 'is an answer of the Edge Network, not what was sent' };
  if (names.some((name) => name === '$schema' || name.startsWith('meta:'))) {
    return { problem: 'is a schema: name it with --schema, and beside it what is to be checked' };
  }
  if (names.some((name) => isField(name) || isStandardName(name) || /^_[a-z]/.test(name))) {
    return { kind: 'event', events: [value] };
  }
  if (names.length === 0) return { problem: 'is an empty object' };
  const shown = names.slice(0, 3).map((name) => JSON.stringify(name.slice(0, 40)));
  const rest = names.length > 3 ? ', …' : '';
  return { problem: `is no event and no request: it has ${shown.join(', ')}${rest}, and no field of the schema` };
}

/** Requests for consent and identities have no events. */
function isBody(value: JsonObject): boolean {
  const { events, event, consent, query } = value;
  return (
    Array.isArray(events) || isObject(event) || Array.isArray(consent) || (isObject(query) && !isObject(value['xdm']))
  );
}

function isEnvelope(value: JsonObject): boolean {
  return isObject(value['xdm']) || ('data' in value && Object.keys(value).every((name) => envelope.has(name)));
}

const envelope = new Set(['xdm', 'data', 'meta', 'query', 'configOverrides']);

/** As they are, so that one that is none is found out; one with data alone is given the XDM that it lacks. */
function eventsIn(body: unknown): unknown[] {
  if (!isObject(body)) return [];
  const events: unknown[] = Array.isArray(body['events']) ? body['events'] : 'event' in body ? [body['event']] : [];
  return events.map((event) => {
    if (!isObject(event) || isObject(event['xdm'])) return event;
    return 'xdm' in event ? event['xdm'] : { xdm: {}, ...event };
  });
}

function notUnderstood(problem: string): FileContent {
  return { kind: undefined, bodies: [], notes: [], problems: [problem] };
}

function jsonProblem(text: string, error: unknown): string {
  if (isCutOff(text)) return 'is cut off: its JSON has no end. Save it again, whole.';
  const message = error instanceof Error ? error.message : '';
  // What the parser quotes of the file stays out: it may be a secret.
  const [, reason = message, position] =
    /^(.*?)(?:, (?:"|\.\.\.).*| in JSON.*?| after JSON.*?)(?:position (\d+).*)?$/s.exec(message) ?? [];
  const place = position === undefined ? '' : ` at ${placeIn(text, Number(position))}`;
  return `is no JSON${place}: ${reason}. ${READABLE}`;
}

function placeIn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
