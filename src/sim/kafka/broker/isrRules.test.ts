import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { nextHighWatermark } from './highWatermark.ts';
import {
  afterAlterPartitionError,
  isInMaximalIsr,
  isReplicaIsrEligible,
  maximalIsrSize,
  needsExpandIsr,
  outOfSyncReplicas,
  proposedIsr,
} from './isrRules.ts';
import type { PartitionState } from './isrRules.ts';
import { newReplicaState, resetReplicaState, UNKNOWN_BROKER_EPOCH, updateFetchState } from './replicaState.ts';

const US = 1000;
const committed: PartitionState = { kind: 'committed', isr: [1, 2, 3] };

describe('outOfSyncReplicas', () => {
  interface ShrinkCase {
    readonly replicaLagTimeMaxMs: number;
    readonly initialLeaderLeo: number;
    readonly becomeLeaderAt: number;
    readonly events: { t: number; followerFetchOffset?: number; leaderAppends?: number }[];
  }
  for (const c of casesOf<ShrinkCase, { lastCaughtUpMs: number[]; hw: number[]; shrunk: boolean }>('isrShrink')) {
    it(c.id, () => {
      const state: PartitionState = { kind: 'committed', isr: [1, 2] };
      const follower = newReplicaState();
      let leo = c.in.initialLeaderLeo;
      let hw = 0;
      resetReplicaState(follower, { nowUs: c.in.becomeLeaderAt * US, leaderLogEndOffset: leo, isNewLeader: true, isFollowerInSync: true });
      const caughtUp: number[] = [];
      const hws: number[] = [];
      for (const event of c.in.events) {
        leo += event.leaderAppends ?? 0;
        if (event.followerFetchOffset === undefined) continue;
        const fetched = { fetchOffset: event.followerFetchOffset, logStartOffset: 0, nowUs: event.t * US, leaderLogEndOffset: leo, brokerEpoch: 1 };
        expect(updateFetchState(follower, fetched, 1)).toBe(true);
        hw = nextHighWatermark({
          current: hw,
          leaderLogEndOffset: leo,
          committedIsrSize: 2,
          effectiveMinIsr: 1,
          remotes: [{ logEndOffset: follower.logEndOffset, inMaximalIsr: isInMaximalIsr(state, 2), caughtUpAndEligible: true }],
        });
        caughtUp.push(follower.lastCaughtUpTimeUs / US);
        hws.push(hw);
      }
      expect(caughtUp).toEqual(c.expect.lastCaughtUpMs);
      expect(hws).toEqual(c.expect.hw);
      const nowUs = (c.in.events.at(-1)?.t ?? 0) * US;
      const leader = { id: 1, logEndOffset: leo, nowUs, maxLagUs: c.in.replicaLagTimeMaxMs * US };
      expect(outOfSyncReplicas(state, leader, () => follower).length > 0).toBe(c.expect.shrunk);
    });
  }

  const leader = { id: 1, logEndOffset: 10, nowUs: 100, maxLagUs: 30 };
  const at = (logEndOffset: number, lastCaughtUpTimeUs: number) => ({ ...newReplicaState(), logEndOffset, lastCaughtUpTimeUs });
  const states = new Map([[2, at(9, 69)], [3, at(10, 0)]]);

  it('names members that are behind for too long, never the leader', () => {
    expect(outOfSyncReplicas(committed, leader, (id) => states.get(id))).toEqual([2]);
  });
  it('names a member of which nothing is known', () => {
    expect(outOfSyncReplicas(committed, leader, () => undefined)).toEqual([2, 3]);
  });
  it('waits while a change is in flight', () => {
    const pending: PartitionState = { kind: 'pendingShrink', isr: [1, 2, 3], outOfSync: [2] };
    expect(outOfSyncReplicas(pending, leader, (id) => states.get(id))).toEqual([]);
  });
});

