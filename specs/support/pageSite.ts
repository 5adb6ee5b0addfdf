/** A site of a few pages on this machine. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PageSite extends AsyncDisposable {
  /** Without a slash at its end. */
  url: string;
  /** Paths that were asked for, oldest first. */
  asked: string[];
}

export interface PageSiteOptions {
  /** `user:password` of basic authentication. */
  credentials?: string;
}

/** @param pages HTML, JavaScript where the path ends in `.js`, or an address to go on to. */
export async function pageSite(
  pages: Record<string, string>,
  { credentials }: PageSiteOptions = {},
): Promise<PageSite> {
  const admission = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*/s, '');
    asked.push(path);
    if (admission !== undefined && request.headers.authorization !== admission) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="staging"' }).end();
      return;
    }
    const contentType = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    const page = pages[path];
    if (page?.startsWith('https:') === true) {
      response.writeHead(302, { location: page }).end();
      return;
    }
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': contentType }).end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
