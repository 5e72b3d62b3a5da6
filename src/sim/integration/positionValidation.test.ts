import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Consumers have read a to c from broker 1. Broker 2, which has a alone, is elected uncleanly and writes four others. */
function uncleanlyReplaced(): ClusterRun {
  const run = clusterRun({
    cluster: {
      brokers: 3,
      controllers: 1,
      config: { 'broker.session.timeout.ms': 6_000, 'offsets.topic.replication.factor': 3 },
      topics: [{ name: 'orders', assignment: [[1, 2]], config: { 'unclean.leader.election.enable': true } }],
      network: { latency: '1ms', jitter: '0us' },
    },
    producers: [manualProducer('p')],
    consumers: [consumer('c')],
  });
  run.give(send('p', 'a'), 6);
  run.give({ kind: 'killBroker', broker: 2 }, 7);
  run.give(send('p', 'b'), 20);
  run.give(send('p', 'c'), 20.1);
  run.give({ kind: 'killBroker', broker: 1 }, 21);
  run.give({ kind: 'restartBroker', broker: 2 }, 21.1);
  for (const [index, value] of ['d', 'e', 'f', 'g'].entries()) run.give(send('p', value), 40 + index / 10);
  run.until(60);
  expect(run.partition('orders-0').leader).toBe(2);
  expect(run.values(2, 'orders-0')).toEqual(['a', 'd', 'e', 'f', 'g']);
  return run;
}

const read = (run: ClusterRun) => run.all('RecordsPolled').flatMap(({ ids }) => ids);

describe('a consumer whose position a new leader does not have', () => {
  it('goes back to where the logs part, and misses nothing of the new one', () => {
    const run = uncleanlyReplaced();
    expect(run.all('PositionDiverged')).toMatchObject([{ consumer: 'c', offset: 3, divergesAt: 1 }]);
    expect(run.all('OffsetOutOfRange')).toEqual([]);
    // Not from the beginning, and not from offset 3 on, where `f` lies by now.
    expect(read(run)).toEqual(['p:1', 'p:2', 'p:3', 'p:4', 'p:5', 'p:6', 'p:7']);
    expect(run.all('RecordsPolled').map(({ from }) => from)).toContain(1);
  });
});

describe('a consumer whose position is good', () => {
  it('asks the new leader once and reads on', () => {
    const run = clusterRun({ producers: [manualProducer('p')], consumers: [consumer('c')] });
    run.give(send('p', 'a'), 6);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.give(send('p', 'b'), 15);
    run.until(25);
    const asked = run.arrivals('OffsetForLeaderEpoch').filter(({ at }) => at > 10);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.message).toMatchObject({ request: { replicaId: -1, partitions: [{ topic: 'orders', currentLeaderEpoch: 1, leaderEpoch: 0 }] } });
    expect(read(run)).toEqual(['p:1', 'p:2']);
    expect(run.all('PositionDiverged')).toEqual([]);
  });

  it('asks nothing when nothing was read from the leader before', () => {
    const run = clusterRun({ consumers: [consumer('c')] });
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.until(20);
    expect(run.arrivals('OffsetForLeaderEpoch')).toEqual([]);
  });
});
