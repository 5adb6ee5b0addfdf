/** What a run was, small enough for a message: what webhooks get, and `datastream report --json`. */

import { faultOrder } from './faultOrder.js';
import type { Fault, Summary, Verdict } from './model.js';
import { oneLine } from './plainText.js';

export interface Digest {
  outcome: Verdict['outcome'];
  sentence: string;
  id: string;
  /** Failed tests by whose fault it is. */
  faults: Record<Fault, number>;
  /** What is new since the last run, as sentences. */
  changes: string[];
  failures: { fault: Fault; cause: string; tests: number; requestId?: string }[];
  /** How many there was no room for. */
  omitted: { changes: number; failures: number };
}

const SHOWN = 20;
const MAX_TEXT = 500;

export function digestOf({ verdict, id, drift, failures }: Summary): Digest {
  const changes = drift?.changes ?? [];
  return {
    outcome: verdict.outcome,
    sentence: oneLine(verdict.sentence, MAX_TEXT),
    id: oneLine(id, MAX_TEXT),
    faults: Object.fromEntries(faultOrder.map((fault) => [fault, verdict.faults[fault]])) as Record<Fault, number>,
    changes: changes.slice(0, SHOWN).map(({ sentence }) => oneLine(sentence, MAX_TEXT)),
    failures: failures.slice(0, SHOWN).map(({ fault, cause, failures: tests }) => {
      const requestId = tests.flatMap(({ requestIds }) => requestIds)[0];
      const named = requestId === undefined ? {} : { requestId: oneLine(requestId, MAX_TEXT) };
      return { fault, cause: oneLine(cause, MAX_TEXT), tests: tests.length, ...named };
    }),
    omitted: { changes: Math.max(0, changes.length - SHOWN), failures: Math.max(0, failures.length - SHOWN) },
  };
}
