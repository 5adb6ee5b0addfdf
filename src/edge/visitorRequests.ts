/** The two calls that are about the visitor rather than about events: consent, and identity. */

import { isObject } from '../protocol/json.js';
import { endpointOfV1 } from './endpointOfV1.js';
import type { CallOptions } from './options.js';
import { buildRequest, type RequestContext } from './request.js';
import type { WireRequest } from './wire.js';

/**
 * What a visitor chose, in the words of one standard.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/web-sdk/commands/setconsent
 */
export interface ConsentInput {
  standard: 'Adobe' | 'IAB TCF' | (string & {});
  version: '1.0' | '2.0' | (string & {});
  /** Adobe 1.0: `{ general: 'in' }`; Adobe 2.0: `{ collect: { val: 'y' } }` and more; IAB TCF: the consent string. */
  value: { general?: 'in' | 'out'; collect?: { val: string }; [preference: string]: unknown } | string;
  /** IAB TCF. The service assumes true. */
  gdprApplies?: boolean;
  /** IAB TCF. The service assumes false. */
  gdprContainsPersonalData?: boolean;
}

export interface ConsentOptions extends Omit<CallOptions, 'version' | 'identityMap'> {
  /** Sent at the top of the body: the choice is that of this person. */
  identityMap?: CallOptions['identityMap'];
}

export interface AcquireOptions extends Omit<CallOptions, 'version' | 'identityMap'> {
  /** Sent as `xdm.identityMap`: identities of the visitor that are known already. */
  identityMap?: CallOptions['identityMap'];
}

export function buildConsentRequest(
  consent: ConsentInput | ConsentInput[],
  options: ConsentOptions,
  context: RequestContext,
): WireRequest {
  const { identityMap } = options;
  const fields = {
    ...(identityMap === undefined ? {} : { identityMap }),
    consent: Array.isArray(consent) ? consent : [consent],
  };
  return buildRequest(endpointOfV1('set-consent'), { fields }, options, context);
}

export function buildAcquireRequest(options: AcquireOptions, context: RequestContext): WireRequest {
  const { identityMap, query } = options;
  const identity = isObject(query?.['identity']) ? query['identity'] : {};
  const asking = { ...options, query: { ...query, identity: { fetch: ['ECID'], ...identity } } };
  const fields = identityMap === undefined ? {} : { xdm: { identityMap } };
  return buildRequest(endpointOfV1('identity-acquire'), { fields }, asking, context);
}
