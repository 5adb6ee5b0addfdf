/** Asks a page something, which may navigate, hang, crash or be closed meanwhile. */

import type { Page } from '@playwright/test';
import { EdgePageError } from '../errors.js';

/** How long a page may take to answer unless its caller knows better. */
const PATIENCE_MS = 5_000;

/**
 * A page that navigates while it is asked is asked again: the next question waits for the new document.
 *
 * @param ask is called once for each document.
 * @throws EdgePageError `EDGE_PAGE_UNREADABLE` when the page is closed, has crashed, or gives no answer in time.
 */
export async function askPage<Answer>(
  page: Page,
  ask: () => Promise<Answer>,
  timeoutMs: number = PATIENCE_MS,
): Promise<Answer> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await within(ask(), deadline - performance.now());
    } catch (error) {
      const isNavigation = error instanceof Error && /Execution context was destroyed|Frame was/.test(error.message);
      if (isNavigation && performance.now() < deadline) continue;
      throw unreadable(page, error, timeoutMs);
    }
  }
}

export class TooLate extends Error {}

/** @throws TooLate, and never settles later than that. */
export async function within<Answer>(answer: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), timeoutMs);
  });
  try {
    return await Promise.race([answer, alarm]);
  } finally {
    clearTimeout(timer);
  }
}

function unreadable(page: Page, error: unknown, timeoutMs: number): EdgePageError {
  const message = error instanceof Error ? error.message : String(error);
  const { what, fix } = reasonOf(page, error, message, timeoutMs);
  const details = { ...(fix === undefined ? {} : { fix }), ...(error instanceof TooLate ? {} : { cause: error }) };
  return new EdgePageError('EDGE_PAGE_UNREADABLE', `The page ${page.url()} ${what}`, details);
}

function reasonOf(page: Page, error: unknown, message: string, timeoutMs: number): { what: string; fix?: string } {
  if (page.isClosed()) {
    return { what: 'was closed before it could be read.', fix: 'Ask before page.close(), or ask a page that is open.' };
  }
  if (message.includes('Target crashed')) return { what: 'has crashed.' };
  if (error instanceof TooLate) {
    return {
      what: `gave no answer within ${Math.ceil(timeoutMs)} ms.`,
      fix: 'A script that does not end, an open dialog, or one navigation after the other keep a page from answering.',
    };
  }
  return { what: `cannot be read: ${message}` };
}
