/** The data of the page: the summary, with the calls of its timelines packed, since they are most of it. */

import type { EndpointSummary, Latency, Summary, Timeline, TimelineCall } from '../model.js';

export interface PageData extends Omit<Summary, 'timelines' | 'endpoints'> {
  /** Without samples: the page draws histograms. */
  endpoints: (Omit<EndpointSummary, 'latency'> & { latency: Omit<Latency, 'sample'> })[];
  timelines: PackedTimeline[];
  /** What the packed calls name by place. */
  texts: string[];
}

export interface PackedTimeline extends Omit<Timeline, 'calls'> {
  calls: PackedCall[];
}

/** Nothing is written as `null`; texts that calls share are places in `texts`. */
export type PackedCall = [
  startMs: number,
  totalMs: number | null,
  endpoint: number,
  path: number,
  status: number | null,
  failure: number | null,
  requestId: string | null,
  eventTypes: number[],
  problems: number[],
  fromPage: 0 | 1,
];

export function pageData({ endpoints, timelines, ...rest }: Summary): PageData {
  const places = new Map<string, number>();
  const placeOf = (text: string) => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const packed = timelines.map(({ calls, ...timeline }) => ({
    ...timeline,
    calls: calls.map((call) => packedCall(call, placeOf)),
  }));
  return {
    ...rest,
    endpoints: endpoints.map((endpoint) => ({ ...endpoint, latency: withoutSample(endpoint.latency) })),
    timelines: packed,
    texts: [...places.keys()],
  };
}

function withoutSample({ count, p50, p90, p99, max, histogram }: Latency): Omit<Latency, 'sample'> {
  return { count, p50, p90, p99, max, histogram };
}

function packedCall(call: TimelineCall, placeOf: (text: string) => number): PackedCall {
  return [
    call.startMs,
    call.totalMs ?? null,
    placeOf(call.endpoint),
    placeOf(call.path),
    call.status ?? null,
    call.failure === undefined ? null : placeOf(call.failure),
    call.requestId ?? null,
    call.eventTypes.map(placeOf),
    call.problems.map(placeOf),
    call.fromPage ? 1 : 0,
  ];
}
