/** Runs before the specs that drive a browser, so that a missing one is said once. */

import { expect, test } from '@playwright/test';
import { ensureChromium } from './chromium.js';

test('there is a browser', () => {
  test.setTimeout(20 * 60_000);
  expect(ensureChromium()).toBeTruthy();
});
