/** A datastream as calls meet it: its definition with every default filled in. */

import type { DatastreamDefinition, IdentityDefinition } from './definition.js';

export type Datastream = Required<Omit<DatastreamDefinition, 'misconfigured' | 'identity'>> &
  Pick<DatastreamDefinition, 'misconfigured'> & { identity: Required<IdentityDefinition> };

export function withDefaults(definition: DatastreamDefinition): Datastream {
  return {
    sandbox: 'prod',
    enabled: true,
    accessType: 'mixed',
    defaultConsent: 'in',
    blockedCountries: [],
    allowedOverrides: {},
    services: {},
    ...definition,
    identity: {
      enabled: true,
      namespaces: [],
      namespacesWithoutPrimary: ['ECID'],
      fetchableNamespaces: ['ECID', 'CORE'],
      refusedNamespaces: [],
      fpidCookie: 'FPID',
      ...definition.identity,
    },
  };
}
