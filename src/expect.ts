/** Playwright's `expect` with the matchers of this library; types of other specs are left alone. */

import { expect as base } from '@playwright/test';
import * as matchers from './matchers/index.js';

export const expect = base.extend({ ...matchers });
