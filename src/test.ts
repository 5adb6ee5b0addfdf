/** The fixtures of pages, on top of those of calls: wiring only. */

import { findChromium } from './config/chromium.js';
import { revealProxy } from './config/proxy.js';
import { edgeTest, trafficOf, type CurrentTest } from './edgeTest.js';
import type { EdgeConnection } from './connect.js';
import { makeTapKey, type TapKey } from './page/certificate.js';
import type { HostRules } from './page/hostPolicy.js';
import type { Tag } from './page/tag.js';
import { EdgeUsageError } from './errors.js';
import { namespaceHeader } from './protocol/namespace.js';

export type { EdgeEmulator, EdgeFixtures, EdgeWorkerFixtures } from './edgeTest.js';

export interface PageFixtures {
  /** The Adobe Tags library of the test's page. Named by a test, it also tells which rules fire. */
  tag: Tag;
}

export interface PageWorkerFixtures {
  /** Of the certificate that browsers of this worker are told to trust. */
  _edgeTapKey: TapKey;
}

export const test = edgeTest.extend<PageFixtures, PageWorkerFixtures>({
  _edgeTapKey: [({}, use) => use(makeTapKey()), { scope: 'worker', box: true }],

  // Evaluated in every worker, with or without pages: it costs a key and no more.
  launchOptions: [
    ({ launchOptions, browserName, playwright, _edgeTapKey }, use, { project }) => {
      if (browserName !== 'chromium') return use(launchOptions);
      const { args = [], executablePath } = launchOptions;
      const found = project.use.channel === undefined ? findChromium(playwright.chromium.executablePath()) : undefined;
      return use({
        ...launchOptions,
        ...(executablePath === undefined && found !== undefined && { executablePath: found }),
        args: [...args, `--ignore-certificate-errors-spki-list=${_edgeTapKey.hash}`],
      });
    },
    { scope: 'worker', box: true },
  ],

  browser: [
    async ({ browser, _edgeConnection, _edgeTapKey, _edgeTest }, use) => {
      const { asUpstream, emulatedRoute, openLiveRoute, PageSession, tapContexts } = await import('./page/index.js');
      const { answerOn, config } = _edgeConnection;
      await using route = answerOn === undefined ? openLiveRoute(config.edgeUrl) : emulatedRoute(answerOn);
      const newSession = () =>
        new PageSession({
          ...sessionOptions(_edgeConnection, _edgeTest),
          proxy: _edgeTest.proxy === undefined ? revealProxy(config.proxy) : asUpstream(_edgeTest.proxy),
          key: _edgeTapKey,
          route,
        });
      const takeAway = tapContexts(browser, () =>
        _edgeTest.namespace === undefined
          ? (_edgeTest.sharedPages ??= newSession())
          : (_edgeTest.pages ??= newSession()),
      );
      await use(browser);
      takeAway();
      await _edgeTest.sharedPages?.close();
      delete _edgeTest.sharedPages;
    },
    { scope: 'worker', timeout: 0 },
  ],

  context: async ({ context, _edgeNamespace, _edgeTest }, use) => {
    if (_edgeTest.pages?.has(context) !== true) throw notTapped();
    await use(context);
    await _edgeTest.pages.closePages();
    // Asked for so that it stays until the last page has sent its last event.
    void _edgeNamespace;
  },

  tag: [
    async ({ context, page }, use) => {
      const { Tag, TagRuleLog } = await import('./page/index.js');
      await use(new Tag(page, await TagRuleLog.record(context)));
    },
    { box: true },
  ],
});

/** Playwright hands on one context from test to test then, past everything that a test could say of it. */
function notTapped(): EdgeUsageError {
  return new EdgeUsageError(
    'EDGE_OPTION_INVALID',
    'A context that is reused has no tap: its events would reach Adobe unseen.',
    {
      fix: 'Leave out the option reuseContext, and "Show browser" of the editor.',
    },
  );
}

/** What a page may do, and whose it is, is asked for with every request: it may outlive the test that opened it. */
function sessionOptions(connection: EdgeConnection, current: CurrentTest) {
  const { target, edgeHosts, allowHosts } = connection.config;
  return {
    traffic: () => (current.traffic ??= trafficOf(connection)),
    rules: (): HostRules => {
      const { baseURL } = current;
      const ownHost = baseURL !== undefined && URL.canParse(baseURL) ? [new URL(baseURL).hostname] : [];
      return { target, edgeHosts, allowHosts: [...allowHosts, ...ownHost] };
    },
    headers: (): Record<string, string> => {
      const { namespace } = current;
      return connection.emulator === undefined || namespace === undefined ? {} : { [namespaceHeader]: namespace };
    },
  };
}
