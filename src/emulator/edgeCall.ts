/**
 * One call to the Edge Network, from the request to the answer. `serve` reads as the call goes: each step either adds
 * what the next ones need, or refuses the call.
 */

import type { ApiVersion } from '../protocol/endpoints.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { ProblemReport } from '../protocol/problems.js';
import type { Memory } from './acceptedCall.js';
import { authenticate } from './authentication.js';
import { readBody } from './body.js';
import type { Clocks } from './clocks.js';
import { consentIn, consentOf } from './consent/choice.js';
import { checkCountry } from './country.js';
import type { DatastreamCatalog } from './datastreams/catalog.js';
import type { Datastream } from './datastreams/datastream.js';
import { checkUsable, datastreamIdIn, readDatastreamId, unknownDatastream } from './datastreams/resolve.js';
import type { CallFacts } from './emulatorCall.js';
import type { EmulatedEndpoint } from './endpoints.js';
import type { Host } from './host.js';
import { identify, identityState } from './identity.js';
import { readIdentities, type Identity } from './identityMap.js';
import type { TokenIssuer } from './ims/tokens.js';
import { applyOverrides } from './overrides.js';
import { Refusal, refuse } from './problem.js';
import type { Random } from './random.js';
import { edgeHeader, type Region } from './region.js';
import { checkRequestId } from './requestId.js';
import type { SchemaRegistry } from './schemaRegistry/registry.js';
import { readState } from './state.js';
import type { EmulatorRequest, WireAnswer } from './wire.js';

/** What calls share: the emulator behind them. */
export interface World {
  catalog: DatastreamCatalog;
  tokens: TokenIssuer;
  registry: SchemaRegistry;
  clocks: Clocks;
  memory: Memory;
  random: Random;
}

/** A request that was found to be for an endpoint. */
export interface EdgeCall {
  request: EmulatorRequest;
  endpoint: EmulatedEndpoint;
  version: ApiVersion;
  host: Host;
  region: Region;
  namespace: string;
  /** Completed with who the visitor turns out to be. */
  facts: Pick<CallFacts, 'visitor'>;
}

/** What is known of a call as it is read; a refusal reports it, and so does the record of the call. */
export interface CallContext extends ProblemReport {
  requestId: string;
  orgId?: string;
  configId?: string;
}

/** @param context is completed with what the call turns out to be about. */
export function answerEdgeCall(call: EdgeCall, world: World, context: CallContext): WireAnswer {
  return withEdgeHeaders(
    refusing(() => serve(call, world, context), context),
    call,
    context,
  );
}

/** The headers that every answer of the Edge Network has, whoever made it; those that it has already stay. */
export function withEdgeHeaders(answer: WireAnswer, { region }: EdgeCall, { requestId }: CallContext): WireAnswer {
  answer.headers['x-request-id'] ??= requestId;
  const edge = edgeHeader(region);
  if (edge !== undefined) answer.headers['x-adobe-edge'] ??= edge;
  return answer;
}

/** What can be said of a call that nothing has been checked of yet. */
export function contextOf(
  { request, version, namespace }: EdgeCall,
  { catalog }: World,
  requestId: string,
): CallContext {
  const configId = datastreamIdIn(request.query, version);
  const datastream = configId === undefined ? undefined : catalog.find(configId, namespace);
  return datastream === undefined || configId === undefined
    ? { requestId }
    : { requestId, orgId: datastream.orgId, configId };
}

function serve(call: EdgeCall, world: World, context: CallContext): WireAnswer {
  const { request, endpoint, version, host, region, namespace } = call;
  const { random, memory } = world;
  const nowMs = world.clocks.now(namespace);

  checkRequestId(request);
  endpoint.checkParameters?.(request.query);
  const datastream = findDatastream(call, world, context);
  const asks: Host = endpoint.isOpen === true ? { kind: 'edge' } : host;
  const authenticated = authenticate(request, {
    host: asks,
    datastream,
    tokens: world.tokens,
    nowMs: world.clocks.wall(),
  });

  const body = readBody(request, endpoint.checkBody);
  const events = endpoint.eventsOf(body);
  checkCountry(request, events, datastream);
  const configured = applyOverrides(datastream, isObject(body['meta']) ? body['meta']['configOverrides'] : undefined);
  const state = readState(request, body, datastream.orgId);
  const identities = identitiesOf(call, body, events, datastream);
  const isThirdParty = host.kind === 'third-party';
  const visitor = identify({ identities, state, datastream, isThirdParty }, random);
  const saidConsent = consentIn(events);
  const consent = consentOf(saidConsent, state, datastream);
  call.facts.visitor = { visitor, consent, region: region.hint };

  return endpoint.reply({
    requestId: context.requestId,
    request,
    version,
    host,
    namespace,
    body,
    events,
    datastream: configured,
    authenticated,
    visitor,
    renewedIdentity: once(() =>
      datastream.identity.enabled ? identityState(visitor, datastream.orgId, region, nowMs) : undefined,
    ),
    state,
    saidConsent,
    consent,
    region,
    nowMs,
    random,
    memory,
  });
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** @returns those of the first event, to whom the visitor's state belongs. All are checked. */
function identitiesOf(
  { endpoint, version }: EdgeCall,
  body: JsonObject,
  events: readonly JsonObject[],
  datastream: Datastream,
): readonly Identity[] {
  const shared = endpoint.identityMapOf(body);
  const needsPrimary = version === 'v2';
  if (events.length === 0) return readIdentities([shared], { eventIndex: undefined, needsPrimary }, datastream);
  const [first = []] = events.map(({ xdm }, eventIndex) => {
    const own = isObject(xdm) ? xdm['identityMap'] : undefined;
    return readIdentities([own, shared], { eventIndex, needsPrimary }, datastream);
  });
  return first;
}

function findDatastream(
  { request, version, namespace }: EdgeCall,
  { catalog }: World,
  context: CallContext,
): Datastream {
  const id = readDatastreamId(request.query, version);
  const datastream = catalog.find(id, namespace);
  if (datastream === undefined) throw unknownDatastream(id);
  context.orgId = datastream.orgId;
  context.configId = id;
  checkUsable(datastream);
  return datastream;
}

function refusing(serveCall: () => WireAnswer, context: CallContext): WireAnswer {
  try {
    return serveCall();
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, context);
    // A fault of the emulator is still an answer, as it is with Adobe; its message says where to look.
    return refuse(new Refusal('EXEG-0001-500', `The emulator failed: ${String(error)}`), context);
  }
}
