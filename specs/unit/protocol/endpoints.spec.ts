import { expect, test } from '@playwright/test';
import { endpointPath, endpoints, matchEndpoint } from '../../../src/protocol/endpoints.js';

for (const endpoint of endpoints) {
  test(`${endpoint.path} is found under any base path, with and without a location hint`, () => {
    expect(matchEndpoint(endpoint.path)).toEqual({ endpoint, basePath: '', locationHint: undefined });
    expect(matchEndpoint(`/ee-pre-prd${endpoint.path}`)).toEqual({
      endpoint,
      basePath: '/ee-pre-prd',
      locationHint: undefined,
    });
    expect(matchEndpoint(endpointPath(endpoint, 'or2'))).toEqual({ endpoint, basePath: '/ee', locationHint: 'or2' });
  });
}

for (const path of ['/', '/ee', '/ee/v3/interact', '/ee/v2/interact/', '/ee/v2/Interact', '/ee/va/v1/nothing', '/v2']) {
  test(`${path} is no endpoint`, () => expect(matchEndpoint(path)).toBeUndefined());
}
