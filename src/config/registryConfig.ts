/** What reading the Schema Registry takes: credentials, an organisation and a sandbox, and no datastream. */

import { defaultSandbox } from '../protocol/schemaRegistry.js';
import { configError, loadConfig, settingProblem, type ConfigSources, type EdgeConfig } from './config.js';
import { readEnvironment } from './environment.js';
import { Secret } from './secret.js';

export interface RegistryConfig {
  readonly config: EdgeConfig;
  readonly orgId: string;
  readonly sandbox: string;
}

/** What stands in for a configuration on the emulator, as in the fixtures. */
export interface EmulatorAccess {
  clientId: string;
  clientSecret: string;
  /** Where none is configured. */
  orgId: string;
}

/**
 * @param sandbox wins over the configured one.
 * @throws EdgeConfigError `EDGE_CONFIG_INVALID` that lists everything that is missing or wrong.
 */
export function loadRegistryConfig(
  emulator: EmulatorAccess,
  { sandbox, ...sources }: ConfigSources & { sandbox?: string | undefined } = {},
): RegistryConfig {
  const isLive = targetOf(sources) === 'live';
  // What live mode requires beyond this is the datastream, which is of no use here.
  const loaded = loadConfig({ ...sources, use: { ...sources.use, edgeTarget: 'emulator' } });
  const config = isLive ? { ...loaded, target: 'live' as const } : onEmulator(loaded, emulator);
  const problems = isLive ? missing(config) : [];
  if (problems.length > 0) throw configError(problems);
  // Live mode was just asked for it.
  return { config, orgId: config.orgId!, sandbox: sandbox ?? config.sandbox ?? defaultSandbox };
}

function targetOf(sources: ConfigSources): 'emulator' | 'live' {
  const { use = {}, folder = process.cwd(), environment } = sources;
  const target = use.edgeTarget ?? readEnvironment(folder, environment).values.edgeTarget?.value ?? 'emulator';
  if (target !== 'emulator' && target !== 'live') throw settingProblem('edgeTarget', '"emulator" or "live"', sources);
  return target;
}

/** Nothing leaves this machine, and credentials of Adobe's go nowhere else. */
function onEmulator(loaded: EdgeConfig, { clientId, clientSecret, orgId }: EmulatorAccess): EdgeConfig {
  const { platformUrl } = loaded;
  if (!platformUrl.startsWith('http://')) {
    throw configError([
      'EDGE_TARGET is emulator, and EDGE_PLATFORM_URL names none. Set EDGE_TARGET=live to read the Schema Registry of Adobe, or EDGE_PLATFORM_URL to the url that datastream emulate --schemas prints.',
    ]);
  }
  const credentials = {
    ...loaded.credentials,
    clientId: new Secret(clientId),
    clientSecret: new Secret(clientSecret),
    accessToken: undefined,
  };
  return { ...loaded, imsUrl: platformUrl, orgId: loaded.orgId ?? orgId, credentials };
}

function missing({ orgId, credentials: { clientId, clientSecret, accessToken } }: EdgeConfig): string[] {
  const hasToken = clientSecret !== undefined || accessToken !== undefined;
  return [
    ...(orgId === undefined ? ['EDGE_ORG_ID. Set it to the organisation that owns the sandbox, ...@AdobeOrg.'] : []),
    ...(clientId === undefined ? ['EDGE_CLIENT_ID. Set it to the client id (API key) of the credential.'] : []),
    ...(hasToken
      ? []
      : ['EDGE_CLIENT_SECRET. Set it to the secret of that credential, or EDGE_ACCESS_TOKEN to a token.']),
  ].map((need) => `The Schema Registry needs ${need}`);
}
