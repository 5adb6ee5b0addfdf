/** A datastream as calls meet it: its definition with every default filled in. */

import type {
  DatastreamDefinition,
  IdentityDefinition,
  ServiceDefinitions,
} from './definition.js';

export interface Datastream extends Readonly<DatastreamDefinition> {
  sandbox: string;
  enabled: boolean;
  accessType: 'mixed' | 'authenticated';
  blockedCountries: readonly string[];
  defaultConsent: 'in' | 'out';
  identity: Required<IdentityDefinition>;
  allowedOverrides: NonNullable<DatastreamDefinition['allowedOverrides']>;
  services: ServiceDefinitions;
}

export function withDefaults(definition: DatastreamDefinition): Datastream {
  return {
    sandbox: 'prod',
    enabled: true,
    accessType: 'mixed',
    defaultConsent: 'in',
    ...definition,
    blockedCountries: definition.blockedCountries ?? [],
    allowedOverrides: definition.allowedOverrides ?? {},
    services: definition.services ?? {},
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
