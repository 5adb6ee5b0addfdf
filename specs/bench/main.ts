/** `npm run bench`: every figure with the bound it must keep; printed, written to bench-results.json, exit 1 when one is broken. */

import { writeFileSync } from 'node:fs';
import { emulatorThroughput } from './emulator.js';
import { importCost } from './imports.js';
import { insideATest } from './inside.js';
import { outsideATest } from './outside.js';
import { pageViewThroughTap } from './page.js';
import { startCost } from './start.js';
import { answeringServer } from './subject.js';
import { firstXdmVerdict, xdmPerEvent } from './xdm.js';

const { url, child } = await answeringServer();
const results = [
  { what: 'edge.interact outside a test / undici.request', bound: 1.15, ...(await outsideATest(url)) },
  { what: 'edge.interact inside a test / request.post', bound: 0.45, ...(await insideATest(url)) },
  // undici takes 40 ms where the library may take 15.
  { what: 'import of the library in a worker / import of undici', bound: 0.375, ...importCost() },
  { what: 'first XDM verdict / ajv compiled eagerly, schema of 330 KB', bound: 0.15, ...firstXdmVerdict('330 KB') },
  { what: 'first XDM verdict / ajv compiled eagerly, schema of 1.6 MB', bound: 0.15, ...firstXdmVerdict('1.6 MB') },
  { what: 'further XDM verdicts / ajv compiled, schema of 330 KB', bound: 8, ...(await xdmPerEvent()) },
  // The emulator may take 150 ms beyond Node's own start, which is about as much.
  { what: 'start of the emulator / start of a bare node:http server', bound: 2, ...(await startCost()) },
  // The reciprocal of 0.70 of its throughput.
  {
    what: 'call of the emulator / of a bare server, nothing on',
    bound: 1.43,
    ...(await emulatorThroughput('nothing-on')),
  },
  { what: 'call of the emulator / of a bare server, all services', bound: 1.43, ...(await emulatorThroughput('demo')) },
  { what: 'page view through the tap / without it', bound: 1.1, ...(await pageViewThroughTap()) },
];
child.disconnect();

for (const { what, bound, median, min, max, rounds } of results) {
  const verdict = median <= bound ? 'ok  ' : 'OVER';
  console.log(`${verdict} ${what}: ${median} (${min} to ${max}, ${rounds} rounds), at most ${bound}`);
}
writeFileSync('bench-results.json', `${JSON.stringify(results, undefined, 2)}\n`);
process.exitCode = results.every(({ median, bound }) => median <= bound) ? 0 : 1;
