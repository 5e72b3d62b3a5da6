import { US_PER_SECOND } from '../base/flavor.ts';

const SHORTEST_S = 20;
const AHEAD = 1.15;
const STEPS: readonly number[] = [1, 2, 3, 5, 7.5, 10];

/** The time that a progress line stands for, microseconds: known time with some room ahead, in round steps that seldom change. */
export function spanOf(now: number): number {
  const wanted = Math.max(SHORTEST_S, (now / US_PER_SECOND) * AHEAD);
  let unit = 10;
  while (unit * 10 <= wanted) unit *= 10;
  const step = STEPS.find((factor) => unit * factor >= wanted) ?? 10;
  return unit * step * US_PER_SECOND;
}
