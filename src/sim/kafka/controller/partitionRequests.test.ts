import { describe, expect, it } from 'vitest';
import type { AlterPartitionProposal } from '../protocol/controlPlane.ts';
import type { ApiResponse } from '../protocol/messages.ts';
import { NO_LEADER } from '../types.ts';
import type { PartitionRegistration } from './partitionChange.ts';
import {
  activeControllers,
  ask,
  brokerOf,
  factsOfType,
  run,
  startTestCluster,
  takeFacts,
  type TestSimulation,
} from './testing/controllerCluster.ts';

const SECOND = 1_000_000;
const orders0 = { topic: 'orders', partition: 0 };

function partition(sim: TestSimulation, index = 0): PartitionRegistration {
  const found = activeControllers(sim)[0]?.controller.image.topics.get('orders')?.partitions[index];
  if (found === undefined) throw new Error('no such partition');
  return found;
}

function topicId(sim: TestSimulation): number {
  return activeControllers(sim)[0]?.controller.image.topics.get('orders')?.id ?? -1;
}

function start(overrides: Record<string, string | number> = {}, brokers = 3): TestSimulation {
  const topic = { name: 'orders', assignment: [[1, 2, 3], [2, 3, 1]], overrides };
  const sim = startTestCluster({ controllers: 3, brokers, topics: [topic] });
  run(sim, 3 * SECOND);
  takeFacts(sim);
  return sim;
}

/** The leader of orders-0 asks for an ISR, everything else as it has to be unless changed. */
function alter(sim: TestSimulation, isr: readonly number[], change: Partial<AlterPartitionProposal> = {}, sender = 1): ApiResponse {
  const { leaderEpoch, partitionEpoch } = partition(sim);
  const proposal: AlterPartitionProposal = {
    topic: 'orders',
    topicId: topicId(sim),
    partition: 0,
    leaderEpoch,
    partitionEpoch,
    isr: isr.map((id) => ({ broker: id, brokerEpoch: brokerOf(sim, Math.min(id, 3)).brokerEpoch })),
    leaderRecoveryState: 'RECOVERED',
    ...change,
  };
  const { brokerEpoch } = brokerOf(sim, sender);
  return ask(sim, sender, { api: 'AlterPartition', broker: sender, brokerEpoch, partitions: [proposal] });
}

function errorOf(response: ApiResponse): string {
  return response.api === 'AlterPartition' ? (response.partitions[0]?.error ?? response.error) : 'no answer';
}

