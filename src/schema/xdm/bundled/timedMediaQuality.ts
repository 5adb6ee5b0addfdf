/** How well timed media played: what stalled, what was dropped. */

import { bounded, choice, list, measure, object, requiring, text, type Field } from './fields.js';

export function quality(): Field {
  return object(
    {
      error: requiring(
        ['errorID', 'errorSource'],
        object({
          errorID: bounded(text(), { minLength: 1 }),
          errorSource: choice(['player', 'external']),
        }),
      ),
      errors: measure(),
      buffers: measure(),
      bufferTime: measure(),
      bufferImpactedStreams: measure(),
      stalls: measure(),
      stallTime: measure(),
      stallingImpactedStreams: measure(),
      bitrateChanges: measure(),
      bitrateAverage: measure(),
      bitrateAverageBucket: text(),
      bitrateChangeImpactedStreams: measure(),
      droppedFrames: measure(),
      droppedFrameImpactedStreams: measure(),
      dropBeforeStarts: measure(),
      timeToStart: measure(),
      playerSdkErrors: list(text()),
      mediaSdkErrors: list(text()),
      externalSdkErrors: list(text()),
      errorImpactedStreams: measure(),
    },
    'Quality of experience',
  );
}
