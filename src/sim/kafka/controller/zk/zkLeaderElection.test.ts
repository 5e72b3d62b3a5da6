import { describe, expect, it } from 'vitest';
import { electZkLeader, initialZkState, withoutReplica, type ZkElectionStrategy } from './zkLeaderElection.ts';

const CONTROLLER_EPOCH = 7;

function elect(strategy: ZkElectionStrategy, isr: number[], live: number[], more: { unclean?: boolean; stopping?: number[] } = {}) {
  return electZkLeader({
    strategy,
    replicas: [2, 4],
    state: { leader: 2, leaderEpoch: 3, isr, controllerEpoch: 5, leaderRecoveryState: 'RECOVERED' },
    isLive: (broker) => live.includes(broker),
    isShuttingDown: (broker) => (more.stopping ?? []).includes(broker),
    uncleanLeaderElection: more.unclean ?? false,
    controllerEpoch: CONTROLLER_EPOCH,
  });
}

// Replicas 2 and 4 throughout: the cases of Kafka 3.9's PartitionLeaderElectionAlgorithmsTest.
describe('an election by the ZooKeeper-era controller', () => {
  it.each([
    ['offline', 'the first live member of the ISR', [2, 4], [4], {}, 4],
    ['offline', 'nobody, when the ISR is gone', [2], [4], {}, null],
    ['offline', 'whoever is alive, where that is allowed', [2], [4], { unclean: true }, 4],
    ['unclean', 'whoever is alive, when an administrator wants it', [2], [4], {}, 4],
    ['preferred', 'the first replica', [2, 4], [2, 4], {}, 2],
    ['preferred', 'nobody, when the first replica is not alive', [2], [], {}, null],
    ['preferred', 'nobody, when the first replica is not in sync', [4], [2, 4], {}, null],
    ['preferred', 'nobody, when it is neither', [], [], {}, null],
    ['controlledShutdown', 'another member of the ISR', [2, 4], [2, 4], { stopping: [2] }, 4],
    ['controlledShutdown', 'nobody, when the last member stops', [2], [2, 4], { stopping: [2] }, null],
    ['controlledShutdown', 'nobody, when all members stop', [2, 4], [2, 4], { stopping: [2, 4] }, null],
  ] as const)('%s: %s', (strategy, _what, isr, live, more, leader) => {
    expect(elect(strategy, [...isr], [...live], more as { unclean?: boolean; stopping?: number[] })?.data.leader ?? null).toBe(leader);
  });

  it('begins a leader epoch, and takes the dead out of the ISR', () => {
    expect(elect('offline', [2, 4], [4])).toEqual({
      data: { leader: 4, leaderEpoch: 4, isr: [4], controllerEpoch: CONTROLLER_EPOCH, leaderRecoveryState: 'RECOVERED' },
      recipients: [4],
    });
  });

  it('leaves the ISR alone for a preferred leader, and tells even those who are away', () => {
    expect(elect('preferred', [2, 4], [2])).toMatchObject({ data: { leader: 2, isr: [2, 4] }, recipients: [2, 4] });
  });

  it('takes a broker that stops out of the ISR, and tells it', () => {
    expect(elect('controlledShutdown', [2, 4], [2, 4], { stopping: [2] })).toMatchObject({ data: { leader: 4, isr: [4] }, recipients: [2, 4] });
  });

  it('marks an unclean leader as recovering', () => {
    expect(elect('unclean', [2], [4])?.data).toMatchObject({ isr: [4], leaderRecoveryState: 'RECOVERING' });
  });
});

describe('a partition that is new', () => {
  it('is led by its first live replica, with all live ones in sync', () => {
    expect(initialZkState([3, 1, 2], (broker) => broker !== 3, 1)).toMatchObject({ leader: 1, leaderEpoch: 0, isr: [1, 2] });
    expect(initialZkState([3], () => false, 1)).toBeNull();
  });
});

// As in ReplicaStateMachineTest.testOnlineReplicaToOfflineReplicaTransition.
describe('a replica that is gone', () => {
  const state = { leader: 1, leaderEpoch: 0, isr: [1, 2], controllerEpoch: 0, leaderRecoveryState: 'RECOVERED' } as const;

  it('leaves the ISR, and its leadership is nobody’s', () => {
    expect(withoutReplica(state, 1, 1)).toMatchObject({ leader: -1, isr: [2], leaderEpoch: 1 });
    expect(withoutReplica(state, 2, 1)).toMatchObject({ leader: 1, isr: [1], leaderEpoch: 1 });
  });

  it('stays in the ISR when it is the last, since nobody else may lead', () => {
    expect(withoutReplica({ ...state, isr: [1] }, 1, 1)).toMatchObject({ leader: -1, isr: [1] });
  });

  it('changes nothing when it was not in the ISR', () => {
    expect(withoutReplica({ ...state, isr: [1] }, 2, 1)).toBeNull();
  });
});
