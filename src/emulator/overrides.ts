/**
 * Configuration overrides of one call, `meta.configOverrides`: what a datastream registered may be set, and a service
 * that is on may be switched off. `enabled: true` is refused, as the service does.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/datastreams/overrides
 */

import { isObject, type JsonObject } from '../protocol/json.js';
import type { Datastream } from './datastreams/datastream.js';
import type { OverridablePath, ServiceDefinitions, ServiceName } from './datastreams/definition.js';
import { Refusal } from './problem.js';

/** Which services a switch turns off. Those of Experience Platform cannot work without it. */
const switches: Record<string, readonly ServiceName[]> = {
  'com_adobe_experience_platform.enabled': [
    'experiencePlatform',
    'edgeSegmentation',
    'edgeDestinations',
    'offerDecisioning',
    'journeyOptimizer',
  ],
  'com_adobe_experience_platform.com_adobe_edge_segmentation.enabled': ['edgeSegmentation'],
  'com_adobe_experience_platform.com_adobe_edge_destinations.enabled': ['edgeDestinations'],
  'com_adobe_experience_platform.com_adobe_edge_ode.enabled': ['offerDecisioning'],
  'com_adobe_experience_platform.com_adobe_edge_ajo.enabled': ['journeyOptimizer'],
  'com_adobe_target.enabled': ['target'],
  // Adobe's documentation and its Tags extension spell Audience Manager differently.
  'com_adobe_audience_manager.enabled': ['audienceManager'],
  'com_adobe_audiencemanager.enabled': ['audienceManager'],
  'com_adobe_identity.enabled': ['idSync'],
  'com_adobe_analytics.enabled': ['analytics'],
  'com_adobe_launch_ssf.enabled': ['eventForwarding'],
};

const overridable: readonly OverridablePath[] = [
  'com_adobe_experience_platform.datasets.event.datasetId',
  'com_adobe_analytics.reportSuites',
  'com_adobe_identity.idSyncContainerId',
  'com_adobe_target.propertyToken',
];

/** No path that means anything is deeper. */
const MAX_DEPTH = 4;

/** @returns the datastream as it is for this call. */
export function applyOverrides(datastream: Datastream, overrides: unknown): Datastream {
  if (!isObject(overrides)) return datastream;
  const leaves = leavesOf(overrides);
  const errors = leaves.flatMap(([path, value]) => faultOf(path, value, datastream) ?? []);
  if (errors.length > 0) {
    const detail = 'The datastream does not allow these configuration overrides; the report says which.';
    throw new Refusal('EXEG-0113-400', detail, { errors });
  }
  return { ...datastream, services: configured(datastream.services, leaves) };
}

type Leaf = readonly [path: string, value: unknown];

function leavesOf(value: JsonObject, prefix = '', depth = 1): Leaf[] {
  return Object.entries(value).flatMap(([key, child]): Leaf[] => {
    // A name with a dot in it is no path, even if it reads like one.
    const path = key.includes('.') ? `${prefix}[${JSON.stringify(key)}]` : `${prefix}${key}`;
    return isObject(child) && depth < MAX_DEPTH ? leavesOf(child, `${path}.`, depth + 1) : [[path, child]];
  });
}

function faultOf(path: string, value: unknown, { allowedOverrides }: Datastream): string | undefined {
  if (Object.hasOwn(switches, path)) {
    return value === false ? undefined : `meta.configOverrides.${path} may only be false.`;
  }
  const known = overridable.find((candidate) => candidate === path);
  if (known === undefined) return `meta.configOverrides.${path} is no setting that can be overridden.`;

  const registered = allowedOverrides[known] ?? [];
  const allowed = registered === 'any' ? undefined : registered.map(String);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const refused = values.find((item) => !isScalar(item) || allowed?.includes(String(item)) === false);
  if (refused === undefined) return undefined;
  if (allowed === undefined) return `meta.configOverrides.${path}: ${shown(refused)} can be no value of it.`;
  const choice = allowed.length === 0 ? 'No value is registered for it.' : `Registered are: ${allowed.join(', ')}.`;
  return `meta.configOverrides.${path}: ${shown(refused)} is not registered on the datastream. ${choice}`;
}

function configured(services: ServiceDefinitions, leaves: readonly Leaf[]): ServiceDefinitions {
  const changed: ServiceDefinitions = { ...services };
  for (const [path, value] of leaves) {
    for (const name of switches[path] ?? []) delete changed[name];
    if (path === 'com_adobe_target.propertyToken' && changed.target !== undefined) {
      changed.target = { ...changed.target, propertyToken: String(value) };
    }
  }
  return changed;
}

/** Documentation shows the container id as a number and as a string. */
function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function shown(value: unknown): string {
  return isScalar(value) || value === null || typeof value === 'boolean' ? JSON.stringify(value) : 'this kind of value';
}
