import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';
import type { AlterPartitionRequest } from '../kafka/protocol/controlPlane.ts';

/** One partition of `__consumer_offsets` for each broker alone, so that only `orders` has an ISR that can change. */
const CONFIG = { 'replica.lag.time.max.ms': 2_000, 'broker.session.timeout.ms': 6_000, 'offsets.topic.replication.factor': 1 };

function cluster(more: Record<string, unknown> = {}): ClusterRun {
  const topic = { name: 'orders', assignment: [[1, 2, 3]], config: {} };
  return clusterRun({
    cluster: { brokers: 3, controllers: 1, config: CONFIG, topics: [topic], network: { latency: '1ms', jitter: '0us' }, ...more },
    producers: [manualProducer('p')],
  });
}

const hold = (from: string, to: string, api: string) => ({ kind: 'holdLink', from, to, api });
const release = (from: string, to: string, api: string) => ({ kind: 'releaseLink', from, to, api });

function proposals(run: ClusterRun): AlterPartitionRequest['partitions'][number][] {
  return run.arrivals('AlterPartition').flatMap(({ message }) => {
    if (message.type !== 'request' || message.request.api !== 'AlterPartition') return [];
    return message.request.partitions.filter(({ topic }) => topic === 'orders');
  });
}

describe('a proposed ISR', () => {
  it('names the incarnation that was meant, also when it is sent again later', () => {
    const run = cluster();
    run.give({ kind: 'shutdownBroker', broker: 3 }, 1);
    run.give({ kind: 'restartBroker', broker: 3 }, 5);
    run.give(hold('broker-1', 'controllers', 'AlterPartition'), 4);
    run.until(13);
    const proposed = run.first('IsrChangeProposed', { topic: 'orders', change: 'expand' });
    expect(proposed.isr).toEqual([1, 2, 3]);
    const meant = run.first('BrokerRegistered', { broker: 3 }).brokerEpoch;
    run.give({ kind: 'shutdownBroker', broker: 3 });
    run.until(16);
    run.give(hold('broker-3', 'broker-1', 'Fetch'));
    run.give({ kind: 'restartBroker', broker: 3, wipe: true });
    run.until(25);
    // The request is lost with the controller's process, and sent again to the next one.
    run.give({ kind: 'killController', controller: 3000 });
    run.give(release('broker-1', 'controllers', 'AlterPartition'));
    run.give({ kind: 'restartController', controller: 3000 });
    run.until(40);
    const asked = proposals(run).filter(({ isr }) => isr.length === 3);
    expect(asked.length).toBeGreaterThan(0);
    for (const { isr } of asked) expect(isr.find(({ broker }) => broker === 3)?.brokerEpoch).toBe(meant);
    expect(run.all('IsrExpanded', { topic: 'orders' })).toEqual([]);
  });

  it('is one at a time: while the controller owes an answer about a partition, nothing else is asked for it', () => {
    const run = cluster();
    run.give(hold('broker-3', 'broker-1', 'Fetch'), 2);
    run.give(hold('broker-1', 'controllers', 'AlterPartition'), 2);
    run.give(send('p', 'a'), 3);
    run.until(6);
    expect(run.first('IsrChangeProposed', { change: 'shrink' }).isr).toEqual([1, 2]);
    // Broker 2 is fenced: the metadata overrides what was proposed, and the old request is still on its way.
    run.give(release('broker-3', 'broker-1', 'Fetch'));
    run.give({ kind: 'killBroker', broker: 2 });
    run.until(20);
    expect(run.partition('orders-0').isr).toEqual([1, 3]);
    run.give({ kind: 'killBroker', broker: 3 });
    run.give(send('p', 'b'));
    run.until(24);
    expect(run.all('IsrChangeProposed', { topic: 'orders' })).toHaveLength(1);
    run.give(release('broker-1', 'controllers', 'AlterPartition'));
    run.until(24.1);
    expect(proposals(run)).toHaveLength(1);
    const answer = run.arrivals('AlterPartitionResponse').at(-1)?.message;
    expect(answer?.type === 'response' && answer.response.api === 'AlterPartition' && answer.response.partitions[0]?.error).toBe('INVALID_UPDATE_VERSION');
    // From now on the leader may ask again.
    run.until(26);
    expect(run.all('IsrChangeProposed', { topic: 'orders' }).length).toBeGreaterThan(1);
  });

  it('that the controller refuses for an ineligible replica goes back to what is committed, and is asked for again', () => {
    const run = cluster();
    run.give({ kind: 'shutdownBroker', broker: 3 }, 1);
    run.give(hold('broker-1', 'controllers', 'AlterPartition'), 4);
    run.give({ kind: 'restartBroker', broker: 3 }, 5);
    run.until(12);
    expect(run.first('IsrChangeProposed', { change: 'expand' }).isr).toEqual([1, 2, 3]);
    // Fenced meanwhile, and back.
    run.give({ kind: 'cutLink', from: 'broker-3', to: 'controllers' });
    run.until(20);
    expect(run.first('BrokerFenced', { broker: 3 }, 12).at).toBeLessThan(20);
    run.give(release('broker-1', 'controllers', 'AlterPartition'));
    run.until(21);
    expect(run.partition('orders-0').isr).toEqual([1, 2]);
    const answer = run.arrivals('AlterPartitionResponse').at(-1)?.message;
    expect(answer?.type === 'response' && answer.response.api === 'AlterPartition' && answer.response.partitions[0]?.error).toBe('INELIGIBLE_REPLICA');
    run.give({ kind: 'healLink', from: 'broker-3', to: 'controllers' });
    run.until(40);
    expect(run.partition('orders-0').isr).toEqual([1, 2, 3]);
  });
});
