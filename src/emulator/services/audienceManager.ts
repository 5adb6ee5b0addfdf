/** Audience Manager: cookie and URL destinations, one handle for each kind. */

import { lasting } from '../rendering.js';
import type { Service } from './service.js';

export const audienceManager: Service<'audienceManager'> = {
  upstreamName: 'com.adobe.audiencemanager',

  handles({ activations = [] }, { eventIndex }) {
    return (['cookie', 'url'] as const).flatMap((kind) => {
      const payload = activations.filter(({ type }) => type === kind).map((activation) => lasting(activation));
      return payload.length === 0 ? [] : [{ type: 'activation:push', payload, eventIndex }];
    });
  },
};
