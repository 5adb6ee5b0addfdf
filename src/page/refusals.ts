/** What the tap did not let through, or could not, and how a failure tells of it. */

import { EdgePageError } from '../errors.js';

/** A request that would have reached Adobe. */
export interface Leak {
  method: string;
  /** Host and path; the query may hold whatever the page knows of its visitor. */
  address: string;
  /** Page or frame that made it, as far as the browser says. */
  from: string | undefined;
}

const MAX_LISTED = 20;

/** @returns the error that fails a test of which a page tried to reach Adobe. */
export function leakError(leaks: readonly Leak[]): EdgePageError {
  const lines = leaks.map(
    ({ method, address, from }) => `${method} ${address}${from === undefined ? '' : ` from ${from}`}`,
  );
  return new EdgePageError(
    'EDGE_PAGE_LEAK',
    `A page tried to reach hosts on which Adobe collects data. Nothing was let through:\n${listed(lines)}`,
    {
      fix: 'The emulator stands in for the Edge Network only. Keep the page from sending there in tests, or run the test live.',
    },
  );
}

/** @returns the error that stands beside the failure of a test whose pages were kept from hosts. */
export function refusalError(hosts: ReadonlyMap<string, string | undefined>): EdgePageError {
  const names = [...hosts.keys()];
  const lines = [...hosts].map(([host, from]) => `${host}${from === undefined ? '' : `, asked for by ${from}`}`);
  return new EdgePageError(
    'EDGE_HOST_REFUSED',
    `Pages were kept from hosts that they asked for, which may be why the test failed:\n${listed(lines)}`,
    {
      fix: `Let a page reach them in an offline run: test.use({ edgeAllowHosts: [${names.map((name) => `'${name}'`).join(', ')}] }), or the same under "use" in playwright.config.ts.`,
    },
  );
}

/**
 * @param reasons by host, in words.
 * @returns the error that stands beside the failure of a test whose pages asked for hosts to which there was no way.
 */
export function unreachableError(reasons: ReadonlyMap<string, string>): EdgePageError {
  const lines = [...reasons].map(([host, reason]) => `${host}: ${reason}`);
  const isOfProxy = lines.some((line) => line.includes(': the proxy '));
  return new EdgePageError(
    'EDGE_HOST_UNREACHABLE',
    `Pages could not reach hosts that they asked for, which may be why the test failed:\n${listed(lines)}`,
    isOfProxy
      ? {
          fix: "The proxy is that of HTTPS_PROXY or HTTP_PROXY, or of Playwright's option proxy: look at its address, and at user and password in it. Hosts that are reached without it stand in NO_PROXY.",
        }
      : {},
  );
}

function listed(lines: readonly string[]): string {
  const shown = [...new Set(lines)].slice(0, MAX_LISTED).map((line) => `  ${line}`);
  const rest = new Set(lines).size - shown.length;
  return [...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}
