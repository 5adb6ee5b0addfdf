/** Video and audio as they were described before the Media Edge API. */

import {
  choice,
  count,
  deprecated,
  flag,
  integer,
  list,
  measure,
  object,
  ref,
  requiring,
  resource,
  suggested,
  text,
  uriReference,
  type Field,
  type Resources,
} from './fields.js';
import { quality } from './timedMediaQuality.js';

export const timedMediaResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-media': () =>
    // The field, not the group: an event that may have it need not have it.
    resource('Timed media', { media: deprecated(ref('https://ns.adobe.com/xdm/context/media')) }),

  'https://ns.adobe.com/xdm/context/media': () =>
    deprecated(
      resource('Timed media', {
        mediaTimed: requiring(
          ['primaryAssetReference'],
          object(
            {
              primaryAssetReference: asset(),
              primaryAssetViewDetails: view(),
              mediaChapter: chapter(),
              impressions: measure(),
              completes: measure(),
              timePlayed: measure(),
              federated: measure('Shared by another company'),
              starts: measure(),
              mediaSegmentViews: measure(),
              dropBeforeStarts: deprecated(measure()),
              totalTimePlayed: measure(),
              uniqueTimePlayed: measure(),
              averageMinuteAudience: measure(),
              adCount: measure(),
              chapterCount: measure(),
              progress10: measure(),
              progress25: measure(),
              progress50: measure(),
              progress75: measure(),
              progress95: measure(),
              resumes: measure(),
              estimatedStreams: measure(),
              pauseImpactedStreams: measure(),
              pauses: measure(),
              pauseTime: measure(),
              idp: text('Television provider'),
              mediaAuth: text(),
              dayPart: text(),
              recordLabel: text(),
              radioStation: text(),
              publisher: text(),
              playhead: integer(),
            },
            'Timed media',
          ),
        ),
      }),
    ),

  'https://ns.adobe.com/xdm/context/player-state': () =>
    deprecated(
      resource('State of the player', { playerStateSet: flag(), playerStateCount: count(), playerStateTime: count() }),
    ),
};

function asset(): Field {
  return requiring(
    ['_id'],
    object(
      {
        _id: uriReference(),
        _dc: object({ title: text(), creator: text() }, 'Dublin Core'),
        _id3: object({ Audio: deprecated(ref('https://id3.org/id3v2.4/audio')) }, 'ID3'),
        _xmpDM: object(
          {
            artist: deprecated(text()),
            album: deprecated(text()),
            duration: integer(),
            releaseDate: text(),
          },
          'XMP Dynamic Media',
        ),
        Audio: object({
          _dc: object({ creator: text() }, 'Dublin Core'),
          _xmpDM: object({ artist: text(), album: text() }, 'XMP Dynamic Media'),
          _id3: object({ Audio: ref('https://id3.org/id3v2.4/audio') }, 'ID3'),
        }),
        showType: text(),
        _iptc4xmpExt: object(
          {
            Series: ref('http://www.iptc.org/series'),
            Season: ref('http://www.iptc.org/season'),
            Episode: ref('http://www.iptc.org/episode'),
            Genre: list(text()),
            Rating: list(ref('http://www.iptc.org/rating')),
            Creator: list(ref('http://www.iptc.org/creator')),
          },
          'IPTC',
        ),
        streamFormat: text(),
        streamType: choice(['audio', 'video', 'gaming']),
        firstAirDate: text(),
      },
      'What is played',
    ),
  );
}

function view(): Field {
  return object(
    {
      _id: uriReference(),
      playerName: text(),
      videoSegment: text(),
      path: text(),
      broadcastChannel: text(),
      broadcastContentType: suggested(['VOD', 'Live', 'Linear', 'UGC', 'Radio', 'Podcast', 'Audiobook']),
      playerSDKVersion: ref('https://ns.adobe.com/xdm/context/implementationdetails'),
      vhlVersion: text('Version of the Media SDK'),
      broadcastNetwork: text(),
      adLoadType: text(),
      sourceFeed: text(),
      sessionTimeout: integer(),
      qoe: quality(),
      downloadedPlayback: flag(),
      fullScreen: object({ playerStateSet: flag(), playerStateCount: count(), playerStateTime: count() }),
      mute: ref('https://ns.adobe.com/xdm/context/player-state'),
      closeCaption: ref('https://ns.adobe.com/xdm/context/player-state'),
      pictureInPicture: ref('https://ns.adobe.com/xdm/context/player-state'),
      inFocus: ref('https://ns.adobe.com/xdm/context/player-state'),
      statesStart: list(text()),
      statesEnd: list(text()),
    },
    'How it is played',
  );
}

function chapter(): Field {
  return object(
    {
      chapterAssetReference: requiring(
        ['_id'],
        object(
          {
            _id: uriReference(),
            _dc: object({ title: text() }, 'Dublin Core'),
            _xmpDM: object({ duration: integer() }, 'XMP Dynamic Media'),
          },
          'Chapter',
        ),
      ),
      chapterAssetViewDetails: requiring(
        ['index', 'offset'],
        object({ index: integer(), offset: integer() }, 'View of the chapter'),
      ),
      impressions: measure(),
      completes: measure(),
      timePlayed: measure(),
      federated: measure('Shared by another company'),
      downloadedPlayback: flag(),
    },
    'Chapter',
  );
}
