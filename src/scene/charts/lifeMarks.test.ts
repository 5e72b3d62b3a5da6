import { describe, expect, it } from 'vitest';
import { lifeMarks } from './lifeMarks.ts';

const step = (at: number, tone: 'plain' | 'bad' = 'plain') => ({ at, tone, sentence: `at ${at}` });
const times = (marks: ReturnType<typeof lifeMarks>) => marks.map(({ from, to, steps, isBad }) => [from, to, steps.length, isBad]);

describe('the marks of a life on a chart', () => {
  it('stand for steps that are near one another', () =>
    expect(times(lifeMarks([step(10), step(14), step(14), step(25), step(60)], { from: 0, to: 100 }, 10))).toEqual([
      [10, 14, 3, false],
      [25, 25, 1, false],
      [60, 60, 1, false],
    ]));
  it('are bad where one of their steps is', () =>
    expect(times(lifeMarks([step(10), step(12, 'bad'), step(30)], { from: 0, to: 100 }, 10))).toEqual([
      [10, 12, 2, true],
      [30, 30, 1, false],
    ]));
  it('are none outside of what is shown, and its ends are shown', () => expect(times(lifeMarks([step(9), step(10), step(30), step(31)], { from: 10, to: 30 }, 5)).map(([from]) => from)).toEqual([10, 30]));
  it('are none of no life', () => expect(lifeMarks([], { from: 0, to: 10 }, 1)).toEqual([]));
});
