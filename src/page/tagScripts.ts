/** Which scripts of a page are tag libraries. */

import type { TagSnapshot } from './tagSnapshot.js';

export interface TagScript {
  readonly url: string;
  /** Undefined for a script whose element is no longer in the document. */
  readonly async: boolean | undefined;
  /** The hash that the embed code asks for; empty without one. */
  readonly integrity: string;
}

/**
 * By the name that Adobe gives to the file of an environment, which self-hosted libraries keep as a rule.
 * `satelliteLib-…` is that of a property that once was one of Dynamic Tag Management.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/tags/publish/environments/environments
 */
export function isLibraryScript(url: string): boolean {
  return /\/(?:launch|satelliteLib)-[^/?#]+\.js(?:[?#]|$)/.test(url);
}

/** @param environmentId of the library that ran: a script with that in its address is it, whatever it is called. */
export function libraryScripts({ scripts, resources }: TagSnapshot, environmentId: string | undefined): TagScript[] {
  const isLibrary = ({ url }: { url: string }) =>
    isLibraryScript(url) || (environmentId !== undefined && url.includes(environmentId));
  const elements = scripts.filter(isLibrary);
  const removed = resources
    .filter(({ initiator }) => initiator === 'script')
    .filter(isLibrary)
    .filter(({ url }) => elements.every((element) => element.url !== url));
  return [
    ...elements.map(({ url, isAsync, integrity }) => ({ url, async: isAsync, integrity })),
    ...[...new Set(removed.map(({ url }) => url))].map((url) => ({ url, async: undefined, integrity: '' })),
  ];
}
