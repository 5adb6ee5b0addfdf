/** The tags of the page that a test drives. */

import type { Page } from '@playwright/test';
import { EdgePageError } from '../errors.js';
import { closest } from '../spelling.js';
import type { TagRule } from './tagContents.js';
import { readTagLibrary, readTagPage, type TagLibrary } from './tagLibrary.js';
import { askPage } from './tagQuestion.js';
import type { FiredRule, TagRuleLog } from './tagRules.js';

/** How many names an error lists. */
const MAX_NAMES = 20;

/** Every method reads the page anew, as it is then; each throws `EDGE_PAGE_UNREADABLE` for a page that cannot answer. */
export class Tag {
  readonly #page: Page;
  readonly #log: TagRuleLog;

  constructor(page: Page, log: TagRuleLog) {
    this.#page = page;
    this.#log = log;
  }

  /**
   * What the library of the page is and holds.
   *
   * @returns undefined when none ran. `toHaveTagLibrary` waits for one, and says why there is none.
   */
  library(): Promise<TagLibrary | undefined> {
    return readTagLibrary(this.#page);
  }

  /**
   * The rules that the library has, in its order, whether or not they ever fire.
   *
   * @throws EdgePageError `EDGE_NO_TAG_LIBRARY`
   */
  async rules(): Promise<readonly TagRule[]> {
    return (await this.#presentLibrary()).rules;
  }

  /**
   * The value that the library gives to a data element now; a promise is waited for. As for a rule of the page, a value
   * that the data element is to remember is remembered by that, and one that throws gives undefined.
   *
   * @returns what can be taken out of a page: no functions, and no elements of the document.
   * @throws EdgePageError `EDGE_NO_TAG_LIBRARY`; `EDGE_DATA_ELEMENT_UNKNOWN` with the names that there are
   * @see https://experienceleague.adobe.com/en/docs/experience-platform/tags/client-side/satellite-object
   */
  async dataElement(name: string): Promise<unknown> {
    const { dataElements, pageUrl } = await this.#presentLibrary();
    if (!dataElements.includes(name)) throw unknownDataElement(name, dataElements, pageUrl);
    return askPage(this.#page, () =>
      this.#page.evaluate((wanted) => {
        const { _satellite: satellite } = globalThis as unknown as { _satellite: { getVar(name: string): unknown } };
        return satellite.getVar(wanted);
      }, name),
    );
  }

  /**
   * What really fired in all pages of the test and their frames since they were opened, in that order: also rules whose
   * conditions were not met. Rules that fire while a page unloads are not told.
   *
   * @throws EdgeUsageError `EDGE_RULES_NOT_RECORDED` when a page with tags was open before the fixture was set up
   */
  firedRules(): Promise<FiredRule[]> {
    return this.#log.fired();
  }

  async #presentLibrary(): Promise<TagLibrary> {
    const { url, library, absence } = await readTagPage(this.#page);
    if (library !== undefined) return library;
    const what = `The page ${url} has no tag library that ran: ${absence.join('; ')}.`;
    throw new EdgePageError('EDGE_NO_TAG_LIBRARY', what, {
      fix: 'Where the library comes late, wait for it: await expect(page).toHaveTagLibrary({}).',
    });
  }
}

function unknownDataElement(name: string, names: readonly string[], url: string): EdgePageError {
  const near = closest(name, names);
  const shown = names.slice(0, MAX_NAMES).map((each) => JSON.stringify(each));
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  const list = names.length === 0 ? 'It has none' : `It has ${shown.join(', ')}${rest}`;
  return new EdgePageError(
    'EDGE_DATA_ELEMENT_UNKNOWN',
    `The tag library of ${url} has no data element ${JSON.stringify(name)}. ${list}.`,
    near === undefined ? {} : { fix: `Did you mean ${JSON.stringify(near)}?` },
  );
}
