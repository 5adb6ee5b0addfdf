/**
 * Adobe's Schema Registry, for reading: `GET …/schemaregistry/tenant/schemas` and `…/schemas/{id}`, served from files.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/schemas
 */

import type { JsonObject } from '../../protocol/json.js';
import { tenantSchemasPath } from '../../protocol/schemaRegistry.js';
import { withDefaults } from '../datastreams/datastream.js';
import type { DatastreamDefinition } from '../datastreams/definition.js';
import type { TokenIssuer } from '../ims/tokens.js';
import { jsonAnswer, type EmulatorRequest, type WireAnswer } from '../wire.js';
import { listAcceptOf, lookupAcceptOf } from './accept.js';
import { inFormat } from './formats.js';
import { admit, type Gateway } from './gateway.js';
import { listed } from './listing.js';
import { GatewayRefusal, refusalAnswer, RegistryRefusal, type RefusalFacts } from './refusal.js';
import { altIdIn, xdmSchemas, type XdmSchema } from './schemas.js';

/** As they are listed for people. */
export const registryEndpoints: readonly string[] = [`GET ${tenantSchemasPath}`, `GET ${tenantSchemasPath}/{id}`];

/** An id that is quoted in an answer. */
const MAX_QUOTED_CHARACTERS = 200;

export interface SchemaRegistryOptions {
  /** Asked for once, with the first request that may read. */
  schemas: () => readonly JsonObject[];
  /** Name the organisations and their sandboxes. All of them have the same schemas. */
  datastreams: readonly DatastreamDefinition[];
  tokens: TokenIssuer;
}

export class SchemaRegistry {
  readonly #load: () => readonly JsonObject[];
  readonly #gateway: Gateway;
  #loaded: readonly XdmSchema[] | undefined;

  constructor({ schemas, datastreams, tokens }: SchemaRegistryOptions) {
    this.#load = schemas;
    this.#gateway = { tokens, sandboxes: sandboxesOf(datastreams) };
  }

  /** @returns undefined for a request to anything else. */
  answer(request: EmulatorRequest, facts: RefusalFacts): WireAnswer | undefined {
    const { method, path } = request;
    const id = path === tenantSchemasPath ? undefined : idIn(path);
    if (method !== 'GET' || (path !== tenantSchemasPath && id === undefined)) return undefined;
    try {
      admit(request, this.#gateway, facts.nowMs);
      return jsonAnswer(200, id === undefined ? this.#list(request) : this.#lookUp(id, request));
    } catch (error) {
      if (error instanceof GatewayRefusal || error instanceof RegistryRefusal) return refusalAnswer(error, facts);
      // A fault of the emulator, or a folder that went bad, is still an answer.
      const refusal = { status: 500, title: 'Internal Server Error' };
      return refusalAnswer(new RegistryRefusal(refusal, `The emulator failed: ${String(error)}`), facts);
    }
  }

  #list(request: EmulatorRequest): JsonObject {
    const format = listAcceptOf(request);
    return listed(this.#schemas(), request.query, (schema) =>
      format === 'xed-id' ? summaryOf(schema) : inFormat(schema, format),
    );
  }

  #lookUp(id: string, request: EmulatorRequest): JsonObject {
    const { format, version } = lookupAcceptOf(request);
    const schema = this.#schemas().find((each) => each.$id === id || altIdIn(each) === id);
    if (schema === undefined || !isOfVersion(schema, version)) throw notFound(id, version);
    return inFormat(schema, format);
  }

  #schemas(): readonly XdmSchema[] {
    return (this.#loaded ??= xdmSchemas(this.#load()));
  }
}

/** @returns undefined for a path that names no schema. What cannot be decoded is an id that nothing has. */
function idIn(path: string): string | undefined {
  const encoded = path.startsWith(`${tenantSchemasPath}/`) ? path.slice(tenantSchemasPath.length + 1) : '';
  if (encoded === '' || encoded.includes('/')) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** A major version means the latest minor one, and the files are that. */
function isOfVersion(schema: XdmSchema, version: string): boolean {
  return schema.version === version || schema.version.split('.')[0] === version;
}

function summaryOf(schema: XdmSchema): JsonObject {
  const { $id, title, version } = schema;
  return { $id, 'meta:altId': altIdIn(schema), version, title };
}

function notFound(id: string, version: string): RegistryRefusal {
  const quoted = id.length > MAX_QUOTED_CHARACTERS ? `${id.slice(0, MAX_QUOTED_CHARACTERS)}…` : id;
  return new RegistryRefusal(
    { status: 404, title: 'Resource Not Found', code: 'XDM-1012-404' },
    `Requested resource ${quoted} with version ${version} is not found`,
  );
}

/** A datastream may be misconfigured by naming what does not exist. */
function sandboxesOf(datastreams: readonly DatastreamDefinition[]): Map<string, Set<string>> {
  const sandboxes = new Map<string, Set<string>>();
  for (const { orgId, sandbox, misconfigured } of datastreams.map(withDefaults)) {
    if (misconfigured !== undefined) continue;
    sandboxes.set(orgId, (sandboxes.get(orgId) ?? new Set()).add(sandbox));
  }
  return sandboxes;
}
