/** Audiences that the visitor belongs to. */

import {
  bounded,
  choice,
  deprecated,
  extension,
  flag,
  list,
  map,
  moment,
  number,
  object,
  ref,
  requiring,
  resource,
  text,
  uriReference,
  type Resources,
} from './fields.js';

export const segmentResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-segmentmembership': () =>
    resource('Audience membership', {
      segmentMemberships: deprecated(list(ref('https://ns.adobe.com/xdm/context/segmentmembershipitem'))),
      segmentMembership: map(
        map(ref('https://ns.adobe.com/xdm/context/segmentmembership')),
        'Audiences by namespace and id',
      ),
    }),

  'https://ns.adobe.com/xdm/context/segmentmembership': () =>
    resource('Audience membership', {
      segmentID: deprecated(ref('https://ns.adobe.com/xdm/context/segmentidentity')),
      version: text(),
      lastQualificationTime: moment(),
      payload: requiring(
        ['payloadType'],
        object(
          {
            payloadBooleanValue: flag(),
            payloadNumberValue: number(),
            payloadPropensityValue: bounded(number(), { maximum: 1, exclusiveMinimum: 0 }),
            payloadStringValue: text(),
            payloadType: choice(['boolean', 'number', 'propensity', 'string']),
          },
          'Value',
        ),
      ),
      validUntil: moment(),
      status: choice(['existing', 'realized', 'exited']),
      profileStitchID: ref('https://ns.adobe.com/xdm/context/profileStitchIdentity'),
      timerSpec: text(),
    }),

  'https://ns.adobe.com/xdm/context/segmentmembershipitem': () =>
    extension('Audience membership', ['https://ns.adobe.com/xdm/context/segmentmembership'], {
      profileStitchID: ref('https://ns.adobe.com/xdm/context/profileStitchIdentity'),
    }),

  'https://ns.adobe.com/xdm/context/segmentidentity': () =>
    resource('Audience', {
      _id: uriReference(),
      namespace: ref('https://ns.adobe.com/xdm/context/namespace'),
      xid: text('Id across namespaces'),
    }),

  'https://ns.adobe.com/xdm/context/experienceevent-segment-list': () =>
    resource('Audiences', {
      segmentList: list(object({ segmentID: text(), segmentName: text(), segmentNamespace: text() })),
    }),
};
