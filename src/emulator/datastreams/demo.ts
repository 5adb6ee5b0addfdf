/** The datastream of an emulator that was given none: every service on, an invented shop behind it. */

import type { DatastreamDefinition } from './definition.js';

const PERSONALIZATION = 'https://ns.adobe.com/personalization';
const OFFERS = 'https://ns.adobe.com/experience/offer-management';

export const demoDatastream: DatastreamDefinition = {
  id: 'da7a57ea-0000-4000-8000-000000000001',
  name: 'demo',
  orgId: 'DA7A57EA0000000000E0E0E0@AdobeOrg',
  sandbox: 'prod',
  identity: { namespaces: ['CRMID', 'loyaltyId'] },
  allowedOverrides: {
    'com_adobe_experience_platform.datasets.event.datasetId': ['66a0c0ffee00000000000001'],
    'com_adobe_analytics.reportSuites': ['shop-dev', 'shop-eu'],
    'com_adobe_identity.idSyncContainerId': [107756],
    'com_adobe_target.propertyToken': ['4b0f7a1c-5a54-4f0e-9c3e-1d2a3b4c5d6e'],
  },
  services: {
    experiencePlatform: { enabled: true },
    edgeSegmentation: { enabled: true },
    edgeDestinations: {
      enabled: true,
      destinations: [
        {
          destinationId: '5c2d7a40-1f6b-4a0e-8a57-3b9d2f60c1aa',
          alias: 'shopPersonalization',
          segments: [
            { id: '1f0c7f0e-6a54-4d0e-b7c3-0a4c8f7d5e11', namespace: 'ups' },
            { id: '9b3a2d6c-3c1d-4e7a-8f20-7c5e4d3b2a22', namespace: 'ups' },
          ],
          attributes: { loyaltyTier: 'gold', countryCode: 'CH' },
        },
      ],
    },
    target: {
      enabled: true,
      offers: [
        {
          scope: 'hero',
          default: true,
          activity: { id: '410001', name: 'Home page hero' },
          experience: { id: '0', name: 'Summer' },
          items: [
            {
              id: '510001',
              schema: `${PERSONALIZATION}/json-content-item`,
              data: {
                id: '510001',
                format: 'application/json',
                content: { headline: 'Summer is here', image: '/images/summer.jpg', link: '/summer' },
              },
            },
          ],
        },
        {
          scope: '__view__',
          default: true,
          activity: { id: '410002', name: 'Header colour' },
          experience: { id: '1', name: 'Dark' },
          items: [
            {
              id: '0',
              schema: `${PERSONALIZATION}/dom-action`,
              data: {
                type: 'setHtml',
                format: 'application/vnd.adobe.target.dom-action',
                content: '<span>Free delivery this week</span>',
                selector: '#banner',
                prehidingSelector: '#banner',
              },
            },
          ],
        },
        {
          scope: 'cart',
          isView: true,
          activity: { id: '410003', name: 'Cart hint' },
          experience: { id: '0', name: 'Hint' },
          items: [
            {
              id: '510003',
              schema: `${PERSONALIZATION}/html-content-item`,
              data: { id: '510003', format: 'text/html', content: '<p>Two more pieces and delivery is free.</p>' },
            },
          ],
        },
      ],
    },
    offerDecisioning: {
      enabled: true,
      offers: [
        {
          default: true,
          activity: { id: 'xcore:offer-activity:1da7a57ea0000001', etag: '1', name: 'Voucher of the week' },
          placement: {
            id: 'xcore:offer-placement:1da7a57ea0000002',
            etag: '1',
            name: 'Home page JSON',
            channel: 'https://ns.adobe.com/xdm/channel-types/web',
            componentType: `${OFFERS}/content-component-json`,
          },
          items: [
            {
              id: 'xcore:personalized-offer:1da7a57ea0000003',
              etag: '2',
              name: 'Ten percent',
              priority: 0,
              schema: `${OFFERS}/content-component-json`,
              data: {
                id: 'xcore:personalized-offer:1da7a57ea0000003',
                format: 'application/json',
                language: ['en-us'],
                content: '{"voucher":"TEN","percent":10}',
                characteristics: { reporting: 'voucher' },
              },
            },
          ],
        },
      ],
    },
    journeyOptimizer: {
      enabled: true,
      offers: [
        {
          surface: 'web://shop.example/#recommendations',
          default: true,
          activity: { id: '7d0f3c2b-51f4-4f83-9c3a-2b1a0f9e8d77#c0de0001-0000-4000-8000-000000000001' },
          priority: 0,
          rank: 1,
          items: [
            {
              id: '2b8f1d34-6a7e-4c59-9d10-8e7f6a5b4c33',
              schema: `${PERSONALIZATION}/json-content-item`,
              data: { id: '2b8f1d34-6a7e-4c59-9d10-8e7f6a5b4c33', content: '{"products":["boots","scarf"]}' },
            },
          ],
        },
      ],
    },
    audienceManager: {
      enabled: true,
      activations: [
        { type: 'cookie', spec: { name: 'shop_audience', value: 'aud=9001', domain: 'shop.example', ttlDays: 30 } },
        {
          type: 'url',
          id: 9001,
          spec: { url: 'https://pixel.shop.example/a?aud=9001', hideReferrer: true, ttlMinutes: 10080 },
        },
      ],
    },
    idSync: {
      enabled: true,
      exchanges: [
        {
          type: 'url',
          id: 411,
          spec: { url: '//sync.partner.example/cm?id=411', hideReferrer: false, ttlMinutes: 10080 },
        },
      ],
    },
    analytics: { enabled: true },
    eventForwarding: { enabled: true },
    mediaAnalytics: { enabled: true },
  },
};
