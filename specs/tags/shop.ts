/** The shop whose tags these specs verify: a site on this machine, where a tag owner has a staging site. */

import { test as base } from 'playwright-datastream';
import { serveSite, type Site } from '../support/site.js';

export { expect } from 'playwright-datastream';

export const test = base.extend<object, { shop: Site }>({
  shop: [
    async ({ edgeConfig: { datastreamId, orgId } }, use) => {
      await using shop = await serveSite({
        ...(datastreamId !== undefined && { datastreamId }),
        ...(orgId !== undefined && { orgId }),
      });
      await use(shop);
    },
    { scope: 'worker' },
  ],

  baseURL: ({ shop }, use) => use(shop.url),

  // An event of the shop that does not fit its schema fails the test.
  edgeXdm: 'error',
  edgeSchemas: [({}, use) => use('fixtures/schemas'), { scope: 'worker' }],
});
