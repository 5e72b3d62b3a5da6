import { describe, expect, it } from 'vitest';
import { restoreCheckpoint, takeCheckpoint } from '../kernel/checkpoint.ts';
import { runUntil, traceHashOf } from '../kernel/simulation.ts';
import { clusterRun, type ClusterRun } from '../testing/clusterRun.ts';

const producer = { id: 'checkout', topic: 'orders', rate: 10, config: { acks: 'all' } };

function combined(controllers: number | readonly object[] = 3, cluster: Record<string, unknown> = {}): ClusterRun {
  return clusterRun({ cluster: { controllers, combined: true, ...cluster }, producers: [producer] });
}

function statusOf(run: ClusterRun, name: string): string {
  return run.sim.control.statusOf(run.sim.world.byName.get(name) ?? -1);
}

function activeAt(run: ClusterRun): number {
  return run.state().quorum.leader;
}

describe('a combined node', () => {
  it('is a broker and a controller of one id, and the broker is handed its metadata inside the process', () => {
    const run = combined();
    run.until(10);
    expect(run.state().quorum.voters.map(({ id, role }) => [id, role])).toEqual([[1, 'leader'], [2, 'follower'], [3, 'follower']]);
    expect(run.state().brokers.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    for (const id of [1, 2, 3]) {
      const fetches = run.arrivals('RaftFetch', { from: `broker-${id}` });
      expect(fetches).toEqual([]);
      expect(run.arrivals('LocalMetadata', { from: `broker-${id}`, to: `controller-${id}` }).length).toBeGreaterThan(15);
    }
    run.give({ kind: 'createTopic', topic: 'late', partitions: 1, replicationFactor: 3 });
    run.until(11);
    expect(Object.keys(run.partition('late-0').logs)).toEqual(['1', '2', '3']);
  });

  it('dies as a whole, whichever half is killed, and comes back as a whole', () => {
    const run = combined();
    run.until(5);
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(5.01);
    expect([statusOf(run, 'broker-1'), statusOf(run, 'controller-1')]).toEqual(['dead', 'dead']);
    run.until(20);
    expect([2, 3]).toContain(activeAt(run));
    expect(run.partition('orders-0').leader).not.toBe(1);
    run.give({ kind: 'restartController', controller: 1 });
    run.until(40);
    expect([statusOf(run, 'broker-1'), statusOf(run, 'controller-1')]).toEqual(['running', 'running']);
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(run.state().quorum.voters[0]).toMatchObject({ id: 1, role: 'follower' });
    expect(run.all('BatchFailed')).toEqual([]);
  });

  it('ends as a whole when its broker ends by itself', () => {
    const run = combined();
    run.give({ kind: 'killBroker', broker: 3 }, 5);
    // The broker never reaches whom it has to register with, its controller has all that it needs.
    for (const id of [1, 2]) run.give({ kind: 'cutLink', from: 'broker-3', to: `controller-${id}` }, 6);
    run.give({ kind: 'restartBroker', broker: 3 }, 20);
    run.until(79);
    expect([statusOf(run, 'broker-3'), statusOf(run, 'controller-3')]).toEqual(['running', 'running']);
    expect(run.state().quorum.voters[2]).toMatchObject({ id: 3, role: 'follower' });
    run.until(82);
    expect([statusOf(run, 'broker-3'), statusOf(run, 'controller-3')]).toEqual(['dead', 'dead']);
  });

  it('loses its disk as a whole', () => {
    const run = combined();
    run.until(5);
    run.give({ kind: 'killController', controller: 3 });
    run.give({ kind: 'restartBroker', broker: 3, wipe: true }, 6);
    run.until(6.001);
    expect(run.all('DiskWiped').map(({ node }) => node).toSorted()).toEqual(['broker-3', 'controller-3']);
    run.until(40);
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('stands still as a whole', () => {
    const run = combined();
    run.until(5);
    run.give({ kind: 'pauseNode', node: 'controller-1', for: '20s' });
    run.until(6);
    expect([statusOf(run, 'broker-1'), statusOf(run, 'controller-1')]).toEqual(['paused', 'paused']);
    run.until(24);
    expect([2, 3]).toContain(activeAt(run));
    run.until(60);
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('shuts down in order: first the broker, then the controller, which tells the others that its epoch is over', () => {
    const run = combined();
    run.until(5);
    run.give({ kind: 'shutdownBroker', broker: 1 });
    run.until(30);
    const stopped = run.first('BrokerStateChanged', { broker: 1, state: 'stopped' });
    const resigned = run.first('QuorumRoleChanged', { controller: 1, role: 'resigned' });
    const elected = run.first('ControllerElected', {}, stopped.at);
    expect(resigned.at).toBeGreaterThanOrEqual(stopped.at);
    // Nobody had to wait for a fetch to time out.
    expect(elected.at - resigned.at).toBeLessThan(0.2);
    expect(run.partition('orders-0').leader).not.toBe(1);
    expect([statusOf(run, 'broker-1'), statusOf(run, 'controller-1')]).toEqual(['dead', 'dead']);
    run.give({ kind: 'restartBroker', broker: 1 });
    run.until(50);
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(run.all('BatchFailed')).toEqual([]);
  });

  it('can be the whole cluster', () => {
    const run = combined(1, { brokers: 1, topics: [{ name: 'orders', assignment: [[1]] }] });
    run.until(5);
    run.give({ kind: 'killBroker', broker: 1 });
    run.give({ kind: 'restartBroker', broker: 1 }, 6);
    run.until(30);
    expect(run.state().brokers).toMatchObject([{ id: 1, state: 'running' }]);
    expect(run.partition('orders-0').leader).toBe(1);
    run.give({ kind: 'shutdownBroker', broker: 1 });
    run.until(45);
    expect([statusOf(run, 'broker-1'), statusOf(run, 'controller-1')]).toEqual(['dead', 'dead']);
  });

  it('may stand beside controllers and brokers of their own', () => {
    const run = combined([{ id: 1 }, { id: 3000 }, { id: 3001 }]);
    run.until(5);
    run.give({ kind: 'killController', controller: 3000 });
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(8);
    expect(statusOf(run, 'controller-1')).toBe('dead');
    expect(run.arrivals('RaftFetch', { from: 'broker-2' }).length).toBeGreaterThan(5);
    // One of three is no majority: nobody leads until one of them is back.
    run.give({ kind: 'restartController', controller: 3000 }, 30);
    run.until(60);
    expect(run.partition('orders-0').leader).toBe(2);
  });

  it('goes the same way when it is continued from a checkpoint', () => {
    const run = combined();
    run.give({ kind: 'killBroker', broker: 1 }, 3);
    run.give({ kind: 'restartBroker', broker: 1 }, 5);
    run.give({ kind: 'shutdownBroker', broker: 2 }, 20);
    for (const at of [3, 4, 5, 6, 20, 21]) {
      run.until(at);
      const copy = restoreCheckpoint(run.sim.model, takeCheckpoint(run.sim));
      runUntil(copy, 30_000_000);
      const whole = combined();
      whole.give({ kind: 'killBroker', broker: 1 }, 3);
      whole.give({ kind: 'restartBroker', broker: 1 }, 5);
      whole.give({ kind: 'shutdownBroker', broker: 2 }, 20);
      whole.until(30);
      expect(traceHashOf(copy), `from ${at} s`).toBe(traceHashOf(whole.sim));
    }
  });

  it('has no wire inside that could be cut', () => {
    const run = combined();
    run.until(5);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'controllers' });
    run.until(8);
    expect(run.arrivals('LocalMetadata', { from: 'broker-1' }).at(-1)?.at).toBeGreaterThan(7);
  });
});
