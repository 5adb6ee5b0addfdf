/**
 * Personalization destinations: the visitor's audiences, and in authenticated calls attributes of the profile.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/destinations/catalog/personalization/custom-personalization
 */

import type { ActivationPull } from '../../protocol/handles.js';
import type { DestinationDefinition } from '../datastreams/definition.js';
import { lasting } from '../rendering.js';
import type { Service } from './service.js';

export const edgeDestinations: Service<'edgeDestinations'> = {
  upstreamName: 'com.adobe.experience_platform.edge_destinations',

  handles({ destinations = [] }, { call: { authenticated, datastream }, eventIndex }) {
    const { edgeSegmentation } = datastream.services;
    const knowsAudiences = edgeSegmentation?.enabled === true && edgeSegmentation.upstream === undefined;
    const payload = destinations.map((destination) => profileLookup(destination, { authenticated, knowsAudiences }));
    return [{ type: 'activation:pull', payload, eventIndex }];
  },
};

interface Knowledge {
  /** Attributes are given to nobody else. */
  authenticated: boolean;
  knowsAudiences: boolean;
}

/** The same for every visitor, by what is known of it. */
const lookups = new WeakMap<DestinationDefinition, Map<string, ActivationPull>>();

function profileLookup(destination: DestinationDefinition, knowledge: Knowledge): ActivationPull {
  const variants = lookups.get(destination) ?? new Map<string, ActivationPull>();
  lookups.set(destination, variants);
  const variant = `${knowledge.authenticated} ${knowledge.knowsAudiences}`;
  const lookup = variants.get(variant) ?? lasting(makeLookup(destination, knowledge));
  variants.set(variant, lookup);
  return lookup;
}

function makeLookup(
  { destinationId, alias, segments, attributes }: DestinationDefinition,
  { authenticated, knowsAudiences }: Knowledge,
): ActivationPull {
  return {
    type: 'profileLookup',
    destinationId,
    alias,
    ...(authenticated && attributes !== undefined ? { attributes: valuesOf(attributes) } : {}),
    segments: knowsAudiences ? segments : [],
  };
}

function valuesOf(attributes: NonNullable<DestinationDefinition['attributes']>): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { value }]));
}