describe('AlterPartition', () => {
  it('shrinks and expands the ISR, which raises the partition epoch alone', () => {
    const sim = start();
    const shrunk = alter(sim, [1, 2]);
    expect(shrunk).toMatchObject({
      partitions: [{ error: 'NONE', leader: 1, leaderEpoch: 0, isr: [1, 2], partitionEpoch: 1, leaderRecoveryState: 'RECOVERED' }],
    });
    expect(errorOf(alter(sim, [1, 2, 3]))).toBe('NONE');
    expect(partition(sim)).toMatchObject({ isr: [1, 2, 3], leaderEpoch: 0, partitionEpoch: 2 });
    const facts = takeFacts(sim);
    expect(factsOfType(facts, 'IsrShrunk').map(({ fact }) => fact)).toMatchObject([{ isr: [1, 2], changed: [3], partitionEpoch: 1 }]);
    expect(factsOfType(facts, 'IsrExpanded').map(({ fact }) => fact)).toMatchObject([{ isr: [1, 2, 3], changed: [3] }]);
    expect(factsOfType(facts, 'LeaderElected')).toEqual([]);
  });

  it('keeps who leaves a too small ISR eligible, until it is large enough again', () => {
    const sim = start({ 'min.insync.replicas': 2 });
    alter(sim, [1]);
    expect(partition(sim)).toMatchObject({ isr: [1], elr: [2, 3] });
    alter(sim, [1, 2]);
    expect(partition(sim)).toMatchObject({ isr: [1, 2], elr: [] });
  });

  it.each([
    ['a topic that is not there', 'UNKNOWN_TOPIC_ID', { topic: 'payments' }],
    ['a partition that is not there', 'UNKNOWN_TOPIC_OR_PARTITION', { partition: 7 }],
    ['a leader epoch ahead of the controller', 'NOT_CONTROLLER', { leaderEpoch: 1 }],
    ['a partition epoch ahead of the controller', 'NOT_CONTROLLER', { partitionEpoch: 2 }],
    ['a leader epoch behind', 'FENCED_LEADER_EPOCH', { leaderEpoch: -1 }],
    ['a partition epoch behind', 'INVALID_UPDATE_VERSION', { partitionEpoch: 0 }],
    ['an ISR without the leader', 'INVALID_REQUEST', { isr: [{ broker: 2, brokerEpoch: -1 }] }],
    ['an ISR with a broker that is no replica', 'INVALID_REQUEST', { isr: [{ broker: 1, brokerEpoch: -1 }, { broker: 9, brokerEpoch: -1 }] }],
    ['recovery begun by the leader itself', 'INVALID_REQUEST', { isr: [{ broker: 1, brokerEpoch: -1 }], leaderRecoveryState: 'RECOVERING' }],
    ['a member of another incarnation', 'INELIGIBLE_REPLICA', { isr: [{ broker: 1, brokerEpoch: -1 }, { broker: 2, brokerEpoch: 999 }] }],
  ] as const)('with %s answers %s and changes nothing', (_, error, change) => {
    const sim = start();
    alter(sim, [1, 2]);
    const before = partition(sim);
    expect(errorOf(alter(sim, [1, 2], change))).toBe(error);
    expect(partition(sim)).toBe(before);
  });

  it('of a broker that does not lead is refused', () => {
    const sim = start();
    expect(errorOf(alter(sim, [1, 2], {}, 2))).toBe('INVALID_REQUEST');
  });

  it('about an earlier topic of that name is refused, although leader and epochs are the same', () => {
    const sim = start();
    const earlier = topicId(sim);
    expect(ask(sim, 1, { api: 'DeleteTopics', name: 'orders' })).toMatchObject({ error: 'NONE' });
    const anew = { api: 'CreateTopics', name: 'orders', partitions: -1, replicationFactor: -1, assignment: [[1, 2, 3]], config: {} } as const;
    expect(ask(sim, 1, anew)).toMatchObject({ error: 'NONE' });
    expect(partition(sim)).toMatchObject({ leader: 1, leaderEpoch: 0, partitionEpoch: 0 });
    expect(errorOf(alter(sim, [1, 2], { topicId: earlier }))).toBe('UNKNOWN_TOPIC_ID');
    expect(partition(sim).isr).toEqual([1, 2, 3]);
    expect(errorOf(alter(sim, [1, 2]))).toBe('NONE');
  });

  it('does not let a fenced broker in', () => {
    const sim = start();
    brokerOf(sim, 3).beats = false;
    run(sim, 12 * SECOND);
    expect(partition(sim).isr).toEqual([1, 2]);
    expect(errorOf(alter(sim, [1, 2, 3]))).toBe('INELIGIBLE_REPLICA');
  });
});

describe('AlterPartitionReassignments', () => {
  it('makes partition 0 longer, by whose length min.insync.replicas is cut for the whole topic', () => {
    const shrunk = (isMoving: boolean): PartitionRegistration => {
      const topic = { name: 'orders', assignment: [[1, 2], [2, 1, 3]], overrides: { 'min.insync.replicas': 3 } };
      const sim = startTestCluster({ controllers: 1, brokers: 4, topics: [topic] });
      run(sim, 3 * SECOND);
      const request = { api: 'AlterPartitionReassignments', ...orders0, replicas: [1, 2, 4] } as const;
      if (isMoving) expect(ask(sim, 1, request)).toMatchObject({ error: 'NONE' });
      const { leaderEpoch, partitionEpoch } = partition(sim, 1);
      const isr = [2, 1].map((broker) => ({ broker, brokerEpoch: brokerOf(sim, broker).brokerEpoch }));
      const proposal: AlterPartitionProposal = { topic: 'orders', topicId: topicId(sim), partition: 1, leaderEpoch, partitionEpoch, isr, leaderRecoveryState: 'RECOVERED' };
      ask(sim, 2, { api: 'AlterPartition', broker: 2, brokerEpoch: brokerOf(sim, 2).brokerEpoch, partitions: [proposal] });
      return partition(sim, 1);
    };
    expect(shrunk(false)).toMatchObject({ isr: [2, 1], elr: [] });
    expect(shrunk(true)).toMatchObject({ isr: [2, 1], elr: [3] });
  });
});

