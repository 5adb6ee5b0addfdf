/** Prints `N passed, N failed` as the last line of a run, for whoever reads only that. */

import type { FullResult, Reporter, TestCase, Suite } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  #suite: Suite | undefined;
  #status: FullResult['status'] | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd({ status }: FullResult): void {
    this.#status = status;
  }

  // After onEnd of every reporter, so that nothing is printed below it.
  async onExit(): Promise<void> {
    const outcomes = (this.#suite?.allTests() ?? []).map((test: TestCase) => test.outcome());
    const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
    // A run can fail without a failing test: a file that does not load, a crash. It must not read as green.
    const failed = count('unexpected') + count('flaky') || (this.#status === 'passed' ? 0 : 1);
    const skipped = count('skipped');
    console.log(`${count('expected')} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  }
}
