/** Where the real Web SDK and the real tag engine lie. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The package exports its list of components, which stands beside `dist`, but nothing in there. */
export const webSdkFile = join(dirname(require.resolve('@adobe/alloy/components.json')), 'dist/alloy.min.js');

export const tagEngineFile = require.resolve('@adobe/reactor-turbine/dist/engine.min.js');
