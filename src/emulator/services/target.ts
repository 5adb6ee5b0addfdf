/** Adobe Target: activities by scope (mbox) name. */

import type { Proposition, PropositionItem } from '../../protocol/handles.js';
import type { TargetOfferDefinition } from '../datastreams/definition.js';
import { usableItems, type PersonalizationQuery } from '../personalization.js';
import { lasting } from '../rendering.js';
import type { Service } from './service.js';

export const target: Service<'target'> = {
  upstreamName: 'com.adobe.target',

  handles({ offers = [], propertyToken }, { personalization, eventIndex }) {
    if (personalization === undefined) return [];
    const payload = offers
      .filter((offer) => offer.propertyToken === undefined || offer.propertyToken === propertyToken)
      .filter((offer) => isWanted(offer, personalization))
      .flatMap((offer) => {
        const proposition = propositionOf(offer);
        const items = usableItems(proposition.items, personalization);
        if (items === undefined) return [];
        return items.length === proposition.items.length ? [proposition] : [{ ...proposition, items }];
      });
    if (payload.length === 0 && personalization.wantsDefaults) return [];
    return [{ type: 'personalization:decisions', payload, eventIndex }];
  },
};

/** The page as a whole, after which the offers of all its views come along: the Web SDK keeps them until a view is shown. */
const WHOLE_PAGE = '__view__';

function isWanted(offer: TargetOfferDefinition, { wantsDefaults, scopes }: PersonalizationQuery): boolean {
  if (wantsDefaults) return offer.default === true;
  return scopes.includes(offer.scope) || (offer.isView === true && scopes.includes(WHOLE_PAGE));
}

/** The same for every visitor, so that it is made once. A changed datastream has offers of its own. */
const propositions = new WeakMap<TargetOfferDefinition, Proposition>();

function propositionOf(offer: TargetOfferDefinition): Proposition {
  const known = propositions.get(offer) ?? lasting(makeProposition(offer));
  propositions.set(offer, known);
  return known;
}

function makeProposition(offer: TargetOfferDefinition): Proposition {
  const { scope, activity, experience, items, isView = false } = offer;
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
