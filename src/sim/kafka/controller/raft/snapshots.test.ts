import { describe, expect, it } from 'vitest';
import { activeControllers, brokerOf, command, controllersOf, factsOfType, run, startTestCluster, takeFacts, type TestSimulation } from '../testing/controllerCluster.ts';

const MS = 1_000;
const SECOND = 1_000_000;

/** A snapshot every five no-op records or so, and a log that keeps next to nothing beside them. */
const OFTEN = { 'metadata.log.max.record.bytes.between.snapshots': 350, 'metadata.max.retention.bytes': 400 };

function cutOff(sim: TestSimulation, kind: 'cut' | 'heal', node: number): void {
  for (let other = 0; other < sim.world.nodes.length; other += 1) {
    if (other === node) continue;
    command(sim, { kind, from: node, to: other });
    command(sim, { kind, from: other, to: node });
  }
}

describe('a server', () => {
  it('takes a snapshot after as many bytes as it is told, controllers and brokers each by themselves', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, overrides: OFTEN });
    run(sim, 20 * SECOND);
    const taken = factsOfType(takeFacts(sim), 'SnapshotTaken');
    for (let node = 0; node < 4; node += 1) {
      const own = taken.filter((record) => record.node === node);
      expect(own.length).toBeGreaterThanOrEqual(7);
      // Five no-op records of 71 bytes.
      const [first, second] = own.map(({ fact }) => fact.offset);
      expect((second ?? 0) - (first ?? 0)).toBe(5);
    }
  });

  it('takes one after an hour, when little happens', () => {
    const sim = startTestCluster({ controllers: 1, overrides: { 'metadata.max.idle.interval.ms': 10_000 } });
    run(sim, 7_300 * SECOND);
    const at = factsOfType(takeFacts(sim), 'SnapshotTaken').map((record) => Math.floor(record.at / SECOND));
    expect(at).toHaveLength(2);
    for (const [index, when] of at.entries()) expect(Math.abs(when - 3_600 * (index + 1))).toBeLessThan(21);
  });

  it('lets its log begin at a later snapshot once a minute', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, overrides: OFTEN });
    run(sim, 59 * SECOND);
    for (const node of controllersOf(sim)) expect(node.disk.log.startOffset).toBe(0);
    run(sim, 2 * SECOND);
    for (const node of controllersOf(sim)) {
      const { log } = node.disk;
      expect(log.startOffset).toBeGreaterThan(100);
      expect(log.snapshots[0]?.offset).toBe(log.startOffset);
      expect(log.endOffset - log.startOffset).toBeLessThan(8);
    }
    expect(brokerOf(sim, 1).observer.log.startOffset).toBeGreaterThan(100);
  });

  it('begins with its own snapshot when it starts again', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, topics: [{ name: 'orders', assignment: [[1]] }], overrides: OFTEN });
    run(sim, 70 * SECOND);
    const { node } = brokerOf(sim, 1);
    for (const index of [2, node]) {
      command(sim, { kind: 'crash', node: index });
      run(sim, 1 * SECOND);
      takeFacts(sim);
      command(sim, { kind: 'start', node: index });
      run(sim, 3 * SECOND);
    }
    const [active] = activeControllers(sim);
    expect(controllersOf(sim)[2]?.controller.committed).toEqual(active?.controller.committed);
    expect(brokerOf(sim, 1).image).toEqual(active?.controller.committed);
    expect(brokerOf(sim, 1).image.topics.has('orders')).toBe(true);
  });
});

describe('a follower that missed what the leader has dropped', () => {
  it.each([
    ['controller', 2],
    ['broker', 3],
  ])('gets a snapshot and goes on from there: a %s', (_, node) => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, overrides: OFTEN });
    run(sim, 1 * SECOND);
    cutOff(sim, 'cut', node);
    run(sim, 70 * SECOND);
    cutOff(sim, 'heal', node);
    takeFacts(sim);
    run(sim, 60 * SECOND);
    const loaded = factsOfType(takeFacts(sim), 'SnapshotLoaded').filter((record) => record.node === node);
    if (node === 2) expect(loaded).toHaveLength(1);
    const [active] = activeControllers(sim);
    expect(active?.node).toBe(0);
    const image = node === 2 ? controllersOf(sim)[2]?.controller.committed : brokerOf(sim, 1).image;
    const log = node === 2 ? controllersOf(sim)[2]?.disk.log : brokerOf(sim, 1).observer.log;
    expect(image).toEqual(active?.controller.committed);
    expect(log?.startOffset).toBeGreaterThan(100);
  });

  it('is one that has lost its disk', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, overrides: OFTEN });
    run(sim, 10 * SECOND);
    command(sim, { kind: 'crash', node: 1 });
    command(sim, { kind: 'start', node: 1, wipe: true });
    run(sim, 200 * MS);
    const { log } = controllersOf(sim)[1]?.disk ?? {};
    expect(log?.startOffset).toBeGreaterThan(20);
    expect(log?.snapshots[0]?.offset).toBe(log?.startOffset);
    expect(controllersOf(sim)[1]?.raft.role.kind).toBe('follower');
  });

  it('asks again when the snapshot it was told of is gone meanwhile', () => {
    const sim = startTestCluster({ controllers: 3, overrides: OFTEN });
    run(sim, 10 * SECOND);
    const role = controllersOf(sim)[1]?.raft.role;
    if (role?.kind !== 'follower') throw new Error('it follows');
    role.fetchingSnapshot = { offset: 3, epoch: 1 };
    run(sim, 1 * SECOND);
    expect(controllersOf(sim)[1]?.raft.role).toBe(role);
    expect(role.fetchingSnapshot).toBeNull();
    expect(controllersOf(sim)[1]?.disk.log.endOffset).toBe(controllersOf(sim)[0]?.disk.log.endOffset);
  });
});
