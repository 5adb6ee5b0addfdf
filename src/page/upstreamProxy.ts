/** The way out through a company's own proxy. */

import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { BrowserContextOptions } from '@playwright/test';
import { proxyRefused, proxyUnreachable } from './failureText.js';
import { isLoopback } from './hostPolicy.js';

/** A proxy that stands between this machine and the net. */
export interface UpstreamProxy {
  /** `http://` or `https://`, without credentials. */
  url: string;
  /** `user:password` */
  credentials?: string | undefined;
  /** Hosts that are reached without it, as in `NO_PROXY`. */
  except: readonly string[];
  /** Playwright has its own option hold for this machine too; a company's proxy does not reach it. */
  coversLoopback?: boolean;
}

/** By the scheme of what is asked for; directly where there is none. */
export interface UpstreamProxies {
  http: UpstreamProxy | undefined;
  https: UpstreamProxy | undefined;
}

/** Longer than a connection takes, shorter than a test has time. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A proxy as Playwright's option and contexts name one: for whatever scheme. */
export function asUpstream(proxy: NonNullable<BrowserContextOptions['proxy']>): UpstreamProxies {
  const { server, bypass = '', username, password = '' } = proxy;
  const upstream = {
    url: server.includes('://') ? server : `http://${server}`,
    credentials: username === undefined ? undefined : `${username}:${password}`,
    except: bypass
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
    coversLoopback: true,
  };
  return { http: upstream, https: upstream };
}

/** Whether a host is reached through the proxy. An entry stands for its subdomains too; `*` for all hosts. */
export function goesThrough(proxy: UpstreamProxy | undefined, host: string): proxy is UpstreamProxy {
  if (proxy === undefined || (isLoopback(host) && proxy.coversLoopback !== true)) return false;
  const name = host.toLowerCase();
  return !proxy.except.some((entry) => {
    const suffix = entry
      .toLowerCase()
      .replace(/^\*?\./, '')
      .replace(/:\d+$/, '');
    return suffix === '*' || name === suffix || name.endsWith(`.${suffix}`);
  });
}

/**
 * A connection to a host, through the proxy where it goes through one.
 *
 * @throws ProxyError, or what ended a direct attempt.
 */
export function openTunnel(
  { host, port }: { host: string; port: number },
  proxy: UpstreamProxy | undefined,
  timeoutMs: number = CONNECT_TIMEOUT_MS,
): Promise<Socket> {
  if (goesThrough(proxy, host)) return throughProxy(`${host}:${port}`, proxy, timeoutMs);
  return directly(host, port, timeoutMs);
}

function directly(host: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // A family that does not answer is not waited for.
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, autoSelectFamily: true });
    socket.setTimeout(timeoutMs, () => socket.destroy(tooLate()));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.setTimeout(0).off('error', reject);
      resolve(socket);
    });
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function throughProxy(authority: string, { url, credentials }: UpstreamProxy, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = requestTo(url)(url, {
      method: 'CONNECT',
      path: authority,
      agent: false,
      timeout: timeoutMs,
      headers: { host: authority, ...proxyAuthorization(credentials) },
    });
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket.setTimeout(0));
        return;
      }
      socket.destroy();
      reject(proxyRefused(url, statusCode, 'CONNECT'));
    });
    request.once('timeout', () => request.destroy(tooLate()));
    request.once('error', (error) => reject(proxyUnreachable(url, error)));
    request.end();
  });
}

/** As the system says it, only sooner. */
function tooLate(): Error {
  return Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
}

/** What sends a request to an address of that scheme. */
export function requestTo(url: string): typeof httpRequest {
  return url.startsWith('https:') ? httpsRequest : httpRequest;
}

export function proxyAuthorization(credentials: string | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
