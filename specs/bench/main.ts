/** `npm run bench`: every figure with the bound it must keep; printed, written to bench-results.json, exit 1 when one is broken. */

import { writeFileSync } from 'node:fs';
import { importCost } from './imports.js';
import { insideATest } from './inside.js';
import { outsideATest } from './outside.js';
import { answeringServer } from './subject.js';

const { url, child } = await answeringServer();
const results = [
  { what: 'edge.interact outside a test / undici.request', unit: 'ratio', bound: 1.15, ...(await outsideATest(url)) },
  { what: 'edge.interact inside a test / request.post', unit: 'ratio', bound: 0.45, ...(await insideATest(url)) },
  { what: 'import of the library in a worker', unit: 'ms', bound: 15, ...importCost() },
];
child.disconnect();

for (const { what, unit, bound, median, min, max, rounds } of results) {
  const verdict = median <= bound ? 'ok  ' : 'OVER';
  console.log(`${verdict} ${what}: ${median} ${unit} (${min} to ${max}, ${rounds} rounds), at most ${bound}`);
}
writeFileSync('bench-results.json', `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.every(({ median, bound }) => median <= bound) ? 0 : 1;
