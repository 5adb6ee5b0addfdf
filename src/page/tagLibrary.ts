/** Facts about the Adobe Tags library of a page. */

import { noteTagLibrary } from '../traffic/notes.js';
import type { Page } from '@playwright/test';
import { tagAbsence } from './tagAbsence.js';
import { tagContents, type TagContents } from './tagContents.js';
import { configuredDatastreams, usedDatastreams } from './tagDatastreams.js';
import { askPage } from './tagQuestion.js';
import { libraryScripts, type TagScript } from './tagScripts.js';
import { takeTagSnapshot, type TagSnapshot } from './tagSnapshot.js';
import { webSdkInstances, type WebSdkInstance } from './tagWebSdk.js';

/**
 * The library that ran in a page. What a library does not say is undefined, or an empty list.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/tags/client-side/satellite-object
 */
export interface TagLibrary extends TagContents {
  /** Address of the page. */
  readonly pageUrl: string;
  /** Where it was loaded from, as far as its name tells: empty for one of another name, and for one in the page itself. */
  readonly scripts: readonly TagScript[];
  /** Another library was loaded too. Only the first one runs. */
  readonly installedTwice: boolean;
  /** Instances of the Web SDK, of the library or beside it, in the order in which they were set up. */
  readonly webSdk: readonly WebSdkInstance[];
  readonly datastreams: {
    /**
     * Those that the page itself sent calls to since it was opened, by the browser's record of what it asked for. That
     * holds no calls of frames, nor any that left while the page unloaded, and as a rule the first 250 requests only.
     *
     * @see https://developer.mozilla.org/en-US/docs/Web/API/Performance_API/Resource_timing
     */
    readonly used: readonly string[];
    /** Those that the Web SDK runs with, and those in the settings of extensions for the library's environment. */
    readonly configured: readonly string[];
  };
  /** What code of the library threw and nobody caught. If that was the library itself, some of its rules may not run. */
  readonly errors: readonly string[];
}

/** What a page said when it was asked for its library. */
export interface TagPage {
  url: string;
  library: TagLibrary | undefined;
  /** Why there is no library, one clause for each script that should have brought one. Empty when there is one. */
  absence: readonly string[];
}

/**
 * Reads the library of a page once, as it is now: a script that is still loading is not waited for.
 *
 * @returns undefined when no library ran: there is none, it did not load, or it failed before it was ready.
 * @throws EdgePageError `EDGE_PAGE_UNREADABLE` for a page that is closed, has crashed or does not answer.
 */
export async function readTagLibrary(page: Page): Promise<TagLibrary | undefined> {
  return (await readTagPage(page)).library;
}

/**
 * Like `readTagLibrary`, and says why there is none.
 *
 * @param timeoutMs how long the page may take to answer. Default 5,000.
 */
export function readTagPage(page: Page, timeoutMs?: number): Promise<TagPage> {
  const read = async () => {
    const snapshot = await page.evaluate(takeTagSnapshot);
    const webSdk = await webSdkInstances(page, snapshot);
    const errors = await page.pageErrors({ filter: 'since-navigation' });
    const used = await usedDatastreams(
      page,
      snapshot.resources.map(({ url }) => url),
    );
    const library = libraryIn(snapshot, { webSdk, errors, used });
    if (library !== undefined) note(library);
    const absence = library === undefined ? await tagAbsence(page, snapshot, errors) : [];
    return { url: snapshot.url, library, absence };
  };
  return askPage(page, read, timeoutMs);
}

function note({ property, environment, buildDate = '', turbineVersion = '' }: TagLibrary): void {
  const { name, id: propertyId = '' } = property;
  const { stage, id: environmentId = '' } = environment;
  noteTagLibrary({ property: name ?? propertyId, environment: stage ?? environmentId, buildDate, turbineVersion });
}

function libraryIn(
  snapshot: TagSnapshot,
  { webSdk, errors, used }: { webSdk: readonly WebSdkInstance[]; errors: readonly Error[]; used: readonly string[] },
): TagLibrary | undefined {
  const { satellite, url } = snapshot;
  if (satellite === undefined) return undefined;
  const contents = tagContents(satellite);
  const scripts = libraryScripts(snapshot, contents.environment.id);
  return {
    pageUrl: url,
    scripts,
    ...contents,
    installedTwice: satellite.hasLeftover,
    webSdk,
    datastreams: {
      used,
      configured: configuredDatastreams(
        webSdk.map(({ config }) => config),
        contents.extensions,
        contents.environment.stage,
      ),
    },
    errors: errors
      .filter(({ stack }) => scripts.some((script) => stack?.includes(script.url)))
      .map((error) => `${error.name}: ${error.message}`),
  };
}
