/** Products in a list: of a page, a cart, an order. */

import {
  currency,
  deprecated,
  integer,
  list,
  number,
  object,
  ref,
  requiring,
  resource,
  text,
  uri,
  uriReference,
  type Resources,
} from './fields.js';

export const productResources: Resources = {
  'https://ns.adobe.com/xdm/content/productlistitem': () =>
    requiring(
      ['SKU'],
      resource('Product list item', {
        SKU: text('Stock keeping unit'),
        _id: uriReference(),
        product: uri(),
        name: text(),
        productImageUrl: text(),
        productAddMethod: text(),
        currencyCode: currency(),
        quantity: integer(),
        priceTotal: number(),
        selectedOptions: list(requiring(['attribute', 'value'], object({ attribute: text(), value: text() }))),
        discountAmount: number(),
        refundAmount: number(),
        productCategories: list(ref('https://ns.adobe.com/xdm/datatypes/categorydata')),
        returnItem: ref('https://ns.adobe.com/xdm/datatypes/returnitem'),
        unitOfMeasureCode: text(),
      }),
    ),

  'https://ns.adobe.com/xdm/datatypes/categorydata': () =>
    resource('Category', { categoryID: text(), categoryName: text(), categoryPath: text() }),

  'https://ns.adobe.com/xdm/datatypes/returnitem': () =>
    resource('Returned item', {
      returnStatus: text(),
      returnReason: text(),
      returnItemCondition: text(),
      returnResolution: text(),
      returnQuantityRequested: integer(),
      returnQuantityAuthorized: integer(),
      returnQuanitityAuthorized: deprecated(integer()),
      returnQuantityReceived: integer(),
      returnQuantityApproved: integer(),
    }),
};
