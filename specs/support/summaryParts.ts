/** Parts of summaries: latencies, trends, failures and calls as nights give them. */

import type {
  EndpointSummary,
  Failure,
  Latency,
  TestName,
  TimelineCall,
  TrendPoint,
} from '../../src/reporter/model.js';

export const shop = '1a2b3c4d-0000-4000-8000-5e6f708192a3';
export const app = '9f8e7d6c-0000-4000-8000-1a2b3c4d5e6f';

/** A generator of its own, so that a summary is the same in every run. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

export function testName(id: string, title: string[], file = 'specs/shop.spec.ts', line = 12): TestName {
  return { id, project: 'nightly', file, line, title };
}

/** A request id, told apart by its end. */
export function requestId(at: number): string {
  return `5f3c9a10-7b1e-4d2a-9c40-${String(at).padStart(12, '0')}`;
}

/** Spread as latencies over a network are: a hump and a long tail. */
function latency(count: number, median: number, random: () => number): Latency {
  const values = Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.round(median * Math.exp(0.3 * normal) * (random() < 0.03 ? 3 : 1) * 10) / 10;
  }).toSorted((a, b) => a - b);
  const at = (share: number) => values[Math.min(count - 1, Math.floor(share * count))] ?? 0;
  const [least = 1] = values;
  const most = values.at(-1) ?? 1;
  const bins = Math.max(1, Math.ceil(Math.log(most / least) / Math.log(1.15)));
  const histogram = Array.from({ length: bins }, (_, bin) => {
    const [from, to] = [least * 1.15 ** bin, least * 1.15 ** (bin + 1)];
    const isLast = bin === bins - 1;
    return { from, to, count: values.filter((value) => value >= from && (value < to || isLast)).length };
  });
  const sample = Array.from({ length: Math.min(200, count) }, (_, place) => at(place / Math.min(200, count)));
  return { count, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: most, histogram, sample };
}

interface Called {
  endpoint: string;
  calls: number;
  median: number;
  target?: 'emulator' | 'live';
  datastreamId?: string;
  statuses?: Record<string, number>;
  unanswered?: number;
  handles?: Record<string, number>;
}

export function endpointSummary(called: Called, random: () => number): EndpointSummary {
  const { endpoint, calls, median, target = 'live', datastreamId = shop, unanswered = 0, handles = {} } = called;
  const answered = calls - unanswered;
  const statuses = called.statuses ?? { '200': answered };
  return {
    target,
    datastreamId,
    endpoint,
    calls,
    unanswered,
    statuses,
    latency: latency(answered, median, random),
    handles,
  };
}

export function trends(runs: number, medians: Record<string, number>, random: () => number): TrendPoint[] {
  return Array.from({ length: runs }, (_, at) => {
    const failed = at === runs - 9 ? 3 : at === runs - 16 ? 1 : 0;
    const p50 = Object.entries(medians).map(([name, ms]) => [
      name,
      Math.round(ms * (0.94 + 0.12 * random()) * 10) / 10,
    ]);
    const startedAt = new Date(Date.UTC(2026, 10, 25 - runs + 1 + at, 2, 0)).toISOString();
    return {
      id: `${startedAt.slice(0, 10)}T0200-${(4096 + at).toString(16)}`,
      startedAt,
      passed: 53 - failed,
      failed,
      p50: Object.fromEntries(p50) as Record<string, number>,
      problems: at % 5,
    };
  });
}

export const failureOf = (at: number, title: string[], message: string, rest: Partial<Failure> = {}): Failure => ({
  test: testName(`a1b2c3d4-${at}`, title, 'specs/shop.spec.ts', 10 + at * 14),
  message,
  requestIds: [requestId(at)],
  datastreamIds: [shop],
  ...rest,
});

export function call(at: number, rest: Partial<TimelineCall> = {}): TimelineCall {
  return {
    startMs: at * 140,
    totalMs: 90 + ((at * 37) % 80),
    endpoint: 'interact',
    path: 'POST /ee/or2/v2/interact',
    status: 200,
    requestId: requestId(at),
    eventTypes: ['web.webpagedetails.pageViews'],
    problems: [],
    fromPage: false,
    ...rest,
  };
}
