/** Every bundled schema by its id. A schema is built when it is first asked for. */

import { mediaEvents } from '../../protocol/endpoints.js';
import type { HandleType } from '../../protocol/handles.js';
import type { JsonSchema } from '../jsonSchema.js';
import { collectResponse, interactResponse, problem, warning } from './answers.js';
import { setConsentRequest } from './consentRequest.js';
import { collectRequest, identityAcquireRequest, interactRequest, interactV1Request } from './eventRequests.js';
import * as handle from './handles.js';
import * as item from './items.js';
import { mediaRequest } from './mediaRequests.js';
import { personalizationDecisions } from './propositions.js';
import { ruleset } from './rulesets.js';

type Build = () => JsonSchema;

const requests: Record<string, Build> = {
  'interact-request': interactRequest,
  'interact-v1-request': interactV1Request,
  'collect-request': collectRequest,
  'set-consent-request': setConsentRequest,
  'identity-acquire-request': identityAcquireRequest,
  ...Object.fromEntries(mediaEvents.map((event) => [`media-${event}-request`, () => mediaRequest(event)])),
};

const answers: Record<string, Build> = {
  'interact-response': interactResponse,
  'collect-response': collectResponse,
  problem,
  warning,
  handle: handle.anyHandle,
  item: item.anyItem,
};

const handles: Record<HandleType, Build> = {
  'identity:result': handle.identityResult,
  'state:store': handle.stateStore,
  'locationHint:result': handle.locationHint,
  'personalization:decisions': personalizationDecisions,
  'activation:pull': handle.activationPull,
  'activation:push': handle.activationPush,
  'identity:exchange': handle.identityExchange,
  'media-analytics:new-session': handle.mediaSession,
  'consent:preferences': handle.consentPreferences,
  'brand-concierge:conversation': handle.conversation,
  'rtml:inferences': handle.inferences,
  'identity:persist': handle.identityPersist,
};

/** By the URI that an item names in its field `schema`. */
const items: Record<string, Build> = {
  'https://ns.adobe.com/personalization/dom-action': item.domAction,
  'https://ns.adobe.com/personalization/html-content-item': item.htmlContent,
  'https://ns.adobe.com/personalization/json-content-item': item.jsonContentItem,
  'https://ns.adobe.com/personalization/redirect-item': item.redirect,
  'https://ns.adobe.com/personalization/default-content-item': item.defaultContent,
  'https://ns.adobe.com/personalization/measurement': item.measurement,
  'https://ns.adobe.com/personalization/ruleset-item': ruleset,
  'https://ns.adobe.com/personalization/message/in-app': () => item.message('In-app message'),
  'https://ns.adobe.com/personalization/message/content-card': () => item.message('Content card'),
  'https://ns.adobe.com/personalization/message/feed-item': () => item.message('Feed item'),
  'https://ns.adobe.com/personalization/message/native-alert': () => item.message('Native alert'),
  'https://ns.adobe.com/personalization/message/inbox': () => item.message('Inbox'),
  'https://ns.adobe.com/personalization/eventHistoryOperation': item.eventHistoryOperation,
  'https://ns.adobe.com/experience/offer-management/content-component-html': item.offerHtml,
  'https://ns.adobe.com/experience/offer-management/content-component-json': item.offerJson,
  'https://ns.adobe.com/experience/offer-management/content-component-text': item.offerText,
  'https://ns.adobe.com/experience/offer-management/content-component-imagelink': item.offerImage,
};

const builders = new Map<string, Build>([
  ...prefixed('edge:', requests),
  ...prefixed('edge:', answers),
  ...prefixed('edge:handle/', handles),
  ...prefixed('edge:item/', items),
]);

const built = new Map<string, JsonSchema>();

export const bundledIds: readonly string[] = [...builders.keys()];

export function bundledSchema(id: string): JsonSchema | undefined {
  const known = built.get(id);
  if (known !== undefined) return known;
  const build = builders.get(id);
  if (build === undefined) return undefined;
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', $id: id, ...build() };
  built.set(id, schema);
  return schema;
}

function prefixed(prefix: string, named: Record<string, Build>): [string, Build][] {
  return Object.entries(named).map(([name, build]) => [prefix + name, build]);
}
