/** A connection in live mode to a server on loopback, with every setting a spec needs. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type EdgeConnection } from '../../src/connect.js';
import type { EdgeOptions } from '../../src/config/settings.js';
import { planted } from './planted.js';

export const datastreamId = '5f5e4d3c-2b1a-4f0e-8d7c-6b5a49382716';
export const orgId = '0A1B2C3D4E5F60718293A4B5@AdobeOrg';

export function liveConnection(
  url: string,
  { use = {}, environment = {}, run }: { use?: EdgeOptions; environment?: Record<string, string>; run?: number } = {},
): Promise<EdgeConnection> {
  return connect({
    // A folder of its own, so that no .env is picked up.
    folder: mkdtempSync(join(tmpdir(), 'datastream-spec-')),
    use: { edgeTarget: 'live', ...use },
    environment: {
      EDGE_SERVER_URL: url,
      EDGE_DOMAIN: url,
      EDGE_IMS_URL: url,
      EDGE_DATASTREAM_ID: datastreamId,
      EDGE_ORG_ID: orgId,
      EDGE_ALLOWED_DATASTREAMS: datastreamId,
      EDGE_CLIENT_ID: planted.clientId,
      EDGE_ACCESS_TOKEN: planted.accessToken,
      ...environment,
    },
    ...(run === undefined ? {} : { run }),
  });
}
