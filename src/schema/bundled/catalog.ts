/** Every bundled schema by its id. A schema is built when it is first asked for. */

import { mediaEvents } from '../../protocol/endpoints.js';
import type { HandleType } from '../../protocol/handles.js';
import type { JsonSchema } from '../jsonSchema.js';
import { collectResponse, interactResponse } from './answers/envelope.js';
import { problem, warning } from './answers/problem.js';
import { activationPull, activationPush } from './handles/activation.js';
import { anyHandle } from './handles/handle.js';
import { identityExchange, identityPersist, identityResult } from './handles/identity.js';
import { personalizationDecisions } from './handles/personalization.js';
import { consentPreferences, conversation, inferences, mediaSession } from './handles/services.js';
import { locationHint, stateStore } from './handles/state.js';
import * as content from './items/content.js';
import { anyItem } from './items/item.js';
import { eventHistoryOperation, message } from './items/message.js';
import { ruleset } from './items/ruleset.js';
import { setConsentRequest } from './requests/consent.js';
import { collectRequest, interactRequest, interactV1Request } from './requests/events.js';
import { identityAcquireRequest } from './requests/identity.js';
import { mediaRequest } from './requests/media.js';

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
  handle: anyHandle,
  item: anyItem,
};

const handles: Record<HandleType, Build> = {
  'identity:result': identityResult,
  'state:store': stateStore,
  'locationHint:result': locationHint,
  'personalization:decisions': personalizationDecisions,
  'activation:pull': activationPull,
  'activation:push': activationPush,
  'identity:exchange': identityExchange,
  'media-analytics:new-session': mediaSession,
  'consent:preferences': consentPreferences,
  'brand-concierge:conversation': conversation,
  'rtml:inferences': inferences,
  'identity:persist': identityPersist,
};

/** By the URI that an item names in its field `schema`. */
const items: Record<string, Build> = {
  'https://ns.adobe.com/personalization/dom-action': content.domAction,
  'https://ns.adobe.com/personalization/html-content-item': content.htmlContent,
  'https://ns.adobe.com/personalization/json-content-item': content.jsonContentItem,
  'https://ns.adobe.com/personalization/redirect-item': content.redirect,
  'https://ns.adobe.com/personalization/default-content-item': content.defaultContent,
  'https://ns.adobe.com/personalization/measurement': content.measurement,
  'https://ns.adobe.com/personalization/ruleset-item': ruleset,
  'https://ns.adobe.com/personalization/message/in-app': () => message('In-app message'),
  'https://ns.adobe.com/personalization/message/content-card': () => message('Content card'),
  'https://ns.adobe.com/personalization/message/feed-item': () => message('Feed item'),
  'https://ns.adobe.com/personalization/message/native-alert': () => message('Native alert'),
  'https://ns.adobe.com/personalization/message/inbox': () => message('Inbox'),
  'https://ns.adobe.com/personalization/eventHistoryOperation': eventHistoryOperation,
  'https://ns.adobe.com/experience/offer-management/content-component-html': content.offerHtml,
  'https://ns.adobe.com/experience/offer-management/content-component-json': content.offerJson,
  'https://ns.adobe.com/experience/offer-management/content-component-text': content.offerText,
  'https://ns.adobe.com/experience/offer-management/content-component-imagelink': content.offerImage,
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
