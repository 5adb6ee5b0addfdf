/** Why a schema could not be pulled, and what to do about it. */

import type { RegistryAnswer, RegistryClient } from '../edge/schemaRegistry.js';

export interface Candidate {
  id: string;
  title: string;
  version: string;
}

/** The registry has it not, or gives it not; or there is something in the way of the file. */
export class PullRefused extends Error {
  /** Schemas that may have been meant. */
  readonly candidates: readonly Candidate[];

  constructor(message: string, candidates: readonly Candidate[] = []) {
    super(message);
    this.name = 'PullRefused';
    this.candidates = candidates;
  }
}

export function refusalOf({ status, body }: RegistryAnswer, registry: RegistryClient): PullRefused {
  const [code, reason] = reasonIn(body);
  const said = [code, reason].filter((part) => part !== undefined).join(', ');
  const what = `${registry.origin} refused to answer: ${status}${said === '' ? '' : ` (${registry.conceal(said)})`}.`;
  return new PullRefused(`${what}\n${remedyOf(status, code, registry)}`);
}

/** Of the gateway `error_code` and `message`, of the registry `type` and `detail`. */
function reasonIn(body: RegistryAnswer['body'] = {}): [code: string | undefined, reason: string | undefined] {
  const text = (field: string) => (typeof body[field] === 'string' ? body[field] : undefined);
  return [text('error_code') ?? /XDM-\d+-\d+$/.exec(text('type') ?? '')?.[0], text('message') ?? text('detail')];
}

/**
 * By the codes of the gateway, then by the status.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/landing/troubleshooting
 */
function remedyOf(status: number, code: string | undefined, { sandbox, hasGivenToken }: RegistryClient): string {
  if (code === '403003') {
    return 'EDGE_CLIENT_ID is not the client id that the token was issued to, or its project lacks the Experience Platform API.';
  }
  if (code === '403025')
    return 'The credential has no Experience Platform in the organisation EDGE_ORG_ID: check both.';
  if (status === 401) {
    return hasGivenToken
      ? 'EDGE_ACCESS_TOKEN has expired, or is of another environment. Renew it, or set EDGE_CLIENT_SECRET in its place.'
      : 'The identity service gave a token that is not accepted here: check that EDGE_IMS_URL and EDGE_PLATFORM_URL belong together.';
  }
  if (status === 403) {
    return `Check that there is a sandbox '${sandbox}' (--sandbox, EDGE_SANDBOX), and that a role gives the credential access to it and to its schemas.`;
  }
  if (status === 429 || status >= 500) return 'Try again in a while.';
  return 'Check EDGE_PLATFORM_URL, EDGE_ORG_ID and EDGE_CLIENT_ID.';
}
