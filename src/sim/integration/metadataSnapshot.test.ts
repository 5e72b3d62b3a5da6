import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send } from '../testing/clusterRun.ts';

/** A snapshot every five no-op records or so, and a log that keeps next to nothing beside them. */
const OFTEN = { 'metadata.log.max.record.bytes.between.snapshots': 350, 'metadata.max.retention.bytes': 400 };

describe('a running broker that missed what the controllers have dropped', () => {
  it('takes up the snapshot as a whole: what is gone, what is new, who leads', () => {
    const run = clusterRun({
      cluster: { config: OFTEN },
      producers: [manualProducer('p')],
      consumers: [consumer('c', { 'auto.offset.reset': 'earliest' })],
    });
    run.give(send('p', 'a'), 1);
    run.give({ kind: 'createTopic', topic: 'old', partitions: 1, assignment: [[3, 1]] }, 2);
    run.give({ kind: 'cutLink', from: 'broker-3', to: 'controllers' }, 5);
    run.give({ kind: 'deleteTopic', topic: 'old' }, 20);
    run.give({ kind: 'createTopic', topic: 'new', partitions: 1, replicationFactor: 3 }, 25);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 30);
    // The log begins at a later snapshot once a minute.
    run.until(70);
    expect(run.all('SnapshotLoaded', { node: 'broker-3' })).toEqual([]);
    expect(run.all('ReplicaBecameFollower', { broker: 3, topic: 'new' })).toEqual([]);
    expect(run.all('ReplicaDeleted', { broker: 3, topic: 'old' })).toEqual([]);
    run.give({ kind: 'healLink', from: 'broker-3', to: 'controllers' }, 71);
    run.until(90);
    const loaded = run.all('SnapshotLoaded').filter(({ node }) => node === 'broker-3');
    expect(loaded).toHaveLength(1);
    const [{ at } = { at: 0 }] = loaded;
    expect(run.first('ReplicaDeleted', { broker: 3, topic: 'old' }).at).toBe(at);
    expect(run.first('ReplicaBecameFollower', { broker: 3, topic: 'orders' }, 71)).toMatchObject({ leader: 2, at });
    expect(run.all('ReplicaBecameFollower', { broker: 3, topic: 'new' }).length + run.all('ReplicaBecameLeader', { broker: 3, topic: 'new' }).length).toBe(1);
    expect(run.partition('orders-0').isr).toContain(3);
    expect(run.partition('new-0').isr).toContain(3);
    expect(run.values(3, 'orders-0')).toEqual(['a']);
  });
});
