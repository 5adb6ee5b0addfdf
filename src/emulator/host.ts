/**
 * Which host a request is meant for, which decides whether it must carry a token.
 *
 * Behind the tap or a proxy the `Host` header holds the real name. On a bare loopback name there is none to read, so
 * the credentials decide: a request that carries any of the three headers meant to be authenticated, and one that
 * forgot only its token is told so.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/authentication
 */

import { demdexHost, serverHost } from '../protocol/hosts.js';
import { headerOf, type WireRequest } from './wire.js';

export const credentialHeaders = ['authorization', 'x-api-key', 'x-gw-ims-org-id'] as const;

export interface Host {
  /**
   * The server-to-server host always asks for a token; the others only where the datastream does. The third-party host
   * knows visitors by a cookie of its own.
   */
  kind: 'edge' | 'server' | 'third-party';
  /** From `<hint>.server.adobedc.net`. */
  locationHint?: string;
}

export function hostOf(request: WireRequest): Host {
  const name = hostNameOf(request);
  if (name === demdexHost) return { kind: 'third-party' };
  if (name === serverHost) return { kind: 'server' };
  if (name.endsWith(`.${serverHost}`)) return { kind: 'server', locationHint: name.slice(0, -serverHost.length - 1) };
  if (!isLoopback(name)) return { kind: 'edge' };
  const carriesCredentials = credentialHeaders.some((header) => headerOf(request, header) !== undefined);
  return { kind: carriesCredentials ? 'server' : 'edge' };
}

/** Lower case, without port. */
export function hostNameOf(request: WireRequest): string {
  return (headerOf(request, 'host') ?? 'localhost').toLowerCase().replace(/:\d*$/, '');
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d+){3}$/.test(name);
}
