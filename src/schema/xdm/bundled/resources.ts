/**
 * The resources of Adobe's public XDM that events are made of, by the `$id` under which the Schema Registry knows them,
 * in the names that travel.
 *
 * @see https://github.com/adobe/xdm
 */

import type { JsonObject } from '../../../protocol/json.js';
import { accountResources } from './account.js';
import { advertisingResources } from './advertising.js';
import { applicationResources } from './application.js';
import { businessResources } from './business.js';
import { collectionResources } from './collection.js';
import { commerceResources } from './commerce.js';
import { consentResources } from './consent.js';
import { contentResources } from './content.js';
import { decisionResources } from './decision.js';
import { defaultEventResources } from './defaultEvent.js';
import { directMarketingResources } from './directMarketing.js';
import { edgeRegionResources } from './edgeRegion.js';
import { engagementResources } from './engagement.js';
import { environmentResources } from './environment.js';
import { experienceEventResources } from './experienceEvent.js';
import type { Resources } from './fields.js';
import { geoResources } from './geo.js';
import { identityResources } from './identity.js';
import { marketingResources } from './marketing.js';
import { measureResources } from './measure.js';
import { mediaResources } from './media.js';
import { mediaSessionResources } from './mediaSession.js';
import { messageResources } from './message.js';
import { optionResources } from './option.js';
import { orderResources } from './order.js';
import { placeResources } from './place.js';
import { productResources } from './product.js';
import { propositionResources } from './proposition.js';
import { recordingResources } from './recording.js';
import { searchResources } from './search.js';
import { segmentResources } from './segment.js';
import { selfServiceResources } from './selfService.js';
import { timedMediaResources } from './timedMedia.js';
import { transactionResources } from './transaction.js';
import { webResources } from './web.js';

const resources: Resources = {
  ...accountResources,
  ...advertisingResources,
  ...applicationResources,
  ...businessResources,
  ...collectionResources,
  ...commerceResources,
  ...consentResources,
  ...contentResources,
  ...decisionResources,
  ...defaultEventResources,
  ...directMarketingResources,
  ...edgeRegionResources,
  ...engagementResources,
  ...environmentResources,
  ...experienceEventResources,
  ...geoResources,
  ...identityResources,
  ...marketingResources,
  ...measureResources,
  ...mediaResources,
  ...mediaSessionResources,
  ...messageResources,
  ...optionResources,
  ...orderResources,
  ...placeResources,
  ...productResources,
  ...propositionResources,
  ...recordingResources,
  ...searchResources,
  ...segmentResources,
  ...selfServiceResources,
  ...timedMediaResources,
  ...transactionResources,
  ...webResources,
};

const built = new Map<string, JsonObject>();

export const bundledXdmIds: readonly string[] = Object.keys(resources);

/** A resource is built when it is first asked for. */
export function bundledXdm(id: string): JsonObject | undefined {
  const known = built.get(id);
  if (known !== undefined || !Object.hasOwn(resources, id)) return known;
  const resource = { $id: id, ...resources[id]!() };
  built.set(id, resource);
  return resource;
}
