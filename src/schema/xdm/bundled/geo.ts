/** Points, shapes and addresses on earth. */

import {
  bounded,
  day,
  extension,
  flag,
  integer,
  list,
  moment,
  number,
  object,
  patterned,
  ref,
  resource,
  suggested,
  text,
  uriReference,
  type Resources,
} from './fields.js';

export const geoResources: Resources = {
  'https://ns.adobe.com/xdm/common/geo': () =>
    extension('Geography', ['http://schema.org/GeoCoordinates'], {
      countryCode: patterned('^[A-Z]{2}$'),
      stateProvince: patterned('([A-Z]{2}-[A-Z0-9]{1,3}|)'),
      city: text(),
      postalCode: text(),
      dmaID: integer('Designated market area'),
      msaID: integer('Metropolitan statistical area'),
    }),

  'http://schema.org/GeoCoordinates': () =>
    resource('Coordinates', {
      _id: uriReference(),
      _schema: object(
        {
          description: text(),
          latitude: bounded(number(), { minimum: -90, maximum: 90 }),
          longitude: bounded(number(), { minimum: -180, maximum: 180 }),
          elevation: number(),
        },
        'schema.org',
      ),
    }),

  'http://schema.org/GeoShape': () =>
    resource('Area', {
      _id: text(),
      _schema: object(
        {
          description: text(),
          polygon: bounded(list(ref('http://schema.org/GeoCoordinates')), { minItems: 4 }),
          circle: ref('http://schema.org/GeoCircle'),
          box: bounded(list(ref('http://schema.org/GeoCoordinates')), { minItems: 2, maxItems: 2 }),
          elevation: number(),
        },
        'schema.org',
      ),
      ceiling: number(),
    }),

  'http://schema.org/GeoCircle': () =>
    resource('Circle', {
      _id: text(),
      _schema: object(
        { description: text(), coordinates: ref('http://schema.org/GeoCoordinates'), radius: number() },
        'schema.org',
      ),
    }),

  'https://ns.adobe.com/xdm/common/address': () =>
    extension(
      'Address',
      [
        'http://schema.org/GeoCoordinates',
        'https://ns.adobe.com/xdm/common/geo',
        'https://ns.adobe.com/xdm/common/auditable',
      ],
      {
        primary: flag(),
        label: text(),
        street1: text(),
        street2: text(),
        street3: text(),
        street4: text(),
        region: text(),
        postOfficeBox: bounded(text(), { maxLength: 20 }),
        country: text(),
        state: text(),
        status: suggested(['active', 'incomplete', 'pending_verification', 'blacklisted', 'blocked']),
        statusReason: text(),
        lastVerifiedDate: day(),
      },
    ),

  'https://ns.adobe.com/xdm/common/auditable': () =>
    resource('Record history', {
      _repo: object(
        {
          createDate: moment(),
          modifyDate: moment(),
          discardDate: moment(),
          expires: moment(),
          lastPublishedTime: text(),
        },
        'Repository',
      ),
      repositoryCreatedBy: text(),
      repositoryLastModifiedBy: text(),
      createdByBatchID: uriReference(),
      modifiedByBatchID: uriReference(),
    }),
};