describe('needsExpandIsr', () => {
  interface ExpandCase {
    readonly leaderLeo: number;
    readonly leaderEpochStartOffset: number;
    readonly hw: number;
    readonly isr: string[];
    readonly followerF1FetchOffsets: number[];
  }
  const ids: Record<string, number> = { L: 1, F1: 2, F2: 3 };
  const idsOf = (names: string[]): number[] => names.map((name) => ids[name] as number);
  for (const c of casesOf<ExpandCase, { maximalIsr: string[][]; committedIsr: string[][] }>('maybeExpandIsr')) {
    it(c.id, () => {
      let state: PartitionState = { kind: 'committed', isr: idsOf(c.in.isr) };
      c.in.followerF1FetchOffsets.forEach((followerLogEndOffset, step) => {
        const fetched = { eligible: true, followerLogEndOffset, highWatermark: c.in.hw, leaderEpochStartOffset: c.in.leaderEpochStartOffset };
        if (needsExpandIsr(state, 2, fetched)) state = { kind: 'pendingExpand', isr: state.isr, newReplica: 2 };
        const current: PartitionState = state;
        const maximal = idsOf(c.expect.maximalIsr[step] as string[]);
        expect([1, 2, 3].filter((id) => isInMaximalIsr(current, id))).toEqual(maximal);
        expect(maximalIsrSize(current)).toBe(maximal.length);
        expect(current.isr).toEqual(idsOf(c.expect.committedIsr[step] as string[]));
      });
    });
  }

  const caughtUp = { eligible: true, followerLogEndOffset: 7, highWatermark: 7, leaderEpochStartOffset: 7 };
  it('takes in a replica exactly at the high watermark and epoch start', () => expect(needsExpandIsr(committed, 4, caughtUp)).toBe(true));
  it.each([
    ['a member', 3, {}],
    ['an ineligible one', 4, { eligible: false }],
    ['one below the high watermark', 4, { highWatermark: 8 }],
    ['one below the epoch start', 4, { leaderEpochStartOffset: 8 }],
  ])('leaves %s out', (_, id, change) => expect(needsExpandIsr(committed, id, { ...caughtUp, ...change })).toBe(false));
  it('waits while a change is in flight', () => {
    expect(needsExpandIsr({ kind: 'pendingExpand', isr: [1], newReplica: 2 }, 4, caughtUp)).toBe(false);
  });
});

describe('maximal ISR and proposal', () => {
  it('anticipates an expansion', () => {
    const state = { kind: 'pendingExpand', isr: [1, 3], newReplica: 2 } as const;
    expect(isInMaximalIsr(state, 2)).toBe(true);
    expect(isInMaximalIsr(state, 3)).toBe(true);
    expect(isInMaximalIsr(state, 4)).toBe(false);
    expect(maximalIsrSize(state)).toBe(3);
    expect(proposedIsr(state)).toEqual([1, 3, 2]);
  });
  it('does not anticipate a shrink', () => {
    const state = { kind: 'pendingShrink', isr: [1, 2, 3], outOfSync: [2, 3] } as const;
    expect(isInMaximalIsr(state, 2)).toBe(true);
    expect(maximalIsrSize(state)).toBe(3);
    expect(proposedIsr(state)).toEqual([1]);
  });
});

describe('isReplicaIsrEligible', () => {
  const broker = { brokerEpoch: 5, fenced: false, inControlledShutdown: false };
  it.each([
    ['the registered incarnation', { broker, fetchBrokerEpoch: 5 }, true],
    ['a fetch without an epoch', { broker, fetchBrokerEpoch: -1 }, true],
    ['another incarnation', { broker, fetchBrokerEpoch: 4 }, false],
    ['a replica that has not fetched', { broker, fetchBrokerEpoch: UNKNOWN_BROKER_EPOCH }, false],
    ['a fenced broker', { broker: { ...broker, fenced: true }, fetchBrokerEpoch: 5 }, false],
    ['a broker shutting down', { broker: { ...broker, inControlledShutdown: true }, fetchBrokerEpoch: 5 }, false],
    ['an unknown broker', { broker: null, fetchBrokerEpoch: -1 }, false],
  ])('%s', (_, replica, expected) => expect(isReplicaIsrEligible(replica)).toBe(expected));
});

describe('afterAlterPartitionError', () => {
  const pending = { kind: 'pendingExpand', isr: [1], newReplica: 2 } as const;
  it.each(['OPERATION_NOT_ATTEMPTED', 'INELIGIBLE_REPLICA'] as const)('%s goes back to what is committed', (error) => {
    expect(afterAlterPartitionError(pending, error)).toEqual({ state: { kind: 'committed', isr: [1] }, retry: false });
  });
  it.each([
    'UNKNOWN_TOPIC_OR_PARTITION',
    'UNKNOWN_TOPIC_ID',
    'FENCED_LEADER_EPOCH',
    'INVALID_UPDATE_VERSION',
    'INVALID_REQUEST',
    'NEW_LEADER_ELECTED',
  ] as const)('%s waits for metadata', (error) => {
    expect(afterAlterPartitionError(pending, error)).toEqual({ state: pending, retry: false });
  });
  it.each(['UNKNOWN_SERVER_ERROR', 'NOT_CONTROLLER'] as const)('%s is sent again', (error) => {
    expect(afterAlterPartitionError(pending, error)).toEqual({ state: pending, retry: true });
  });
});
