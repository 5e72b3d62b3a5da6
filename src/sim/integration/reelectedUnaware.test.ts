import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const hold = (from: string, to: string, api: string) => ({ kind: 'holdLink', from, to, api });
const release = (from: string, to: string, api: string, count?: number) => ({ kind: 'releaseLink', from, to, api, ...(count === undefined ? {} : { count }) });
const prefer = (...replicas: number[]) => ({ kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas });
const ELECT = { kind: 'electLeaders', election: 'preferred', topic: 'orders', partition: 0 };

/**
 * Epoch 0: broker 1 leads, `a` is on brokers 1 and 3, not on 2. Epoch 1: broker 2 leads with an empty log. Epoch 2: broker 1 again.
 * Broker 2 hears of epoch 1 alone and so falls out of the ISR, broker 3 hears of nothing. Broker 1 hears of both epochs in
 * one go, or one after the other.
 */
function backAndForth(inOneGo: boolean): ClusterRun {
  const run = clusterRun({
    cluster: {
      brokers: 3,
      controllers: 1,
      config: { 'replica.lag.time.max.ms': 3_000, 'controller.quorum.request.timeout.ms': 60_000, 'offsets.topic.replication.factor': 1 },
      topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2 } }],
      network: { latency: '1ms', jitter: '0us' },
    },
    producers: [manualProducer('p')],
  });
  run.give(prefer(2, 1, 3), 1);
  if (inOneGo) run.give(hold('broker-1', 'controllers', 'RaftFetch'), 2);
  else run.give({ kind: 'cutLink', from: 'producer:p', to: 'broker-2' }, 2);
  run.give(hold('broker-3', 'controllers', 'RaftFetch'), 2);
  run.give(hold('broker-2', 'broker-1', 'Fetch'), 2.3);
  run.give(send('p', 'a'), 3);
  if (!inOneGo) run.give({ kind: 'holdLink', from: 'broker-1', to: 'broker-2' }, 3.1);
  run.give(ELECT, 4);
  run.give(hold('controllers', 'broker-3', 'RaftFetchResponse'), 4.1);
  run.give(release('broker-3', 'controllers', 'RaftFetch'), 4.2);
  run.give(hold('broker-2', 'controllers', 'RaftFetch'), 4.3);
  run.give(prefer(1, 2, 3), 4.5);
  run.give(ELECT, 5);
  if (inOneGo) run.give(release('broker-1', 'controllers', 'RaftFetch'), 6);
  run.until(11);
  expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 2 });
  return run;
}

/*
 * What remains of KIP-320's hole in Kafka 4.3, as its code reads: a leader of a new epoch forgets how far its followers are
 * only if it did not lead before (`Partition.makeLeader`, `Replica.resetReplicaState`). One that reads its deposition and its next
 * election in the same breath goes on counting what they held in an epoch that another has led since.
 */
describe('a leader that is elected again', () => {
  it('knows nothing of its followers when it has noticed that another led in between', () => {
    const run = backAndForth(false);
    expect(run.all('ReplicaBecameFollower', { topic: 'orders', broker: 1 })).toHaveLength(1);
    expect(run.partition('orders-0').isr).toEqual([1]);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 1, highWatermark: 0 });
    expect(run.all('BatchAcked')).toEqual([]);
  });

  it('counts what they held before when it has not: they may cut it as soon as they hear of the other', () => {
    const run = backAndForth(true);
    expect(run.all('ReplicaBecameFollower', { topic: 'orders', broker: 1 })).toEqual([]);
    expect(run.partition('orders-0').isr).toEqual([1, 3]);
    expect(run.log(1, 'orders-0').highWatermark).toBe(1);
    expect(run.all('BatchAcked')).toHaveLength(1);
    run.give(release('controllers', 'broker-3', 'RaftFetchResponse', 1));
    run.until(12);
    expect(run.first('LogTruncated', { topic: 'orders', broker: 3 })).toMatchObject({ from: 1, to: 0, leaderEpoch: 1 });
    expect(run.partition('orders-0').isr).toEqual([1, 3]);
  });
});
