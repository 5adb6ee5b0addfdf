/** The emulator's own endpoints. */

import { expect } from '@playwright/test';
import type { Emulator } from '../../src/emulator/index.js';

export async function control(emulator: Emulator, path: string, method = 'GET'): Promise<Record<string, unknown>> {
  const response = await emulator.fetch(new Request(`http://127.0.0.1/__emulator/${path}`, { method }));
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}
