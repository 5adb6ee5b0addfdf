/**
 * Names of the Edge Network's cookies, which are also the keys of its `state:store` entries.
 *
 * @see https://experienceleague.adobe.com/en/docs/core-services/interface/data-collection/cookies/web-sdk
 */

const DAY_SECONDS = 86_400;

/** What each key holds for how long, in seconds. */
export const stateMaxAgeSeconds = {
  identity: 395 * DAY_SECONDS,
  cluster: 1800,
  consent: 180 * DAY_SECONDS,
  consent_check: 7200,
  optout: 7200,
} as const;

export type StateKey = keyof typeof stateMaxAgeSeconds;

/** `kndctr_<org>_<key>`, with the `@` of the organisation id replaced: cookie names may not hold one. */
export function stateKey(orgId: string, key: string): string {
  return `kndctr_${orgId.replace('@', '_')}_${key}`;
}

/**
 * Reads the value of a consent cookie, `general=in;collect=out`.
 * Parts without `=` are passed over: a cookie is a visitor's to change.
 */
export function parseConsentCookie(value: string): Map<string, string> {
  const pairs = value.split(';').map((part) => part.trim().split('='));
  return new Map(pairs.flatMap(([name, choice]) => (name && choice !== undefined ? [[name, choice] as const] : [])));
}
