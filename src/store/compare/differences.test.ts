import { describe, expect, it } from 'vitest';
import type { BrokerView, ConsumerView, Frame, PartitionView, ReplicaView } from '../../protocol/views.ts';
import { COLLECTIONS } from '../../protocol/views.ts';
import { differences } from './differences.ts';

const EMPTY = {
  ...Object.fromEntries(COLLECTIONS.map((name) => [name, []])),
  now: 0,
  events: 0,
  traceHash: '',
  metadata: { epoch: 1, offset: 1, leader: 3000 },
} as unknown as Frame;

const REPLICA: ReplicaView = {
  key: '1/orders-0', broker: 1, topic: 'orders', partition: 0, role: 'leader', staleLeader: false, sync: 'in-sync',
  leaderEpoch: 3, logStartOffset: 0, endOffset: 7, highWatermark: 7, cells: [{ offset: 6, hue: 2, epoch: 3, diverged: false }],
};
const PARTITION: PartitionView = {
  key: 'orders-0', topic: 'orders', partition: 0, leader: 1, leaderEpoch: 3, partitionEpoch: 5, replicas: [1, 2, 3], isr: [1, 2, 3], elr: [], minInsyncReplicas: 2,
};
const CONSUMER: ConsumerView = {
  key: 'consumer:c1', id: 'c1', node: 'consumer:c1', group: 'g', topics: ['orders'], status: 'stable', fetchPaused: false,
  assigned: [{ topic: 'orders', partition: 0, position: 7, committed: 5, toRead: 0, lag: 2 }],
};
const BROKER: BrokerView = {
  key: 'broker-1', id: 1, node: 'broker-1', rack: null, state: 'dead', brokerEpoch: 1, fenced: false, lastHeartbeatAt: 1, sessionExpiresAt: 2, heartbeatIntervalUs: 2_000_000, slow: null, cut: false, vitals: { queued: 0, parkedProduces: 0, parkedFetches: 0, notOnDisk: 0, waitsFor: null }, holds: { own: { replicas: 0, leads: 0, underMinIsr: 0 }, internal: { replicas: 0, leads: 0, underMinIsr: 0 } },
};

const replicas = (...list: Partial<ReplicaView>[]): Frame => ({ ...EMPTY, replicas: list.map((each) => ({ ...REPLICA, ...each })) });

describe('what differs in two pictures', () => {
  it('is nothing where they say the same, however they came to it', () => {
    const frame: Frame = { ...EMPTY, replicas: [REPLICA], partitions: [PARTITION], consumers: [CONSUMER], brokers: [BROKER] };
    const { left, right } = differences(frame, structuredClone(frame));
    expect([...left, ...right]).toEqual([]);
    // Who joined first, and what is only on its way, make no difference.
    expect(differences({ ...EMPTY, partitions: [PARTITION] }, { ...EMPTY, partitions: [{ ...PARTITION, isr: [3, 1, 2], partitionEpoch: 9 }] }).left.size).toBe(0);
  });

  it('is told at each replica, from both sides', () => {
    const { left, right } = differences(replicas({}), replicas({ role: 'follower', leaderEpoch: 4, endOffset: 6, highWatermark: 6, cells: [] }));
    expect(left.get('1/orders-0')).toEqual(['leader, there in sync', 'leader epoch 3, there 4', 'log end 7, there 6', 'high watermark 7, there 6']);
    expect(right.get('1/orders-0')).toEqual(['in sync, there leader', 'leader epoch 4, there 3', 'log end 6, there 7', 'high watermark 6, there 7']);
  });

  it('is another record at the same offset', () => {
    const { left, right } = differences(replicas({}), replicas({ cells: [{ offset: 6, hue: 4, epoch: 3, diverged: false }] }));
    expect(left.get('1/orders-0')).toEqual(['there another record at offset 6']);
    expect(right.get('1/orders-0')).toEqual(['there another record at offset 6']);
  });

  it('of a partition is told where it is led, in each picture at another place', () => {
    const { left, right } = differences({ ...EMPTY, partitions: [PARTITION] }, { ...EMPTY, partitions: [{ ...PARTITION, leader: 2, isr: [2, 3] }] });
    expect([...left]).toEqual([['1/orders-0', ['orders-0 is led by broker 1, there by broker 2', 'in sync are 1, 2, 3, there 2, 3']]]);
    expect([...right]).toEqual([['2/orders-0', ['orders-0 is led by broker 2, there by broker 1', 'in sync are 2, 3, there 1, 2, 3']]]);
    const offline = differences({ ...EMPTY, partitions: [{ ...PARTITION, leader: -1 }] }, { ...EMPTY, partitions: [PARTITION] });
    expect(offline.left.get('1/orders-0')).toEqual(['orders-0 is led by nobody, there by broker 1']);
  });

  it('is how far a partition was read and what of it was committed', () => {
    const moved = { ...CONSUMER, assigned: [{ topic: 'orders', partition: 0, position: 9, committed: -1, toRead: 0, lag: -1 }] };
    const { left } = differences({ ...EMPTY, consumers: [CONSUMER] }, { ...EMPTY, consumers: [moved] });
    expect(left.get('consumer:c1')).toEqual(['orders-0 read to 7, there 9', 'orders-0 committed 5, there nowhere']);
    const none = differences({ ...EMPTY, consumers: [CONSUMER] }, { ...EMPTY, consumers: [{ ...CONSUMER, assigned: [] }] });
    expect(none.left.get('consumer:c1')).toEqual(['reads orders-0, there not']);
    expect(none.right.get('consumer:c1')).toEqual(['does not read orders-0, there it does']);
  });

  it('is what the controller knows of a broker, and what there is in one of them alone', () => {
    const { left, right } = differences({ ...EMPTY, brokers: [BROKER] }, { ...EMPTY, brokers: [{ ...BROKER, fenced: true, sessionExpiresAt: null }, { ...BROKER, key: 'broker-4' }] });
    expect([...left]).toEqual([['broker-1', ['dead, there dead and fenced']]]);
    expect([...right]).toEqual([['broker-1', ['dead and fenced, there dead']], ['broker-4', ['not in the other run']]]);
  });
});
