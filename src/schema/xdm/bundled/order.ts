/** Orders, their payments and what comes back. */

import {
  choice,
  currency,
  list,
  moment,
  number,
  object,
  ref,
  resource,
  suggested,
  text,
  type Resources,
} from './fields.js';

const paymentTypes = [
  'cash',
  'credit_card',
  'debit_card',
  'gift_card',
  'check',
  'paypal',
  'wire_transfer',
  'credit_card_reference',
  'other',
];

export const orderResources: Resources = {
  'https://ns.adobe.com/xdm/data/order': () =>
    resource('Order', {
      purchaseID: text(),
      purchaseOrderNumber: text(),
      payments: list(ref('https://ns.adobe.com/xdm/data/paymentitem')),
      refunds: list(ref('https://ns.adobe.com/xdm/data/refunditem')),
      returns: ref('https://ns.adobe.com/xdm/datatypes/return'),
      currencyCode: currency(),
      taxAmount: number(),
      discountAmount: number(),
      priceTotal: number(),
      orderType: choice(['checkout', 'instant_purchase']),
      lastUpdatedDate: moment(),
      createdDate: moment(),
      cancelDate: moment(),
      refundTotal: number(),
    }),

  'https://ns.adobe.com/xdm/data/paymentitem': () =>
    resource('Payment', {
      transactionID: text(),
      paymentAmount: number(),
      paymentType: suggested(paymentTypes),
      currencyCode: currency(),
    }),

  'https://ns.adobe.com/xdm/data/refunditem': () =>
    resource('Refund', {
      transactionID: text(),
      refundAmount: number(),
      refundReason: choice(['return', 'price_adjustment']),
      refundPaymentType: choice(paymentTypes),
      currencyCode: currency(),
    }),

  'https://ns.adobe.com/xdm/datatypes/return': () =>
    resource('Return', { returnID: text(), returnStatus: text(), purchaseID: text() }),

  'https://ns.adobe.com/xdm/context/experienceevent-order-details': () =>
    resource('Order', {
      productListItems: list(ref('https://ns.adobe.com/xdm/content/productlistitem'), 'Products'),
      order: ref('https://ns.adobe.com/xdm/datatypes/store-web-order'),
      store: object({ storeID: text() }),
      billing: object({ address: ref('https://ns.adobe.com/xdm/common/address') }),
      shipping: ref('https://ns.adobe.com/xdm/datatypes/shipping'),
    }),

  'https://ns.adobe.com/xdm/datatypes/store-web-order': () =>
    resource('Order', {
      orderID: text(),
      orderDate: moment(),
      priceTotal: number(),
      payment: object({
        transactionID: text(),
        paymentType: choice(['credit', 'debit', 'gift', 'cash']),
        paymentAmount: number(),
        currencyCode: currency(),
      }),
    }),
};