describe('ElectLeaders', () => {
  function afterFailoverAndReturn(): TestSimulation {
    const sim = start();
    brokerOf(sim, 1).beats = false;
    run(sim, 12 * SECOND);
    expect(partition(sim)).toMatchObject({ leader: 2, isr: [2, 3] });
    brokerOf(sim, 1).beats = true;
    run(sim, 5 * SECOND);
    expect(partition(sim)).toMatchObject({ leader: 2, isr: [2, 3] });
    takeFacts(sim);
    return sim;
  }

  it('preferred moves a leadership back, once the first replica is in sync', () => {
    const sim = afterFailoverAndReturn();
    const request = { api: 'ElectLeaders', election: 'preferred', partitions: [{ topic: 'orders', partition: 0 }] } as const;
    expect(ask(sim, 2, request)).toMatchObject({ error: 'NONE', results: [{ ...orders0, error: 'PREFERRED_LEADER_NOT_AVAILABLE' }] });
    alter(sim, [2, 3, 1], {}, 2);
    expect(ask(sim, 2, request)).toMatchObject({ error: 'NONE', results: [{ ...orders0, error: 'NONE', message: null }] });
    expect(partition(sim)).toMatchObject({ leader: 1, leaderEpoch: 2 });
    expect(ask(sim, 2, request)).toMatchObject({ error: 'NONE', results: [{ ...orders0, error: 'ELECTION_NOT_NEEDED' }] });
  });

  it('for all partitions passes over those that need none', () => {
    const sim = start();
    expect(ask(sim, 1, { api: 'ElectLeaders', election: 'preferred', partitions: null })).toMatchObject({ error: 'NONE', results: [] });
  });

  it('answers for each partition by itself', () => {
    const sim = start();
    brokerOf(sim, 1).beats = false;
    run(sim, 12 * SECOND);
    alter(sim, [2], {}, 2);
    const asked = [0, 1, 7].map((index) => ({ topic: 'orders', partition: index }));
    expect(ask(sim, 3, { api: 'ElectLeaders', election: 'preferred', partitions: asked })).toMatchObject({
      error: 'NONE',
      results: [
        { partition: 0, error: 'PREFERRED_LEADER_NOT_AVAILABLE' },
        { partition: 1, error: 'ELECTION_NOT_NEEDED' },
        { partition: 7, error: 'UNKNOWN_TOPIC_OR_PARTITION' },
      ],
    });
    // Asked for all, only those are told of that need a leader.
    const all = ask(sim, 3, { api: 'ElectLeaders', election: 'preferred', partitions: null });
    const results = all.api === 'ElectLeaders' ? (all.results ?? []) : [];
    expect(results.filter(({ topic }) => topic === 'orders')).toMatchObject([{ partition: 0, error: 'PREFERRED_LEADER_NOT_AVAILABLE' }]);
  });

  it('unclean finds nobody while all replicas are dead', () => {
    const sim = start({}, 4);
    for (const id of [1, 2, 3]) brokerOf(sim, id).beats = false;
    run(sim, 14 * SECOND);
    expect(partition(sim).leader).toBe(NO_LEADER);
    expect(ask(sim, 4, { api: 'ElectLeaders', election: 'unclean', partitions: [orders0] })).toMatchObject({
      results: [{ ...orders0, error: 'ELIGIBLE_LEADERS_NOT_AVAILABLE' }],
    });
  });

  it('is done by the controller itself every 300 s', () => {
    const sim = afterFailoverAndReturn();
    alter(sim, [2, 3, 1], {}, 2);
    run(sim, 270 * SECOND);
    expect(partition(sim).leader).toBe(2);
    run(sim, 30 * SECOND);
    expect(partition(sim).leader).toBe(1);
  });

  it('unclean takes any replica that is alive', () => {
    const sim = start();
    alter(sim, [1]);
    for (const id of [1, 2]) brokerOf(sim, id).beats = false;
    run(sim, 13 * SECOND);
    expect(partition(sim)).toMatchObject({ leader: NO_LEADER, isr: [], elr: [1], lastKnownElr: [1] });
    expect(ask(sim, 3, { api: 'ElectLeaders', election: 'unclean', partitions: [orders0] })).toMatchObject({ results: [{ error: 'NONE' }] });
    expect(partition(sim)).toMatchObject({ leader: 3, isr: [3], leaderRecoveryState: 'RECOVERING' });
    const elected = factsOfType(takeFacts(sim), 'LeaderElected').filter(({ fact }) => fact.topic === 'orders').at(-1);
    expect(elected?.fact).toMatchObject({ leader: 3, previousLeader: NO_LEADER, clean: false });
  });

  it('unclean happens at once where the topic allows it', () => {
    const sim = start({ 'unclean.leader.election.enable': 'true' });
    alter(sim, [1]);
    brokerOf(sim, 1).beats = false;
    run(sim, 12 * SECOND);
    expect(partition(sim)).toMatchObject({ leader: 2, isr: [2], leaderRecoveryState: 'RECOVERING' });
  });

  it('unclean is found by the sweep of 300 s when the topic allows it later', () => {
    const sim = start();
    alter(sim, [1]);
    brokerOf(sim, 1).beats = false;
    run(sim, 12 * SECOND);
    const resource = { type: 'topic', name: 'orders' } as const;
    ask(sim, 2, { api: 'IncrementalAlterConfigs', resource, set: { 'unclean.leader.election.enable': 'true' } });
    expect(partition(sim).leader).toBe(NO_LEADER);
    run(sim, 300 * SECOND);
    expect(partition(sim)).toMatchObject({ leader: 2, leaderRecoveryState: 'RECOVERING' });
  });
});
