import type { FactView } from '../../sim/index.ts';

/** The first place at which two runs tell different things; null stands for a run that tells nothing more. */
export interface Divergence {
  readonly left: FactView | null;
  readonly right: FactView | null;
  /** The earlier one's time. */
  readonly at: number;
}

/** Two streams of facts, walked side by side for as long as they say the same. */
export interface DivergenceWatch {
  /** What is told at one time need not be told in one order, but what one run told and the other did not yet is kept here. */
  readonly left: FactView[];
  readonly right: FactView[];
  found: Divergence | null;
}

export function watchDivergence(): DivergenceWatch {
  return { left: [], right: [], found: null };
}

/** Takes in what both runs told up to `untilUs`. Sequence numbers are not compared: runs that tell the same may count differently. */
export function hearBoth(watch: DivergenceWatch, left: readonly FactView[], right: readonly FactView[], untilUs: number): void {
  if (watch.found !== null) return;
  watch.left.push(...left);
  watch.right.push(...right);
  const both = Math.min(watch.left.length, watch.right.length);
  for (let index = 0; index < both; index += 1) {
    const one = watch.left[index] as FactView;
    const other = watch.right[index] as FactView;
    if (saysTheSame(one, other)) continue;
    watch.found = { left: one, right: other, at: Math.min(one.at, other.at) };
    return;
  }
  const more = watch.left[both] ?? watch.right[both] ?? null;
  if (more !== null && more.at <= untilUs) {
    watch.found = { left: watch.left[both] ?? null, right: watch.right[both] ?? null, at: more.at };
    return;
  }
  watch.left.splice(0, both);
  watch.right.splice(0, both);
}

function saysTheSame(one: FactView, other: FactView): boolean {
  return one.at === other.at && one.node === other.node && (one.fact === other.fact || JSON.stringify(one.fact) === JSON.stringify(other.fact));
}
