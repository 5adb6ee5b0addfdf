/**
 * Which rules fired in the pages of a context, from the moment each page begins to load.
 *
 * Turbine tells monitors of every rule, but only those that are there before it. Adobe's example makes `_satellite` for
 * that, which would change the page: code that asks whether there are tags, `if (window._satellite)`, would then call
 * what no library has put there yet. So nothing is made; instead whatever object becomes `_satellite` gets the monitor.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/tags/client-side/satellite-object for `_monitors`
 * @see https://github.com/adobe/reactor-turbine/blob/master/src/createNotifyMonitors.js
 */

import type { BrowserContext, Frame, Page } from '@playwright/test';
import { EdgeUsageError } from '../errors.js';
import { watchRulesInPage, type RuleNotice } from './tagMonitor.js';
import { within } from './tagQuestion.js';

export interface FiredRule {
  readonly id: string;
  readonly name: string;
  /** Address of the page, or frame, when the rule began. */
  readonly url: string;
  /** `running` until the last action is done; for ever, if one of them never is. */
  readonly outcome: 'running' | 'completed' | 'condition failed' | 'action failed';
  /** The condition that was not met, or the condition or action that threw; its place among them is counted from 0. */
  readonly failed: { readonly modulePath: string; readonly index: number } | undefined;
}

interface RecordedRule {
  document: string;
  rule: FiredRule;
}

const outcomes = {
  ruleTriggered: 'running',
  ruleCompleted: 'completed',
  ruleConditionFailed: 'condition failed',
  ruleActionFailed: 'action failed',
} as const satisfies Record<RuleNotice['type'], FiredRule['outcome']>;

/** Removed from the page before any of its code runs. */
const BINDING = '__datastreamRuleNotice';

/** A frame that does not answer by then is not waited for. */
const FRAME_PATIENCE_MS = 1_000;

export class TagRuleLog {
  readonly #context: BrowserContext;
  readonly #fired: RecordedRule[] = [];
  /** A page with tags that was open before. */
  #missed: string | undefined;

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  /** Begins to record. Once for a context, and before its pages are opened. */
  static async record(context: BrowserContext): Promise<TagRuleLog> {
    const log = new TagRuleLog(context);
    await context.exposeBinding(BINDING, (_, notice: RuleNotice) => log.#take(notice));
    await context.addInitScript(watchRulesInPage, BINDING);
    for (const page of context.pages()) if (await hasTags(page)) log.#missed ??= page.url();
    return log;
  }

  /**
   * In the order in which they began.
   *
   * @throws EdgeUsageError `EDGE_RULES_NOT_RECORDED`
   */
  async fired(): Promise<FiredRule[]> {
    if (this.#missed !== undefined) {
      throw new EdgeUsageError(
        'EDGE_RULES_NOT_RECORDED',
        `The page ${this.#missed} was open before its rules were recorded: it is not known which of them fired.`,
        {
          fix: 'Name the fixture tag also in the hook that opens the page: test.beforeEach(async ({ page, tag }) => …).',
        },
      );
    }
    // What a frame told comes before its answer to a question that is put to it now.
    await Promise.all(this.#context.pages().flatMap((page) => page.frames().map(answerOf)));
    return this.#fired.map(({ rule }) => rule);
  }

  #take({ type, document, id, name, url, failed, isQueued }: RuleNotice): void {
    const outcome = outcomes[type];
    if (outcome === 'running') {
      this.#fired.push({ document, rule: { id, name, url, outcome, failed } });
      return;
    }
    const isThat = (each: RecordedRule) =>
      each.document === document && each.rule.id === id && each.rule.outcome === 'running';
    // Of several runs of a rule, the last one ends first, as each waits for what it sets off; in a queue, the first one.
    const run = isQueued ? this.#fired.find(isThat) : this.#fired.findLast(isThat);
    if (run !== undefined) run.rule = { ...run.rule, outcome, failed };
  }
}

async function hasTags(page: Page): Promise<boolean> {
  if (page.url() === 'about:blank') return false;
  const isThere = within(
    page.evaluate(() => '_satellite' in globalThis),
    FRAME_PATIENCE_MS,
  );
  return isThere.catch(() => false);
}

async function answerOf(frame: Frame): Promise<void> {
  await within(
    frame.evaluate(() => undefined),
    FRAME_PATIENCE_MS,
  ).catch(() => undefined);
}
