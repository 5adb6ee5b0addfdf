/** The routes of each namespace: handlers of tests that answer calls in the emulator's place. */

import { EdgeUsageError } from '../../errors.js';
import { endpointFault, isChosen, type EndpointChoice } from '../endpointNames.js';
import type { IncomingCall, OwnAnswer } from '../incomingCall.js';
import { Refusal, refuse } from '../problem.js';
import type { WireAnswer } from '../wire.js';
import { ended } from './fulfilment.js';
import { routeCall, type Decision, type RouteCall } from './routeCall.js';

/** Decides a call, before it returns or before its promise resolves. What it returns is not looked at. */
export type RouteHandler = (call: RouteCall) => unknown;

export interface RouteOptions {
  /** How many calls the handler is for; after that the route is gone. @default all */
  times?: number;
}

interface Route {
  endpoint: EndpointChoice;
  handler: RouteHandler;
  left: number;
  /** Where the route was made, for errors of its handler. */
  madeAt: string;
}

/** A test that goes on after its route failed fails again and again; the first failures say why. */
const MAX_ERRORS = 10;

export class Routes {
  /** Newest first. */
  readonly #routes = new Map<string, Route[]>();
  readonly #errors = new Map<string, EdgeUsageError[]>();

  has(namespace: string): boolean {
    return this.#routes.has(namespace);
  }

  /**
   * @param calledAs leaves itself and what it calls out of the stack of errors, so that they point at the test.
   * @throws EdgeUsageError
   */
  add(
    namespace: string,
    endpoint: EndpointChoice,
    handler: RouteHandler,
    { times = Infinity, calledAs }: RouteOptions & { calledAs: (...given: never[]) => void },
  ): void {
    requireEndpoint(endpoint, 'route()');
    if (typeof handler !== 'function')
      throw new EdgeUsageError('EDGE_OPTION_INVALID', 'route(): the handler must be a function.');
    if (times !== Infinity && !(Number.isInteger(times) && times > 0)) {
      throw new EdgeUsageError('EDGE_OPTION_INVALID', `route(): times is ${times}; it must be a whole number above 0.`);
    }
    const here = { stack: '' };
    Error.captureStackTrace(here, calledAs);
    const route = { endpoint, handler, left: times, madeAt: here.stack.replace(/^.*\n/, '') };
    this.#routes.set(namespace, [route, ...this.#of(namespace)]);
  }

  /** @throws EdgeUsageError */
  remove(namespace: string, endpoint?: EndpointChoice, handler?: RouteHandler): void {
    if (endpoint !== undefined) requireEndpoint(endpoint, 'unroute()');
    const isMeant = (route: Route) =>
      (endpoint === undefined || route.endpoint === endpoint) && (handler === undefined || route.handler === handler);
    this.#keep(namespace, (route) => !isMeant(route));
  }

  /** @returns undefined when no route answers the call. */
  async answer(call: IncomingCall, own: OwnAnswer): Promise<WireAnswer | undefined> {
    const { namespace } = call;
    for (const route of this.#of(namespace)) {
      // A handler that ran before may have removed this one, or another call may have used it up.
      if (!isChosen(route.endpoint, call.endpoint) || !this.#of(namespace).includes(route)) continue;
      route.left -= 1;
      if (route.left <= 0) this.#keep(namespace, (other) => other !== route);
      try {
        const { answer } = await decisionOf(route, call, own);
        if (answer !== undefined) return answer;
      } catch (error) {
        return this.#failed(route, call, error);
      }
    }
    return undefined;
  }

  /** What handlers did wrong since this was last asked. */
  takeErrors(namespace: string): EdgeUsageError[] {
    const errors = this.#errors.get(namespace) ?? [];
    this.#errors.delete(namespace);
    return errors;
  }

  /** Errors stay until somebody has seen them. @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    if (namespace === undefined) this.#routes.clear();
    else this.#routes.delete(namespace);
  }

  #of(namespace: string): readonly Route[] {
    return this.#routes.get(namespace) ?? [];
  }

  #keep(namespace: string, isKept: (route: Route) => boolean): void {
    const kept = this.#of(namespace).filter(isKept);
    if (kept.length > 0) this.#routes.set(namespace, kept);
    else this.#routes.delete(namespace);
  }

  #failed({ endpoint, madeAt }: Route, { namespace, context }: IncomingCall, thrown: unknown): WireAnswer {
    const { what, ...details } = thrown instanceof Misrouted ? thrown : threw(thrown);
    const happened = ended(`The handler of the route for '${endpoint}' ${what}`);
    const error = new EdgeUsageError('EDGE_ROUTE_FAILED', happened, details);
    error.stack = `${error.name}: ${error.message}\n${madeAt}`;
    const errors = this.#errors.get(namespace) ?? [];
    if (errors.length < MAX_ERRORS) this.#errors.set(namespace, [...errors, error]);
    return refuse(new Refusal('EXEG-0001-500', happened), context);
  }
}

/** What a handler did other than to decide the call once. */
class Misrouted extends Error {
  readonly what: string;
  readonly fix: string;

  constructor(what: string, fix: string) {
    super(what);
    this.what = what;
    this.fix = fix;
  }
}

async function decisionOf({ handler }: Route, call: IncomingCall, own: OwnAnswer): Promise<Decision> {
  const decisions: Decision[] = [];
  let isOver = false;
  const decide = (decision: Decision) => {
    if (isOver) throw new EdgeUsageError('EDGE_ROUTE_FAILED', `${decision.by}() came after the handler had returned.`);
    decisions.push(decision);
  };
  try {
    await handler(routeCall(call, own, decide));
  } finally {
    isOver = true;
  }
  const [decision] = decisions;
  if (decision === undefined) {
    throw new Misrouted(
      'decided nothing',
      'Let it call fulfill(), fallback() or abort(), and await what it does before that.',
    );
  }
  if (decisions.length > 1) {
    const all = decisions.map(({ by }) => `${by}()`).join(', ');
    throw new Misrouted(`decided more than once: ${all}`, 'Let it call one of them, once.');
  }
  return decision;
}

function threw(cause: unknown): { what: string; cause: unknown } {
  const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  return { what: `threw: ${reason}`, cause };
}

function requireEndpoint(name: string, where: string): void {
  const fault = endpointFault(name);
  if (fault !== undefined) throw new EdgeUsageError('EDGE_OPTION_INVALID', `${where}: ${fault}`);
}
