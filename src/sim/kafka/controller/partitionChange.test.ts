import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { applyPartitionChange, buildPartitionChange, newPartition } from './partitionChange.ts';
import type { PartitionChange, PartitionChangeContext, PartitionChangeTarget, PartitionRegistration } from './partitionChange.ts';
import { revertReassignment } from './reassignment.ts';

const NO_LEADER = -1;

function partitionOf(fields: Partial<PartitionRegistration> & { replicas: readonly number[]; isr: readonly number[] }): PartitionRegistration {
  return { ...newPartition(fields.replicas, fields.isr), leaderEpoch: 100, partitionEpoch: 200, ...fields };
}

function contextOf(minIsr: number, unacceptable: readonly number[] = [], elrEnabled = true): PartitionChangeContext {
  return { isAcceptableLeader: (broker) => !unacceptable.includes(broker), minIsr, elrEnabled };
}

function after(partition: PartitionRegistration, target: PartitionChangeTarget, context: PartitionChangeContext): PartitionRegistration {
  return applyPartitionChange(partition, buildPartitionChange(partition, target, context) ?? {});
}

describe('a reassignment that ends below min.insync.replicas', () => {
  it('leaves the replica that goes in the ELR, as Kafka does, and elects nobody from outside the list', () => {
    const moving = { ...newPartition([2, 3, 1], [1, 2]), addingReplicas: [], removingReplicas: [1] };
    const context = { isAcceptableLeader: () => true, minIsr: 3, elrEnabled: true };
    const done = applyPartitionChange(moving, buildPartitionChange(moving, { isr: [1, 2, 3] }, context) ?? {});
    expect(done).toMatchObject({ replicas: [2, 3], isr: [2, 3], elr: [1], leader: 2 });
    const dead = { ...context, isAcceptableLeader: (broker: number) => broker === 1 };
    expect(buildPartitionChange(done, { isr: [] }, dead)).toMatchObject({ leader: -1 });
  });
});

describe('conformance', () => {
  interface ReassignCase {
    readonly replicas: number[];
    readonly isr: number[];
    readonly removing: number[];
    readonly adding: number[];
    readonly leader: number;
    readonly unacceptable: number[];
    readonly targetIsr: number[];
  }
  interface ReassignExpect {
    readonly replicas: number[];
    readonly isr: number[];
    readonly removing: number[];
    readonly adding: number[];
    readonly leader: number;
  }
  for (const c of casesOf<ReassignCase, ReassignExpect>('reassignComplete')) {
    it(c.id, () => {
      const { replicas, isr, removing, adding, leader } = c.in;
      const partition = partitionOf({ replicas, isr, leader, removingReplicas: removing, addingReplicas: adding });
      const done = after(partition, { isr: c.in.targetIsr }, contextOf(2, c.in.unacceptable));
      expect({ replicas: done.replicas, isr: done.isr, removing: done.removingReplicas, adding: done.addingReplicas, leader: done.leader }).toEqual(c.expect);
    });
  }

  interface ElrCase {
    readonly replicas: number[];
    readonly isr: number[];
    readonly elr?: number[];
    readonly minIsr: number;
    readonly unacceptable?: number[];
    readonly targetIsr: number[];
  }
  for (const c of casesOf<ElrCase, { leader?: number; isr: number[]; elr: number[] }>('elr')) {
    it(c.id, () => {
      const partition = partitionOf({ replicas: c.in.replicas, isr: c.in.isr, elr: c.in.elr ?? [] });
      const done = after(partition, { isr: c.in.targetIsr }, contextOf(c.in.minIsr, c.in.unacceptable));
      expect(done).toMatchObject(c.expect);
    });
  }
});

