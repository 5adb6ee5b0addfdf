/** What an emulator that did nothing would be: parses the body it gets and answers the bytes it was told to. */

import { createServer, type Server } from 'node:http';

export function bareServer(answer: { status: number; body: string }): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const headers = {
        'content-type': 'application/json;charset=utf-8',
        'content-length': Buffer.byteLength(answer.body),
      };
      response.writeHead(answer.status, headers).end(answer.body);
    });
  });
}
