/** Puts a tap in front of every context of a browser, whoever opens it: the fixtures `context` and `page`, or a test itself. */

import type { Browser } from '@playwright/test';
import type { PageSession } from './session.js';

/**
 * The method itself is replaced, because an override of the fixture `context` would leave out contexts that a test
 * opens, and one of the option `proxy` would start a tap for tests that open no page.
 *
 * @returns what takes the tap away.
 */
export function tapContexts(browser: Browser, session: PageSession): () => void {
  const open = browser.newContext.bind(browser);
  const isChromium = browser.browserType().name() === 'chromium';
  browser.newContext = (options = {}) => session.newContext(open, options, isChromium);
  const ended = () => session.remark('the browser has ended');
  browser.once('disconnected', ended);
  return () => {
    browser.newContext = open;
    browser.off('disconnected', ended);
  };
}
