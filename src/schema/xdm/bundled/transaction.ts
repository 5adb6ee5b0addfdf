/** Quotes and payments for services, and what loyalty earns. */

import {
  currency,
  deprecated,
  list,
  moment,
  number,
  object,
  ref,
  resource,
  text,
  type Field,
  type Resources,
} from './fields.js';

export const transactionResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/experienceevent-quote-request-details': () =>
    resource('Quote', {
      quotes: object({
        requestID: text(),
        discount: ref('https://ns.adobe.com/xdm/datatypes/currency'),
        premium: ref('https://ns.adobe.com/xdm/datatypes/currency'),
        location: text(),
        selectedRetailer: text(),
        steps: deprecated(ref('https://ns.adobe.com/xdm/datatypes/tool-usage')),
      }),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-service-payment-details': () =>
    resource('Payment for a service', {
      servicePaymentDetails: object(
        { servicePayment: ref('https://ns.adobe.com/xdm/datatypes/transaction') },
        'Payment for a service',
      ),
    }),

  'https://ns.adobe.com/xdm/datatypes/transaction': () =>
    resource('Transaction', {
      transactionAmount: ref('https://ns.adobe.com/xdm/datatypes/currency'),
      transactionID: text(),
      transactionDate: moment(),
      transactionType: text(),
    }),

  'https://ns.adobe.com/xdm/datatypes/currency': () =>
    resource('Amount of money', { amount: number(), currencyCode: currency(), conversionDate: moment() }),

  'https://ns.adobe.com/xdm/context/experienceevent-loyalty-details': () =>
    resource('Loyalty', {
      loyalty: object({
        discounts: list(
          object({ value: number(), source: text(), triggeredForItem: text(), scope: text(), promotionId: text() }),
        ),
        couponRedemption: list(object({ id: text(), series: text(), seriesName: text(), promotionId: text() })),
        pointsRedemption: points(),
        referralRedemption: list(object({ code: text(), promotionId: text() })),
        pointsGained: points(),
      }),
    }),
};

function points(): Field {
  return list(object({ value: number(), promotionId: text(), loyaltyProgramId: text(), transactionId: text() }));
}
