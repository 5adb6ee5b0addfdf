/** Endpoints that answer slower or faster than before, as sentences. */

import { placeOf } from './endpoints.js';
import type { HistoryRun } from './historyRun.js';
import { latencyShift, type Shift } from './latencyShift.js';
import type { Change } from './model.js';

/** Nights that are looked at: what was slow in summer says nothing about now. */
const WINDOW = 10;

/** @param earlier oldest first. */
export function latencyChanges(now: HistoryRun, earlier: readonly HistoryRun[]): Change[] {
  const recent = earlier.slice(-WINDOW);
  return Object.entries(now.latencies).flatMap(([place, latencies]) => {
    const shift = latencyShift(
      latencies,
      recent.flatMap((run) => run.latencies[place] ?? []),
    );
    return shift === undefined ? [] : [{ kind: shift.kind, ...placeOf(place), sentence: sentenceOf(shift), tests: [] }];
  });
}

function sentenceOf({ kind, before, after }: Shift): string {
  const percent = Math.round((Math.abs(after - before) / before) * 100);
  return `Answers are ${percent} % ${kind}: a median of ${inMs(after)} instead of ${inMs(before)}.`;
}

function inMs(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
