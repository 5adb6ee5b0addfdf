/** What an answer shows that would be worth knowing if it changed overnight. */

import { isObject, parseObject, type JsonObject } from '../protocol/json.js';
import { problemCode } from '../protocol/problems.js';
import type { ReceivedAnswer } from './call.js';
import { fieldTypes } from './shape.js';
import type { CallRecord, Fact } from './testRecord.js';

export interface AnswerFacts {
  facts: Fact[];
  problems: CallRecord['problems'];
  requestId: string | undefined;
}

export function answerFacts({ status, body }: ReceivedAnswer): AnswerFacts {
  const answer = parseObject(body) ?? {};
  const problems = problemsIn(answer);
  const handles = listIn(answer, 'handle').filter(({ type }) => typeof type === 'string');
  const { requestId } = answer;
  return {
    facts: [
      { kind: 'status', status },
      ...problems.map(({ kind, code }): Fact => ({ kind: 'problem', level: kind, code })),
      ...handles.flatMap(handleFacts),
    ],
    problems,
    requestId: typeof requestId === 'string' ? requestId : reportedId(answer),
  };
}

function handleFacts({ type, payload }: JsonObject): Fact[] {
  const handle = String(type);
  const items = (Array.isArray(payload) ? payload : []).filter(isObject);
  return [
    { kind: 'handle', handle },
    ...fieldTypes(items).map(([path, fieldType]): Fact => ({ kind: 'field', handle, path, type: fieldType })),
    ...(handle === 'personalization:decisions' ? items.map(proposition) : []),
    ...(handle === 'locationHint:result' ? items.map(locationHint) : []),
  ];
}

/** By what stays the same from answer to answer: its own id is another one each time. */
function proposition({ scope, scopeDetails, activity }: JsonObject): Fact {
  const details = isObject(scopeDetails) ? scopeDetails : {};
  const chosen = isObject(details['activity']) ? details['activity'] : isObject(activity) ? activity : {};
  return {
    kind: 'proposition',
    scope: text(scope),
    provider: text(details['decisionProvider']),
    activity: text(chosen['name'] ?? chosen['id']),
  };
}

function locationHint({ scope, hint }: JsonObject): Fact {
  return { kind: 'hint', scope: text(scope), hint: text(hint) };
}

/** A fatal problem is the whole body. */
function problemsIn(answer: JsonObject): CallRecord['problems'] {
  const isFatal = typeof answer['title'] === 'string' && !('handle' in answer);
  return [
    ...(isFatal ? [coded('fatal', answer)] : []),
    ...listIn(answer, 'errors').map((problem) => coded('error', problem)),
    ...listIn(answer, 'warnings').map((problem) => coded('warning', problem)),
  ];
}

/** What a gateway in front says of itself is a status and no more. */
function coded(kind: 'fatal' | 'error' | 'warning', problem: JsonObject): CallRecord['problems'][number] {
  return { kind, code: codeOf(problem) };
}

function codeOf(problem: JsonObject): string {
  const code = problemCode(problem);
  return code === undefined || code === 'about:blank' ? 'without a code' : code;
}

function reportedId({ report }: JsonObject): string | undefined {
  const id = isObject(report) ? report['requestId'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function listIn(answer: JsonObject, field: string): JsonObject[] {
  const list: unknown = answer[field];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
