/**
 * Offer decisioning: offers by decision scope, the Base64 of an activity id and a placement id.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/personalization
 */

import type { Proposition } from '../../protocol/handles.js';
import { isObject } from '../../protocol/json.js';
import type { DecisionDefinition } from '../datastreams/definition.js';
import { usableItems, type PersonalizationQuery } from '../personalization.js';
import { uuid, type Random } from '../random.js';
import { lasting } from '../rendering.js';
import type { Service } from './service.js';

export const offerDecisioning: Service<'offerDecisioning'> = {
  upstreamName: 'com.adobe.experience.platform.ode',

  handles({ offers = [] }, { call: { random }, personalization, eventIndex }) {
    if (personalization === undefined) return [];
    const payload = wanted(offers, personalization).flatMap(({ offer, scope, itemCount }): Proposition[] => {
      const proposition = propositionOf(offer, random);
      const items = usableItems(proposition.items, personalization)?.slice(0, itemCount);
      if (items === undefined) return [];
      const isWhole = items.length === proposition.items.length && (scope ?? proposition.scope) === proposition.scope;
      return isWhole ? [proposition] : [{ ...proposition, scope: scope ?? proposition.scope, items }];
    });
    if (payload.length === 0 && personalization.wantsDefaults) return [];
    return [{ type: 'personalization:decisions', payload, eventIndex }];
  },
};

interface Decision {
  offer: DecisionDefinition;
  /** As the call spelt it, so that the client finds its answer; undefined for an offer that it did not ask for. */
  scope: string | undefined;
  itemCount: number | undefined;
}

function wanted(offers: readonly DecisionDefinition[], query: PersonalizationQuery): Decision[] {
  if (query.wantsDefaults) {
    const defaults = offers.filter((offer) => offer.default === true);
    return defaults.map((offer) => ({ offer, scope: undefined, itemCount: undefined }));
  }
  return query.scopes.flatMap((scope) => {
    const asked = decodeScope(scope);
    const offer = offers.find(
      ({ activity, placement }) => activity.id === asked?.activityId && placement.id === asked.placementId,
    );
    return offer === undefined ? [] : [{ offer, scope, itemCount: asked?.itemCount }];
  });
}

/** The same for every visitor, its id included, so that it is made once. A changed datastream has offers of its own. */
const propositions = new WeakMap<DecisionDefinition, Proposition>();

function propositionOf(offer: DecisionDefinition, random: Random): Proposition {
  const known = propositions.get(offer) ?? lasting(makeProposition(uuid(random), offer));
  propositions.set(offer, known);
  return known;
}

function makeProposition(id: string, offer: DecisionDefinition): Proposition {
  const { activity, placement, items } = offer;
  return { id, scope: scopeOf(offer), activity, placement, items };
}

function scopeOf({ activity, placement }: DecisionDefinition): string {
  const scope = { 'xdm:activityId': activity.id, 'xdm:placementId': placement.id };
  return Buffer.from(JSON.stringify(scope)).toString('base64');
}

/** How the Base64 of every object begins. Most scopes are names of mboxes, and finding that out by parsing is slow. */
const BASE64_OBJECT = /^e[w-z0-9+/_-]/;

/** Both spellings of the keys are in use. */
function decodeScope(
  scope: string,
): { activityId: unknown; placementId: unknown; itemCount: number | undefined } | undefined {
  if (!BASE64_OBJECT.test(scope)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(scope, 'base64').toString('utf8'));
    if (!isObject(value)) return undefined;
    const itemCount = value['xdm:itemCount'] ?? value['itemCount'];
    return {
      activityId: value['xdm:activityId'] ?? value['activityId'],
      placementId: value['xdm:placementId'] ?? value['placementId'],
      itemCount: typeof itemCount === 'number' && itemCount > 0 ? itemCount : undefined,
    };
  } catch {
    return undefined;
  }
}
