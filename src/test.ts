/** The fixtures of pages, on top of those of calls: wiring only. */

import type {
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from '@playwright/test';
import { findChromium } from './config/chromium.js';
import { folderOf } from './config/folder.js';
import { revealProxy } from './config/proxy.js';
import type { EdgeXdmOptions } from './config/settings.js';
import type { EdgeConnection } from './connect.js';
import { annotateTarget, edgeTest, trafficOf } from './edgeTest.js';
import type { CurrentTest, EdgeFixtures, EdgeWorkerFixtures, EdgeWorkerOptions } from './edgeTest.js';
import { EdgeUsageError } from './errors.js';
import { makeTapKey, type TapKey } from './page/certificate.js';
import type { HostRules } from './page/hostPolicy.js';
import type { Tag } from './page/tag.js';
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

/** Written down, because the compiler would name a package in the published types that users do not depend on. */
type Test = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & EdgeFixtures & EdgeXdmOptions & PageFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & EdgeWorkerFixtures & EdgeWorkerOptions & PageWorkerFixtures
>;

export const test: Test = edgeTest.extend<PageFixtures, PageWorkerFixtures>({
  _edgeTapKey: [({}, use) => use(makeTapKey()), { scope: 'worker', box: true }],

  // Evaluated in every worker, with or without pages: it costs a key and no more.
  launchOptions: [
    ({ launchOptions, browserName, playwright, _edgeTapKey }, use, { project, config }) => {
      if (browserName !== 'chromium') return use(launchOptions);
      const { args = [], executablePath } = launchOptions;
      const own = playwright.chromium.executablePath();
      const hasChannel = (project.use.channel ?? launchOptions.channel) !== undefined;
      const found = hasChannel ? own : findChromium(own, folderOf(config));
      return use({
        ...launchOptions,
        // Playwright knows best how to start its own.
        ...(executablePath === undefined && found !== undefined && found !== own && { executablePath: found }),
        args: [...args, trustIn(_edgeTapKey)],
      });
    },
    { scope: 'worker', box: true },
  ],

  browser: [
    async ({ browser, launchOptions, _edgeConnection, _edgeTapKey, _edgeTest }, use, { project }) => {
      if (browser.browserType().name() === 'chromium' && launchOptions.args?.includes(trustIn(_edgeTapKey)) !== true) {
        throw notTrusted();
      }
      const { asUpstream, emulatedRoute, openLiveRoute, PageSession, tapContexts } = await import('./page/index.js');
      const { answerOn, config } = _edgeConnection;
      await using route = answerOn === undefined ? openLiveRoute(config.edgeUrl) : emulatedRoute(answerOn);
      const companyProxies = revealProxy(config.proxy);
      const pages = new PageSession({
        ...ofCurrentTest(_edgeConnection, _edgeTest, project.use.baseURL),
        proxies: () => {
          const ownProxy = _edgeTest.proxy ?? project.use.proxy ?? launchOptions.proxy;
          return ownProxy === undefined ? companyProxies : asUpstream(ownProxy);
        },
        key: _edgeTapKey,
        route,
      });
      _edgeTest.pages = pages;
      const takeAway = tapContexts(browser, pages);
      await use(browser);
      takeAway();
      _edgeTest.pages = undefined;
      await pages.close();
      // What pages did after the last test, in `afterAll` for instance.
      const fault = pages.takeFault(false);
      if (fault !== undefined) throw fault;
    },
    { scope: 'worker', timeout: 0 },
  ],

  context: async ({ context, _edgeConnection, _edgeNamespace, _edgeTest }, use, testInfo) => {
    annotateTarget(testInfo, _edgeConnection);
    if (_edgeTest.pages?.has(context) !== true) throw notTapped();
    await use(context);
    // Its pages are closed here, and not by the fixture below: the namespace is to last until they have sent their last event.
    await context.close();
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

/** For the browser, to take the tap for the Edge Network. */
function trustIn({ hash }: TapKey): string {
  return `--ignore-certificate-errors-spki-list=${hash}`;
}

/** Playwright puts an option of a spec file in the place of the fixture, which would have added to one of the project. */
function notTrusted(): EdgeUsageError {
  return new EdgeUsageError(
    'EDGE_OPTION_INVALID',
    'launchOptions of a spec file take the place of those that have the browser trust the tap.',
    { fix: 'Set them under "use" in playwright.config.ts, in a project of their own if need be.' },
  );
}

/** Whose a call is, and what its page may reach, depends on the test that runs when it is sent. */
function ofCurrentTest(connection: EdgeConnection, current: CurrentTest, projectURL: string | undefined) {
  const { target, edgeHosts, allowHosts } = connection.config;
  return {
    traffic: () => (current.traffic ??= trafficOf(connection)),
    rules: (): HostRules => {
      const ownHosts = [current.baseURL, projectURL]
        .filter((url) => url !== undefined && URL.canParse(url))
        .map((url) => new URL(url!).hostname);
      return { target, edgeHosts, allowHosts: [...allowHosts, ...ownHosts] };
    },
    headers: (): Record<string, string> => {
      const { namespace } = current;
      return connection.emulator === undefined || namespace === undefined ? {} : { [namespaceHeader]: namespace };
    },
  };
}
