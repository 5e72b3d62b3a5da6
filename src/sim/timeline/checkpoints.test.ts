import { expect, it } from 'vitest';
import { isCheckpointDue, withCheckpoint, type Checkpoint } from './checkpoints.ts';

/** What is kept of a run of so many events, of which each weighs what it is said to. */
function keptOf(events: number, weight: number): Checkpoint<null>[] {
  let kept: Checkpoint<null>[] = [];
  for (let at = 0; at <= events; at += 250) {
    const moment = { events: at, at };
    if (isCheckpointDue(kept.at(-1)?.moment ?? null, { events: at - 1, at }, moment, () => weight)) kept = withCheckpoint(kept, { moment, given: 0, run: null }, weight);
  }
  return kept;
}

it('what is large is copied as much more seldom as it is larger, and few copies of it are kept', () => {
  const small = keptOf(1_000_000, 30);
  const large = keptOf(1_000_000, 30_000);
  const gaps = large.slice(1).map(({ moment }, index) => moment.events - (large[index]?.moment.events ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000);
  expect(large.length).toBeLessThan(16);
  expect(large.at(0)?.moment.events).toBe(0);
  expect(small.length).toBeGreaterThan(300);
});

it('does not ask how large the run is before enough has happened', () => {
  const weight = (): number => {
    throw new Error('asked');
  };
  expect(isCheckpointDue({ events: 0, at: 0 }, { events: 248, at: 9 }, { events: 249, at: 9 }, weight)).toBe(false);
  expect(isCheckpointDue({ events: 0, at: 0 }, { events: 250, at: 9 }, { events: 251, at: 9 }, weight)).toBe(false);
});
