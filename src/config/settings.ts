/** Every setting: its name, where it may come from, what it must be, and what to do when it is missing. */

import type { JsonSchema } from '../schema/jsonSchema.js';
import { edgeHost, imsHost, platformHost, serverHost } from '../protocol/hosts.js';

/** What a project or a spec sets under `use`. */
export interface EdgeOptions extends EdgeXdmOptions {
  /** Where calls go. @default 'emulator' */
  edgeTarget?: 'emulator' | 'live' | undefined;
  /** Datastream that calls go to. @default the first one of `edgeDatastreams`, on the emulator */
  edgeDatastreamId?: string | undefined;
  /** Organisation that owns the datastream, `…@AdobeOrg`. @default that of the datastream, on the emulator */
  edgeOrgId?: string | undefined;
  /** Sandbox of authenticated calls, sent as `x-sandbox-name`. */
  edgeSandbox?: string | undefined;
  /** Host of unauthenticated calls and of pages. Plain http (`http://127.0.0.1:8080`) for loopback names only. @default 'edge.adobedc.net' */
  edgeDomain?: string | undefined;
  /** Origin of authenticated calls. @default 'https://server.adobedc.net' */
  edgeServerUrl?: string | undefined;
  /** Folder of JSON Schemas that `toMatchSchema` may name, relative to the configuration file. */
  edgeSchemas?: string | undefined;
  /** The emulator's datastreams, a JSON file relative to the configuration file. @default a built-in demonstration datastream */
  edgeDatastreams?: string | undefined;
  /** Query parameter of v2 calls that names the datastream. @default 'dataStreamId' */
  edgeDatastreamParameter?: 'dataStreamId' | 'datastreamId' | undefined;
  /** Replaces identities in attached traffic. @default false */
  edgeRedactIdentities?: boolean | undefined;
  /** Hosts that a page may reach while its events go to the emulator, exact or as `*.example.com`. @default that of `baseURL`, and this machine */
  edgeAllowHosts?: string[] | undefined;
  /** Further names under which pages call the Edge Network, exact or as `*.example.com`. @default Adobe's own, and `edgeDomain` */
  edgeHosts?: string[] | undefined;
}

/** How the events that a test sends are checked against XDM; a test or a group of tests may differ: `test.use({ edgeXdm: 'off' })`. */
export interface EdgeXdmOptions {
  /** `error` fails a test whose events have errors, `warn` attaches what is found. @default 'warn' */
  edgeXdm?: 'error' | 'warn' | 'off' | undefined;
  /**
   * Id or title of the schema of the events, from `edgeSchemas`. For those of one datastream or event type alone, what it
   * is for stands before it: `['commerce.purchases=Purchases', 'Web events']`.
   * @default the one Experience Event schema of `edgeSchemas`; the bundled one, where there are none or several
   */
  edgeXdmSchema?: string | string[] | undefined;
  /** Severities that are not the default ones: `['deprecated-field=off', 'suggested-value=error']`. */
  edgeXdmRules?: string[] | undefined;
  /** Paths, and all inside them, about which nothing is said: `['web.webReferrer', 'productListItems[*].SKU']`. */
  edgeXdmIgnore?: string[] | undefined;
}

/** What only the environment or `.env` gives, because Playwright prints `use` in its reports. */
export interface EdgeCredentials {
  clientId?: string;
  clientSecret?: string;
  scopes?: string[];
  accessToken?: string;
  imsUrl?: string;
  platformUrl?: string;
  assuranceToken?: string;
  allowedDatastreams?: string[];
  httpProxy?: string;
  httpsProxy?: string;
  noProxy?: string[];
}

export type Settings = EdgeOptions & EdgeCredentials;
export type SettingName = keyof Settings;

export interface Setting {
  /** Environment variable that gives it, if any does. */
  variable?: string;
  /** Another spelling of it that tools read as well. */
  alias?: string;
  /** Never printed, not even in a problem about it. */
  secret?: true;
  /** Comma separated in the environment. */
  list?: true;
  /** Rule for the value, as a JSON Schema; its title completes the sentence "expected …". */
  schema: JsonSchema;
}

const text: JsonSchema = { type: 'string', minLength: 1 };
const datastreamId: JsonSchema = { ...text, pattern: '^[\\w-]+(:[a-z]+)?$', title: 'a datastream id, such as a UUID' };
const orgId: JsonSchema = { ...text, pattern: '^[^@\\s]+@AdobeOrg$', title: 'an organisation id ending in @AdobeOrg' };
const loopback = '(localhost|127\\.0\\.0\\.1|\\[::1\\])';
const origin: JsonSchema = {
  ...text,
  pattern: `^(https://[^/\\s?#]+|http://${loopback}(:\\d+)?)/?$`,
  title: 'an https:// origin without a path (http:// for loopback names only)',
};
const domain: JsonSchema = {
  ...text,
  pattern: `^([A-Za-z0-9.-]+(:\\d+)?|https://[^/\\s?#]+/?|http://${loopback}(:\\d+)?/?)$`,
  title: 'a host name (http:// for loopback names only)',
};

const hostPattern: JsonSchema = {
  ...text,
  pattern: '^(\\*\\.)?[\\w.-]+$',
  title: 'a host name without scheme and port, or *.example.com',
};

