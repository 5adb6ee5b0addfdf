/** Calls by target, datastream and endpoint. */

import type { CallRecord, TestRecord } from '../traffic/testRecord.js';
import type { RunTest } from './collect.js';
import { latencyOf } from './latency.js';
import type { Change, EndpointSummary } from './model.js';

/** Of a call that names no datastream: of the identity service, or one that was refused for that. */
const NO_DATASTREAM = '';

export function endpointSummaries(tests: readonly RunTest[]): EndpointSummary[] {
  const groups = new Map<string, Group>();
  for (const record of tests.flatMap(({ records }) => records)) {
    for (const call of record.calls) {
      const key = endpointKey(record.target, call);
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = emptyGroup(record.target, call)));
      add(group, record, call);
    }
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => summaryOf(group));
}

export function endpointKey(
  target: TestRecord['target'],
  { datastreamId = NO_DATASTREAM, endpoint }: Pick<CallRecord, 'datastreamId' | 'endpoint'>,
): string {
  return `${target} ${datastreamId} ${endpoint}`;
}

/** From what `endpointKey` writes. */
export function placeOf(place: string): Pick<Change, 'target' | 'datastreamId' | 'endpoint'> {
  const [target = 'live', datastreamId = NO_DATASTREAM, endpoint = ''] = place.split(' ');
  return { target: target === 'emulator' ? 'emulator' : 'live', datastreamId, endpoint };
}

interface Group extends Pick<EndpointSummary, 'target' | 'datastreamId' | 'endpoint' | 'calls' | 'unanswered'> {
  statuses: Map<string, number>;
  handles: Map<string, number>;
  latencies: number[];
}

function emptyGroup(target: TestRecord['target'], { datastreamId = NO_DATASTREAM, endpoint }: CallRecord): Group {
  return {
    target,
    datastreamId,
    endpoint,
    calls: 0,
    unanswered: 0,
    statuses: new Map(),
    handles: new Map(),
    latencies: [],
  };
}

function add(group: Group, { facts, answers }: TestRecord, { status, totalMs, answer }: CallRecord): void {
  group.calls++;
  if (status === undefined) {
    group.unanswered++;
    return;
  }
  count(group.statuses, String(status));
  if (totalMs !== undefined) group.latencies.push(totalMs);
  for (const index of answers[answer ?? -1] ?? []) {
    const fact = facts[index];
    if (fact?.kind === 'handle') count(group.handles, fact.handle);
  }
}

function summaryOf({ statuses, handles, latencies, ...group }: Group): EndpointSummary {
  return { ...group, statuses: sorted(statuses), latency: latencyOf(latencies), handles: sorted(handles) };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
