/** Asks something live again and again, where nothing tells of its changes. */

import { setTimeout as pause } from 'node:timers/promises';

/** Short enough to meet what comes at once, long enough not to keep the subject from its own work. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * The first finding that will do, or the last one before time is up. Asks once at least, and once more at the end of the
 * time; pauses in between grow.
 *
 * @param ask is told how many milliseconds are left, and should not take longer.
 * @throws what `ask` throws: a subject that is gone is not asked again.
 */
export async function retry<Finding>(
  ask: (leftMs: number) => Promise<Finding>,
  { until, timeoutMs }: { until: (finding: Finding) => boolean; timeoutMs: number },
): Promise<Finding> {
  const deadline = performance.now() + timeoutMs;
  // Timers know whole milliseconds only, and may be that much too early.
  const leftMs = () => Math.max(0, Math.floor(deadline - performance.now()));
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const left = leftMs();
    const finding = await ask(left);
    if (left === 0 || until(finding)) return finding;
    await pause(Math.min(pauseMs, leftMs()));
  }
}
