/** The shop of `fixtures/site` on loopback, with the real Web SDK and tag libraries put together as Adobe Tags would. */

import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { tagEngineFile, webSdkFile } from './adobePackages.js';

/** What differs from `fixtures/site/settings.json`. */
export interface SiteOptions {
  /** Whose tag library the pages install. */
  environment?: 'production' | 'staging' | 'development';
  /** Of the production library, and of the page that does without one. */
  datastreamId?: string;
  stagingDatastreamId?: string;
  developmentDatastreamId?: string;
  orgId?: string;
  edgeDomain?: string;
  /** The Web SDK's own default is true, with which the first request goes to adobedc.demdex.net. */
  thirdPartyCookiesEnabled?: boolean;
}

export interface Site extends AsyncDisposable {
  url: string;
  close(): Promise<void>;
}

type Read = (file: string) => Promise<string | Buffer>;

interface Container {
  extensions: Record<string, { modules: Record<string, object> }>;
}

const ROOT = join(import.meta.dirname, '../../fixtures/site');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
};
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ERR_INVALID_URL', 'ERR_INVALID_ARG_VALUE']);

export async function serveSite(options: SiteOptions = {}): Promise<Site> {
  const settings: Record<string, unknown> = {
    ...(JSON.parse(await readFile(join(ROOT, 'settings.json'), 'utf8')) as object),
    ...options,
  };
  const read = reader(settings);
  const server = createServer((request, response) => void answer(request.url ?? '/', response, read));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function answer(url: string, response: ServerResponse, read: Read): Promise<void> {
  try {
    const path = pathOf(url);
    const [, library] = /^\/tags\/launch-([a-z]+)\.min\.js$/.exec(path) ?? [];
    const content = library === undefined ? await read(path) : await tagLibrary(library, read);
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(content);
  } catch (error) {
    const status = error instanceof URIError || MISSING.has((error as NodeJS.ErrnoException).code ?? '') ? 404 : 500;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(String(error));
  }
}

/** `/checkout` is `/checkout.html`, as on most hosts of static files. */
function pathOf(url: string): string {
  const path = decodeURIComponent(new URL(url, 'http://site').pathname);
  if (path.endsWith('/')) return `${path}index.html`;
  return extname(path) === '' ? `${path}.html` : path;
}

/** Reads a file below the root, with settings in the places that are kept for them: `'{{orgId}}'`. */
function reader(settings: Record<string, unknown>): Read {
  const fill = (text: string) =>
    // In quotes it is a value in a script or in JSON, quotes included; else a part of something longer.
    text.replace(/(["']?)\{\{(\w+)\}\}\1/g, (_, quote: string, name: string) =>
      quote === '' ? String(settings[name]) : JSON.stringify(settings[name]),
    );
  return async (path) => {
    if (path === '/vendor/alloy.min.js') return await readFile(webSdkFile);
    const file = join(ROOT, path);
    if (!file.startsWith(ROOT + sep)) throw Object.assign(new Error(`${path} is outside`), { code: 'ENOENT' });
    const content = await readFile(file);
    return /\.(html|json)$/.test(file) ? fill(content.toString()) : content;
  };
}

/** The container, what its environment changes in it, the modules of its extensions, and the engine that runs it. */
async function tagLibrary(environment: string, read: Read): Promise<string> {
  const json = async (file: string) => JSON.parse(String(await read(`/tags/${file}.json`))) as Container;
  const container = { ...(await json('container')), ...(await json(`environments/${environment}`)) };
  const modules = Object.entries(container.extensions).flatMap(([name, extension]) =>
    Object.keys(extension.modules).map(async (path) => {
      const place = `extensions[${JSON.stringify(name)}].modules[${JSON.stringify(path)}]`;
      const source = String(await read(`/tags/${path}`));
      return `_satellite.container.${place}.script = function (module, exports, require, turbine) {\n${source}};`;
    }),
  );
  return [
    'window._satellite = window._satellite || {};',
    `window._satellite.container = ${JSON.stringify(container)};`,
    ...(await Promise.all(modules)),
    await readFile(tagEngineFile, 'utf8'),
  ].join('\n');
}
