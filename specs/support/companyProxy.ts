/** A company's proxy on this machine, and behind it what stands for all hosts of the net: one TLS server. */

import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import { makeTapKey } from '../../src/page/certificate.js';

export interface CompanyProxy extends AsyncDisposable {
  url: string;
  /** What it was asked to connect to, or for a page of, with the credentials that came along. */
  asked: { authority: string; credentials: string | undefined }[];
}

interface CompanyProxyOptions {
  /** What it answers to all, instead of letting them through: a status, or nothing ever. */
  refusal?: 407 | 403 | 'silence';
}

/** @param answer for every request to any host; its certificate is signed by nobody. */
export async function companyProxy(
  answer: RequestListener,
  { refusal }: CompanyProxyOptions = {},
): Promise<CompanyProxy> {
  const asked: CompanyProxy['asked'] = [];
  const open = new Set<Duplex>();
  const net = createHttpsServer(makeTapKey().certificate(), answer);
  const netPort = await listen(net);
  const note = ({ url = '', headers }: IncomingMessage) => {
    const authority = URL.canParse(url) && url.startsWith('http') ? new URL(url).host : url;
    asked.push({ authority, credentials: headers['proxy-authorization'] });
  };
  const proxy = createHttpServer((request, response) => {
    note(request);
    if (refusal === undefined) answer(request, response);
    else if (refusal !== 'silence')
      response.writeHead(refusal, { 'proxy-authenticate': 'Basic realm="company"' }).end();
  });
  proxy.on('connection', (socket: Duplex) => open.add(socket));
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    note(request);
    if (refusal === 'silence') return;
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nproxy-authenticate: Basic realm="company"\r\n\r\n`);
      return;
    }
    const onward = connect(netPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.write(head);
      pipeline(socket, onward, socket, () => {});
    });
  });
  const port = await listen(proxy);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      net.closeAllConnections();
      await Promise.all([net, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
