/** A company's proxy on this machine, and behind it what stands for all hosts of the net: one TLS server. */

import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import { makeTapKey } from '../../src/page/certificate.js';

export interface CompanyProxy extends AsyncDisposable {
  url: string;
  /** What it was asked to connect to, with the credentials that came along. */
  asked: { authority: string; credentials: string | undefined }[];
}

/** @param answer for every request to any host; its certificate is signed by nobody. */
export async function companyProxy(answer: RequestListener): Promise<CompanyProxy> {
  const asked: CompanyProxy['asked'] = [];
  const open = new Set<Duplex>();
  const net = createHttpsServer(makeTapKey().certificate(), answer);
  const netPort = await listen(net);
  const proxy = createHttpServer();
  proxy.on('connection', (socket: Duplex) => open.add(socket));
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket: Duplex, head: Buffer) => {
    asked.push({ authority: url, credentials: headers['proxy-authorization'] });
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
