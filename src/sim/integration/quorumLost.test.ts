import { describe, expect, it } from 'vitest';
import { clusterRun, type ClusterRun } from '../testing/clusterRun.ts';

/** `acks` all and 1, each on a topic of its own, so that one does not wait for the other. */
function lost(): ClusterRun {
  return clusterRun({
    cluster: {
      controllers: 3,
      topics: [
        { name: 'orders', assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2 } },
        { name: 'clicks', assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2 } },
      ],
    },
    producers: [
      { id: 'all', topic: 'orders', rate: 10, config: { acks: 'all', 'delivery.timeout.ms': 20_000, 'request.timeout.ms': 5_000 } },
      { id: 'one', topic: 'clicks', rate: 10, config: { acks: '1' } },
    ],
  });
}

function ackedOf(run: ClusterRun, producer: string): number {
  return run.state().producers[producer]?.acked ?? 0;
}

describe('a cluster that has lost its quorum', () => {
  it('goes on with its data, decides nothing, and heals (S36 a)', () => {
    const run = lost();
    run.until(10);
    for (const controller of [3001, 3002]) run.give({ kind: 'killController', controller });
    run.until(20);
    const committed = run.state().quorum.highWatermark;
    expect(run.state().quorum.leader).toBe(-1);

    // What the brokers decided long ago still holds: producers go on.
    const before = ackedOf(run, 'all');
    run.give({ kind: 'createTopic', topic: 'late', partitions: 1, replicationFactor: 3 });
    run.until(25);
    expect(ackedOf(run, 'all') - before).toBeGreaterThan(45);
    // Nobody is fenced, whatever becomes of the heartbeats.
    expect(run.state().brokers.map(({ state }) => state)).toEqual(['running', 'running', 'running']);

    // A follower dies. Nobody can take it out of the ISR, so what needs all of the ISR stands still.
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(80);
    expect(run.partition('orders-0').isr).toEqual([1, 2, 3]);
    const highWatermark = run.log(1, 'orders-0')?.highWatermark ?? 0;
    const one = ackedOf(run, 'one');
    const clicks = run.log(1, 'clicks-0')?.highWatermark ?? 0;
    run.until(90);
    expect(run.log(1, 'orders-0')?.highWatermark).toBe(highWatermark);
    expect(ackedOf(run, 'one') - one).toBeGreaterThan(80);
    expect(run.log(1, 'clicks-0')?.highWatermark).toBe(clicks);
    expect(run.log(1, 'clicks-0')?.endOffset ?? 0).toBeGreaterThan(clicks + 80);
    expect(run.all('BatchFailed', { producer: 'all' }).length).toBeGreaterThan(0);

    // The leader dies, too. Nobody takes over.
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(120);
    expect(run.partition('orders-0').leader).toBe(1);
    expect(run.all('LeaderElected')).toEqual([]);
    expect(run.state().quorum.highWatermark).toBeLessThanOrEqual(committed);
    expect(run.first('AdminFailed')).toMatchObject({ request: 'CreateTopics', error: 'TIMEOUT' });

    for (const controller of [3001, 3002]) run.give({ kind: 'restartController', controller });
    for (const broker of [1, 3]) run.give({ kind: 'restartBroker', broker });
    run.until(180);
    expect(run.state().quorum.leader).toBeGreaterThan(0);
    for (const name of ['orders-0', 'clicks-0']) {
      const { isr, leader } = run.partition(name);
      expect(isr.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
      expect(leader).toBeGreaterThan(0);
      const ends = [1, 2, 3].map((broker) => run.log(broker, name)?.endOffset);
      expect(new Set(ends.map((end) => Math.floor((end ?? 0) / 10))).size).toBeLessThanOrEqual(2);
    }
    const acked = run.all('BatchAcked', { producer: 'all' }).flatMap(({ recordIds }) => recordIds);
    const held = new Set(run.records(run.partition('orders-0').leader, 'orders-0').map(({ id }) => id));
    expect(acked.filter((id) => !held.has(id))).toEqual([]);
  });
});

describe('two brokers that both hold themselves for the leader', () => {
  it('are there for a while when the old one hears from no controller, and only one can have all of the ISR (S36 b)', () => {
    const run = clusterRun({
      cluster: { controllers: 3, topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 2 } }] },
      producers: [{ id: 'p', topic: 'orders', rate: 20, config: { acks: 'all' } }],
    });
    run.until(10);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'controllers' });
    let both = 0;
    const marks: number[] = [];
    for (let at = 10; at < 40; at += 0.05) {
      run.until(at);
      const leaders = run.sim.world.nodes.filter((node) => node.role === 'broker' && node.replicas.get('orders')?.get(0)?.role === 'leader');
      if (leaders.length < 2) continue;
      both += 1;
      marks.push(run.log(1, 'orders-0')?.highWatermark ?? -1);
      const epochs = leaders.map((node) => (node.role === 'broker' ? node.replicas.get('orders')?.get(0)?.leaderEpoch : -1));
      expect(new Set(epochs).size).toBe(2);
    }
    const elected = run.first('LeaderElected', { topic: 'orders' });
    // All of the ISR that the old one knows would have to follow it, and the others follow another by now.
    expect(new Set(marks.slice(2)).size).toBe(1);
    expect(both).toBeGreaterThan(20);
    expect(elected.leader).not.toBe(1);
    run.give({ kind: 'healLink', from: 'broker-1', to: 'controllers' }, 40);
    run.until(70);
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    const acked = run.all('BatchAcked', { producer: 'p' }).flatMap(({ recordIds }) => recordIds);
    const held = new Set(run.records(run.partition('orders-0').leader, 'orders-0').map(({ id }) => id));
    expect(acked.length).toBeGreaterThan(800);
    expect(acked.filter((id) => !held.has(id))).toEqual([]);
  });
});
