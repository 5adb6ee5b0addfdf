/**
 * The proxy that a browser context is given. It ends TLS for the hosts of the Edge Network, so that every request to
 * them is read, whenever and by whomever it is sent, and passes on or refuses everything else.
 *
 * Not Playwright's own interception, which misses what is sent while a page unloads and the second hop of redirects:
 * both would reach Adobe.
 *
 * @see https://playwright.dev/docs/network#http-proxy
 */

import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import type { TapKey } from './certificate.js';
import type { Arrival } from './exchange.js';
import { failureText } from './failureText.js';
import type { Fate } from './hostPolicy.js';
import { passOn } from './plainHttp.js';
import { openTunnel, type UpstreamProxies } from './upstreamProxy.js';

export interface TapOptions {
  key: TapKey;
  fateOf(host: string): Fate;
  /** A request to the Edge Network, to be answered. */
  onEdge(arrival: Arrival): void;
  /** A request to another host on which Adobe collects data; it goes no further. */
  onGuarded(arrival: Arrival): void;
  /** A host that may not be reached. */
  onRefused(host: string): void;
  /** A host to which there was no way, and why, in words. */
  onUnreachable(host: string, reason: string): void;
  /** How other hosts are reached. */
  proxies: UpstreamProxies;
}

export interface Tap extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

export async function openTap(options: TapOptions): Promise<Tap> {
  const inner = createHttpsServer(options.key.certificate(), (request, response) =>
    take({ request, response, scheme: 'https' }, options),
  );
  const outer = createHttpServer((request, response) => take({ request, response, scheme: 'http' }, options));
  const open = new Set<Duplex>();
  outer.on('connection', (socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', ignore);
  });
  outer.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    void connect({ authority: request.url ?? '', socket, head }, { inner, outer }, options);
  });
  await new Promise<void>((resolve, reject) => outer.once('error', reject).listen(0, HOST, resolve));
  const { port } = outer.address() as AddressInfo;
  const close = () => closed(outer, open);
  return { url: `http://${HOST}:${port}`, close, [Symbol.asyncDispose]: close };
}

/** A request that can be read: inside TLS that ends here, or plain. */
function take(arrival: Arrival, options: TapOptions): void {
  const { request, response, scheme } = arrival;
  response.on('error', ignore);
  // A request to a proxy names the whole address, which is what would be dialled.
  const [, named = request.headers.host ?? ''] = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? '') ?? [];
  const host = hostNameIn(named);
  const fate = options.fateOf(host);
  if (host === '') response.writeHead(400).end();
  else if (fate === 'edge') options.onEdge(arrival);
  else if (fate === 'guarded') options.onGuarded(arrival);
  else if (fate === 'open' && scheme === 'http') {
    passOn(request, response, options.proxies.http).catch((error: unknown) => {
      const reason = failureText(error);
      options.onUnreachable(host, reason);
      if (response.headersSent) response.destroy();
      else response.writeHead(502, PLAIN_TEXT).end(`${host} could not be reached: ${reason}.`);
    });
  } else {
    options.onRefused(host);
    response.writeHead(403).end();
  }
}

interface Tunnel {
  /** Host and port. */
  authority: string;
  socket: Duplex;
  /** What the browser sent already. */
  head: Buffer;
}

async function connect(
  { authority, socket, head }: Tunnel,
  { inner, outer }: { inner: Server; outer: Server },
  options: TapOptions,
): Promise<void> {
  const host = hostNameIn(authority);
  const fate = options.fateOf(host);
  if (fate === 'refused') {
    options.onRefused(host);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  if (fate !== 'open') {
    socket.write(ESTABLISHED);
    if (head.length > 0) socket.unshift(head);
    // Not all that goes through a tunnel is TLS: a WebSocket without it asks for one, too.
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) inner.emit('connection', socket);
      else outer.emit('connection', socket.resume());
    });
    return;
  }
  try {
    const port = Number(/:(\d+)$/.exec(authority)?.[1] ?? 443);
    const onward = await openTunnel({ host, port }, options.proxies.https);
    socket.write(ESTABLISHED);
    onward.write(head);
    pipeline(socket, onward, socket, ignore);
  } catch (error) {
    // The browser says no more than that there was no tunnel.
    options.onUnreachable(host, failureText(error));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  }
}

/** What a TLS connection begins with. @see https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const TLS_HANDSHAKE = 0x16;

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

const PLAIN_TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** Without port. */
function hostNameIn(authority: string): string {
  return authority.replace(/:\d+$/, '').toLowerCase();
}

function closed(server: Server, open: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
  });
}

/** A browser cuts connections whenever it likes; what that means for a call is recorded with the call. */
function ignore(): void {}
