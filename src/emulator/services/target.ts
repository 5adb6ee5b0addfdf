/** Adobe Target: activities by scope (mbox) name. */

import type { Proposition, PropositionItem } from '../../protocol/handles.js';
import type { TargetOfferDefinition } from '../datastreams/definition.js';
import { usableItems } from '../personalization.js';
import type { Service } from './service.js';

export const target: Service<'target'> = {
  upstreamName: 'com.adobe.target',

  handles({ offers = [], propertyToken }, { personalization, eventIndex }) {
    if (personalization === undefined) return [];
    const payload = offers
      .filter((offer) => offer.propertyToken === undefined || offer.propertyToken === propertyToken)
      .filter(({ scope, ...offer }) =>
        personalization.wantsDefaults ? offer.default === true : personalization.scopes.includes(scope),
      )
      .flatMap((offer) => {
        const items = usableItems(offer.items, personalization);
        return items === undefined ? [] : [proposition(offer, items)];
      });
    if (payload.length === 0 && personalization.wantsDefaults) return [];
    return [{ type: 'personalization:decisions', payload, eventIndex }];
  },
};

function proposition(offer: TargetOfferDefinition, items: PropositionItem[]): Proposition {
  const { scope, activity, experience, isView = false } = offer;
  return {
    id: `AT:${base64({ activityId: activity.id, experienceId: experience.id })}`,
    scope,
    scopeDetails: {
      decisionProvider: 'TGT',
      activity: { id: activity.id },
      experience: { id: experience.id },
      strategies: [{ algorithmID: '0', trafficType: '0' }],
      characteristics: {
        eventToken: base64({ scope, activity: activity.id, experience: experience.id }),
        ...(isView ? { scopeType: 'view' } : {}),
      },
    },
    items: items.map((item) => ({ ...item, meta: { ...metaOf(offer, item), ...item.meta } })),
  };
}

function metaOf({ activity, experience }: TargetOfferDefinition, item: PropositionItem): Record<string, string> {
  return {
    'activity.id': activity.id,
    ...(activity.name === undefined ? {} : { 'activity.name': activity.name }),
    'experience.id': experience.id,
    ...(experience.name === undefined ? {} : { 'experience.name': experience.name }),
    'offer.id': item.id,
  };
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
