import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Four brokers; `orders-0` on 1, 2, 3 with `count` records. */
function started(count: number, cluster: Record<string, unknown> = {}, topic: Record<string, unknown> = {}): ClusterRun {
  const run = clusterRun({ cluster: { brokers: 5, ...cluster }, topic, producers: [manualProducer('p')] });
  for (let index = 0; index < count; index += 1) run.give(send('p', `v${index}`), 2 + index / 100);
  run.until(5);
  return run;
}

function reassign(replicas: readonly number[] | null, partition = 0): Record<string, unknown> {
  return { kind: 'reassignPartitions', topic: 'orders', partition, replicas };
}

describe('a reassignment', () => {
  it('adds the new replica, waits for it to be in sync, and then takes the old one out', () => {
    const run = started(20);
    run.give(reassign([1, 2, 4]));
    run.until(5.05);
    expect(run.partition('orders-0')).toMatchObject({
      replicas: [1, 2, 4, 3],
      addingReplicas: [4],
      removingReplicas: [3],
      isr: [1, 2, 3],
      leader: 1,
      leaderEpoch: 0,
    });
    run.until(10);
    const after = run.partition('orders-0');
    expect(after).toMatchObject({ replicas: [1, 2, 4], isr: [1, 2, 4], leader: 1 });
    expect(after.addingReplicas).toBeUndefined();
    // A replica left the list, so a new epoch begins, which shuts out its fetches.
    expect(after.leaderEpoch).toBe(1);
    expect(run.values(4, 'orders-0')).toHaveLength(20);
    expect(Object.keys(after.logs)).toEqual(['1', '2', '4']);
    expect(run.first('ReplicaDeleted')).toMatchObject({ broker: 3, topic: 'orders', partition: 0 });
    expect(run.first('ReassignmentStarted')).toMatchObject({ target: [1, 2, 4], adding: [4], removing: [3] });
    expect(run.first('ReassignmentCompleted')).toMatchObject({ replicas: [1, 2, 4] });
    expect(run.first('AdminDone').what).toBe('reassign orders-0 to brokers 1, 2, 4');
    expect(run.all('IsrExpanded').map(({ isr }) => isr)).toEqual([[1, 2, 4]]);
  });

  it('moves the leader when that is removed: it is told NEW_LEADER_ELECTED and nothing is lost', () => {
    const run = started(20, {}, { config: { 'min.insync.replicas': 2 } });
    run.give({ kind: 'setProducerRate', producer: 'p', rate: 50 });
    run.give(reassign([4, 2, 3]));
    run.until(15);
    run.give({ kind: 'setProducerRate', producer: 'p', rate: 0 });
    run.until(18);
    // Broker 4, which completes the ISR, is the first of the list.
    expect(run.partition('orders-0')).toMatchObject({ replicas: [4, 2, 3], leader: 4, leaderEpoch: 1 });
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([2, 3, 4]);
    expect(run.all('LeaderElected', { topic: 'orders' }).map(({ leader, clean }) => [leader, clean])).toEqual([[4, true]]);
    const answers = run.arrivals('AlterPartitionResponse', { to: 'broker-1' }).map(({ message }) => message);
    expect(answers.map((message) => (message.type === 'response' && message.response.api === 'AlterPartition' ? message.response.partitions[0]?.error : null))).toEqual(['NEW_LEADER_ELECTED']);
    const { sent, acked, failed } = run.state().producers['p'] ?? { sent: 0, acked: -1, failed: -1 };
    expect([acked, failed]).toEqual([sent, 0]);
    expect(run.values(4, 'orders-0')).toHaveLength(sent);
    expect(run.partition('orders-0').logs['1']).toBeUndefined();
  });

  it('replaces all replicas at once, one joining after the other', () => {
    const run = clusterRun({ cluster: { brokers: 6 }, producers: [manualProducer('p')], consumers: [consumer('c')] });
    for (let index = 0; index < 10; index += 1) run.give(send('p', `v${index}`), 6);
    run.give(reassign([4, 5, 6]), 7);
    run.until(20);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [4, 5, 6], leader: 4 });
    expect(Object.keys(run.partition('orders-0').logs)).toEqual(['4', '5', '6']);
    for (let index = 10; index < 20; index += 1) run.give(send('p', `v${index}`), 21);
    run.until(25);
    expect(run.all('RecordsPolled').flatMap(({ ids }) => ids)).toHaveLength(20);
    expect(run.values(6, 'orders-0')).toHaveLength(20);
  });

  it('only adds, too, which leaves the leader epoch alone', () => {
    const run = clusterRun({ topic: { assignment: [[1, 2]] }, producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 2);
    run.give(reassign([1, 2, 3]), 5);
    run.until(10);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 3], isr: [1, 2, 3], leaderEpoch: 0 });
    expect(run.first('ReassignmentCompleted').replicas).toEqual([1, 2, 3]);
  });

  it('ends in one record when the list is only put in another order', () => {
    const run = started(1);
    run.give(reassign([3, 2, 1]));
    run.until(6);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [3, 2, 1], leader: 1, leaderEpoch: 0, partitionEpoch: 1 });
    expect(run.all('ReassignmentStarted')).toEqual([]);
    expect(run.all('ReassignmentCompleted')).toHaveLength(1);
    // Who is first is the preferred leader from now on.
    run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders' });
    run.until(7);
    expect(run.partition('orders-0')).toMatchObject({ leader: 3, leaderEpoch: 1 });
  });

  it('ends at once when replicas only go, unless one that stays is out of sync', () => {
    const run = started(1);
    run.give(reassign([1, 2]));
    run.until(6);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2], isr: [1, 2], leaderEpoch: 1 });
    const other = started(1);
    other.give({ kind: 'killBroker', broker: 2 }, 5);
    other.give(reassign([1, 2]), 20);
    other.until(25);
    expect(other.partition('orders-0')).toMatchObject({ replicas: [1, 2, 3], isr: [1, 3], addingReplicas: [], removingReplicas: [3] });
    other.give({ kind: 'restartBroker', broker: 2 });
    other.until(40);
    expect(other.partition('orders-0')).toMatchObject({ replicas: [1, 2], isr: [1, 2] });
  });

  it('waits for a new replica that is down, and ends when it comes', () => {
    const run = started(5);
    run.give({ kind: 'killBroker', broker: 4 }, 5);
    run.give(reassign([1, 2, 4]), 20);
    run.until(60);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 4, 3], isr: [1, 2, 3], addingReplicas: [4] });
    run.give({ kind: 'restartBroker', broker: 4 });
    run.until(75);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 4], isr: [1, 2, 4] });
  });

  it('counts every assigned replica for the minimum on the leader meanwhile', () => {
    // Four replicas listed and min.insync.replicas 4: three in sync are too few until the new one is.
    const run = started(1, {}, { config: { 'min.insync.replicas': 4 } });
    expect(run.log(1, 'orders-0').highWatermark).toBe(1);
    run.give({ kind: 'killBroker', broker: 4 }, 5);
    run.give(reassign([1, 2, 4]), 20);
    run.give(send('p', 'late'), 25);
    run.until(30);
    expect(run.log(1, 'orders-0').endOffset).toBe(1);
    expect(run.first('ProduceRefused').error).toBe('NOT_ENOUGH_REPLICAS');
    run.give(reassign(null));
    run.until(32);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 2, highWatermark: 2 });
  });
});

