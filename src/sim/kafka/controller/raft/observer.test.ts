import { describe, expect, it } from 'vitest';
import {
  activeControllers,
  brokerOf,
  command,
  controllersOf,
  factsOfType,
  run,
  startTestCluster,
  takeFacts,
  type TestSimulation,
} from '../testing/controllerCluster.ts';
import { activeController } from './observer.ts';

const MS = 1_000;
const SECOND = 1_000_000;

function link(sim: TestSimulation, kind: 'cut' | 'heal', a: number, b: number): void {
  command(sim, { kind, from: a, to: b });
  command(sim, { kind, from: b, to: a });
}

describe('a broker that follows the metadata log', () => {
  it('finds the next leader by asking the controllers in turn', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 3 });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 200 * MS);
    // The others still name the dead one, so what it knows of the leader comes and goes.
    run(sim, 10 * SECOND);
    const [active] = activeControllers(sim);
    for (const id of [1, 2, 3]) {
      expect(activeController(brokerOf(sim, id).observer)).toBe(active?.node);
      expect(brokerOf(sim, id).image.offset).toBe(active?.controller.committed.offset);
    }
  });

  it('reads its own disk again after a restart, once it knows how much of it is committed', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 1, topics: [{ name: 'orders', assignment: [[1]] }] });
    run(sim, 20 * SECOND);
    const broker = brokerOf(sim, 1);
    command(sim, { kind: 'crash', node: broker.node });
    run(sim, 1 * SECOND);
    expect(broker.observer).toMatchObject({ handedOut: 0, highWatermark: null, leaderId: null, epoch: 1 });
    const onDisk = broker.observer.log.endOffset;
    expect(onDisk).toBeGreaterThan(40);
    command(sim, { kind: 'crash', node: 0 });
    command(sim, { kind: 'start', node: broker.node });
    run(sim, 3 * SECOND);
    expect(broker.image.topics.size).toBe(0);
    command(sim, { kind: 'start', node: 0 });
    run(sim, 5 * SECOND);
    expect(broker.image.topics.has('orders')).toBe(true);
    expect(broker.image.offset).toBe(controllersOf(sim)[0]?.controller.committed.offset);
  });

  it('is not given what a leader wrote alone, and drops it when the quorum went on without', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 5 * SECOND);
    const broker = brokerOf(sim, 1);
    for (const other of [1, 2]) link(sim, 'cut', 0, other);
    const committed = broker.image.offset;
    run(sim, 2 * SECOND);
    // Only the old leader and the broker have these no-ops.
    expect(broker.observer.log.endOffset).toBeGreaterThan(committed + 2);
    expect(broker.image.offset).toBeLessThanOrEqual(committed + 1);
    run(sim, 20 * SECOND);
    const [active] = activeControllers(sim);
    expect(active?.node).not.toBe(0);
    expect(broker.observer.epoch).toBe(active?.disk.election.epoch);
    expect(broker.observer.log.epochs).toEqual(active?.disk.log.epochs);
    expect(broker.image).toEqual(active?.controller.committed);
  });

  it('asks a controller that says nothing for 2 s, then another', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 5 * SECOND);
    const broker = brokerOf(sim, 1);
    link(sim, 'cut', 0, broker.node);
    run(sim, 1_400 * MS);
    expect(activeController(broker.observer)).toBe(0);
    run(sim, 1_200 * MS);
    expect(broker.observer.nextToAsk).not.toBe(0);
    link(sim, 'heal', 0, broker.node);
    run(sim, 10 * SECOND);
    expect(broker.image.offset).toBe(activeControllers(sim)[0]?.controller.committed.offset);
  });

  it('halts rather than take back what it was given', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, kraftVersion: 0 });
    run(sim, 5 * SECOND);
    // Static voters vote whatever their disk. The whole quorum loses its disk: its log begins again, in epochs that will pass the broker's.
    for (const node of [0, 1, 2]) command(sim, { kind: 'crash', node });
    run(sim, 1 * SECOND);
    for (const node of [0, 1, 2]) command(sim, { kind: 'start', node, wipe: true });
    run(sim, 10 * SECOND);
    for (let round = 0; round < 3; round += 1) {
      const node = activeControllers(sim)[0]?.node ?? 0;
      command(sim, { kind: 'crash', node });
      run(sim, 1 * SECOND);
      command(sim, { kind: 'start', node });
      run(sim, 10 * SECOND);
    }
    const broker = brokerOf(sim, 1);
    expect(sim.control.statusOf(broker.node)).toBe('dead');
    expect(factsOfType(takeFacts(sim), 'NodeHalted').map(({ node }) => node)).toContain(broker.node);
  });
});
