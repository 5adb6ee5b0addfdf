/** What visitors of the shop do, as events. */

import type { EdgeEventInput } from 'playwright-datastream';

export const homePageView: EdgeEventInput = {
  xdm: {
    eventType: 'web.webpagedetails.pageViews',
    web: { webPageDetails: { URL: 'https://shop.example/', name: 'home' } },
  },
  data: { campaign: 'summer' },
};

export const purchase: EdgeEventInput = {
  xdm: {
    eventType: 'commerce.purchases',
    commerce: { purchases: { value: 1 }, order: { purchaseID: 'order-1042', priceTotal: 49.9, currencyCode: 'CHF' } },
    productListItems: [{ SKU: 'BOOT-38', name: 'Boots', quantity: 1, priceTotal: 49.9 }],
  },
};
