/** The faults that are set, and which of them strike a call. */

import { EdgeUsageError } from '../../errors.js';
import { isChosen } from '../endpointNames.js';
import type { IncomingCall } from '../incomingCall.js';
import { seededRandom, type Random } from '../random.js';
import { violationsOfFault } from './check.js';
import { listed, type FaultSpec } from './spec.js';

/** Of all namespaces together. Nobody means to set more; a loop would. */
const MAX_FAULTS = 1000;

const MAX_LATENCY_MS = 600_000;

/** A fault as the control endpoint shows it. */
export interface FaultReport extends FaultSpec {
  /** Undefined for one that holds for all. */
  namespace: string | undefined;
  /** How many calls were of the kind that it strikes. */
  matched: number;
  /** How many it struck. */
  struck: number;
}

/** What one fault does to one call, chance included. */
export interface Strike {
  spec: FaultSpec;
  latencyMs: number;
}

interface Fault {
  spec: FaultSpec;
  namespace: string | undefined;
  random: Random;
  matched: number;
  struck: number;
}

export class Faults {
  #faults: Fault[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  has(namespace: string): boolean {
    return this.#faults.some((fault) => fault.namespace === undefined || fault.namespace === namespace);
  }

  /**
   * @param namespace whose calls are struck; everybody's when undefined.
   * @throws EdgeUsageError `EDGE_OPTION_INVALID` that tells everything that is wrong with it.
   */
  set(spec: FaultSpec, namespace: string | undefined): void {
    const violations = violationsOfFault(spec);
    if (violations.length === 0) violations.push(...this.lackOfRoom(1));
    if (violations.length > 0) {
      const what = ['The fault cannot be set:', ...violations.map((line) => `  - ${line}`)].join('\n');
      throw new EdgeUsageError('EDGE_OPTION_INVALID', what);
    }
    const random = spec.seed === undefined ? this.#random : seededRandom(spec.seed);
    // A copy, so that its owner may use the object for the next one.
    this.#faults.push({ spec: structuredClone(spec), namespace, random, matched: 0, struck: 0 });
  }

  /** @returns a line that says so when there is no room for so many more. */
  lackOfRoom(count: number): string[] {
    const isFull = this.#faults.length + count > MAX_FAULTS;
    return isFull
      ? [
          `there are ${this.#faults.length} faults already, and at most ${MAX_FAULTS}. Reset those of tests that are over`,
        ]
      : [];
  }

  /** In the order in which they were set. */
  strike(call: IncomingCall): Strike[] {
    return this.#faults
      .filter((fault) => matches(fault, call))
      .filter((fault) => isStruck(fault))
      .map(({ spec, random }) => ({ spec, latencyMs: latencyOf(spec, random) }));
  }

  /** @param namespace those that hold for its calls; every one when undefined. */
  list(namespace?: string): FaultReport[] {
    return this.#faults
      .filter((fault) => namespace === undefined || fault.namespace === undefined || fault.namespace === namespace)
      .map(({ spec, namespace: of, matched, struck }) => ({ ...spec, namespace: of, matched, struck }));
  }

  /** @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    this.#faults = namespace === undefined ? [] : this.#faults.filter((fault) => fault.namespace !== namespace);
  }
}

function matches({ spec, namespace }: Fault, call: IncomingCall): boolean {
  if (namespace !== undefined && namespace !== call.namespace) return false;
  const choices = listed(spec.endpoint ?? '*');
  if (!choices.some((choice) => isChosen(choice, call.endpoint))) return false;
  const { datastreamId = '' } = call;
  return (
    spec.datastreamId === undefined || [datastreamId, datastreamId.replace(/:\w+$/, '')].includes(spec.datastreamId)
  );
}

/** Counts the call. Chance is asked for each one that may be struck, so that a seed gives the same sequence always. */
function isStruck(fault: Fault): boolean {
  const { nth, probability = 1, times = Infinity } = fault.spec;
  fault.matched += 1;
  if (nth !== undefined && !listed(nth).includes(fault.matched)) return false;
  if (fault.spec.probability !== undefined && fault.random() >= probability) return false;
  if (fault.struck >= times) return false;
  fault.struck += 1;
  return true;
}

function latencyOf({ latency = 0 }: FaultSpec, random: Random): number {
  if (typeof latency === 'number') return latency;
  const ms =
    'min' in latency
      ? latency.min + random() * (latency.max - latency.min)
      : latency.mean + latency.deviation * standardNormal(random);
  return Math.min(MAX_LATENCY_MS, Math.max(0, Math.round(ms)));
}

/** Box and Muller's way from two even chances to a normal one. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
