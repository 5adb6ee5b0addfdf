/**
 * The one place that reaches into Playwright: what it takes of pages for its report, a screenshot and their contents,
 * it takes when their context is closed. Then our pages are closed already.
 */

import type { BrowserContext } from '@playwright/test';

interface Instrumented {
  _instrumentation?: { runBeforeCloseBrowserContext?: (context: BrowserContext) => Promise<void> };
}

/** Takes them now. A Playwright that has no such thing any more takes none of closed pages, and that is all. */
export async function takeLastPictures(context: BrowserContext): Promise<void> {
  try {
    // oxlint-disable-next-line no-underscore-dangle -- its name
    await (context as Instrumented)._instrumentation?.runBeforeCloseBrowserContext?.(context);
  } catch {
    // Playwright tries again when the context is closed, and tells of what goes wrong then.
  }
}
