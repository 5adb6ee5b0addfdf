/** Calls every service that is on, and turns what upstream services fail with into errors and warnings. */

import type { Handle } from '../../protocol/handles.js';
import type { Problem, ProblemCode } from '../../protocol/problems.js';
import type { ServiceDefinition, ServiceName } from '../datastreams/definition.js';
import { problem } from '../problem.js';
import { audienceManager } from './audienceManager.js';
import { edgeDestinations } from './edgeDestinations.js';
import { idSync } from './idSync.js';
import { journeyOptimizer } from './journeyOptimizer.js';
import { mediaAnalytics } from './mediaAnalytics.js';
import { offerDecisioning } from './offerDecisioning.js';
import type { DefinitionOf, Service, ServiceCall } from './service.js';
import { target } from './target.js';

type Caller = (call: ServiceCall, outcome: Outcome) => void;

/** The only service behind the endpoints of the Media Edge API. */
export const callMediaAnalytics: Caller = callerOf('mediaAnalytics', mediaAnalytics);

/**
 * In the order in which recorded answers hold their handles. The upstream names of offer decisioning, Audience
 * Manager and edge segmentation are those of recorded problems; the others are formed after them.
 */
const callers: readonly Caller[] = [
  callerOf('idSync', idSync),
  callerOf('audienceManager', audienceManager),
  callerOf('target', target),
  callerOf('offerDecisioning', offerDecisioning),
  callerOf('journeyOptimizer', journeyOptimizer),
  callerOf('edgeSegmentation', { upstreamName: 'com.adobe.experience_platform.edge_segmentation' }),
  callerOf('edgeDestinations', edgeDestinations),
  callerOf('experiencePlatform', { upstreamName: 'com.adobe.experience_platform' }),
  callerOf('analytics', { upstreamName: 'com.adobe.analytics' }),
  callerOf('eventForwarding', { upstreamName: 'com.adobe.launch_ssf' }),
  callMediaAnalytics,
];

const upstreamProblems: Record<NonNullable<ServiceDefinition['upstream']>, [code: ProblemCode, what: string]> = {
  down: ['EXEG-0201-503', 'is temporarily unavailable'],
  slow: ['EXEG-0200-504', 'did not answer in time'],
  rejecting: ['EXEG-0202-502', 'rejected its input or its configuration'],
  failing: ['EXEG-0203-502', 'could not be called'],
  starved: ['EXEG-0205-502', 'did not get the data that it needs from another service'],
};

export interface Outcome {
  handles: Handle[];
  errors: Problem[];
  warnings: Problem[];
}

export function callServices(call: ServiceCall): Outcome {
  const outcome: Outcome = { handles: [], errors: [], warnings: [] };
  for (const callService of callers) callService(call, outcome);
  return outcome;
}

function callerOf<Name extends ServiceName>(name: Name, { upstreamName, handles }: Service<Name>): Caller {
  return (call, outcome) => {
    const definition: DefinitionOf<Name> | undefined = call.call.datastream.services[name];
    if (definition?.enabled !== true) return;
    const { upstream, warning } = definition;
    const { eventIndex } = call;

    if (upstream !== undefined) {
      const [code, what] = upstreamProblems[upstream];
      outcome.errors.push(problem(code, `The service '${upstreamName}' ${what}.`, { eventIndex }));
      return;
    }
    outcome.handles.push(...(handles?.(definition, call) ?? []));
    if (warning !== undefined) {
      const detail = `The service '${upstreamName}' answered with a warning; the report has its cause.`;
      outcome.warnings.push(problem('EXEG-0204-200', detail, { eventIndex, cause: warning }));
    }
  };
}
