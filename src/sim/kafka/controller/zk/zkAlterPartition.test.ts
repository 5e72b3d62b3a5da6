import { describe, expect, it } from 'vitest';
import { checkZkAlterPartition } from './zkAlterPartition.ts';

const LEADER = 1;
const LEADER_EPOCH = 5;
const VERSION = 9;

interface Wish {
  isr?: number[];
  leaderEpoch?: number;
  partitionEpoch?: number;
  leaderRecoveryState?: 'RECOVERED' | 'RECOVERING';
}

function check(wish: Wish, live: number[] = [1, 2], anyoneMayJoin = false) {
  const known = { data: { leader: LEADER, leaderEpoch: LEADER_EPOCH, isr: [1, 2], controllerEpoch: 1, leaderRecoveryState: 'RECOVERED' }, version: VERSION } as const;
  const proposal = {
    topic: 't',
    topicId: 0,
    partition: 0,
    leaderEpoch: wish.leaderEpoch ?? LEADER_EPOCH,
    partitionEpoch: wish.partitionEpoch ?? VERSION,
    isr: (wish.isr ?? [1, 2]).map((broker) => ({ broker, brokerEpoch: -1 })),
    leaderRecoveryState: wish.leaderRecoveryState ?? 'RECOVERED',
  };
  const result = checkZkAlterPartition(known, LEADER, proposal, { controllerEpoch: 2, isLive: (id) => live.includes(id), anyoneMayJoin });
  return result.kind === 'refused' ? result.error : result.kind;
}

// The cases of Kafka 3.9's ControllerIntegrationTest.testAlterPartitionErrors.
describe('AlterPartition at the ZooKeeper-era controller', () => {
  it.each([
    ['an older version of the znode', { isr: [1], partitionEpoch: VERSION - 1 }, 'INVALID_UPDATE_VERSION'],
    ['a newer one: this is not the controller any more', { partitionEpoch: VERSION + 1 }, 'NOT_CONTROLLER'],
    ['an earlier leader epoch', { leaderEpoch: LEADER_EPOCH - 1 }, 'FENCED_LEADER_EPOCH'],
    ['a later leader epoch', { leaderEpoch: LEADER_EPOCH + 1 }, 'NOT_CONTROLLER'],
    ['recovering again', { leaderRecoveryState: 'RECOVERING' }, 'INVALID_REQUEST'],
    ['recovering again, alone', { leaderRecoveryState: 'RECOVERING', isr: [1] }, 'INVALID_REQUEST'],
    ['versions come before that', { leaderRecoveryState: 'RECOVERING', partitionEpoch: VERSION - 1 }, 'INVALID_UPDATE_VERSION'],
    ['and so do epochs', { leaderRecoveryState: 'RECOVERING', leaderEpoch: LEADER_EPOCH - 1 }, 'FENCED_LEADER_EPOCH'],
    ['what is so already', {}, 'unchanged'],
    ['what is so already, even from an older state', { partitionEpoch: VERSION - 1 }, 'unchanged'],
    ['a smaller ISR', { isr: [1] }, 'write'],
  ] satisfies [string, Wish, string][])('%s', (_what, wish, outcome) => {
    expect(check(wish)).toBe(outcome);
  });

  it('refuses whoever is not alive (KIP-841), which earlier versions did not', () => {
    expect(check({ isr: [1, 2, 3] })).toBe('INELIGIBLE_REPLICA');
    expect(check({ isr: [1, 2, 3] }, [1, 2], true)).toBe('write');
  });

  it('knows nothing of a partition without state', () => {
    const proposal = { topic: 't', topicId: 0, partition: 0, leaderEpoch: 0, partitionEpoch: 0, isr: [], leaderRecoveryState: 'RECOVERED' } as const;
    expect(checkZkAlterPartition(null, 1, proposal, { controllerEpoch: 1, isLive: () => true, anyoneMayJoin: false })).toEqual({
      kind: 'refused',
      error: 'UNKNOWN_TOPIC_OR_PARTITION',
    });
  });
});
