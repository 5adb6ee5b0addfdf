/** Everything that a process needs to talk to a datastream, wired together; the fixtures are a thin layer over it. */

import { Secret } from './config/secret.js';
import { loadConfig, settingProblem, type ConfigSources, type EdgeConfig } from './config/config.js';
import { EdgeClient, type EdgeClientOptions } from './edge/client.js';
import { openPool } from './edge/pool.js';
import { tokenSource, type TokenSource } from './edge/tokenSource.js';
import { tokenStoreOf } from './edge/tokenStore.js';
import { createEmulator, type Emulator } from './emulator/emulator.js';
import { loadDatastreams } from './emulator/datastreamFile.js';
import { loadRegistrySchemas } from './emulator/schemaRegistry/schemas.js';
import { answererOf, serveEmulator, type AnswerOn } from './emulator/server.js';
import { loadSchemaFolder } from './schema/folderCheck.js';

export interface ConnectOptions extends ConfigSources {
  /** Id of the process that started this one: all workers of a run share one token. Without it the token stays in this process. */
  run?: number;
}

export type ClientOptions = Pick<EdgeClientOptions, 'traffic' | 'report' | 'headers' | 'calls'>;

export interface EdgeConnection extends AsyncDisposable {
  /** Resolved to where calls really go: on the emulator its address, its credentials and its first datastream. */
  readonly config: EdgeConfig;
  readonly emulator: Emulator | undefined;
  /** How the emulator answers a request that somebody else has read; undefined in a live run. */
  readonly answerOn: AnswerOn | undefined;
  /** A visitor of its own; all clients of a connection share its sockets and its token. */
  client(options?: ClientOptions): EdgeClient;
  /** Values that must not appear in anything that is written. */
  readonly secrets: () => readonly string[];
  close(): Promise<void>;
}

/** What `connect` of connect.ts does. */
export async function openConnection({ run, ...sources }: ConnectOptions): Promise<EdgeConnection> {
  const loaded = loadConfig(sources);
  if (loaded.schemas !== undefined) loadSchemaFolder(loaded.schemas);

  const emulated = loaded.target === 'emulator' ? await startEmulator(loaded, sources) : undefined;
  const config = emulated?.config ?? loaded;
  const pool = await openPool();
  // The emulator's credentials are printed by its own command line; masking the word "emulator" would only confuse.
  const configured = emulated ? [] : configuredSecrets(config);
  const store = run === undefined || emulated ? undefined : tokenStoreOf(config, run);
  const tokens = tokenSource(config, { dispatcher: pool, store, secrets: configured });
  const secrets = allSecrets(configured, tokens);

  const close = async () => {
    await pool.destroy();
    await emulated?.server.close();
  };
  return {
    config,
    emulator: emulated?.emulator,
    answerOn: emulated && answererOf(emulated.emulator),
    client: (options) => new EdgeClient({ ...options, config, dispatcher: pool, tokens, secrets, ...targetOf(config) }),
    secrets,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Asked for with every answer, so the list is made anew only when there is another token. */
function allSecrets(configured: readonly string[], tokens: TokenSource): () => readonly string[] {
  let known: readonly string[] = [];
  let all = configured;
  return () => {
    if (tokens.known() !== known) {
      known = tokens.known();
      all = [...configured, ...known];
    }
    return all;
  };
}

async function startEmulator(loaded: EdgeConfig, sources: ConfigSources) {
  const definitions = loadDatastreams(loaded.datastreams);
  const { schemas } = loaded;
  const emulator = createEmulator({
    ...definitions,
    schemas: () => (schemas === undefined ? [] : loadRegistrySchemas(schemas)),
  });
  const { datastreamId = emulator.defaultDatastream.id } = loaded;
  const datastream = findDatastream(emulator, datastreamId);
  if (datastream === undefined) {
    const known = emulator.datastreams.map(({ id, name }) => `${id} (${name})`).join(', ');
    const place = loaded.datastreams ?? 'the built-in demonstration';
    throw settingProblem('edgeDatastreamId', `a datastream of ${place}: ${known}`, sources);
  }
  const server = await serveEmulator(emulator);
  const config: EdgeConfig = Object.freeze({
    ...loaded,
    serverUrl: server.url,
    edgeUrl: server.url,
    imsUrl: server.url,
    platformUrl: server.url,
    datastreamId,
    orgId: loaded.orgId ?? datastream.orgId,
    credentials: Object.freeze({
      ...loaded.credentials,
      clientId: new Secret(emulator.credential.clientId),
      clientSecret: new Secret(emulator.credential.clientSecret),
      accessToken: undefined,
    }),
  });
  return { emulator, server, config };
}

/** An id may name one of the datastream's three environments as well. */
function findDatastream({ datastreams }: Emulator, datastreamId: string) {
  const id = datastreamId.replace(/:(dev|stage|prod)$/, '');
  return datastreams.find((datastream) => datastream.id === datastreamId || datastream.id === id);
}

function targetOf({ datastreamId, orgId }: EdgeConfig): { datastreamId: string; orgId: string } {
  // loadConfig insists on both in live mode, and the emulator fills them in.
  return { datastreamId: datastreamId!, orgId: orgId! };
}

/** The access token is among those that the token source knows. */
function configuredSecrets({ credentials }: EdgeConfig): string[] {
  const { clientId, clientSecret, assuranceToken } = credentials;
  return [clientId, clientSecret, assuranceToken].flatMap((secret) => secret?.reveal() ?? []);
}
