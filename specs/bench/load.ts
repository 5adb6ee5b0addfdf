/** As many calls as a server can take, from a client that costs next to nothing: the server is what is measured. */

import { connect } from 'node:net';

const AT_ONCE = 32;

export interface Load {
  url: string;
  /** Path and query. */
  path: string;
  body: string;
  calls: number;
}

/** Resolves when all answers are there, 32 of them under way at once, each on a connection of its own. */
export async function load({ url, path, body, calls }: Load): Promise<void> {
  const { hostname, port } = new URL(url);
  const head = `POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n`;
  const request = Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  let left = calls;
  const next = () => (left-- > 0 ? request : undefined);
  await Promise.all(Array.from({ length: AT_ONCE }, () => talk(Number(port), hostname, next)));
}

function talk(port: number, host: string, next: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true });
    let missing = 0;
    const send = () => {
      const request = next();
      if (request === undefined) socket.end();
      else socket.write(request);
    };
    socket.on('connect', send);
    socket.on('data', (bytes: Buffer) => {
      missing = (missing === 0 ? lengthOf(bytes) : missing) - bytes.length;
      if (missing === 0) send();
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

/** Of the answer that begins here. On loopback a head comes in one piece. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n');
  const length = /^content-length: (\d+)/im.exec(bytes.toString('latin1', 0, end))?.[1];
  if (end === -1 || length === undefined) throw new Error(`No head with a length: ${bytes.toString('latin1', 0, 200)}`);
  return end + 4 + Number(length);
}
