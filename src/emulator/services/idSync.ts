/** Third-party id syncs: asked of the client when its identity is written, once for the whole call. */

import { lasting } from '../rendering.js';
import type { Service } from './service.js';

export const idSync: Service<'idSync'> = {
  upstreamName: 'com.adobe.identity',

  handles({ exchanges = [] }, { call: { renewedIdentity }, eventIndex }) {
    if (eventIndex > 0 || exchanges.length === 0 || renewedIdentity() === undefined) return [];
    return [{ type: 'identity:exchange', payload: exchanges.map((exchange) => lasting(exchange)) }];
  },
};
