/** The way out through a company's own proxy. */

import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { BrowserContextOptions } from '@playwright/test';
import { isLoopback } from './hostPolicy.js';

/** A proxy that stands between this machine and the net. */
export interface UpstreamProxy {
  /** `http://` or `https://`, without credentials. */
  url: string;
  /** `user:password` */
  credentials?: string | undefined;
  /** Hosts that are reached without it, as in `NO_PROXY`. */
  except: readonly string[];
}

/** A proxy as Playwright's option and contexts name one. */
export function asUpstream(proxy: NonNullable<BrowserContextOptions['proxy']>): UpstreamProxy {
  const { server, bypass = '', username, password = '' } = proxy;
  return {
    url: server.includes('://') ? server : `http://${server}`,
    credentials: username === undefined ? undefined : `${username}:${password}`,
    except: bypass
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  };
}

/** Whether a host is reached through the proxy. An entry stands for its subdomains too; `*` for all hosts. */
export function goesThrough(proxy: UpstreamProxy | undefined, host: string): proxy is UpstreamProxy {
  // No proxy of a company reaches this machine.
  if (proxy === undefined || isLoopback(host)) return false;
  const name = host.toLowerCase();
  return !proxy.except.some((entry) => {
    const suffix = entry
      .toLowerCase()
      .replace(/^\*?\./, '')
      .replace(/:\d+$/, '');
    return suffix === '*' || name === suffix || name.endsWith(`.${suffix}`);
  });
}

/** A connection to a host, through the proxy where it goes through one. @throws what ended the attempt. */
export function openTunnel(host: string, port: number, proxy: UpstreamProxy | undefined): Promise<Duplex> {
  return goesThrough(proxy, host) ? throughProxy(`${host}:${port}`, proxy) : directly(host, port);
}

function directly(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // A family that does not answer is not waited for.
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, autoSelectFamily: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function throughProxy(authority: string, { url, credentials }: UpstreamProxy): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const request = requestTo(url)(url, {
      method: 'CONNECT',
      path: authority,
      agent: false,
      headers: { host: authority, ...proxyAuthorization(credentials) },
    });
    request.once('connect', (response, socket, head) => {
      if (response.statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`the proxy answered ${response.statusCode} to CONNECT`));
    });
    request.once('error', reject);
    request.end();
  });
}

/** What sends a request to an address of that scheme. */
export function requestTo(url: string): typeof httpRequest {
  return url.startsWith('https:') ? httpsRequest : httpRequest;
}

export function proxyAuthorization(credentials: string | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
