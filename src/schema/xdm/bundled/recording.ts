/** Recordings in the words of the IPTC and of ID3. */

import { number, object, requiring, resource, text, uri, type Resources } from './fields.js';

export const recordingResources: Resources = {
  'http://www.iptc.org/creator': () => resource('Creator', { _iptc4xmpExt: object({ Name: text() }, 'IPTC') }),

  'http://www.iptc.org/rating': () =>
    requiring(
      ['_iptc4xmpExt'],
      resource('Rating', {
        _iptc4xmpExt: requiring(['RatingValue'], object({ RatingValue: text(), RatingSourceLink: uri() }, 'IPTC')),
      }),
    ),

  'http://www.iptc.org/episode': () =>
    resource('Episode', { _iptc4xmpExt: object({ Name: text(), Number: number(), Identifier: uri() }, 'IPTC') }),

  'http://www.iptc.org/season': () =>
    resource('Season', { _iptc4xmpExt: object({ Name: text(), Number: number(), Identifier: uri() }, 'IPTC') }),

  'http://www.iptc.org/series': () =>
    resource('Series', { _iptc4xmpExt: object({ Name: text(), Identifier: uri() }, 'IPTC') }),

  'https://id3.org/id3v2.4/audio': () =>
    resource('Audio', { _id3: object({ TPUB: text('Record label'), TRSN: text('Radio station') }, 'ID3') }),
};
