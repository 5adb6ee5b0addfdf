/** Advertisements, whether they were seen and clicked. */

import {
  bounded,
  count,
  flag,
  integer,
  measure,
  object,
  ref,
  requiring,
  resource,
  text,
  uriReference,
  type Field,
  type Resources,
} from './fields.js';

export const advertisingResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-advertising': () =>
    resource('Advertising', { advertising: ref('https://ns.adobe.com/xdm/context/advertising') }),

  'https://ns.adobe.com/xdm/context/advertising': () =>
    resource('Advertising', {
      adViewability: viewability(),
      adAssetReference: requiring(
        ['_id'],
        object(
          {
            _id: uriReference(),
            creativeID: text(),
            creativeURL: text(),
            siteID: text(),
            placementID: text(),
            _dc: object({ title: text() }, 'Dublin Core'),
            advertiser: text(),
            campaign: text(),
            _xmpDM: object({ duration: integer() }, 'XMP Dynamic Media'),
          },
          'Advertisement',
        ),
      ),
      adAssetViewDetails: object(
        { playerName: text(), index: integer(), adBreak: ref('https://ns.adobe.com/xdm/context/advertising-break') },
        'View of the advertisement',
      ),
      completes: measure(),
      timePlayed: measure(),
      federated: measure('Shared by another company'),
      downloadedPlayback: flag(),
      clicks: measure(),
      conversions: measure(),
      firstQuartiles: measure(),
      impressions: measure(),
      midpoints: measure(),
      starts: measure(),
      thirdQuartiles: measure(),
    }),

  'https://ns.adobe.com/xdm/context/advertising-break': () =>
    requiring(
      ['_id'],
      resource('Advertising break', {
        _id: uriReference(),
        _dc: object({ title: text() }, 'Dublin Core'),
        offset: integer(),
      }),
    ),
};

function viewability(): Field {
  return object(
    {
      adUnitDepth: count(),
      viewportHeight: count(),
      viewportWidth: count(),
      adHeight: count(),
      adWidth: count(),
      playerVolume: bounded(integer(), { minimum: 0, maximum: 100 }),
      measurementEligible: flag(),
      implementationDetails: ref('https://ns.adobe.com/xdm/context/implementationdetails'),
      viewable: flag(),
      activeWindow: flag(),
      percentViewable: bounded(integer(), { minimum: 0, maximum: 100 }),
      viewabilityEligibleImpressions: measure(),
      measuredAdNotVisible: measure(),
      measuredMuted: measure(),
      measuredWindowInactive: measure(),
      unmeasurableIframe: measure(),
      unmeasurableOther: measure(),
      viewableCompletes: measure(),
      viewableFirstQuartiles: measure(),
      viewableImpressions: measure(),
      viewableMidpoints: measure(),
      viewableThirdQuartiles: measure(),
    },
    'Visibility',
  );
}
