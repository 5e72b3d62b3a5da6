import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { effectiveMinIsr, nextHighWatermark } from './highWatermark.ts';
import type { HighWatermarkReplica } from './highWatermark.ts';

interface LeaderHwCase {
  readonly minIsr: number;
  readonly replicas: number;
  readonly isr: number[];
  readonly leos: { leader: number; f1: number; f2: number };
}

describe('nextHighWatermark', () => {
  for (const c of casesOf<LeaderHwCase, { hw: number; afterIsrCommittedTo3: number }>('leaderHw')) {
    it(c.id, () => {
      const { leos } = c.in;
      // The second follower has been proposed to the controller: the maximal ISR is 3, the committed one 2.
      const remotes = [leos.f1, leos.f2].map((logEndOffset) => ({ logEndOffset, inMaximalIsr: true, caughtUpAndEligible: true }));
      const state = {
        current: 0,
        leaderLogEndOffset: leos.leader,
        effectiveMinIsr: effectiveMinIsr(c.in.minIsr, c.in.replicas),
        remotes,
      };
      expect(nextHighWatermark({ ...state, committedIsrSize: c.in.isr.length })).toBe(c.expect.hw);
      expect(nextHighWatermark({ ...state, committedIsrSize: 3 })).toBe(c.expect.afterIsrCommittedTo3);
    });
  }

  const at = (current: number, ...remotes: HighWatermarkReplica[]): number =>
    nextHighWatermark({ current, leaderLogEndOffset: 10, committedIsrSize: 2, effectiveMinIsr: 1, remotes });
  const inIsr = (logEndOffset: number) => ({ logEndOffset, inMaximalIsr: true, caughtUpAndEligible: true });

  it('is the lowest end offset of the ISR', () => expect(at(3, inIsr(7), inIsr(5))).toBe(5));
  it('is the leader end offset when followers are not ahead', () => expect(at(3, inIsr(10))).toBe(10));
  it('never falls', () => expect(at(6, inIsr(4))).toBe(6));
  it('stays while an ISR member has not fetched in this epoch', () => expect(at(3, inIsr(-1))).toBe(3));
  it('ignores a lagging replica outside the ISR', () => {
    expect(at(3, inIsr(8), { logEndOffset: 4, inMaximalIsr: false, caughtUpAndEligible: false })).toBe(8);
  });
  it('waits for a replica that is about to join', () => {
    expect(at(3, inIsr(8), { logEndOffset: 6, inMaximalIsr: false, caughtUpAndEligible: true })).toBe(6);
  });
  it('moves at once when the leader is alone', () => expect(at(3)).toBe(10));
});

describe('effectiveMinIsr', () => {
  it.each([
    [2, 3, 2],
    [3, 2, 2],
    [1, 1, 1],
  ])('min %i of %i replicas: %i', (min, replicas, expected) => expect(effectiveMinIsr(min, replicas)).toBe(expected));
});
