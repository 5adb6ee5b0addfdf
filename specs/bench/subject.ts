/** What both sides of a benchmark send: an event of 2 KB, and the live settings that point at the answering server. */

import { fork, type ChildProcess } from 'node:child_process';

export const event = {
  xdm: {
    eventType: 'commerce.purchases',
    web: { webPageDetails: { URL: 'https://shop.example/checkout', name: 'checkout' } },
    productListItems: Array.from({ length: 16 }, (_, index) => ({
      SKU: `sku-${index}`,
      name: `Product number ${index} of the order`,
      quantity: index + 1,
      priceTotal: 19.99 * (index + 1),
    })),
  },
  data: { prop1: 'custom value' },
};

export const datastreamId = '5f5e4d3c-2b1a-4f0e-8d7c-6b5a49382716';

export function liveEnvironment(url: string): Record<string, string> {
  return {
    EDGE_TARGET: 'live',
    EDGE_SERVER_URL: url,
    EDGE_DOMAIN: url,
    EDGE_IMS_URL: url,
    EDGE_DATASTREAM_ID: datastreamId,
    EDGE_ALLOWED_DATASTREAMS: datastreamId,
    EDGE_ORG_ID: '0A1B2C3D4E5F60718293A4B5@AdobeOrg',
    EDGE_CLIENT_ID: 'bench-client',
    EDGE_ACCESS_TOKEN: 'bench-token',
  };
}

/** Headers that the client adds, so that the raw side sends as much. */
export const headers = {
  'content-type': 'application/json',
  authorization: 'Bearer bench-token',
  'x-gw-ims-org-id': '0A1B2C3D4E5F60718293A4B5@AdobeOrg',
  'x-api-key': 'bench-client',
};

export async function answeringServer(): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(new URL('./answeringServer.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const url = await new Promise<string>((resolve) => child.once('message', (address: string) => resolve(address)));
  return { url, child };
}
