import { describe, expect, it } from 'vitest';
import { alterPartition, type AlterPartitionContext } from '../controller/alterPartition.ts';
import { newPartition } from '../controller/partitionChange.ts';
import { nextHighWatermark } from './highWatermark.ts';
import { isInMaximalIsr, isReplicaIsrEligible, maximalIsrSize, needsExpandIsr, type PartitionState } from './isrRules.ts';
import { truncationOffset } from './truncation.ts';

describe('history: who may join the ISR', () => {
  const alive = { brokerEpoch: 7, fenced: false, inControlledShutdown: false };
  const off = { fencedMayJoin: false, noBrokerEpochCheck: false };

  it('needs no epoch start before KIP-320, but the high watermark as ever', () => {
    const fetched = { eligible: true, followerLogEndOffset: 3, highWatermark: 3, leaderEpochStartOffset: 5 };
    const state: PartitionState = { kind: 'committed', isr: [1] };
    expect(needsExpandIsr(state, 2, fetched)).toBe(false);
    expect(needsExpandIsr(state, 2, fetched, true)).toBe(true);
    expect(needsExpandIsr(state, 2, { ...fetched, highWatermark: 4 }, true)).toBe(false);
  });

  it.each([
    ['a fenced broker', { broker: { ...alive, fenced: true }, fetchBrokerEpoch: 7 }, 'fencedMayJoin'],
    ['one that shuts down', { broker: { ...alive, inControlledShutdown: true }, fetchBrokerEpoch: 7 }, 'fencedMayJoin'],
    ['a process that is no more', { broker: alive, fetchBrokerEpoch: 6 }, 'noBrokerEpochCheck'],
  ] as const)('lets %s in only with its switch', (_, replica, name) => {
    expect(isReplicaIsrEligible(replica, off)).toBe(false);
    expect(isReplicaIsrEligible(replica, { ...off, [name]: true })).toBe(true);
    expect(isReplicaIsrEligible({ ...replica, broker: null }, { ...off, [name]: true })).toBe(false);
  });
});

describe('history: the high watermark', () => {
  const expanding: PartitionState = { kind: 'pendingExpand', isr: [1, 2], newReplica: 3 };
  const shrinking: PartitionState = { kind: 'pendingShrink', isr: [1, 2, 3], outOfSync: [3] };

  it('does not wait for a proposed member before KIP-497, nor for one proposed to leave', () => {
    expect([expanding, shrinking].map((state) => isInMaximalIsr(state, 3))).toEqual([true, true]);
    expect([expanding, shrinking].map((state) => isInMaximalIsr(state, 3, true))).toEqual([false, false]);
    expect([expanding, shrinking].map((state) => maximalIsrSize(state))).toEqual([3, 3]);
    expect([expanding, shrinking].map((state) => maximalIsrSize(state, true))).toEqual([2, 2]);
  });

  it('moves below the minimum before Kafka 3.7', () => {
    const partition = { current: 1, leaderLogEndOffset: 4, committedIsrSize: 1, effectiveMinIsr: 2, remotes: [] };
    expect(nextHighWatermark(partition)).toBe(1);
    expect(nextHighWatermark({ ...partition, switches: { minIsrNotStrict: true, noMaximalIsr: false } })).toBe(4);
  });

  it('does not wait for one that is about to join', () => {
    const joining = [{ logEndOffset: 2, inMaximalIsr: false, caughtUpAndEligible: true }];
    const partition = { current: 1, leaderLogEndOffset: 4, committedIsrSize: 1, effectiveMinIsr: 1, remotes: joining };
    expect(nextHighWatermark(partition)).toBe(2);
    expect(nextHighWatermark({ ...partition, switches: { minIsrNotStrict: false, noMaximalIsr: true } })).toBe(4);
  });
});

describe('history: what the controller lets pass', () => {
  const partition = { ...newPartition([1, 2, 3], [1, 2]), leaderEpoch: 1, partitionEpoch: 5 };
  const member = (broker: number) => ({ broker, brokerEpoch: 7 });
  const wish = { leaderEpoch: 1, partitionEpoch: 5, isr: [1, 2, 3].map(member), leaderRecoveryState: 'RECOVERED' } as const;
  const registered = { brokerEpoch: 7, fenced: false, inControlledShutdown: false };
  const none = { noPartitionEpochCheck: false, noBrokerEpochCheck: false, fencedMayJoin: false };
  const ask = (third: typeof registered, partitionEpoch: number, switches: typeof none) => {
    const brokerOf: AlterPartitionContext['brokerOf'] = (id) => (id === 3 ? third : registered);
    const context = { brokerOf, minIsr: 1, elrEnabled: true, uncleanLeaderElection: false, switches };
    return alterPartition(partition, 1, { ...wish, partitionEpoch }, context).error;
  };

  it.each([
    ['an older state of the partition', registered, 4, 'INVALID_UPDATE_VERSION', 'noPartitionEpochCheck'],
    ['a process that is no more', { ...registered, brokerEpoch: 9 }, 5, 'INELIGIBLE_REPLICA', 'noBrokerEpochCheck'],
    ['a fenced broker', { ...registered, fenced: true }, 5, 'INELIGIBLE_REPLICA', 'fencedMayJoin'],
  ] as const)('%s', (_, third, partitionEpoch, error, name) => {
    expect(ask(third, partitionEpoch, none)).toBe(error);
    expect(ask(third, partitionEpoch, { ...none, [name]: true })).toBe('NONE');
  });

  it('never a state from the future', () => {
    expect(ask(registered, 6, { ...none, noPartitionEpochCheck: true })).toBe('NOT_CONTROLLER');
  });
});

describe('history: a leader that answers without an epoch', () => {
  const epochs = [{ epoch: 0, startOffset: 0 }, { epoch: 2, startOffset: 5 }];
  it('is believed, up to the end of the own log', () => {
    expect(truncationOffset(epochs, 8, 3, { epoch: -1, endOffset: 6 })).toEqual({ offset: 6, completed: true });
    expect(truncationOffset(epochs, 8, 3, { epoch: -1, endOffset: 11 })).toEqual({ offset: 8, completed: true });
  });
  it('that knows nothing leaves the own high watermark', () => {
    expect(truncationOffset(epochs, 8, 3, null)).toEqual({ offset: 3, completed: true });
  });
});
