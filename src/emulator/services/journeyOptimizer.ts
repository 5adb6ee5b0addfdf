/** Journey Optimizer: campaigns and code-based experiences by surface. */

import type { Proposition, PropositionItem } from '../../protocol/handles.js';
import type { SurfaceOfferDefinition } from '../datastreams/definition.js';
import { usableItems } from '../personalization.js';
import { uuid } from '../random.js';
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
        const items = usableItems(offer.items, personalization);
        return items === undefined ? [] : [proposition(uuid(random), offer, items)];
      });
    if (payload.length === 0 && personalization.wantsDefaults) return [];
    return [{ type: 'personalization:decisions', payload, eventIndex }];
  },
};

function proposition(id: string, offer: SurfaceOfferDefinition, items: PropositionItem[]): Proposition {
  const { surface, activity, priority, rank } = offer;
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
