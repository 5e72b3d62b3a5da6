import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { leaderAndIsrUpdate } from './leaderAndIsrUpdate.ts';
import type { BrokerEvent } from './leaderAndIsrUpdate.ts';
import { applyPartitionChange, newPartition } from './partitionChange.ts';
import type { PartitionRegistration } from './partitionChange.ts';

const NO_LEADER = -1;

interface Options {
  readonly active?: readonly number[];
  readonly minIsr?: number;
  readonly elrEnabled?: boolean;
  readonly unclean?: boolean;
}

function apply(partition: PartitionRegistration, event: BrokerEvent, options: Options = {}): PartitionRegistration {
  const active = options.active ?? partition.replicas;
  const change = leaderAndIsrUpdate(partition, event, {
    isActive: (broker) => active.includes(broker),
    minIsr: options.minIsr ?? 1,
    elrEnabled: options.elrEnabled ?? true,
    uncleanLeaderElection: options.unclean ?? false,
  });
  return change === null ? partition : applyPartitionChange(partition, change);
}

describe('conformance', () => {
  interface FenceCase {
    readonly partitions: { replicas: number[]; isr: number[]; leader: number }[];
    readonly fence: number[];
  }
  for (const c of casesOf<FenceCase, { isr: number[]; leader?: number; leaderNot?: number }[]>('fenceBrokers')) {
    it(c.id, () => {
      c.in.partitions.forEach((given, i) => {
        let partition: PartitionRegistration = { ...newPartition(given.replicas, given.isr), leader: given.leader };
        let active = [0, 1, 2, 3, 4];
        for (const broker of c.in.fence) {
          partition = apply(partition, { kind: 'removed', broker }, { active });
          active = active.filter((id) => id !== broker);
        }
        const expected = c.expect[i];
        expect(partition.isr).toEqual(expected?.isr);
        if (expected?.leader !== undefined) expect(partition.leader).toBe(expected.leader);
        if (expected?.leaderNot !== undefined) expect(partition.leader).not.toBe(expected.leaderNot);
      });
    });
  }
});

describe('leaderAndIsrUpdate', () => {
  const partition = newPartition([1, 2, 3], [1, 2, 3]);

  it('fencing a follower only shrinks the ISR', () => {
    expect(apply(partition, { kind: 'removed', broker: 3 })).toMatchObject({ isr: [1, 2], leader: 1, leaderEpoch: 0, partitionEpoch: 1 });
  });
  it('fencing the leader elects the next in the list', () => {
    expect(apply(partition, { kind: 'removed', broker: 1 })).toMatchObject({ isr: [2, 3], leader: 2, leaderEpoch: 1, partitionEpoch: 1 });
  });
  it('a fenced broker stays eligible when it left an ISR below the minimum', () => {
    expect(apply(partition, { kind: 'removed', broker: 3 }, { minIsr: 3 })).toMatchObject({ isr: [1, 2], elr: [3] });
  });
  it('with unclean elections, the fenced broker itself is no candidate', () => {
    const alone = newPartition([1, 2], [1]);
    expect(apply(alone, { kind: 'removed', broker: 1 }, { unclean: true, elrEnabled: false })).toMatchObject({ isr: [2], leader: 2 });
    expect(apply(alone, { kind: 'removed', broker: 1 }, { unclean: true, elrEnabled: false, active: [1] })).toMatchObject({ isr: [1], leader: NO_LEADER });
  });

  it('unfencing gives a leaderless partition its leader, though the metadata still calls it fenced', () => {
    const leaderless = { ...newPartition([1, 2], [2]), leader: NO_LEADER };
    expect(apply(leaderless, { kind: 'added', broker: 2 }, { active: [], elrEnabled: false })).toMatchObject({ isr: [2], leader: 2 });
  });
  it('unfencing puts nobody back into an ISR', () => {
    const behind = newPartition([1, 2], [1]);
    expect(apply(behind, { kind: 'added', broker: 2 })).toBe(behind);
  });

  it('an unclean shutdown takes the broker out of ISR and ELR', () => {
    const eligible: PartitionRegistration = { ...newPartition([1, 2, 3], [1]), elr: [2, 3] };
    expect(apply(eligible, { kind: 'uncleanShutdown', broker: 3 }, { minIsr: 3 })).toMatchObject({ isr: [1], elr: [2], leader: 1 });
    expect(apply(partition, { kind: 'uncleanShutdown', broker: 1 }, { minIsr: 3 })).toMatchObject({ isr: [2, 3], elr: [], leader: 2 });
  });
});
