/**
 * Reads consent strings of the IAB's Transparency and Consent Framework. The decoder is the IAB's own; it is loaded
 * when the first string comes, because most suites send none.
 *
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
 */

import { createRequire } from 'node:module';
import type * as Core from '@iabtechlabtcf/core';

/** Store and access information on a device. Others, personalised content for example, do not decide about collection. */
const STORAGE_PURPOSE = 1;

/** Adobe's number in the IAB's list of vendors. */
const ADOBE_VENDOR = 565;

const load = createRequire(import.meta.url);

/** Real strings have a few hundred characters. A longer one can name millions of vendors, which take seconds to count. */
const MAX_CHARACTERS = 1000;

/** Of one call; a client sends one, and what it sends beyond this allows nothing. */
export const MAX_STRINGS = 5;

/** A string that cannot be decoded allows nothing. */
export function allowsAdobe(consentString: string): boolean {
  if (consentString.length > MAX_CHARACTERS) return false;
  const { TCString } = load('@iabtechlabtcf/core') as typeof Core;
  try {
    const { purposeConsents, vendorConsents } = TCString.decode(consentString);
    return purposeConsents.has(STORAGE_PURPOSE) && vendorConsents.has(ADOBE_VENDOR);
  } catch {
    return false;
  }
}
