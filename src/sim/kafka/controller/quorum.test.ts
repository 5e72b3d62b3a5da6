import { describe, expect, it } from 'vitest';
import {
  activeControllers,
  command,
  controllersOf,
  factsOfType,
  run,
  startTestCluster,
  takeFacts,
} from './testing/controllerCluster.ts';

const SECOND = 1_000_000;

describe('a formed quorum', () => {
  it.each([1, 3, 5])('of %i goes on in epoch 1 without an election', (controllers) => {
    const sim = startTestCluster({ controllers, brokers: 3 });
    run(sim, 60 * SECOND);
    const facts = takeFacts(sim);
    expect(factsOfType(facts, 'QuorumRoleChanged')).toEqual([]);
    expect(activeControllers(sim).map((node) => node.id)).toEqual([3000]);
    for (const node of controllersOf(sim)) {
      expect(node.disk.election).toEqual({ epoch: 1, leaderId: 3000, votedFor: null });
      // A no-op record twice a second.
      expect(node.disk.log.endOffset).toBeGreaterThan(100);
    }
  });
});

describe('the leader dies', () => {
  it.each([3, 5])('and one of the others of %i takes over', (controllers) => {
    const sim = startTestCluster({ controllers, brokers: 3 });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 10 * SECOND);
    const [active] = activeControllers(sim);
    expect(active?.id).not.toBe(3000);
    expect(active?.disk.election.epoch).toBeGreaterThan(1);
    expect(factsOfType(takeFacts(sim), 'ControllerElected')).toHaveLength(1);
    command(sim, { kind: 'start', node: 0 });
    run(sim, 5 * SECOND);
    const old = controllersOf(sim)[0];
    expect(old?.raft.role.kind).toBe('follower');
    expect(old?.raft.highWatermark).toBe(active?.raft.highWatermark);
  });
});
