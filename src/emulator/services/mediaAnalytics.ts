/**
 * Media Analytics: gives a session to the event that starts one, whichever endpoint it comes through. The Web SDK
 * starts its sessions through `interact`.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/media/sessions/
 */

import { isObject } from '../../protocol/json.js';
import type { Service } from './service.js';

export const mediaAnalytics: Service<'mediaAnalytics'> = {
  upstreamName: 'com.adobe.media_analytics',

  handles(_definition, { call, event: { xdm }, eventIndex }) {
    if (!isObject(xdm) || xdm['eventType'] !== 'media.sessionStart') return [];
    const collection = xdm['mediaCollection'];
    const sessionId = call.memory.mediaSessions.start(call, isObject(collection) ? collection['playhead'] : undefined);
    return [{ type: 'media-analytics:new-session', payload: [{ sessionId }], eventIndex }];
  },
};
