/** Finds everything that is wrong with a fault: what its schema says, and what does not go together. */

import { endpoints } from '../../protocol/endpoints.js';
import { handleTypes } from '../../protocol/handles.js';
import { isProblemCode } from '../../protocol/problems.js';
import { closest } from '../../spelling.js';
import { validate } from '../../schema/index.js';
import { codeFault, endpointFault } from '../endpointNames.js';
import { faultSchema, postedFaultSchema } from './schema.js';
import { fatalProblemOf, listed, problemOf, type FaultEffects, type FaultSpec } from './spec.js';

/** @returns one line for each violation; none for a fault that can be set. */
export function violationsOfFault(value: unknown, { isPosted = false } = {}): string[] {
  const violations = validate(isPosted ? postedFaultSchema : faultSchema, value).map(({ message }) => message);
  if (violations.length > 0) return violations;
  const spec = value as FaultSpec;
  const lines = [...namesIn(spec), ...contradictionsIn(spec)];
  return hasEffect(spec) ? lines : [...lines, `it does nothing. Name one of ${effects.join(', ')}`];
}

const effects: readonly (keyof FaultEffects)[] = [
  'problem',
  'warning',
  'status',
  'latency',
  'connection',
  'body',
  'drip',
  'contentType',
  'without',
];

function hasEffect(spec: FaultSpec): boolean {
  return [...effects, 'retryAfter' as const].some((effect) => spec[effect] !== undefined);
}

function namesIn({ endpoint, problem, warning, without }: FaultSpec): string[] {
  const code = typeof problem === 'object' ? problem.code : problem;
  return [
    ...listed(endpoint).map((name) => said('endpoint', endpointFault(name))),
    ...(code === undefined ? [] : [said(typeof problem === 'object' ? 'problem.code' : 'problem', codeFault(code))]),
    ...(typeof warning === 'string' ? [said('warning', codeFault(warning))] : []),
    ...listed(without).map((type) => said('without', handleFault(type))),
  ].filter((line) => line !== '');
}

/** Adobe may add types at any time, so only what is nearly a known one is taken for a mistake. */
function handleFault(type: string): string | undefined {
  const meant = closest(type, handleTypes);
  return meant === undefined ? undefined : `there is no type of handle '${type}'; did you mean '${meant}'?`;
}

function said(field: string, fault: string | undefined): string {
  return fault === undefined ? '' : `${field}: ${fault}`;
}

/** Rules that a schema can hold but not explain. */
function contradictionsIn(spec: FaultSpec): string[] {
  const broken = [...replacementRules(spec), ...connectionRules(spec), ...bodyRules(spec), ...chanceRules(spec)];
  return broken.filter(([isBroken]) => isBroken).map(([, line]) => line);
}

/** `*` stands for all endpoints, of which some do. */
function answersWithHandles(name: string): boolean {
  return name === '*' || endpoints.some((endpoint) => endpoint.name === name && endpoint.success.includes(200));
}

type Rule = [isBroken: boolean, line: string];

function replacementRules(spec: FaultSpec): Rule[] {
  const { status, retryAfter, endpoint } = spec;
  const problem = problemOf(spec);
  const isFatal = problem?.as === 'fatal';
  const remarks = remarksIn(spec);
  const isWarningCode = problem !== undefined && isProblemCode(problem.code) && problem.code.endsWith('-200');
  const chosen = listed(endpoint);
  const isTokenOnly = chosen.length > 0 && chosen.every((name) => name === 'ims-token');
  const isPlain = chosen.length > 0 && !chosen.some(answersWithHandles);
  return [
    [isFatal && status !== undefined, 'status: a fatal problem has a status of its own; leave one of them out'],
    [isWarningCode && problem.as !== 'warning', "problem: its code is that of a warning; add as: 'warning'"],
    [
      (isFatal || status !== undefined) && remarks.length > 0,
      `${remarks[0]}: there are no handles, errors and warnings in an answer that is all problem`,
    ],
    [
      retryAfter !== undefined && status === undefined && !isFatal,
      'retryAfter: it goes with a status or a fatal problem',
    ],
    [
      typeof retryAfter === 'string' && !isHttpDate(retryAfter),
      `retryAfter: give seconds, or an HTTP date, which reads '${new Date(0).toUTCString()}'`,
    ],
    [isTokenOnly && problem !== undefined, 'problem: the token endpoint has nothing of the kind'],
    [
      isPlain && remarks.length > 0,
      `${remarks[0]}: the answers of ${chosen.join(', ')} hold no handles, errors or warnings`,
    ],
  ];
}

function isHttpDate(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toUTCString() === text;
}

function connectionRules(spec: FaultSpec): Rule[] {
  const { connection } = spec;
  const unsent = (['problem', 'status', 'body', 'drip', 'contentType', 'warning', 'without'] as const).filter(
    (effect) => spec[effect] !== undefined,
  );
  const unseen = unsent.filter((effect) => effect !== 'status' && !(effect === 'problem' && fatalProblemOf(spec)));
  return [
    [connection === 'reset' && unsent.length > 0, `connection: nothing is sent; leave out ${unsent.join(', ')}`],
    [
      connection === 'reset-in-headers' && unseen.length > 0,
      `connection: only half of the headers is sent; leave out ${unseen.join(', ')}`,
    ],
    [
      connection === 'reset-in-body' && spec.body === 'empty',
      'connection: an empty body has no middle; leave out one of them',
    ],
  ];
}

function bodyRules(spec: FaultSpec): Rule[] {
  const { body, drip } = spec;
  const remarks = remarksIn(spec);
  return [
    [body === 'empty' && drip !== undefined, 'drip: there is nothing to drip in an empty body'],
    [
      (body === 'empty' || body === 'not-json') && remarks.length > 0,
      `body: nothing is left of the answer that ${remarks.join(', ')} would change`,
    ],
  ];
}

function chanceRules({ latency, seed, probability }: FaultSpec): Rule[] {
  const fields = typeof latency === 'object' ? Object.keys(latency).toSorted().join() : 'max,min';
  const { min = 0, max = 0 } = typeof latency === 'object' && 'min' in latency ? latency : {};
  return [
    [fields !== 'max,min' && fields !== 'deviation,mean', 'latency: give min and max, or mean and deviation'],
    [fields === 'max,min' && min > max, `latency: min is ${min}, which is more than max, ${max}`],
    [
      seed !== undefined && probability === undefined && typeof latency !== 'object',
      'seed: there is no chance in it; name a probability, or a latency that varies',
    ],
  ];
}

/** What changes an envelope without replacing it. */
function remarksIn(spec: FaultSpec): string[] {
  const problem = problemOf(spec);
  return [
    ...(problem !== undefined && problem.as !== 'fatal' ? ['problem'] : []),
    ...(spec.warning === undefined ? [] : ['warning']),
    ...(spec.without === undefined ? [] : ['without']),
  ];
}
