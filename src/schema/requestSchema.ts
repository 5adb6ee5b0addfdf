import type { Endpoint } from '../protocol/endpoints.js';

/** Id of the bundled schema for what is sent to an endpoint. Only `interact` looks different in its two versions. */
export function requestSchemaId({ name, version }: Pick<Endpoint, 'name' | 'version'>): string {
  return name === 'interact' && version === 'v1' ? 'edge:interact-v1-request' : `edge:${name}-request`;
}
