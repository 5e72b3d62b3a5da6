import { describe, expect, it } from 'vitest';
import type { AdminResponse, CreateTopicsRequest } from '../protocol/controlPlane.ts';
import type { ApiRequest, ApiResponse } from '../protocol/messages.ts';
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

function start(): TestSimulation {
  const topics = [{ name: 'orders', assignment: [[1, 2], [2, 3]] }, { name: 'my.topic', assignment: [[1]] }];
  const sim = startTestCluster({ controllers: 3, brokers: 3, topics });
  run(sim, 3 * SECOND);
  takeFacts(sim);
  return sim;
}

function create(change: Partial<CreateTopicsRequest>): ApiRequest {
  return { api: 'CreateTopics', name: 'payments', partitions: 4, replicationFactor: 2, assignment: null, config: {}, ...change };
}

function byHand(assignment: readonly (readonly number[])[]): Partial<CreateTopicsRequest> {
  return { partitions: -1, replicationFactor: -1, assignment };
}

function errorOf(response: ApiResponse): AdminResponse['error'] {
  return 'error' in response ? response.error : 'UNKNOWN_SERVER_ERROR';
}

function topic(sim: TestSimulation, name: string): readonly (readonly number[])[] | undefined {
  return activeControllers(sim)[0]?.controller.image.topics.get(name)?.partitions.map(({ replicas }) => replicas);
}

