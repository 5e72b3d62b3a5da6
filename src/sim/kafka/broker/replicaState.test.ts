import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import {
  isCaughtUp,
  NEVER_US,
  newReplicaState,
  resetReplicaState,
  UNKNOWN_BROKER_EPOCH,
  UNKNOWN_OFFSET,
  updateFetchState,
} from './replicaState.ts';
import type { ReplicaState } from './replicaState.ts';

const T: Record<string, number> = { t1: 1_000_000, t2: 2_000_000, t3: 3_000_000 };

function fetch(state: ReplicaState, fetchOffset: number, leaderLogEndOffset: number, nowUs: number): void {
  updateFetchState(state, { fetchOffset, logStartOffset: 1, nowUs, leaderLogEndOffset, brokerEpoch: -1 }, 5);
}

describe('updateFetchState', () => {
  type Fetches = { fetchOffset: number; leaderLeo: number; t: string }[];
  for (const c of casesOf<Fetches, { lastCaughtUp: number | string }>('fetchState')) {
    it(c.id, () => {
      const state = newReplicaState();
      for (const one of c.in) fetch(state, one.fetchOffset, one.leaderLeo, T[one.t] as number);
      const { lastCaughtUp } = c.expect;
      // Kafka's 0 is the epoch of its clock, which stands for "never".
      expect(state.lastCaughtUpTimeUs).toBe(lastCaughtUp === 0 ? NEVER_US : T[lastCaughtUp]);
    });
  }

  it('remembers what the follower asked for', () => {
    const state = newReplicaState();
    fetch(state, 5, 10, 100);
    expect(state).toEqual({
      logEndOffset: 5,
      logStartOffset: 1,
      lastCaughtUpTimeUs: NEVER_US,
      lastFetchLeaderLogEndOffset: 10,
      lastFetchTimeUs: 100,
      brokerEpoch: -1,
    });
  });

  it('never moves the caught-up time or the known leader end back', () => {
    const state = newReplicaState();
    fetch(state, 10, 10, 300);
    fetch(state, 9, 9, 200);
    expect(state.lastCaughtUpTimeUs).toBe(300);
    expect(state.lastFetchLeaderLogEndOffset).toBe(10);
    expect(state.logEndOffset).toBe(9);
  });

  it('does not take a first fetch from the start for a caught-up one', () => {
    const state = newReplicaState();
    fetch(state, 0, 10, 100);
    expect(isCaughtUp(state, 10, 100, 30_000_000)).toBe(false);
  });

  const epochFetch = (brokerEpoch: number) => ({ fetchOffset: 3, logStartOffset: 0, nowUs: 9, leaderLogEndOffset: 3, brokerEpoch });

  it('refuses a fetch of an earlier incarnation and changes nothing', () => {
    const state = newReplicaState();
    expect(updateFetchState(state, epochFetch(4), 5)).toBe(false);
    expect(state).toEqual(newReplicaState());
  });
  it.each([
    [5, 5],
    [6, 5],
    [4, null],
    [-1, 5],
  ])('accepts broker epoch %i while %s is alive', (brokerEpoch, alive) => {
    const state = newReplicaState();
    expect(updateFetchState(state, epochFetch(brokerEpoch), alive)).toBe(true);
    expect(state.brokerEpoch).toBe(brokerEpoch);
  });
});

describe('resetReplicaState', () => {
  const fetched = (): ReplicaState => {
    const state = newReplicaState();
    fetch(state, 8, 10, 100);
    return state;
  };

  it('makes a new leader forget, and trusts ISR members', () => {
    const state = fetched();
    resetReplicaState(state, { nowUs: 500, leaderLogEndOffset: 10, isNewLeader: true, isFollowerInSync: true });
    expect(state).toEqual({
      logEndOffset: UNKNOWN_OFFSET,
      logStartOffset: UNKNOWN_OFFSET,
      lastCaughtUpTimeUs: 500,
      lastFetchLeaderLogEndOffset: UNKNOWN_OFFSET,
      lastFetchTimeUs: NEVER_US,
      brokerEpoch: UNKNOWN_BROKER_EPOCH,
    });
  });
  it('lets a re-elected leader keep the offsets', () => {
    const state = fetched();
    resetReplicaState(state, { nowUs: 500, leaderLogEndOffset: 12, isNewLeader: false, isFollowerInSync: false });
    expect(state).toEqual({
      logEndOffset: 8,
      logStartOffset: 1,
      lastCaughtUpTimeUs: NEVER_US,
      lastFetchLeaderLogEndOffset: 12,
      lastFetchTimeUs: NEVER_US,
      brokerEpoch: -1,
    });
  });
  it('does not count a non-member as caught up, even at time 0', () => {
    const state = newReplicaState();
    resetReplicaState(state, { nowUs: 0, leaderLogEndOffset: 12, isNewLeader: true, isFollowerInSync: false });
    expect(isCaughtUp(state, 12, 0, 30_000_000)).toBe(false);
  });
});

describe('isCaughtUp', () => {
  const state: ReplicaState = { ...newReplicaState(), logEndOffset: 9, lastCaughtUpTimeUs: 1_000 };
  it('at the leader end however long ago', () => expect(isCaughtUp(state, 9, 10_000_000, 100)).toBe(true));
  it('within the lag, its bound included', () => expect(isCaughtUp(state, 10, 1_100, 100)).toBe(true));
  it('not beyond the lag', () => expect(isCaughtUp(state, 10, 1_101, 100)).toBe(false));
});
