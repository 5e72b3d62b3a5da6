import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { alterPartition } from './alterPartition.ts';
import type { AlterPartitionContext, AlterPartitionData } from './alterPartition.ts';
import { applyPartitionChange, newPartition } from './partitionChange.ts';
import type { PartitionRegistration } from './partitionChange.ts';

const alive = { brokerEpoch: 7, fenced: false, inControlledShutdown: false };

function contextOf(minIsr: number, brokers: Record<number, typeof alive | null> = {}): AlterPartitionContext {
  return {
    brokerOf: (broker) => (brokers[broker] === null ? undefined : (brokers[broker] ?? alive)),
    minIsr,
    elrEnabled: true,
    uncleanLeaderElection: false,
  };
}

function members(...brokers: number[]): AlterPartitionData['isr'] {
  return brokers.map((broker) => ({ broker, brokerEpoch: 7 }));
}

describe('conformance', () => {
  interface IsrCase {
    readonly isr: number[];
    readonly elr?: number[];
    readonly minIsr: number;
    readonly newIsr: number[];
  }
  for (const c of casesOf<IsrCase, { isr: number[]; elr: number[] }>('alterPartition')) {
    it(c.id, () => {
      const partition = { ...newPartition([0, 1, 2], c.in.isr), elr: c.in.elr ?? [] };
      const data: AlterPartitionData = { leaderEpoch: 0, partitionEpoch: 0, isr: members(...c.in.newIsr), leaderRecoveryState: 'RECOVERED' };
      const { error, change } = alterPartition(partition, 0, data, contextOf(c.in.minIsr));
      expect(error).toBe('NONE');
      const after = applyPartitionChange(partition, change ?? {});
      expect({ isr: after.isr, elr: after.elr }).toEqual(c.expect);
      expect(after.leaderEpoch).toBe(0);
    });
  }
});

const partition: PartitionRegistration = { ...newPartition([1, 2, 3], [1, 2]), leaderEpoch: 10, partitionEpoch: 20 };
const good: AlterPartitionData = { leaderEpoch: 10, partitionEpoch: 20, isr: members(1, 2, 3), leaderRecoveryState: 'RECOVERED' };

describe('alterPartition', () => {
  it('accepts', () => {
    expect(alterPartition(partition, 1, good, contextOf(1))).toEqual({ error: 'NONE', change: { isr: [1, 2, 3] } });
  });
  it('answers a wish that is already true without a change', () => {
    expect(alterPartition(partition, 1, { ...good, isr: members(1, 2) }, contextOf(1))).toEqual({ error: 'NONE', change: null });
  });
  it('accepts members without a broker epoch', () => {
    const isr = [{ broker: 1, brokerEpoch: 7 }, { broker: 3, brokerEpoch: -1 }];
    expect(alterPartition(partition, 1, { ...good, isr }, contextOf(1)).error).toBe('NONE');
  });
  it('knows no such partition', () => {
    expect(alterPartition(undefined, 1, good, contextOf(1))).toEqual({ error: 'UNKNOWN_TOPIC_OR_PARTITION', change: null });
  });

  it.each<[string, Partial<AlterPartitionData>, number, string]>([
    ['a leader epoch ahead', { leaderEpoch: 11 }, 1, 'NOT_CONTROLLER'],
    ['a partition epoch ahead', { partitionEpoch: 21 }, 1, 'NOT_CONTROLLER'],
    ['a partition epoch ahead, leader epoch behind', { leaderEpoch: 9, partitionEpoch: 21 }, 1, 'NOT_CONTROLLER'],
    ['a leader epoch behind', { leaderEpoch: 9 }, 1, 'FENCED_LEADER_EPOCH'],
    ['a sender that does not lead', {}, 2, 'INVALID_REQUEST'],
    ['a sender that does not lead, with an old partition epoch', { partitionEpoch: 19 }, 2, 'INVALID_REQUEST'],
    ['a partition epoch behind', { partitionEpoch: 19 }, 1, 'INVALID_UPDATE_VERSION'],
    ['a member that is no replica', { isr: members(1, 4) }, 1, 'INVALID_REQUEST'],
    ['a member named twice', { isr: members(1, 2, 2) }, 1, 'INVALID_REQUEST'],
    ['an ISR without the leader', { isr: members(2, 3) }, 1, 'INVALID_REQUEST'],
    ['RECOVERING after RECOVERED', { isr: members(1), leaderRecoveryState: 'RECOVERING' }, 1, 'INVALID_REQUEST'],
  ])('refuses %s', (_, change, sender, error) => {
    expect(alterPartition(partition, sender, { ...good, ...change }, contextOf(1))).toEqual({ error, change: null });
  });

  it('lets a recovering leader stand alone, with nobody else', () => {
    const recovering: PartitionRegistration = { ...partition, isr: [1], leaderRecoveryState: 'RECOVERING' };
    const data = (...isr: number[]): AlterPartitionData => ({ ...good, isr: members(...isr), leaderRecoveryState: 'RECOVERING' });
    expect(alterPartition(recovering, 1, data(1, 2), contextOf(1)).error).toBe('INVALID_REQUEST');
    expect(alterPartition(recovering, 1, data(1), contextOf(1)).error).toBe('NONE');
    expect(alterPartition(recovering, 1, good, contextOf(1)).change).toEqual({ isr: [1, 2, 3], leaderRecoveryState: 'RECOVERED' });
  });

  it.each([
    ['fenced', { ...alive, fenced: true }],
    ['shutting down', { ...alive, inControlledShutdown: true }],
    ['of another incarnation', { ...alive, brokerEpoch: 8 }],
    ['not registered', null],
  ])('refuses a member that is %s', (_, broker) => {
    expect(alterPartition(partition, 1, good, contextOf(1, { 3: broker }))).toEqual({ error: 'INELIGIBLE_REPLICA', change: null });
  });

  it('tells the leader when the change ends a reassignment that removes it', () => {
    const moving: PartitionRegistration = { ...partition, replicas: [2, 3, 1], addingReplicas: [3], removingReplicas: [1] };
    const { error, change } = alterPartition(moving, 1, good, contextOf(1));
    expect(error).toBe('NEW_LEADER_ELECTED');
    expect(change).toEqual({ replicas: [2, 3], isr: [2, 3], leader: 2, addingReplicas: [], removingReplicas: [] });
  });
});