describe('CreateTopics', () => {
  it('stripes replicas over the brokers; all are in sync and the first leads', () => {
    const sim = start();
    expect(ask(sim, 1, create({}))).toEqual({ api: 'CreateTopics', error: 'NONE', message: null });
    const created = activeControllers(sim)[0]?.controller.image.topics.get('payments');
    expect(created?.partitions).toHaveLength(4);
    for (const { replicas, isr, leader, leaderEpoch, partitionEpoch } of created?.partitions ?? []) {
      expect(new Set(replicas).size).toBe(2);
      expect(isr).toEqual(replicas);
      expect([leader, leaderEpoch, partitionEpoch]).toEqual([replicas[0], 0, 0]);
    }
    // The first replicas of three neighbours are three different brokers.
    expect(new Set(created?.partitions.slice(0, 3).map(({ leader }) => leader)).size).toBe(3);
    expect(factsOfType(takeFacts(sim), 'TopicCreated').map(({ fact }) => fact)).toEqual([
      { type: 'TopicCreated', topic: 'payments', partitions: 4 },
    ]);
    // Brokers have it, too.
    expect(brokerOf(sim, 2).image.topics.get('payments')).toEqual(created);
  });

  it('takes defaults for -1 and settings by Kafka names', () => {
    const sim = start();
    ask(sim, 1, create({ partitions: -1, replicationFactor: -1, config: { 'min.insync.replicas': '2' } }));
    expect(topic(sim, 'payments')).toHaveLength(1);
    expect(topic(sim, 'payments')?.[0]).toHaveLength(1);
    expect(activeControllers(sim)[0]?.controller.image.configs.get('topic payments')).toEqual({ 'min.insync.replicas': '2' });
  });

  it('takes replicas assigned by hand; those that are fenced are not in sync', () => {
    const sim = start();
    brokerOf(sim, 3).beats = false;
    run(sim, 12 * SECOND);
    expect(errorOf(ask(sim, 1, create(byHand([[3, 1], [2, 1]]))))).toBe('NONE');
    const created = activeControllers(sim)[0]?.controller.image.topics.get('payments')?.partitions;
    expect(created).toMatchObject([{ replicas: [3, 1], isr: [1], leader: 1 }, { replicas: [2, 1], isr: [2, 1], leader: 2 }]);
    expect(errorOf(ask(sim, 1, create({ name: 'late', ...byHand([[3]]) })))).toBe('INVALID_REPLICA_ASSIGNMENT');
    // The placer uses fenced brokers last, and never to lead.
    expect(errorOf(ask(sim, 1, create({ name: 'wide', replicationFactor: 3 })))).toBe('NONE');
    const wide = activeControllers(sim)[0]?.controller.image.topics.get('wide')?.partitions ?? [];
    for (const { leader, isr } of wide) expect([leader === 3, isr.includes(3)]).toEqual([false, false]);
  });

  it.each([
    ['an empty name', { name: '' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name of dots', { name: '..' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name with a space', { name: 'my topic' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name of 250 characters', { name: 'x'.repeat(250) }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name that collides in metrics', { name: 'my_topic' }, 'INVALID_TOPIC_EXCEPTION'],
    ['a name that is taken', { name: 'orders' }, 'TOPIC_ALREADY_EXISTS'],
    ['no partitions', { partitions: 0 }, 'INVALID_PARTITIONS'],
    ['a replication factor of 0', { replicationFactor: 0 }, 'INVALID_REPLICATION_FACTOR'],
    ['more replicas than brokers', { replicationFactor: 4 }, 'INVALID_REPLICATION_FACTOR'],
    ['too many partitions', { partitions: 10_001 }, 'POLICY_VIOLATION'],
    ['an unknown setting', { config: { 'min.isr': '2' } }, 'INVALID_CONFIG'],
    ['a wrong value', { config: { 'min.insync.replicas': 'many' } }, 'INVALID_CONFIG'],
    ['both assignment and numbers', { assignment: [[1]] }, 'INVALID_REQUEST'],
    ['a broker that is not there', byHand([[1, 9]]), 'INVALID_REPLICA_ASSIGNMENT'],
    ['a broker twice', byHand([[1, 1]]), 'INVALID_REPLICA_ASSIGNMENT'],
    ['an empty list', byHand([[]]), 'INVALID_REPLICA_ASSIGNMENT'],
    ['lists of different length', byHand([[1, 2], [3]]), 'INVALID_REPLICA_ASSIGNMENT'],
  ] as const)('with %s is refused', (_, change, error) => {
    const sim = start();
    const response = ask(sim, 1, create(change));
    expect(errorOf(response)).toBe(error);
    expect('message' in response ? response.message : '').toMatch(/\.$|: /);
    expect(topic(sim, 'payments')).toBeUndefined();
    expect(factsOfType(takeFacts(sim), 'TopicCreated')).toEqual([]);
  });
});

describe('CreatePartitions', () => {
  it('adds partitions with as many replicas as the others', () => {
    const sim = start();
    expect(errorOf(ask(sim, 1, { api: 'CreatePartitions', name: 'orders', count: 4 }))).toBe('NONE');
    expect(topic(sim, 'orders')?.map((replicas) => replicas.length)).toEqual([2, 2, 2, 2]);
    expect(topic(sim, 'orders')?.slice(0, 2)).toEqual([[1, 2], [2, 3]]);
    expect(factsOfType(takeFacts(sim), 'PartitionsAdded').map(({ fact }) => fact.partitions)).toEqual([4]);
    ask(sim, 1, { api: 'CreatePartitions', name: 'orders', count: 5, assignment: [[3, 1]] });
    expect(topic(sim, 'orders')?.[4]).toEqual([3, 1]);
  });

  it.each([
    [{ name: 'orders', count: 2 }, 'INVALID_PARTITIONS'],
    [{ name: 'orders', count: 1 }, 'INVALID_PARTITIONS'],
    [{ name: 'nothing', count: 3 }, 'UNKNOWN_TOPIC_OR_PARTITION'],
    [{ name: 'orders', count: 4, assignment: [[1, 2]] }, 'INVALID_REPLICA_ASSIGNMENT'],
    [{ name: 'orders', count: 3, assignment: [[1, 2, 3]] }, 'INVALID_REPLICA_ASSIGNMENT'],
  ] as const)('%j is refused: %s', (request, error) => {
    const sim = start();
    expect(errorOf(ask(sim, 1, { api: 'CreatePartitions', ...request }))).toBe(error);
  });
});

describe('DeleteTopics', () => {
  it('removes a topic, and a topic of the same name created later is another one', () => {
    const sim = start();
    const idOf = (): number | undefined => activeControllers(sim)[0]?.controller.image.topics.get('orders')?.id;
    const before = idOf();
    expect(errorOf(ask(sim, 1, { api: 'DeleteTopics', name: 'orders' }))).toBe('NONE');
    expect(idOf()).toBeUndefined();
    expect(errorOf(ask(sim, 1, { api: 'DeleteTopics', name: 'orders' }))).toBe('UNKNOWN_TOPIC_OR_PARTITION');
    expect(errorOf(ask(sim, 1, create({ name: 'orders' })))).toBe('NONE');
    expect(idOf()).not.toBe(before);
    expect(factsOfType(takeFacts(sim), 'TopicDeleted')).toHaveLength(1);
  });
});

describe('IncrementalAlterConfigs', () => {
  const orders = { type: 'topic', name: 'orders' } as const;

  it('sets and removes settings of a topic', () => {
    const sim = start();
    const configs = () => activeControllers(sim)[0]?.controller.image.configs.get('topic orders');
    const set = { 'min.insync.replicas': '2', 'retention.ms': '1000' };
    expect(errorOf(ask(sim, 1, { api: 'IncrementalAlterConfigs', resource: orders, set }))).toBe('NONE');
    expect(configs()).toEqual(set);
    ask(sim, 1, { api: 'IncrementalAlterConfigs', resource: orders, set: {}, remove: ['retention.ms'] });
    expect(configs()).toEqual({ 'min.insync.replicas': '2' });
    expect(factsOfType(takeFacts(sim), 'ConfigChanged').map(({ fact }) => [fact.resource, fact.key, fact.value])).toEqual([
      ['topic orders', 'min.insync.replicas', '2'],
      ['topic orders', 'retention.ms', '1000'],
      ['topic orders', 'retention.ms', null],
    ]);
  });

  it('of the minimum empties the lists of eligible replicas, and decides about who is eligible from then on', () => {
    const sim = start();
    const first = () => activeControllers(sim)[0]?.controller.image.topics.get('orders')?.partitions[0];
    ask(sim, 1, { api: 'IncrementalAlterConfigs', resource: orders, set: { 'min.insync.replicas': '2' } });
    brokerOf(sim, 2).beats = false;
    run(sim, 12 * SECOND);
    expect(first()).toMatchObject({ isr: [1], elr: [2], partitionEpoch: 1 });
    ask(sim, 1, { api: 'IncrementalAlterConfigs', resource: orders, set: { 'min.insync.replicas': '1' } });
    expect(first()).toMatchObject({ isr: [1], elr: [], leaderEpoch: 0, partitionEpoch: 2 });
  });

  it.each([
    [{ type: 'topic', name: 'nothing' }, { 'retention.ms': '1' }, 'UNKNOWN_TOPIC_OR_PARTITION'],
    [orders, { 'no.such.thing': '1' }, 'INVALID_CONFIG'],
    [orders, { 'min.insync.replicas': '0' }, 'INVALID_CONFIG'],
    [orders, { 'retention.ms': '1', 'min.insync.replicas': '-3' }, 'INVALID_CONFIG'],
    [{ type: 'broker', id: 1 }, { 'min.insync.replicas': '2' }, 'INVALID_CONFIG'],
    [{ type: 'broker', id: 1 }, { 'broker.session.timeout.ms': '5000' }, 'INVALID_CONFIG'],
  ] as const)('%j with %j is refused as a whole: %s', (resource, set, error) => {
    const sim = start();
    expect(errorOf(ask(sim, 1, { api: 'IncrementalAlterConfigs', resource, set }))).toBe(error);
    expect(factsOfType(takeFacts(sim), 'ConfigChanged')).toEqual([]);
  });
});
