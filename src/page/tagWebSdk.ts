/** What instances of the Web SDK say about themselves. */

import type { Page } from '@playwright/test';
import { isObject } from '../protocol/json.js';
import { TooLate, within } from './tagQuestion.js';
import type { TagSnapshot } from './tagSnapshot.js';

export interface WebSdkInstance {
  /** Of the global function: `alloy` unless it was called otherwise. */
  readonly name: string;
  /** `2.33.1`; of the tag extension with the extension's own version, `2.33.1+2.34.2`. Undefined if it did not say. */
  readonly version: string | undefined;
  /**
   * The configuration that is in effect, defaults included, functions as their source. Undefined if it did not say.
   *
   * @see https://experienceleague.adobe.com/en/docs/experience-platform/collection/js/commands/getlibraryinfo
   */
  readonly config: Readonly<Record<string, unknown>> | undefined;
  /** Why it did not say. */
  readonly problem: string | undefined;
}

/** One that works answers at once; one whose configuration failed may never answer. */
const PATIENCE_MS = 1_000;

/** All are asked at once. The time is kept here and not in the page, where a test may have stopped the clock. */
export function webSdkInstances(page: Page, { webSdk, beganAtMs }: TagSnapshot): Promise<WebSdkInstance[]> {
  return Promise.all(
    webSdk.map(async ({ name, isLoaded }) => {
      const unknown = { name, version: undefined, config: undefined };
      if (!isLoaded) return { ...unknown, problem: 'is set up, but its code has not been loaded' };
      try {
        const { info, problem } = await within(page.evaluate(askWebSdk, { name, beganAtMs }), PATIENCE_MS);
        if (problem !== undefined) return { ...unknown, problem: `refused to say: ${problem}` };
        const { version, configs } = isObject(info) ? info : {};
        return {
          name,
          version: typeof version === 'string' ? version : undefined,
          config: isObject(configs) ? configs : undefined,
          problem: undefined,
        };
      } catch (error) {
        if (!(error instanceof TooLate)) throw error;
        return { ...unknown, problem: `gave no answer within ${PATIENCE_MS} ms` };
      }
    }),
  );
}

interface WebSdkWindow {
  performance: { timeOrigin: number };
  [instance: string]: unknown;
}

type WebSdkFunction = (command: string) => Promise<{ libraryInfo?: unknown } | undefined>;

/** Runs in the page, as `takeTagSnapshot` does, and in no other document than that. */
export async function askWebSdk({
  name,
  beganAtMs,
}: {
  name: string;
  beganAtMs: number;
}): Promise<{ info?: unknown; problem?: string }> {
  const page = globalThis as unknown as WebSdkWindow;
  // As Playwright says it of a page that navigates a moment later.
  if (page.performance.timeOrigin !== beganAtMs) throw new Error('Execution context was destroyed');
  try {
    const answer = await (page[name] as WebSdkFunction)('getLibraryInfo');
    return { info: answer?.libraryInfo };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
