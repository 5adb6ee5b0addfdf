/** What tests put between a call and the emulator's own answer: their routes first, then faults. */

import type { EdgeUsageError } from '../errors.js';
import type { EndpointChoice } from './endpointNames.js';
import { describeStrikes, disturbed } from './faults/effects.js';
import { Faults } from './faults/faults.js';
import type { FaultSpec } from './faults/spec.js';
import type { IncomingCall, OwnAnswer } from './incomingCall.js';
import type { Random } from './random.js';
import { Routes, type RouteHandler, type RouteOptions } from './routes/routes.js';
import type { WireAnswer } from './wire.js';

/** How one namespace disturbs its own calls. */
export interface Disturbing {
  /**
   * Has calls decided by a handler, as `page.route` does: the newest route that matches is asked first.
   *
   * @param endpoint `'*'` is every endpoint of the Edge Network.
   * @throws EdgeUsageError for an endpoint that does not exist.
   */
  route(endpoint: EndpointChoice, handler: RouteHandler, options?: RouteOptions): void;
  /** Removes the routes of an endpoint, only those with this handler when it is named; all routes without an endpoint. */
  unroute(endpoint?: EndpointChoice, handler?: RouteHandler): void;
  /**
   * Makes answers go wrong, until `reset`. Faults that strike the same call add up.
   *
   * @throws EdgeUsageError for a fault that cannot be.
   */
  fault(spec: FaultSpec): void;
  /** What handlers of routes did wrong since this was last asked: threw, or decided a call not at all or twice. */
  takeRouteErrors(): EdgeUsageError[];
}

export class Disturbances {
  readonly #routes = new Routes();
  readonly faults: Faults;

  constructor(random: Random) {
    this.faults = new Faults(random);
  }

  /** Whether there is anything at all that a call of this namespace could meet; mostly there is not. */
  concern(namespace: string): boolean {
    return this.#routes.has(namespace) || this.faults.has(namespace);
  }

  of(namespace: string): Disturbing {
    const route: Disturbing['route'] = (endpoint, handler, { times } = {}) =>
      this.#routes.add(namespace, endpoint, handler, { ...(times === undefined ? {} : { times }), calledAs: route });
    return {
      route,
      unroute: (endpoint, handler) => this.#routes.remove(namespace, endpoint, handler),
      fault: (spec) => this.faults.set(spec, namespace),
      takeRouteErrors: () => this.#routes.takeErrors(namespace),
    };
  }

  /** @returns the answer, and what disturbed it; that is undefined for the emulator's own. */
  async answer(
    call: IncomingCall,
    ownAnswer: OwnAnswer,
  ): Promise<{ answer: WireAnswer; disturbedBy: string | undefined }> {
    const own = once(ownAnswer);
    const routed = await this.#routes.answer(call, own);
    if (routed !== undefined) return { answer: routed, disturbedBy: 'route' };
    const strikes = this.faults.strike(call);
    if (strikes.length === 0) return { answer: await own(), disturbedBy: undefined };
    return { answer: await disturbed(strikes, call, own), disturbedBy: describeStrikes(strikes) };
  }

  /** @param namespace everything when undefined, faults that hold for all included. */
  reset(namespace?: string): void {
    this.#routes.reset(namespace);
    this.faults.reset(namespace);
  }
}

function once(ownAnswer: OwnAnswer): OwnAnswer {
  let answer: Promise<WireAnswer> | undefined;
  return () => (answer ??= ownAnswer());
}
