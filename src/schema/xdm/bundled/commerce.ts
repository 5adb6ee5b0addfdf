/** A shop: carts, checkouts, purchases. */

import { choice, currency, list, measure, moment, number, ref, resource, text, type Resources } from './fields.js';

export const commerceResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-commerce': () =>
    resource('Commerce', {
      productListItems: list(ref('https://ns.adobe.com/xdm/content/productlistitem'), 'Products'),
      commerce: ref('https://ns.adobe.com/xdm/context/commerce'),
    }),

  'https://ns.adobe.com/xdm/context/commerce': () =>
    resource('Commerce', {
      order: ref('https://ns.adobe.com/xdm/data/order'),
      promotionID: text(),
      cartAbandons: measure(),
      checkouts: measure(),
      productListAdds: measure(),
      productListOpens: measure(),
      productListRemovals: measure(),
      productListReopens: measure(),
      productListViews: measure(),
      productViews: measure(),
      purchases: measure(),
      saveForLaters: measure(),
      inStorePurchase: measure(),
      cart: ref('https://ns.adobe.com/xdm/datatypes/cart'),
      shipping: ref('https://ns.adobe.com/xdm/datatypes/shipping'),
      billing: ref('https://ns.adobe.com/xdm/datatypes/billing'),
      instantPurchase: measure(),
      requisitionListOpens: measure(),
      requisitionListDeletes: measure(),
      requisitionListAdds: measure(),
      requisitionListRemovals: measure(),
      requisitionList: ref('https://ns.adobe.com/xdm/datatypes/requisitionlist'),
      commerceScope: ref('https://ns.adobe.com/xdm/datatypes/commercescope'),
    }),

  'https://ns.adobe.com/xdm/datatypes/commercescope': () =>
    resource('Shop', { environmentID: text(), websiteCode: text(), storeCode: text(), storeViewCode: text() }),

  'https://ns.adobe.com/xdm/datatypes/requisitionlist': () =>
    resource('Requisition list', { ID: text(), name: text(), description: text() }),

  'https://ns.adobe.com/xdm/datatypes/cart': () => resource('Cart', { cartID: text(), cartSource: text() }),

  'https://ns.adobe.com/xdm/datatypes/shipping': () =>
    resource('Shipping', {
      shippingMethod: text(),
      shippingAmount: number(),
      currencyCode: currency(),
      shippingDestination: choice(['home', 'store']),
      shipDate: moment(),
      address: ref('https://ns.adobe.com/xdm/common/address'),
      trackingNumber: number(),
      trackingURL: text(),
    }),

  'https://ns.adobe.com/xdm/datatypes/billing': () =>
    resource('Billing', { address: ref('https://ns.adobe.com/xdm/common/address') }),
};
