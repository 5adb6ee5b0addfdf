/** Pages with tags, on loopback: the real engine and the real Web SDK, and containers that a spec makes up. */

import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, type Page } from '@playwright/test';
import { tagEngineFile, webSdkFile } from './adobePackages.js';

/** The engine that runs a container. */
export const engine = readFileSync(tagEngineFile, 'utf8');

const webSdk = readFileSync(webSdkFile, 'utf8');

export const productionDatastream = '3c9d7f6e-5b1a-4b0e-9d57-0f6f5b2f7a10';
export const environmentId = 'EN0123456789abcdef0123456789abcdef';
export const propertyId = 'PR0123456789abcdef0123456789abcdef';
export const orgId = '0123456789ABCDEF01234567@AdobeOrg';

/** A part of a rule, by the path of its module. */
export const part = (modulePath: string, settings: object = {}) => ({
  modulePath: `core/src/lib/${modulePath}.js`,
  settings,
});
const onLoad = { ...part('events/libraryLoaded'), ruleOrder: 50 };

export const rules = {
  pageView: { id: 'RL1', name: 'Page view', events: [onLoad], actions: [part('actions/count')] },
  checkoutOnly: {
    id: 'RL2',
    name: 'Checkout only',
    events: [onLoad],
    conditions: [part('conditions/always'), part('conditions/path', { path: '/checkout' })],
    actions: [part('actions/count')],
  },
  broken: { id: 'RL3', name: 'Broken', events: [onLoad], actions: [part('actions/count'), part('actions/fail')] },
  click: {
    id: 'RL4',
    name: 'Click',
    events: [{ ...part('events/click'), ruleOrder: 50 }],
    actions: [part('actions/count')],
  },
};

/** Modules as they stand in a library: functions that fill `module.exports`. */
const modules = {
  'events/libraryLoaded': '(settings, trigger) => trigger()',
  'events/click': "(settings, trigger) => document.addEventListener('click', () => trigger())",
  'conditions/always': '() => true',
  'conditions/once': '() => (window.asked = (window.asked ?? 0) + 1) === 1',
  'conditions/path': '({ path }) => location.pathname === path',
  'actions/count': '() => { window.counted = (window.counted ?? 0) + 1; }',
  'actions/click': "() => document.querySelector('button').click()",
  'actions/fail': "() => { throw new Error('out of order'); }",
  'actions/slow': '() => new Promise((resolve) => { window.goOn = resolve; })',
  'dataElements/variable': "({ path }) => path.split('.').reduce((value, key) => value?.[key], window)",
};

export interface ContainerOptions {
  stage?: string;
  rules?: readonly object[];
  dataElements?: Record<string, object>;
  /** Beside the core extension. */
  extensions?: Record<string, object>;
  isSequential?: boolean;
}

export const dataElements = {
  'page name': part('dataElements/variable', { path: 'digitalData.page.name' }),
  'cart value': part('dataElements/variable', { path: 'digitalData.cart.value' }),
};

/** A library as Adobe builds it: the container, then the engine. */
export function tagLibrary(options: ContainerOptions = {}): string {
  const scripts = Object.entries(modules).map(
    ([path, code]) =>
      `${JSON.stringify(`core/src/lib/${path}.js`)}: { displayName: "", script(module) { module.exports = ${code}; } }`,
  );
  const container = {
    buildInfo: {
      minified: true,
      buildDate: '2026-01-15T09:30:00Z',
      turbineBuildDate: '2025-11-20T16:11:58Z',
      turbineVersion: '28.1.0',
    },
    environment: { id: environmentId, stage: options.stage ?? 'production' },
    dataElements: options.dataElements ?? dataElements,
    company: { orgId },
    property: {
      name: 'Shop',
      id: propertyId,
      settings: { domains: ['shop.example'], ruleComponentSequencingEnabled: options.isSequential ?? false },
    },
    rules: options.rules ?? [],
  };
  const others = JSON.stringify(options.extensions ?? {}).slice(1, -1);
  const core = `core: { displayName: 'Core', settings: {}, modules: { ${scripts.join(', ')} } }`;
  const json = JSON.stringify(container).slice(0, -1);
  return `window._satellite = window._satellite || {}; window._satellite.container = ${json}, extensions: { ${core}${others === '' ? '' : `, ${others}`} } };\n${engine}`;
}

/** What a page does before the code of the Web SDK is there, and that code. */
export function webSdkScripts(...names: string[]): string {
  const instances = (names.length === 0 ? ['alloy'] : names).map(
    (name) => `
      (window.__alloyNS = window.__alloyNS || []).push('${name}');
      window.${name} = (...args) => new Promise((resolve, reject) => window.${name}.q.push([resolve, reject, args]));
      window.${name}.q = [];`,
  );
  return `<script>${instances.join('')}</script><script src="/alloy.min.js"></script>`;
}

/** A function decides what is answered, and when. */
export type File = string | ((response: ServerResponse) => void);

export interface TagSite {
  url: string;
  /** By path. What begins with `<` is a page, all else a script. The Web SDK is at `/alloy.min.js`. */
  files: Record<string, File>;
}

export const libraryPath = '/launch-0123456789ab.min.js';
export const embedCode = `<script src="${libraryPath}" async></script>`;

export const test = base.extend<{ site: TagSite }>({
  site: async ({}, use) => {
    const files: Record<string, File> = { '/alloy.min.js': webSdk, '/': `<h1>Shop</h1>${embedCode}` };
    const server = createServer(({ url = '' }, response) => {
      const file = files[new URL(url, 'http://site').pathname];
      if (typeof file === 'function') file(response);
      else if (file === undefined) response.writeHead(404).end();
      else response.setHeader('content-type', file.startsWith('<') ? 'text/html' : 'text/javascript').end(file);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
});

/** Answers calls to the Edge Network, so that none leaves. */
export async function answerEdge(page: Page): Promise<void> {
  await page.route('https://edge.example/**', (route) =>
    route.fulfill({ json: { requestId: '2f1c6b1e-8f7a-4a43-9b51-0d6a4f5b7c11', handle: [] } }),
  );
}

/** Configures an instance of the Web SDK, and sends an event unless it is not to. */
export const useWebSdk = (datastreamId: string, { name = 'alloy', sends = true } = {}) => `<script>
  ${name}('configure', ${JSON.stringify({
    datastreamId,
    orgId,
    edgeDomain: 'edge.example',
    thirdPartyCookiesEnabled: false,
    idMigrationEnabled: false,
    defaultConsent: 'in',
  })});
  window.sent = ${sends} ? ${name}('sendEvent', { xdm: { eventType: 'web.webpagedetails.pageViews' } }) : undefined;
</script>`;
