/** Journey Optimizer: campaigns and code-based experiences by surface. */

import type { Proposition } from '../../protocol/handles.js';
import type { SurfaceOfferDefinition } from '../datastreams/definition.js';
import { usableItems } from '../personalization.js';
import { uuid, type Random } from '../random.js';
import { lasting } from '../rendering.js';
import type { Service } from './service.js';

export const journeyOptimizer: Service<'journeyOptimizer'> = {
  upstreamName: 'com.adobe.experience.platform.ajo',

  handles({ offers = [] }, { call: { random }, personalization, eventIndex }) {
    if (personalization === undefined) return [];
    const payload = offers
      .filter(({ surface, ...offer }) =>
        personalization.wantsDefaults ? offer.default === true : personalization.surfaces.includes(surface),
      )
      .flatMap((offer) => {
        const proposition = propositionOf(offer, random);
        const items = usableItems(proposition.items, personalization);
        if (items === undefined) return [];
        return items.length === proposition.items.length ? [proposition] : [{ ...proposition, items }];
      });
    if (payload.length === 0 && personalization.wantsDefaults) return [];
    return [{ type: 'personalization:decisions', payload, eventIndex }];
  },
};

/** The same for every visitor, its id included, so that it is made once. A changed datastream has offers of its own. */
const propositions = new WeakMap<SurfaceOfferDefinition, Proposition>();

function propositionOf(offer: SurfaceOfferDefinition, random: Random): Proposition {
  const known = propositions.get(offer) ?? lasting(makeProposition(uuid(random), offer));
  propositions.set(offer, known);
  return known;
}

function makeProposition(id: string, offer: SurfaceOfferDefinition): Proposition {
  const { surface, activity, items, priority, rank } = offer;
  const eventToken = Buffer.from(JSON.stringify({ surface, activity: activity.id })).toString('base64');
  return {
    id,
    scope: surface,
    scopeDetails: {
      decisionProvider: 'AJO',
      correlationID: `${activity.id}-0`,
      characteristics: { eventToken },
      activity: {
        id: activity.id,
        ...(priority === undefined ? {} : { priority }),
        matchedSurfaces: [surface],
      },
      ...(rank === undefined ? {} : { rank }),
    },
    items,
  };
}
