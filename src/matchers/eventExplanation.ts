/** Words for what `toHaveEvent` and `toHaveEventCount` found, and the arguments that both refuse. */

import { EdgeConnectionError } from '../errors.js';
import { isObject } from '../protocol/json.js';
import type { EdgeCall, EdgeEvent } from '../traffic/call.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { requireArgument } from './arguments.js';
import { nearestItem } from './nearest.js';
import { count, firstOf, print } from './print.js';
import type { Explanation } from './verdict.js';

export interface EventSearch {
  traffic: EdgeTraffic;
  expected: Record<string, unknown>;
  /** The events that match. */
  found: readonly EdgeEvent[];
  waitedMs: number;
}

/** @throws EdgeUsageError `EDGE_OPTION_INVALID` */
export function requireEventPattern(matcher: string, argument: string, value: unknown): void {
  const mustBe = 'an object of XDM fields such as { eventType: "commerce.purchases" }';
  requireArgument(isObject(value), value, { matcher, argument, mustBe });
}

/** Long enough for the quiet that `settled` looks for, however little time an expectation has left. */
const LEAST_QUIET_MS = 500;

/**
 * Waits until the traffic is quiet.
 *
 * @throws EdgeConnectionError `EDGE_NOT_QUIET`: of traffic that goes on and on, nothing can be said that holds.
 */
export async function requireQuiet(matcher: string, traffic: EdgeTraffic, timeoutMs: number): Promise<void> {
  const lastBefore = lastSequence(traffic);
  const isQuiet = await traffic.settled({ timeout: Math.max(timeoutMs, LEAST_QUIET_MS) });
  if (isQuiet) return;
  const open = traffic.calls().filter(({ response, failure }) => response === undefined && failure === undefined);
  const waiting = open.map(({ request }) => `  ${request.method} ${request.url}`);
  const hasCome = lastSequence(traffic) - lastBefore > open.length;
  const what =
    open.length === 0 || hasCome ? 'calls kept coming' : `no answer came to:\n${firstOf(waiting).join('\n')}`;
  throw new EdgeConnectionError('EDGE_NOT_QUIET', `${matcher}() waited for the traffic to become quiet, but ${what}`, {
    fix: 'Raise the "timeout" of the expectation, or keep the page from sending without end.',
  });
}

function lastSequence(traffic: EdgeTraffic): number {
  return traffic.calls().at(-1)?.sequence ?? 0;
}

export function explainEvent(search: EventSearch, isNot: boolean): Explanation {
  const { traffic, expected, found } = search;
  if (isNot) return { expected: `no event that matches ${print(expected)}`, received: firstOf(found.map(eventLine)) };
  return {
    expected: `an event that matches ${print(expected)}`,
    ...absence(search),
    ...circumstances(search, traffic),
  };
}

export function explainEventCount(search: EventSearch & { wanted: number }, isNot: boolean): Explanation {
  const { traffic, expected, found, wanted } = search;
  const match = wanted === 1 ? 'matches' : 'match';
  const which = Object.keys(expected).length === 0 ? '' : ` that ${match} ${print(expected)}`;
  const isDifferent = found.length > 0 || wanted === 0;
  return {
    expected: `${isNot ? 'any other number than ' : ''}${count(wanted, 'event')}${which}`,
    ...(isDifferent ? { received: [count(found.length, 'event'), ...firstOf(found.map(eventLine))] } : absence(search)),
    ...circumstances(search, traffic),
  };
}

/** What came instead of an event that matches. */
function absence({ traffic, expected }: EventSearch): Pick<Explanation, 'received' | 'difference' | 'hints'> {
  const events = traffic.events();
  if (events.length === 0) return { received: noEvents(traffic) };
  const items = events.map((event, index) => ({ place: `event ${index + 1}`, item: event.xdm }));
  const nearest = nearestItem(expected, items);
  const hints = [wrappedHint(expected), ...(nearest?.hints ?? [])];
  const none = events.length === 1 ? 'which does not match' : 'none of which matches';
  const received = [`${count(events.length, 'event')}, ${none}`, ...firstOf(events.map(eventLine))];
  if (nearest === undefined) return { received, hints };
  const { path, expected: wanted, received: came } = nearest.difference;
  return { received, difference: { path, expected: print(wanted), received: print(came) }, hints };
}

function noEvents(traffic: EdgeTraffic): string {
  const calls = traffic.calls();
  return calls.length === 0 ? 'no calls to the Edge Network' : `no events in ${count(calls.length, 'call')}`;
}

/** The events of a request stand in an envelope; a pattern names what stands in their `xdm`. */
function wrappedHint(expected: Record<string, unknown>): string | undefined {
  const isWrapped = isObject(expected['xdm']) || isObject(expected['data']);
  return isWrapped
    ? 'A pattern names the fields of xdm themselves: write { eventType: … }, not { xdm: { … } }.'
    : undefined;
}

/** `commerce.purchases by beacon from https://shop.example/checkout "Checkout" → 204`. */
function eventLine({ xdm, call }: EdgeEvent, index: number): string {
  const { page } = call;
  const name = typeof xdm['eventType'] === 'string' ? xdm['eventType'] : print(xdm);
  const title = page?.pageTitle === undefined ? '' : ` ${JSON.stringify(page.pageTitle)}`;
  const from = page === undefined ? ' from edge' : ` by ${page.transport} from ${page.frameUrl ?? 'a page'}${title}`;
  return `event ${index + 1}: ${name}${from} → ${outcome(call)}`;
}

function outcome({ response, failure }: EdgeCall): string {
  return String(response?.status ?? failure ?? 'no answer yet');
}

function circumstances({ waitedMs }: EventSearch, traffic: EdgeTraffic): Pick<Explanation, 'circumstances'> {
  const dropped =
    traffic.dropped === 0 ? [] : ([['Dropped', `${count(traffic.dropped, 'call')}, the oldest`]] as const);
  const beside = firstOf(traffic.remarks).map((remark) => ['Pages', remark] as const);
  return { circumstances: [['Waited', `${Math.round(waitedMs)} ms`], ...dropped, ...beside] };
}
