/** The proxies of a company, as the environment names them. */

import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { loadConfig } from '../../../src/config/config.js';
import { revealProxy } from '../../../src/config/proxy.js';

const proxyOf = (environment: Record<string, string>) =>
  loadConfig({ folder: test.info().outputPath('none'), environment }).proxy;

test('each scheme has its own, and the other spelling is read as well', () => {
  expect(
    revealProxy(proxyOf({ HTTP_PROXY: 'proxy.example:3128', https_proxy: 'https://kim:p%40ss@other.example' })),
  ).toEqual({
    http: { url: 'http://proxy.example:3128', credentials: undefined, except: [] },
    https: { url: 'https://other.example', credentials: 'kim:p@ss', except: [] },
  });
  expect(revealProxy(proxyOf({ HTTPS_PROXY: 'http://proxy.example', NO_PROXY: 'a.example, .b.example' }))).toEqual({
    http: undefined,
    https: { url: 'http://proxy.example', credentials: undefined, except: ['a.example', '.b.example'] },
  });
});

for (const variable of ['HTTP_PROXY', 'HTTPS_PROXY']) {
  test(`${variable} of another kind is refused, without its password`, () => {
    const proxy = proxyOf({ [variable]: 'socks5://kim:planted@proxy.example' });
    expect(() => revealProxy(proxy)).toThrow(
      `${variable} is no address of an http proxy that pages can use.\nWrite it as http://user:password@host:port, with % and @ in the password as %25 and %40, or unset it.\n[EDGE_CONFIG_INVALID]`,
    );
    expect(inspect(proxy, { depth: 5 }) + JSON.stringify(proxy)).not.toContain('planted');
  });
}
