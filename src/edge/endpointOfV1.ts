import { findEndpoint, type Endpoint, type EndpointName } from '../protocol/endpoints.js';

/** An endpoint that only version 1 has. */
export function endpointOfV1(name: Exclude<EndpointName, 'interact' | 'collect'>): Endpoint {
  return findEndpoint(name, 'v1')!;
}
