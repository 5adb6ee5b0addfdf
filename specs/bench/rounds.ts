/** Measures two ways of doing the same in alternating rounds: on a shared machine only their ratio means anything. */

export interface Ratio {
  median: number;
  min: number;
  max: number;
  rounds: number;
}

/** @param ours and @param theirs do the same amount of work; each round times both, in turn first. */
export async function compare(
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  rounds: number,
): Promise<Ratio> {
  await theirs();
  await ours();
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const oursFirst = round % 2 === 0;
    const first = await timed(oursFirst ? ours : theirs);
    const second = await timed(oursFirst ? theirs : ours);
    ratios.push(oursFirst ? first / second : second / first);
  }
  return spread(ratios);
}

export function spread(values: number[]): Ratio {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => Number(sorted[Math.floor((sorted.length - 1) * part)]!.toFixed(3));
  return { median: at(0.5), min: at(0), max: at(1), rounds: values.length };
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}
