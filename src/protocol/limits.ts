/**
 * Documented limits of the Edge Network.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/guardrails
 */

/** A request body may hold eight fragments of 8 KB; one byte more is `EXEG-0112-413`. */
export const maxBodyBytes = 64 * 1024;

export const maxDecisionScopes = 30;

/** Statuses after which a client may send the same request again; no other 4xx, and not 500. */
export const retryableStatuses: readonly number[] = [429, 502, 503, 504];

export const maxRetries = 3;
