/** How and where the event was collected. */

import {
  bounded,
  choice,
  formatted,
  list,
  moment,
  number,
  object,
  ref,
  requiring,
  resource,
  suggested,
  text,
  uriReference,
  type Resources,
} from './fields.js';

const libraries = [
  'analytics/scode',
  'analytics/appmeasurement',
  'analytics/mbox',
  'visitorapi',
  'adcloud/viewability',
  'alloy',
  'alloy/reactor',
  'mobilesdk/ios',
  'mobilesdk/tvos',
  'mobilesdk/android',
  'mobilesdk/roku',
  'mobilesdk/ios/reactnative',
  'mobilesdk/tvos/reactnative',
  'mobilesdk/android/reactnative',
  'mobilesdk/ios/flutter',
  'mobilesdk/android/flutter',
];

export const collectionResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-implementation-details': () =>
    resource('Implementation', {
      implementationDetails: ref('https://ns.adobe.com/xdm/context/implementationdetails'),
    }),

  'https://ns.adobe.com/xdm/context/implementationdetails': () =>
    resource('Implementation', {
      name: formatted('uri', suggested(libraries.map((library) => `https://ns.adobe.com/experience/${library}`))),
      version: text(),
      environment: choice(['browser', 'app', 'server', 'iot']),
    }),

  'https://ns.adobe.com/xdm/context/experienceevent-technical-details': () =>
    resource('Source', { dataSource: ref('https://ns.adobe.com/xdm/data/datasource'), receivedTimestamp: moment() }),

  'https://ns.adobe.com/xdm/data/datasource': () =>
    requiring(
      ['_id'],
      resource('Data source', {
        _id: uriReference(),
        code: text(),
        tags: bounded(list(text()), { uniqueItems: true }),
      }),
    ),

  'https://ns.adobe.com/xdm/mixins/experienceevent-bot-detection': () =>
    resource('Bot detection', { botDetection: object({ score: number(), name: text() }, 'Bot detection') }),
};
