/** Video and audio as the Media Edge API takes them. */

import {
  choice,
  count,
  filled,
  flag,
  integer,
  list,
  moment,
  ref,
  requiring,
  resource,
  suggested,
  text,
  uri,
  type Resources,
} from './fields.js';

export const mediaResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/experienceevent-media-analytics': () =>
    resource('Media', {
      mediaCollection: ref('https://ns.adobe.com/xdm/datatypes/mediaDetails'),
      mediaReporting: ref('https://ns.adobe.com/xdm/datatypes/mediaDetails'),
      mediaDownloadedEvents: list(ref('https://ns.adobe.com/xdm/datatypes/mediaEvent')),
    }),

  'https://ns.adobe.com/xdm/datatypes/mediaDetails': () =>
    resource('Media', {
      playhead: count(),
      sessionID: text(),
      sessionDetails: ref('https://ns.adobe.com/xdm/datatypes/sessionDetails'),
      advertisingDetails: ref('https://ns.adobe.com/xdm/datatypes/advertisingDetails'),
      advertisingPodDetails: ref('https://ns.adobe.com/xdm/datatypes/advertisingPodDetails'),
      chapterDetails: ref('https://ns.adobe.com/xdm/datatypes/chapterDetails'),
      errorDetails: ref('https://ns.adobe.com/xdm/datatypes/errorDetails'),
      qoeDataDetails: ref('https://ns.adobe.com/xdm/datatypes/qoeDataDetails'),
      statesStart: list(ref('https://ns.adobe.com/xdm/datatypes/playerStateData')),
      statesEnd: list(ref('https://ns.adobe.com/xdm/datatypes/playerStateData')),
      states: list(ref('https://ns.adobe.com/xdm/datatypes/playerStateData')),
      customMetadata: list(ref('https://ns.adobe.com/xdm/datatypes/customMetadataDetails')),
    }),

  'https://ns.adobe.com/xdm/datatypes/mediaEvent': () =>
    resource('Media event', {
      mediaCollection: ref('https://ns.adobe.com/xdm/datatypes/mediaDetails'),
      mediaEventTimestamp: moment(),
      mediaEventType: suggested([
        'media.ping',
        'media.sessionStart',
        'media.play',
        'media.bufferStart',
        'media.pauseStart',
        'media.chapterStart',
        'media.chapterSkip',
        'media.chapterComplete',
        'media.adStart',
        'media.adSkip',
        'media.adComplete',
        'media.adBreakStart',
        'media.adBreakComplete',
        'media.bitrateChange',
        'media.error',
        'media.sessionComplete',
        'media.sessionEnd',
        'media.statesUpdate',
        'media.scheduleStart',
      ]),
    }),

  'https://ns.adobe.com/xdm/datatypes/advertisingDetails': () =>
    requiring(
      ['name', 'length', 'podPosition'],
      resource('Advertisement', {
        friendlyName: text(),
        name: filled(),
        length: integer(),
        podPosition: count(),
        playerName: text(),
        advertiser: text(),
        campaignID: text(),
        creativeID: text(),
        siteID: text(),
        creativeURL: uri(),
        placementID: text(),
        isCompleted: flag(),
        isStarted: flag(),
        timePlayed: integer(),
      }),
    ),

  'https://ns.adobe.com/xdm/datatypes/advertisingPodDetails': () =>
    resource('Advertising break', { ID: text(), friendlyName: text(), index: integer(), offset: integer() }),

  'https://ns.adobe.com/xdm/datatypes/chapterDetails': () =>
    resource('Chapter', {
      friendlyName: text(),
      length: integer(),
      offset: integer(),
      index: integer(),
      ID: text(),
      isStarted: flag(),
      isCompleted: flag(),
      timePlayed: integer(),
    }),

  'https://ns.adobe.com/xdm/datatypes/playerStateData': () =>
    requiring(
      ['name'],
      resource('State of the player', {
        name: suggested(['fullscreen', 'mute', 'closedCaptioning', 'pictureInPicture', 'inFocus']),
        isSet: flag(),
        count: integer(),
        time: integer(),
      }),
    ),

  'https://ns.adobe.com/xdm/datatypes/errorDetails': () =>
    requiring(['name', 'source'], resource('Media error', { name: filled(), source: choice(['player', 'external']) })),

  'https://ns.adobe.com/xdm/datatypes/customMetadataDetails': () =>
    resource('Own metadata', { name: text(), value: text() }),
};
