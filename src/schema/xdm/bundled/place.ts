/** Where and in which local time it happened. */

import {
  choice,
  deprecated,
  integer,
  list,
  measure,
  moment,
  number,
  object,
  ref,
  resource,
  suggested,
  text,
  type Resources,
} from './fields.js';

export const placeResources: Resources = {
  'https://ns.adobe.com/xdm/context/placecontext': () =>
    resource('Place', {
      localTime: moment(),
      IPLocalTime: moment(),
      ianaTimezone: text(),
      localTimezoneOffset: integer(),
      IPLocalTimezoneOffset: integer(),
      geo: ref('https://ns.adobe.com/xdm/common/geo'),
      POIinteraction: object(
        {
          POIDetail: deprecated(ref('https://ns.adobe.com/xdm/context/poi-detail')),
          poiDetail: ref('https://ns.adobe.com/xdm/context/poi-detail'),
          poiEntries: measure(),
          poiExits: measure(),
        },
        'Point of interest',
      ),
      activePOIs: list(ref('https://ns.adobe.com/xdm/context/poi-detail')),
    }),

  'https://ns.adobe.com/xdm/context/poi-detail': () =>
    resource('Point of interest', {
      POIID: deprecated(text()),
      poiID: text(),
      name: text(),
      category: text(),
      type: text(),
      distanceToPOICenter: number(),
      locatingType: suggested(['beacon', 'gps', 'ip', 'ip+wifi', 'wifi-triangulation']),
      beaconInteractionDetails: object(
        {
          proximityUUID: text(),
          beaconMajor: number(),
          beaconMinor: number(),
          proximity: choice(['immediate', 'near', 'far', 'unknown']),
        },
        'Beacon',
      ),
      geoInteractionDetails: object(
        { distanceToCenter: number(), deviceGeoAccuracy: number(), geoShape: ref('http://schema.org/GeoShape') },
        'Position',
      ),
      metadata: ref('https://ns.adobe.com/xdm/datatypes/keyedlist'),
    }),

  'https://ns.adobe.com/xdm/datatypes/keyedlist': () =>
    resource('Keyed values', { list: list(ref('https://ns.adobe.com/xdm/datatypes/keyvalue')) }),

  'https://ns.adobe.com/xdm/datatypes/keyvalue': () => resource('Key and value', { key: text(), value: text() }),
};
