import { describe, expect, it } from 'vitest';
import { brokersOf, type BrokerNode } from '../index.ts';
import { applyRoleChanges } from '../kafka/broker/coordinatorHost.ts';
import { applyMetadata } from '../kafka/broker/replicaManager.ts';
import { offsetsPartitionFor } from '../kafka/group/offsetsPartition.ts';
import type { MetadataBatch } from '../kafka/metadata/records.ts';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Tells a broker of leader epochs that nobody else knows of, all in one go. */
function tell(run: ClusterRun, id: number, topic: string, partition: number, leaders: readonly number[]): BrokerNode {
  const broker = brokersOf(run.sim.world).find((node) => node.id === id);
  const registration = broker?.image.topics.get(topic)?.partitions[partition];
  if (broker === undefined || registration === undefined) throw new Error(`Broker ${id} does not know ${topic}-${partition}.`);
  const records = leaders.map((leader, index) => ({
    type: 'PartitionChange' as const,
    topic,
    partition,
    leader,
    registration: {
      ...registration,
      leader,
      leaderEpoch: registration.leaderEpoch + index + 1,
      partitionEpoch: registration.partitionEpoch + index + 1,
    },
  }));
  const baseOffset = broker.image.offset;
  const batch: MetadataBatch = { baseOffset, lastOffset: baseOffset + records.length - 1, epoch: broker.image.epoch, records };
  const ctx = run.sim.contexts.of(broker.node);
  applyRoleChanges(broker, ctx, applyMetadata(broker, ctx, [batch]));
  run.until(run.sim.state.now / 1_000_000);
  return broker;
}

describe('a leader that is elected again without having been deposed', () => {
  it('goes on with the requests that wait for the high watermark', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give({ kind: 'killBroker', broker: 3 }, 5);
    run.give(send('p', 'a'), 6);
    run.until(7);
    const broker = tell(run, 1, 'orders', 0, [1]);
    expect(run.first('ReplicaBecameLeader', { topic: 'orders', broker: 1 }, 1)).toMatchObject({ leaderEpoch: 1, startOffset: 1 });
    expect(broker.produces.size).toBe(1);
  });

  it('goes on with the groups that it coordinates', () => {
    const run = clusterRun({ consumers: [consumer('c1')] });
    run.until(10);
    const before = run.state().groups['g'];
    const loads = run.all('CoordinatorLoaded').length;
    const partition = offsetsPartitionFor('g', 50);
    tell(run, before?.coordinator ?? -1, '__consumer_offsets', partition, [before?.coordinator ?? -1]);
    expect(run.state().groups['g']).toEqual(before);
    expect(run.all('CoordinatorLoaded')).toHaveLength(loads);
  });
});

describe('a broker that hears of two elections at once', () => {
  it('takes up the last one only', () => {
    const run = clusterRun();
    run.until(1);
    tell(run, 2, 'orders', 0, [2, 3]);
    expect(run.all('ReplicaBecameLeader', { topic: 'orders', broker: 2 })).toEqual([]);
    expect(run.first('ReplicaBecameFollower', { topic: 'orders', broker: 2 }, 1)).toMatchObject({ leader: 3, leaderEpoch: 2 });
  });
});