describe('cancelling', () => {
  it('goes back to the old replicas and deletes what was begun', () => {
    const run = started(20);
    run.give({ kind: 'cutLink', from: 'broker-4', to: 'brokers' }, 5);
    run.give(reassign([1, 2, 4]), 6);
    run.until(8);
    expect(run.partition('orders-0').logs['4']).toBeDefined();
    run.give(reassign(null));
    run.until(10);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 3], isr: [1, 2, 3], leaderEpoch: 1 });
    expect(run.partition('orders-0').logs['4']).toBeUndefined();
    expect(run.first('ReassignmentCancelled').replicas).toEqual([1, 2, 3]);
    expect(run.all('ReassignmentCompleted')).toEqual([]);
  });

  it('is refused when nothing is under way', () => {
    const run = started(1);
    run.give(reassign(null));
    run.until(6);
    expect(run.first('AdminFailed')).toMatchObject({ error: 'NO_REASSIGNMENT_IN_PROGRESS', request: 'AlterPartitionReassignments' });
  });
});

describe('a reassignment over another', () => {
  it('goes on to the newest target', () => {
    const run = started(10);
    run.give({ kind: 'killBroker', broker: 4 }, 5);
    run.give(reassign([1, 2, 4]), 20);
    run.give(reassign([1, 2, 5]), 22);
    run.until(30);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 5], isr: [1, 2, 5] });
    expect(run.all('ReassignmentStarted').map(({ adding, removing }) => [adding, removing])).toEqual([
      [[4], [3]],
      [[5], [3, 4]],
    ]);
  });

  it('back to the original replicas does not end it, as in 4.3; cancelling does', () => {
    const run = started(10);
    run.give({ kind: 'cutLink', from: 'broker-4', to: 'brokers' }, 5);
    run.give(reassign([1, 2, 4]), 20);
    run.give(reassign([1, 2, 3]), 22);
    run.until(60);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 3, 4], addingReplicas: [4], removingReplicas: [4] });
    run.give(reassign(null));
    run.until(62);
    expect(run.partition('orders-0')).toMatchObject({ replicas: [1, 2, 3] });
    expect(run.first('ReassignmentCancelled').replicas).toEqual([1, 2, 3]);
  });
});

describe('a refused reassignment', () => {
  const refused = (run: ClusterRun, replicas: readonly number[]) =>
    run.ask(1, { api: 'AlterPartitionReassignments', topic: 'orders', partition: 0, replicas });

  it('names what is wrong with the replicas', () => {
    const run = started(1);
    expect(refused(run, [1, 9])).toMatchObject({ error: 'INVALID_REPLICA_ASSIGNMENT', message: expect.stringContaining('broker 9 is not registered') });
    expect(refused(run, [1, 1])).toMatchObject({ error: 'INVALID_REPLICA_ASSIGNMENT', message: expect.stringContaining('more than once') });
    expect(refused(run, [])).toMatchObject({ error: 'INVALID_REPLICA_ASSIGNMENT', message: expect.stringContaining('no replicas') });
    expect(run.ask(1, { api: 'AlterPartitionReassignments', topic: 'orders', partition: 7, replicas: [1] })).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' });
    expect(run.ask(1, { api: 'AlterPartitionReassignments', topic: 'gone', partition: 0, replicas: null })).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' });
    expect(run.partition('orders-0').partitionEpoch).toBe(0);
  });
});
