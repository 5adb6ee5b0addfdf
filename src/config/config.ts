/** Merges options, environment and defaults, checks the result as a whole, and freezes it. */

import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { EdgeConfigError } from '../errors.js';
import { validate } from '../schema/index.js';
import type { Violation } from '../schema/violation.js';
import { refusalOf } from './allowList.js';
import { readEnvironment, type Sourced, type Variables } from './environment.js';
import { explainViolations, explainWrong, settingOf, type SourcedSettings } from './explain.js';
import { proxyOf, type ProxyConfig } from './proxy.js';
import { Secret } from './secret.js';
import {
  defaults,
  settingNames,
  settingsSchema,
  type EdgeOptions,
  type SettingName,
  type Settings,
} from './settings.js';

/** The resolved configuration. Frozen; secrets are masked however it is printed. */
export interface EdgeConfig {
  readonly target: 'emulator' | 'live';
  /** Undefined on the emulator means the first datastream of its file. */
  readonly datastreamId: string | undefined;
  readonly orgId: string | undefined;
  readonly sandbox: string | undefined;
  /** Origin of authenticated calls. */
  readonly serverUrl: string;
  /** Origin of unauthenticated calls. */
  readonly edgeUrl: string;
  /** Hosts that pages call the Edge Network by, beside Adobe's own: exact, or as `*.example.com`. */
  readonly edgeHosts: readonly string[];
  /** Hosts that pages may reach while their events go to the emulator, likewise. */
  readonly allowHosts: readonly string[];
  /** The company's proxies between this machine and the net, as far as pages are concerned. */
  readonly proxy: ProxyConfig;
  /** Origin of the identity service. */
  readonly imsUrl: string;
  /** Origin of the Schema Registry. */
  readonly platformUrl: string;
  /** Absolute path. */
  readonly schemas: string | undefined;
  /** Absolute path. */
  readonly datastreams: string | undefined;
  readonly datastreamParameter: 'dataStreamId' | 'datastreamId';
  readonly redactIdentities: boolean;
  /** The only datastreams that live mode talks to. */
  readonly allowedDatastreams: readonly string[];
  readonly credentials: Credentials;
}

export interface Credentials {
  /** Sent as `x-api-key`. */
  readonly clientId: Secret | undefined;
  readonly clientSecret: Secret | undefined;
  readonly scopes: readonly string[];
  /** A token from elsewhere, used as it is instead of asking the identity service for one. */
  readonly accessToken: Secret | undefined;
  readonly assuranceToken: Secret | undefined;
}

export interface ConfigSources {
  /** Options of the project or spec; undefined values count as not given. */
  use?: EdgeOptions;
  /** Folder of the configuration file: holds `.env`, and relative paths start there. */
  folder?: string;
  /** @default process.env */
  environment?: Variables;
}

/**
 * Precedence: `use`, then the environment, then `.env`, then the default.
 *
 * @throws EdgeConfigError `EDGE_CONFIG_INVALID` that lists every problem with the place it came from.
 */
export function loadConfig({ use = {}, folder = process.cwd(), environment }: ConfigSources = {}): EdgeConfig {
  const fromEnvironment = readEnvironment(folder, environment);
  const sourced = merge(use, fromEnvironment.values);
  const values: Settings = Object.fromEntries(Object.entries(sourced).map(([name, { value }]) => [name, value]));

  const violations = validate(settingsSchema, values);
  const problems = [
    ...fromEnvironment.problems,
    ...explainViolations(violations, sourced),
    ...unreadablePaths(values, folder),
    ...(leaveTargetOpen(violations) ? [] : notAllowed(values)),
  ];
  if (problems.length > 0) throw configError(problems);
  return freeze(toConfig(values, folder));
}

/**
 * A problem that shows only when a setting is used, worded as those that show at once.
 *
 * @param expected what would have been right, in words.
 */
export function settingProblem(name: SettingName, expected: string, sources: ConfigSources): EdgeConfigError {
  const { use = {}, folder = process.cwd(), environment } = sources;
  const sourced = merge(use, readEnvironment(folder, environment).values);
  return configError([explainWrong(name, { received: sourced[name]?.value, expected }, sourced)]);
}

/** Whether it is open what the allow-list is to be asked about. */
function leaveTargetOpen(violations: readonly Violation[]): boolean {
  return violations.some((violation) => ['edgeTarget', 'edgeDatastreamId'].includes(settingOf(violation)));
}

