/** From a request to its answer: which part of the emulator it is for, who disturbs it, and what is recorded of it. */

import { imsTokenPath, matchEndpoint } from '../protocol/endpoints.js';
import { namespaceHeader } from '../protocol/namespace.js';
import { namespaceName, type CallLog } from './calls.js';
import { controlEndpoints } from './control.js';
import { datastreamIdIn } from './datastreams/resolve.js';
import type { Disturbances } from './disturbances.js';
import { answerEdgeCall, contextOf, withEdgeHeaders, type CallContext, type EdgeCall, type World } from './edgeCall.js';
import type { CallFacts } from './emulatorCall.js';
import { emulatedEndpoint, emulatedPaths } from './endpoints.js';
import { hostOf } from './host.js';
import { answerTokenRequest } from './ims/tokenEndpoint.js';
import type { CalledEndpoint } from './incomingCall.js';
import { problemMediaType } from './problem.js';
import { regionFor } from './region.js';
import { mintRequestId } from './requestId.js';
import { registryEndpoints } from './schemaRegistry/registry.js';
import { emptyAnswer, headerOf, jsonAnswer, type EmulatorRequest, type WireAnswer } from './wire.js';

export interface Parts {
  world: World;
  calls: CallLog;
  disturbances: Disturbances;
}

/** At once, unless a test disturbs the call: most of them are over before a promise would be kept. */
export function answerAndRecord(request: EmulatorRequest, parts: Parts): WireAnswer | Promise<WireAnswer> {
  const { world, calls } = parts;
  const namespace = namespaceName(headerOf(request, namespaceHeader));
  const facts: CallFacts = { namespace, receivedAtMs: world.clocks.now(namespace) };
  const answer = answerTo(request, facts, parts);
  return answer instanceof Promise
    ? answer.then((later) => calls.record(request, later, facts))
    : calls.record(request, answer, facts);
}

/** @param facts are completed with what the request turns out to be. */
function answerTo(request: EmulatorRequest, facts: CallFacts, parts: Parts): WireAnswer | Promise<WireAnswer> {
  if (request.method !== 'POST') return answerOfRegistry(request, parts.world) ?? notFound(request);
  if (request.path === imsTokenPath) return answerToken(request, facts, parts);
  const match = matchEndpoint(request.path);
  const endpoint = match && emulatedEndpoint(match.endpoint);
  if (match === undefined || endpoint === undefined) return notFound(request);

  const { name, version } = match.endpoint;
  facts.endpoint = name;
  facts.version = version;
  const host = hostOf(request);
  const region = regionFor(match.locationHint ?? host.locationHint);
  if (region === undefined) return emptyAnswer(404);
  const call = { request, endpoint, version, host, region, namespace: facts.namespace, facts };
  const context: CallContext = { requestId: mintRequestId(request, parts.world.random) };
  facts.requestId = context.requestId;
  if (parts.disturbances.concern(facts.namespace)) return disturbedAnswer({ call, name, context }, facts, parts);
  const answer = answerEdgeCall(call, parts.world, context);
  facts.datastreamId = context.configId;
  return answer;
}

function answerOfRegistry(request: EmulatorRequest, { registry, clocks, random }: World): WireAnswer | undefined {
  return registry.answer(request, { nowMs: clocks.wall(), random });
}

interface Named {
  call: EdgeCall;
  name: CalledEndpoint;
  context: CallContext;
}

async function disturbedAnswer(
  { call, name, context }: Named,
  facts: CallFacts,
  { world, disturbances }: Parts,
): Promise<WireAnswer> {
  const { request, version, namespace } = call;
  const known = contextOf(call, world, context.requestId);
  const datastreamId = datastreamIdIn(request.query, version);
  const { answer, disturbedBy } = await disturbances.answer(
    { request, namespace, endpoint: name, version, datastreamId, context: known },
    () => Promise.resolve(answerEdgeCall(call, world, context)),
  );
  facts.disturbedBy = disturbedBy;
  facts.datastreamId = context.configId ?? known.configId;
  return withEdgeHeaders(answer, call, context);
}

async function answerToken(
  request: EmulatorRequest,
  facts: CallFacts,
  { world, disturbances }: Parts,
): Promise<WireAnswer> {
  facts.endpoint = 'ims-token';
  const { namespace } = facts;
  const own = () => answerTokenRequest(request, world.tokens);
  if (!disturbances.concern(namespace)) return own();
  const context = { requestId: mintRequestId(request, world.random) };
  const call = { request, namespace, endpoint: 'ims-token', datastreamId: undefined, context } as const;
  const { answer, disturbedBy } = await disturbances.answer(call, own);
  facts.disturbedBy = disturbedBy;
  return answer;
}

/** A problem document without a code of its own, as RFC 9457 has it, that says what there is instead. */
function notFound({ method, path }: EmulatorRequest): WireAnswer {
  const detail = `The emulator has no ${method} ${path}.`;
  const endpoints = [
    ...emulatedPaths.map((edgePath) => `POST /{base}[/{location hint}]${edgePath}`),
    `POST ${imsTokenPath}`,
    ...registryEndpoints,
    ...controlEndpoints,
  ];
  const answer = jsonAnswer(404, { type: 'about:blank', status: 404, title: 'Not Found', detail, endpoints });
  answer.headers['content-type'] = problemMediaType;
  return answer;
}
