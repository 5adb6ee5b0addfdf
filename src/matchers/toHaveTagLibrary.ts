import type { ExpectMatcherState, MatcherReturnType, Page } from '@playwright/test';
import { readTagPage, type TagPage } from '../page/tagLibrary.js';
import { requireTimeout } from './arguments.js';
import { retry } from './retry.js';
import { requirePage } from './subject.js';
import { differenceFrom, requireTagExpectation, type TagLibraryExpectation } from './tagExpectation.js';
import { explainTagLibrary, misspeltTagName } from './tagExplanation.js';
import { verdict } from './verdict.js';

/** A page that is busy gets that long for its answer, however short the time for the expectation is. */
const LEAST_PATIENCE_MS = 2_000;

/**
 * A tag library ran in the page and has all that is named. The page is asked again until it does or time is up, so that
 * a library that loads late is waited for; `.not` waits until it does not.
 *
 * Under `.not`, a name that is there in another case fails as well: it would never be noticed.
 *
 * @param expected every field is a check; `{}` is met by any library.
 * @param options.timeout milliseconds; 0 looks once. @default that of `expect`
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 * @throws EdgePageError `EDGE_PAGE_UNREADABLE` for a page that is closed, has crashed or does not answer
 */
export async function toHaveTagLibrary(
  this: ExpectMatcherState,
  page: Page,
  expected: TagLibraryExpectation,
  options: { timeout?: number } = {},
): Promise<MatcherReturnType> {
  const matcher = 'toHaveTagLibrary';
  requirePage(matcher, page);
  requireTagExpectation(matcher, expected);
  const timeoutMs = requireTimeout(matcher, options) ?? this.timeout;
  const startedAtMs = performance.now();
  const passes = ({ library }: TagPage) => library !== undefined && differenceFrom(expected, library) === undefined;
  const tags = await retry((leftMs) => readTagPage(page, Math.max(leftMs, LEAST_PATIENCE_MS)), {
    until: (found) => passes(found) !== this.isNot,
    timeoutMs,
  });
  const waitedMs = performance.now() - startedAtMs;

  return verdict(this, {
    matcher,
    parameters: 'expected',
    subject: page,
    subjectName: 'page',
    pass: passes(tags),
    misspelling: misspeltTagName(expected, tags.library),
    expected,
    actual: tags.library,
    explain: (isNot) => explainTagLibrary({ tags, expected, waitedMs }, isNot),
  });
}