function merge(use: EdgeOptions, environment: Partial<Record<SettingName, Sourced>>): SourcedSettings {
  const sourced: SourcedSettings = {};
  for (const name of settingNames) {
    const given = (use as Settings)[name];
    const fallback = (defaults as Settings)[name];
    if (given !== undefined) sourced[name] = { value: given, label: name, place: 'under "use"' };
    else if (environment[name] !== undefined) sourced[name] = environment[name];
    else if (fallback !== undefined) sourced[name] = { value: fallback, label: name, place: 'by default' };
  }
  return sourced;
}

function unreadablePaths({ edgeSchemas, edgeDatastreams }: Settings, folder: string): string[] {
  const problems: string[] = [];
  if (typeof edgeSchemas === 'string') {
    const reason = failureOf(() => readdirSync(resolve(folder, edgeSchemas)));
    if (reason !== undefined) problems.push(`edgeSchemas: the folder ${edgeSchemas} cannot be read (${reason}).`);
  }
  if (typeof edgeDatastreams === 'string') {
    const reason = failureOf(() => assertReadableFile(resolve(folder, edgeDatastreams)));
    if (reason !== undefined) problems.push(`edgeDatastreams: the file ${edgeDatastreams} cannot be read (${reason}).`);
  }
  return problems;
}

function assertReadableFile(path: string): void {
  accessSync(path, constants.R_OK);
  if (!statSync(path).isFile()) throw Object.assign(new Error(), { code: 'not a file' });
}

function failureOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function notAllowed({ edgeTarget, edgeDatastreamId, allowedDatastreams = [] }: Settings): string[] {
  if (edgeTarget !== 'live' || edgeDatastreamId === undefined) return [];
  const refusal = refusalOf(edgeDatastreamId, allowedDatastreams);
  return refusal === undefined ? [] : [refusal];
}

export function configError(problems: string[]): EdgeConfigError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  const list = problems.map((problem) => `  • ${problem}`).join('\n');
  return new EdgeConfigError('EDGE_CONFIG_INVALID', `The configuration has ${count}:\n${list}`);
}

function toConfig(values: Settings, folder: string): EdgeConfig {
  return {
    target: values.edgeTarget ?? defaults.edgeTarget,
    datastreamId: values.edgeDatastreamId,
    orgId: values.edgeOrgId,
    sandbox: values.edgeSandbox,
    serverUrl: new URL(values.edgeServerUrl ?? defaults.edgeServerUrl).origin,
    edgeUrl: originOf(values.edgeDomain ?? defaults.edgeDomain),
    edgeHosts: edgeHostsOf(values),
    allowHosts: values.edgeAllowHosts ?? [],
    proxy: proxyOf(values),
    imsUrl: new URL(values.imsUrl ?? defaults.imsUrl).origin,
    platformUrl: new URL(values.platformUrl ?? defaults.platformUrl).origin,
    schemas: values.edgeSchemas && resolve(folder, values.edgeSchemas),
    datastreams: values.edgeDatastreams && resolve(folder, values.edgeDatastreams),
    datastreamParameter: values.edgeDatastreamParameter ?? defaults.edgeDatastreamParameter,
    redactIdentities: values.edgeRedactIdentities ?? defaults.edgeRedactIdentities,
    allowedDatastreams: values.allowedDatastreams ?? [],
    credentials: {
      clientId: secret(values.clientId),
      clientSecret: secret(values.clientSecret),
      scopes: values.scopes ?? defaults.scopes,
      accessToken: secret(values.accessToken),
      assuranceToken: secret(values.assuranceToken),
    },
  };
}

/** A stand-in for the Edge Network on this machine is no name that pages call it by: sites under test are here too. */
function edgeHostsOf({ edgeDomain = defaults.edgeDomain, edgeHosts = [] }: Settings): string[] {
  const { protocol, hostname } = new URL(originOf(edgeDomain));
  return protocol === 'https:' ? [hostname, ...edgeHosts] : edgeHosts;
}

/** A bare host means https, as the Web SDK calls it; a bare loopback name means plain http, as the emulator listens. */
function originOf(domain: string): string {
  if (domain.includes('://')) return new URL(domain).origin;
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(domain) ? 'http' : 'https';
  return new URL(`${scheme}://${domain}`).origin;
}

function secret(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value);
}

function freeze(config: EdgeConfig): EdgeConfig {
  Object.freeze(config.allowedDatastreams);
  Object.freeze(config.credentials.scopes);
  Object.freeze(config.credentials);
  return Object.freeze(config);
}
