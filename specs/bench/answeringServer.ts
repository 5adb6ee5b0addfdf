/** A server in a process of its own that answers every request with 1.2 KB of JSON, so that only clients are compared. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = JSON.stringify({
  requestId: '2f1c6b1e-8f7a-4a43-9b51-0d6a4f5b7c11-00c0ffee00c0ffee',
  handle: [
    {
      type: 'locationHint:result',
      payload: ['Target', 'AAM', 'EdgeNetwork'].map((scope) => ({ scope, hint: 'or2', ttlSeconds: 1800 })),
    },
    {
      type: 'personalization:decisions',
      eventIndex: 0,
      payload: [
        {
          id: 'AT:eyJhY3Rpdml0eUlkIjoiMSIsImV4cGVyaWVuY2VJZCI6IjAifQ==',
          scope: 'hero',
          scopeDetails: { decisionProvider: 'TGT', activity: { id: '1' }, experience: { id: '0' } },
          items: [
            {
              id: '1',
              schema: 'https://ns.adobe.com/personalization/html-content-item',
              data: { id: '1', format: 'text/html', content: `<p>${'offer '.repeat(110)}</p>` },
            },
          ],
        },
      ],
    },
  ],
});

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('disconnect', () => process.exit(0));
