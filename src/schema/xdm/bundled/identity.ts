/** Who it was: the identity map, and the fields for identities that came before it. */

import {
  bounded,
  choice,
  extension,
  flag,
  formatted,
  list,
  map,
  object,
  ref,
  requiring,
  resource,
  text,
  uriReference,
  type Resources,
} from './fields.js';

export const identityResources: Resources = {
  'https://ns.adobe.com/xdm/context/identitymap': () =>
    resource('Identity map', {
      identityMap: map(list(ref('https://ns.adobe.com/xdm/context/identityitem')), 'Identities by namespace'),
    }),

  'https://ns.adobe.com/xdm/context/identityitem': () =>
    resource('Identity', {
      id: text(),
      authenticatedState: choice(['ambiguous', 'authenticated', 'loggedOut']),
      primary: flag(),
    }),

  'https://ns.adobe.com/xdm/context/experienceevent-enduserids': () =>
    resource('End user ids', { endUserIDs: ref('https://ns.adobe.com/xdm/context/enduserids') }),

  'https://ns.adobe.com/xdm/context/enduserids': () =>
    bounded(
      resource('End user ids', {
        _experience: object({
          mcid: ref('https://ns.adobe.com/xdm/context/identity', 'Experience Cloud'),
          aaid: ref('https://ns.adobe.com/xdm/context/identity', 'Analytics'),
          aacustomid: ref('https://ns.adobe.com/xdm/context/identity', 'Analytics, own id'),
          acid: ref('https://ns.adobe.com/xdm/context/identity', 'Campaign'),
          tntid: ref('https://ns.adobe.com/xdm/context/identity', 'Target'),
          adcloud: ref('https://ns.adobe.com/xdm/context/identity', 'Advertising Cloud'),
          emailid: ref('https://ns.adobe.com/xdm/context/identity', 'E-mail'),
          phonenumberid: ref('https://ns.adobe.com/xdm/context/identity', 'Telephone'),
        }),
      }),
      { minProperties: 1 },
    ),

  'https://ns.adobe.com/xdm/context/identity': () =>
    extension('Identity', ['https://ns.adobe.com/xdm/context/identityitem'], {
      namespace: ref('https://ns.adobe.com/xdm/context/namespace'),
      xid: text('Id across namespaces'),
    }),

  'https://ns.adobe.com/xdm/context/namespace': () =>
    requiring(['code'], resource('Identity namespace', { code: text() })),

  'https://ns.adobe.com/xdm/context/profileStitchIdentity': () =>
    resource('Stitched identity', {
      _id: uriReference(),
      namespace: ref('https://ns.adobe.com/xdm/context/namespace'),
      xid: text('Id across namespaces'),
    }),

  'https://ns.adobe.com/xdm/context/experienceevent-stitching': () =>
    resource('Stitched identity', { stitchedID: ref('https://ns.adobe.com/xdm/context/identity') }),

  'https://ns.adobe.com/xdm/context/experienceevent-profile-stitch': () =>
    resource('Profile stitch', { profileStitch: list(ref('https://ns.adobe.com/xdm/context/profileStitch')) }),

  'https://ns.adobe.com/xdm/context/profileStitch': () =>
    extension('Profile stitch', ['https://ns.adobe.com/xdm/context/identitymap'], {
      profileStitchID: ref('https://ns.adobe.com/xdm/context/profileStitchIdentity'),
      version: text(),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-reference-keys': () =>
    resource('Keys of the person', {
      person: object({ personalEmailID: formatted('email', text()), accountID: text(), accountType: text() }),
    }),
};
