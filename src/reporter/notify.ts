/** Tells a command or a webhook what a run was. Nothing that goes wrong here has a say in how the run ends. */

import type { Secret } from '../config/secret.js';
import { runHook } from './commandHook.js';
import type { Summary } from './model.js';
import { postDigest } from './webhook.js';

export interface SummaryPaths {
  /** Of `summary.json`. */
  json: string;
  /** Of `summary.md`. */
  markdown: string;
}

const TIMEOUT_MS = 10_000;

/**
 * @param target a command for the shell, or the URL of a webhook.
 * @returns what went wrong, as a sentence without the target; undefined when all is well. Never rejects.
 */
export async function notify(
  summary: Summary,
  paths: SummaryPaths,
  target: Secret,
  timeoutMs = TIMEOUT_MS,
): Promise<string | undefined> {
  const text = target.reveal().trim();
  try {
    return /^https?:\/\//i.test(text)
      ? await postDigest(text, summary, timeoutMs)
      : await runHook(text, {
          variables: {
            DATASTREAM_SUMMARY_JSON: paths.json,
            DATASTREAM_SUMMARY_MD: paths.markdown,
            DATASTREAM_OUTCOME: summary.verdict.outcome,
          },
          timeoutMs,
        });
  } catch {
    // Messages of the platform quote what they were given.
    return 'onSummary could not be told.';
  }
}
