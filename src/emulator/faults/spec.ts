/** What a fault is: which calls it strikes, and what happens to their answers. Plain data, as it also goes over HTTP. */

import type { ProblemCode } from '../../protocol/problems.js';
import type { EndpointChoice } from '../endpointNames.js';

export interface FaultSpec extends FaultedCalls, FaultEffects {}

/** All that is named must hold. */
export interface FaultedCalls {
  /** @default all but the token endpoint, which has to be named */
  endpoint?: EndpointChoice | readonly EndpointChoice[];
  /** One without environment is meant in all of them. */
  datastreamId?: string;
  /** Which of the calls that match otherwise: 1 is the first. */
  nth?: number | readonly number[];
  /** How many calls are struck; after that the fault does nothing any more. */
  times?: number;
  /** How likely a call is struck, from 0 to 1. */
  probability?: number;
  /** Makes chance the same in every run: which calls are struck, and how late. */
  seed?: number;
}

/** Several may come together where one answer can have them all. */
export interface FaultEffects {
  /** Fatal unless it says otherwise. In an answer that has no room for errors and warnings, those are left out. */
  problem?: ProblemCode | FaultProblem;
  /** A code, or what a service warned of. */
  warning?: ProblemCode | { message: string; code: number };
  /** From 400 to 599: the answer of something in front of the Edge Network. */
  status?: number;
  /** Beside a status or a fatal problem. Seconds, or an HTTP date. */
  retryAfter?: number | string;
  /** Milliseconds; evenly between two, or around a mean (normally distributed, never negative). */
  latency?: number | { min: number; max: number } | { mean: number; deviation: number };
  /** When the connection is reset: before anything of the answer is sent, or in the middle of it. */
  connection?: 'reset' | 'reset-in-headers' | 'reset-in-body';
  body?: 'truncated' | 'not-json' | 'empty';
  /** So many bytes of the body at a time, with a pause between. */
  drip?: { bytes: number; everyMs: number };
  contentType?: string;
  /** Types of handles that are missing. */
  without?: string | readonly string[];
}

export interface FaultProblem {
  code: ProblemCode;
  /** In `errors` of a 207, in `warnings`, or the whole answer. @default 'fatal' */
  as?: 'fatal' | 'error' | 'warning';
  detail?: string;
}

/** A problem of a fault with nothing left out; undefined when it has none. */
export function problemOf({ problem }: FaultEffects): (FaultProblem & { as: string }) | undefined {
  if (problem === undefined) return undefined;
  return typeof problem === 'string' ? { code: problem, as: 'fatal' } : { as: 'fatal', ...problem };
}

export function fatalProblemOf(effects: FaultEffects): FaultProblem | undefined {
  const problem = problemOf(effects);
  return problem?.as === 'fatal' ? problem : undefined;
}

/** One or many, as a list; empty when none is named. */
export function listed<Item extends string | number>(value: Item | readonly Item[] | undefined): readonly Item[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}
