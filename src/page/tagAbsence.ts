/** Why a page has no library that ran, as far as page and browser know. */

import type { ConsoleMessage, Page, Request } from '@playwright/test';
import { isLibraryScript } from './tagScripts.js';
import type { ScriptSnapshot, TagSnapshot } from './tagSnapshot.js';

/**
 * One clause for each script that should have brought a library.
 *
 * @param errors what scripts of the page threw and did not catch.
 */
export async function tagAbsence(page: Page, snapshot: TagSnapshot, errors: readonly Error[]): Promise<string[]> {
  const candidates = snapshot.scripts.filter(({ url }) => isLibraryScript(url));
  if (candidates.length === 0) {
    return snapshot.hasBegun
      ? [`a library began to run, but did not come far${errorIn(errors, '')}`]
      : ['the page has no script called launch-….js or satelliteLib-….js'];
  }
  const requests = await page.requests();
  const complaints = await page.consoleMessages({ filter: 'since-navigation' });
  return candidates.map((script) => {
    const { url } = script;
    const request = requests.findLast((each) => each.url() === url);
    const isOver = snapshot.resources.some((resource) => resource.url === url);
    const failure = request && failureOf(request, complaints.filter(isAbout(url)), isOver);
    return `${url} ${failure ?? (isOver ? `was loaded, but did not run to the end${errorIn(errors, url)}` : unasked(script))}`;
  });
}

/**
 * The browser complains in the console of what it could not load; the request itself tells of that only to those who
 * have listened. Undefined for a script that came.
 */
function failureOf(request: Request, complaints: readonly ConsoleMessage[], isOver: boolean): string | undefined {
  const status = request.existingResponse()?.status();
  if (status !== undefined) return status >= 400 ? `was answered with status ${status}` : undefined;
  const texts = complaints.map((complaint) => complaint.text());
  if (texts.some((text) => text.includes('Content Security Policy'))) {
    return "was blocked by the page's Content Security Policy";
  }
  const [reason] = /net::\w+/.exec(request.failure()?.errorText ?? texts.join(' ')) ?? [];
  if (reason !== undefined) return `could not be loaded: ${reason}`;
  return isOver ? 'could not be loaded' : 'has not been answered yet';
}

function isAbout(url: string): (complaint: ConsoleMessage) => boolean {
  return (complaint) => complaint.location().url === url || complaint.text().includes(url);
}

/** Consent managers hold scripts back by giving them a type that no browser runs. */
function unasked({ type }: ScriptSnapshot): string {
  const isRunnable = ['', 'module'].includes(type) || /javascript|ecmascript/i.test(type);
  return isRunnable ? 'did not run' : `stands in an element of type ${JSON.stringify(type)}, which no browser runs`;
}

/** A script that cannot even be parsed leaves no trace of where it stands. */
function errorIn(errors: readonly Error[], url: string): string {
  const thrown = errors.find(({ stack }) => stack?.includes(url)) ?? errors.find(({ name }) => name === 'SyntaxError');
  return thrown === undefined ? '' : `: ${thrown.name}: ${thrown.message}`;
}
