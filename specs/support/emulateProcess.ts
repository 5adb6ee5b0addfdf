/** The emulator as a process of its own, which a live run takes for Adobe's hosts. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface EmulateProcess extends AsyncDisposable {
  /** The line it printed, parsed. */
  announced: Announcement;
  url: string;
  datastreamId: string;
  orgId: string;
  /** Settings of a live run that talks to it, and may write to its first datastream. */
  environment: Record<string, string>;
  tokenRequests(): Promise<number>;
  /** Ends it as an operator would, and returns the exit code. */
  interrupt(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
}

interface Announcement {
  url: string;
  datastreamId: string;
  orgId: string;
  clientId: string;
  clientSecret: string;
}

/** A spec that times out disposes of nothing, and a child outlives the worker that started it. */
export function endsWithWorker(child: ChildProcess): void {
  const end = () => child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

export async function startEmulate(
  args: string[] = ['--datastreams', 'fixtures/datastreams.json'],
): Promise<EmulateProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'emulate', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endsWithWorker(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const announced = JSON.parse(line) as Announcement;
  const { url, datastreamId, orgId, clientId, clientSecret } = announced;

  const interrupt = async (signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM') => {
    if (child.exitCode !== null) return child.exitCode;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  return {
    announced,
    url,
    datastreamId,
    orgId,
    environment: {
      EDGE_TARGET: 'live',
      EDGE_SERVER_URL: url,
      EDGE_IMS_URL: url,
      EDGE_DOMAIN: url,
      EDGE_DATASTREAM_ID: datastreamId,
      EDGE_ORG_ID: orgId,
      EDGE_ALLOWED_DATASTREAMS: datastreamId,
      EDGE_CLIENT_ID: clientId,
      EDGE_CLIENT_SECRET: clientSecret,
    },
    async tokenRequests() {
      const health = (await (await fetch(`${url}/__emulator/health`)).json()) as { tokenRequests: number };
      return health.tokenRequests;
    },
    interrupt,
    async [Symbol.asyncDispose]() {
      await interrupt();
    },
  };
}
