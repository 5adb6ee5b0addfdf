/** Consent of the visitor, in the words of the IAB. */

import { flag, list, ref, requiring, resource, text, type Resources } from './fields.js';

export const consentResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-privacy': () =>
    resource('Consent strings', { consentStrings: list(ref('https://ns.adobe.com/xdm/context/consentstring')) }),

  'https://ns.adobe.com/xdm/context/consentstring': () =>
    requiring(
      ['gdprApplies'],
      resource('Consent string', {
        consentStandard: text(),
        consentStandardVersion: text(),
        consentStringValue: text(),
        gdprApplies: flag(),
        containsPersonalData: flag(),
      }),
    ),
};
