/**
 * `POST /ims/token/v3`: OAuth server-to-server.
 *
 * @see https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/ims
 */

import { headerOf, jsonAnswer, type EmulatorRequest, type WireAnswer } from '../wire.js';
import { tokenLifetimeSeconds } from './credentials.js';
import type { TokenIssuer } from './tokens.js';

export async function answerTokenRequest(request: EmulatorRequest, tokens: TokenIssuer): Promise<WireAnswer> {
  const form = await readForm(request);
  const field = (name: string) => form.get(name) ?? request.query.get(name) ?? '';

  if (field('grant_type') !== 'client_credentials')
    return refusal('unsupported_grant_type', 'invalid grant_type parameter');
  const credential = tokens.credential(field('client_id'));
  if (credential === undefined) return refusal('invalid_client', 'invalid client_id parameter');
  if (credential.clientSecret !== field('client_secret')) {
    return refusal('invalid_client', 'invalid client_secret parameter');
  }
  const { clientId, scopes } = credential;
  const asked = field('scope')
    .split(/[\s,]+/)
    .filter((scope) => scope !== '');
  const lifetimeSeconds = credential.tokenLifetimeSeconds;
  return jsonAnswer(200, {
    access_token: tokens.issue({ clientId, scope: [...new Set([...asked, ...scopes])].join(',') }),
    token_type: 'bearer',
    // A credential whose tokens are dead on arrival still promises a day, or a client would not even try one.
    expires_in: lifetimeSeconds > 0 ? lifetimeSeconds : tokenLifetimeSeconds,
  });
}

/** URL-encoded as documented, or multipart as in Adobe's samples. A body that is neither has no fields. */
async function readForm(request: EmulatorRequest): Promise<Map<string, string>> {
  const contentType = headerOf(request, 'content-type') ?? '';
  try {
    const form = await new Response(request.body, { headers: { 'content-type': contentType } }).formData();
    return new Map([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  } catch {
    return new Map();
  }
}

function refusal(error: string, description: string): WireAnswer {
  return jsonAnswer(400, { error, error_description: description });
}
