/**
 * The files of the inspector page, read when they are asked for. They are what a browser runs, so nothing compiles or
 * bundles them: they are published as they stand in `src`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../packageFolder.js';
import type { WireAnswer } from '../wire.js';

const mediaTypes = {
  'inspector.html': 'text/html;charset=utf-8',
  'inspector.css': 'text/css;charset=utf-8',
  'inspector.js': 'text/javascript;charset=utf-8',
  'json.js': 'text/javascript;charset=utf-8',
} as const;

/** The page shows what anybody sent; even if some of it got in as markup, nothing of it would run or leave. */
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:";

export type AssetName = keyof typeof mediaTypes;

export function assetAnswer(name: AssetName): WireAnswer {
  const headers = { 'content-type': mediaTypes[name], 'content-security-policy': POLICY };
  return {
    status: 200,
    headers,
    body: readFileSync(join(packageFolder(), 'src/emulator/inspector/page', name), 'utf8'),
  };
}