// Partitions and expectations of PartitionChangeBuilderTest.
const foo = partitionOf({ replicas: [2, 1, 3], isr: [2, 1, 3], leader: 1 });
const bar = partitionOf({ replicas: [1, 2, 3, 4], isr: [1, 2, 3], removingReplicas: [1], addingReplicas: [4], leader: 1 });
const offlineWithElr = partitionOf({ replicas: [2, 1, 3], isr: [], elr: [3], lastKnownElr: [2], leader: NO_LEADER });
const offlineWithoutElr = partitionOf({ replicas: [2, 1, 3], isr: [3], leader: NO_LEADER });

describe('buildPartitionChange', () => {
  it.each<[string, PartitionRegistration, PartitionChangeTarget, PartitionChangeContext, PartitionChange | null]>([
    ['nothing to do', foo, {}, contextOf(2, [3]), null],
    ['nothing to do, unclean allowed', foo, { election: 'UNCLEAN' }, contextOf(2, [3]), null],
    ['a reassignment still under way', bar, {}, contextOf(2, [3]), null],
    ['an ISR change alone', foo, { isr: [2, 1] }, contextOf(2, [3]), { isr: [2, 1] }],
    ['an ISR change without the leader', foo, { isr: [2, 3] }, contextOf(2, [3]), { isr: [2, 3], leader: 2 }],
    ['rearranged replicas', foo, { replicas: [3, 2, 1] }, contextOf(2, [3]), { replicas: [3, 2, 1] }],
    [
      'the end of a reassignment',
      bar,
      { isr: [1, 2, 3, 4] },
      contextOf(2, [3]),
      { replicas: [2, 3, 4], isr: [2, 3, 4], leader: 2, removingReplicas: [], addingReplicas: [] },
    ],
    [
      'a cancelled reassignment: an old replica leaves, so the leader is set anew',
      bar,
      { ...revertReassignment({ replicas: bar.replicas, adding: [4], removing: [1] }, bar.isr), addingReplicas: [], removingReplicas: [] },
      contextOf(2, [3]),
      { replicas: [1, 2, 3], leader: 1, removingReplicas: [], addingReplicas: [] },
    ],
    [
      'a removal that can end at once',
      foo,
      { replicas: [1, 2, 3], removingReplicas: [3] },
      contextOf(2, [3]),
      { replicas: [1, 2], isr: [2, 1], leader: 1 },
    ],
    [
      'an unclean election',
      foo,
      { election: 'UNCLEAN', isr: [3] },
      contextOf(2, [3]),
      { isr: [2], leader: 2, leaderRecoveryState: 'RECOVERING' },
    ],
    [
      'an unclean election clears ELR and last known leader',
      offlineWithElr,
      { election: 'UNCLEAN' },
      contextOf(2, [2, 3]),
      { isr: [1], leader: 1, leaderRecoveryState: 'RECOVERING', elr: [], lastKnownElr: [] },
    ],
    [
      'an unclean election with ELR off',
      offlineWithoutElr,
      { election: 'UNCLEAN', isr: [2] },
      contextOf(2, [2, 3], false),
      { isr: [1], leader: 1, leaderRecoveryState: 'RECOVERING' },
    ],
    [
      'the leader is demoted when a reassignment ends and nobody may lead',
      partitionOf({ replicas: [2, 3, 0, 1], isr: [0, 1], removingReplicas: [0, 1], addingReplicas: [2, 3], leader: 0 }),
      { isr: [0, 1, 2, 3] },
      contextOf(2, [0, 1, 2, 3], false),
      { replicas: [2, 3], isr: [2, 3], removingReplicas: [], addingReplicas: [], leader: NO_LEADER },
    ],
    [
      'the last leader is noted when nobody may lead',
      partitionOf({ replicas: [1, 2, 3], isr: [1], elr: [2], leader: 1 }),
      { election: 'PREFERRED' },
      contextOf(3, [1, 2, 3]),
      { leader: NO_LEADER, lastKnownElr: [1] },
    ],
    [
      'the ELR stays when a new member joins below the minimum',
      partitionOf({ replicas: [1, 2, 3, 4], isr: [1], elr: [3], leader: 1 }),
      { isr: [1, 4] },
      contextOf(3, [3]),
      { isr: [1, 4] },
    ],
    [
      'the ELR goes when the ISR is at the minimum again',
      partitionOf({ replicas: [1, 2, 3, 4], isr: [1, 2], elr: [3], leader: 1 }),
      { isr: [1, 2, 3] },
      contextOf(3, [3]),
      { isr: [1, 2, 3], elr: [] },
    ],
    [
      'a broker that shut down uncleanly leaves the ELR',
      partitionOf({ replicas: [1, 2, 3, 4], isr: [1], elr: [2, 3], leader: 1 }),
      { uncleanShutdownReplicas: [3] },
      contextOf(3, [3]),
      { elr: [2] },
    ],
    [
      'with ELR, the ISR may become empty',
      partitionOf({ replicas: [1, 2], isr: [1], leader: 1 }),
      { isr: [] },
      contextOf(1, [1]),
      { isr: [], elr: [1], leader: NO_LEADER, lastKnownElr: [1] },
    ],
    [
      'without ELR, the last member stays in the ISR',
      partitionOf({ replicas: [1, 2], isr: [1], leader: 1 }),
      { isr: [] },
      contextOf(1, [1], false),
      { leader: NO_LEADER },
    ],
    [
      'a partition that got a leader forgets the last known one',
      partitionOf({ replicas: [1, 2], isr: [], elr: [1], lastKnownElr: [1], leader: NO_LEADER }),
      {},
      contextOf(1),
      { isr: [1], elr: [], leader: 1, lastKnownElr: [] },
    ],
    [
      'a leader that reports RECOVERED',
      partitionOf({ replicas: [1, 2], isr: [1], leader: 1, leaderRecoveryState: 'RECOVERING' }),
      { leaderRecoveryState: 'RECOVERED', isr: [1, 2] },
      contextOf(1),
      { isr: [1, 2], leaderRecoveryState: 'RECOVERED' },
    ],
    [
      'with ELR off, what is left of an ELR is cleared',
      partitionOf({ replicas: [1, 2, 3], isr: [1], elr: [2], leader: 1 }),
      {},
      contextOf(2, [], false),
      { elr: [] },
    ],
  ])('%s', (_, partition, target, context, expected) => {
    expect(buildPartitionChange(partition, target, context)).toEqual(expected);
  });

  it('keeps a partition RECOVERING through an outage of its leader', () => {
    const recovering = partitionOf({ replicas: [1, 2, 3], isr: [1], leader: 1, leaderRecoveryState: 'RECOVERING' });
    const offline = after(recovering, { isr: [] }, contextOf(2, [1, 2, 3], false));
    expect(offline).toMatchObject({ leader: NO_LEADER, isr: [1], leaderRecoveryState: 'RECOVERING' });
    const online = after(offline, {}, contextOf(2, [], false));
    expect(online).toMatchObject({ leader: 1, isr: [1], leaderRecoveryState: 'RECOVERING' });
  });
});

describe('applyPartitionChange', () => {
  it('raises the partition epoch always, the leader epoch only with a leader', () => {
    expect(applyPartitionChange(foo, { isr: [2, 1] })).toMatchObject({ leaderEpoch: 100, partitionEpoch: 201, leader: 1, isr: [2, 1] });
    expect(applyPartitionChange(foo, { leader: 1 })).toMatchObject({ leaderEpoch: 101, partitionEpoch: 201, leader: 1 });
    expect(applyPartitionChange(foo, { leader: NO_LEADER })).toMatchObject({ leaderEpoch: 101, partitionEpoch: 201, leader: NO_LEADER });
  });
});

describe('newPartition', () => {
  it('is led by the first replica in sync', () => {
    expect(newPartition([3, 1, 2], [1, 2])).toMatchObject({ leader: 1, leaderEpoch: 0, partitionEpoch: 0, isr: [1, 2], elr: [] });
  });
});
