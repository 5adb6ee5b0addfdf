/** The clients of the emulator's identity service: the built-in one, and those of the datastream file. */

import type { CredentialDefinition } from '../datastreams/definition.js';

export type Credential = Required<Omit<CredentialDefinition, 'writableSandboxes'>> &
  Pick<CredentialDefinition, 'writableSandboxes'>;

export const builtInCredential = { clientId: 'emulator', clientSecret: 'emulator' } as const;

/** Adobe's tokens last a day, less a second. */
export const tokenLifetimeSeconds = 86_399;

/** A file may define a credential of the built-in one's client id; it then takes its place. */
export function credentialsById(
  definitions: readonly CredentialDefinition[],
  orgIds: readonly string[],
): Map<string, Credential> {
  return new Map(
    [builtInCredential, ...definitions].map((definition) => [
      definition.clientId,
      { scopes: ['acp.foundation'], productContexts: [...orgIds], tokenLifetimeSeconds, ...definition },
    ]),
  );
}