const severity: JsonSchema = {
  ...text,
  pattern: '^[\\w-]+=(error|warning|off)$',
  title: 'a rule and its severity, such as deprecated-field=off',
};

export const settings = {
  edgeTarget: { variable: 'EDGE_TARGET', schema: { enum: ['emulator', 'live'] } },
  edgeDatastreamId: { variable: 'EDGE_DATASTREAM_ID', schema: datastreamId },
  edgeOrgId: { variable: 'EDGE_ORG_ID', schema: orgId },
  edgeSandbox: { variable: 'EDGE_SANDBOX', schema: text },
  edgeDomain: { variable: 'EDGE_DOMAIN', schema: domain },
  edgeServerUrl: { variable: 'EDGE_SERVER_URL', schema: origin },
  edgeSchemas: { schema: text },
  edgeDatastreams: { schema: text },
  edgeDatastreamParameter: { schema: { enum: ['dataStreamId', 'datastreamId'] } },
  edgeRedactIdentities: { schema: { type: 'boolean' } },
  edgeAllowHosts: { schema: { type: 'array', items: hostPattern } },
  edgeHosts: { schema: { type: 'array', items: hostPattern } },
  edgeXdm: { schema: { enum: ['error', 'warn', 'off'] } },
  edgeXdmSchema: {
    schema: { type: ['string', 'array'], minLength: 1, items: text, title: 'a schema, or a list of them' },
  },
  edgeXdmRules: { schema: { type: 'array', items: severity } },
  edgeXdmIgnore: { schema: { type: 'array', items: { ...text, title: 'a path such as web.webReferrer' } } },
  clientId: { variable: 'EDGE_CLIENT_ID', secret: true as const, schema: text },
  clientSecret: { variable: 'EDGE_CLIENT_SECRET', secret: true as const, schema: text },
  scopes: { variable: 'EDGE_SCOPES', list: true as const, schema: { type: 'array', items: text } },
  accessToken: {
    variable: 'EDGE_ACCESS_TOKEN',
    secret: true as const,
    schema: { ...text, pattern: '^\\S+$', title: 'a token without spaces' },
  },
  imsUrl: { variable: 'EDGE_IMS_URL', schema: origin },
  platformUrl: { variable: 'EDGE_PLATFORM_URL', schema: origin },
  assuranceToken: { variable: 'EDGE_ASSURANCE_TOKEN', secret: true as const, schema: text },
  allowedDatastreams: {
    variable: 'EDGE_ALLOWED_DATASTREAMS',
    list: true as const,
    schema: { type: 'array', items: datastreamId },
  },
  // They may hold a password. What other tools take for an address is read only when a page needs it.
  httpProxy: { variable: 'HTTP_PROXY', alias: 'http_proxy', secret: true as const, schema: text },
  httpsProxy: { variable: 'HTTPS_PROXY', alias: 'https_proxy', secret: true as const, schema: text },
  noProxy: { variable: 'NO_PROXY', alias: 'no_proxy', list: true as const, schema: { type: 'array', items: text } },
} satisfies Record<SettingName, Setting>;

export const settingNames = Object.keys(settings) as SettingName[];

export const defaults = {
  edgeTarget: 'emulator' as const,
  edgeDomain: edgeHost,
  edgeServerUrl: `https://${serverHost}`,
  edgeDatastreamParameter: 'dataStreamId' as const,
  edgeRedactIdentities: false,
  edgeXdm: 'warn' as const,
  imsUrl: `https://${imsHost}`,
  platformUrl: `https://${platformHost}`,
  scopes: ['openid', 'AdobeID', 'read_organizations', 'additional_info.projectedProductContext', 'session'],
  allowedDatastreams: [],
} satisfies Settings;

/** The one schema that all settings are validated with, after they were merged. */
export const settingsSchema: JsonSchema = {
  $id: 'edge:settings',
  title: 'Settings of playwright-datastream',
  type: 'object',
  properties: Object.fromEntries(settingNames.map((name) => [name, settings[name].schema])),
  if: { properties: { edgeTarget: { const: 'live' } } },
  // oxlint-disable-next-line unicorn/no-thenable -- "then" is the keyword of JSON Schema
  then: {
    required: ['edgeDatastreamId', 'edgeOrgId', 'clientId'],
    if: { not: { required: ['accessToken'] } },
    // oxlint-disable-next-line unicorn/no-thenable -- "then" is the keyword of JSON Schema
    then: { required: ['clientSecret'] },
  },
};

/** How to mend a setting that live mode needs and that is not there. */
export const remedies: Partial<Record<SettingName, string>> = {
  edgeDatastreamId: 'Set EDGE_DATASTREAM_ID in .env, or edgeDatastreamId under "use" in playwright.config.ts.',
  edgeOrgId: 'Set EDGE_ORG_ID in .env, or edgeOrgId under "use" in playwright.config.ts.',
  clientId: 'Set EDGE_CLIENT_ID in .env to the client id (API key) of the OAuth server-to-server credential.',
  clientSecret: 'Set EDGE_CLIENT_SECRET in .env to the secret of that credential, or EDGE_ACCESS_TOKEN to a token.',
};
