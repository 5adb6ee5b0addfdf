/**
 * What changed since the last run. Only tests that ran in both are compared, and only at places that they called in both,
 * so that a run of half the suite, or one against another target, has lost nothing.
 */

import { latencyChanges } from './latencyChanges.js';
import { changesOf } from './factChanges.js';
import { factChanges } from './factDrift.js';
import type { HistoryRun } from './historyRun.js';
import type { Change, Drift } from './model.js';

/** @param history oldest first, without this run. */
export function driftOf(now: HistoryRun, history: readonly HistoryRun[]): Drift | undefined {
  const earlier = history.filter(({ startedAt, id }) => startedAt < now.startedAt && id !== now.id);
  const last = earlier.at(-1);
  if (last === undefined) return undefined;
  return {
    since: { id: last.id, startedAt: last.startedAt },
    runs: earlier.length,
    changes: [...changesOf(factChanges(now, earlier)), ...latencyChanges(now, earlier), ...libraryChanges(now, last)],
  };
}

function libraryChanges(now: HistoryRun, last: HistoryRun): Change[] {
  return now.tagLibraries.flatMap((library) => {
    const same = last.tagLibraries.filter(
      ({ property, environment }) => property === library.property && environment === library.environment,
    );
    const isKnown = same.some(
      ({ buildDate, turbineVersion }) => buildDate === library.buildDate && turbineVersion === library.turbineVersion,
    );
    const before = same.at(-1);
    if (before === undefined || isKnown) return [];
    const turbine =
      before.turbineVersion === library.turbineVersion
        ? ''
        : `, with turbine ${library.turbineVersion} instead of ${before.turbineVersion}`;
    const sentence = `The ${library.environment} library of ${library.property} was built ${library.buildDate} instead of ${before.buildDate}${turbine}.`;
    return [{ kind: 'tag-library-rebuilt', target: 'live', datastreamId: '', endpoint: '', sentence, tests: [] }];
  });
}
