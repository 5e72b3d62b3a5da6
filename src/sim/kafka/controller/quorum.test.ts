import { describe, expect, it } from 'vitest';
import { listAt } from '../../../base/chunkedList.ts';
import { losePowerOfController } from './controllerState.ts';
import {
  activeControllers,
  ask,
  brokerOf,
  command,
  controllersOf,
  factsOfType,
  run,
  startTestCluster,
  takeFacts,
  type TestSimulation,
} from './testing/controllerCluster.ts';

const MS = 1_000;
const SECOND = 1_000_000;

function isolate(sim: TestSimulation, node: number, kind: 'cut' | 'heal'): void {
  for (let other = 0; other < sim.world.nodes.length; other += 1) {
    if (other === node) continue;
    command(sim, { kind, from: node, to: other });
    command(sim, { kind, from: other, to: node });
  }
}

function rolesOf(sim: TestSimulation): string[] {
  return controllersOf(sim).map((node) => node.raft.role.kind);
}

function epochsOf(sim: TestSimulation): number[] {
  return controllersOf(sim).map((node) => node.disk.election.epoch);
}

describe('a formed quorum', () => {
  it.each([1, 3, 5])('of %i goes on in epoch 1 without an election', (controllers) => {
    const sim = startTestCluster({ controllers, brokers: 3 });
    run(sim, 60 * SECOND);
    const facts = takeFacts(sim);
    expect(factsOfType(facts, 'QuorumRoleChanged')).toEqual([]);
    expect(facts).toEqual([]);
    expect(activeControllers(sim).map((node) => node.id)).toEqual([3000]);
    for (const node of controllersOf(sim)) {
      expect(node.disk.election).toMatchObject({ epoch: 1, leaderId: 3000, votedFor: null });
      // A no-op record every 500 ms, on top of the formed batch.
      expect(node.disk.log.batches.tail.length + node.disk.log.batches.chunks.length * 64).toBeGreaterThan(115);
    }
  });

  it('writes what it was given after the append linger, and answers when a majority has it', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 100 * MS);
    const broker = brokerOf(sim, 1);
    const request = { api: 'AllocateProducerIds', broker: 1, brokerEpoch: broker.brokerEpoch } as const;
    command(sim, { kind: 'send', from: broker.node, request });
    // A handshake of 1 ms and 0.5 ms to get there.
    run(sim, 2 * MS);
    const leader = controllersOf(sim)[0];
    const before = leader?.disk.log.endOffset ?? 0;
    run(sim, 24 * MS);
    expect(leader?.disk.log.endOffset).toBe(before);
    run(sim, 1 * MS);
    expect(leader?.disk.log.endOffset).toBe(before + 1);
    expect(leader?.controller.committed.nextProducerId).toBe(0);
    // To the followers and back, and 0.5 ms for the answer.
    run(sim, 2 * MS);
    expect(broker.answers).toContainEqual({ api: 'AllocateProducerIds', error: 'NONE', first: 0, count: 1000 });
  });

  it('tells followers of a new high watermark at once, not half a second later', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    // The no-op of 500 ms is written at 525, fetched at 525.5, confirmed at 526 and known everywhere at 526.5.
    run(sim, 527 * MS);
    const [leader, ...followers] = controllersOf(sim);
    for (const follower of followers) expect(follower.raft.highWatermark).toBe(leader?.disk.log.endOffset);
    expect(brokerOf(sim, 1).image.offset).toBe(leader?.disk.log.endOffset);
  });

  it('tells those whose fetch waits already, too', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 100 * MS);
    for (const follower of [1, 2]) {
      const slow = { latencyUs: 10 * MS, jitterUs: 0, bytesPerSecond: null, lossPermille: 0 };
      sim.control.setLink(0, follower, slow);
      sim.control.setLink(follower, 0, slow);
    }
    // Written at 525, the broker has it and fetches again by 526.5, the followers' fetches confirm it at 545.
    run(sim, 444 * MS);
    const broker = brokerOf(sim, 1);
    expect(broker.observer.log.endOffset).toBe(broker.image.offset + 1);
    run(sim, 2 * MS);
    expect(broker.observer.log.endOffset).toBe(broker.image.offset);
  });
});

describe('an election', () => {
  it.each([3, 5])('follows when the leader of %i dies', (controllers) => {
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
    expect(controllersOf(sim)[0]?.raft.role.kind).toBe('follower');
    expect(controllersOf(sim)[0]?.raft.highWatermark).toBe(active?.raft.highWatermark);
    expect(activeControllers(sim)).toEqual([active]);
  });

  it('begins with pre-votes 2 s after the last fetch, and every epoch begins with a LeaderChange record', () => {
    const sim = startTestCluster({ controllers: 3, jitterUs: 400 });
    run(sim, 10 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 10 * SECOND);
    const roles = factsOfType(takeFacts(sim), 'QuorumRoleChanged');
    const first = roles[0];
    expect(first?.fact.role).toBe('prospective');
    expect(first?.fact.epoch).toBe(1);
    // The last answer came within 500 ms before the crash.
    expect((first?.at ?? 0) / SECOND).toBeGreaterThan(11.4);
    expect((first?.at ?? 0) / SECOND).toBeLessThan(12.01);
    const [active] = activeControllers(sim);
    const start = active?.raft.role.kind === 'leader' ? active.raft.role.epochStartOffset : -1;
    const batch = active?.disk.log.epochs.at(-1);
    expect(batch).toEqual({ epoch: active?.disk.election.epoch, startOffset: start });
    let index = 0;
    const batches = active?.disk.log.batches;
    if (batches === undefined) throw new Error('no log');
    while (listAt(batches, index).baseOffset < start) index += 1;
    expect(listAt(batches, index).records).toEqual([
      { type: 'LeaderChange', leader: active?.id, voters: [3000, 3001, 3002], grantingVoters: [3001, 3002] },
    ]);
  });

  it('is over for all voters a moment after it is won: the leader does not wait to be found', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const sim = startTestCluster({ seed, controllers: 5, jitterUs: 400 });
      run(sim, 10 * SECOND);
      command(sim, { kind: 'crash', node: 0 });
      run(sim, 10 * SECOND);
      const roles = factsOfType(takeFacts(sim), 'QuorumRoleChanged');
      const leads = roles.findLast(({ fact }) => fact.role === 'leader');
      const follows = roles.slice(-3);
      for (const { at, fact } of follows) {
        expect([fact.role, fact.epoch]).toEqual(['follower', leads?.fact.epoch]);
        expect(at - (leads?.at ?? 0), `seed ${seed}`).toBeLessThan(3 * MS);
      }
    }
  });

  it('is not provoked by a follower that was cut off: its pre-votes are refused', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 2 });
    run(sim, 5 * SECOND);
    isolate(sim, 2, 'cut');
    run(sim, 30 * SECOND);
    expect(epochsOf(sim)).toEqual([1, 1, 1]);
    isolate(sim, 2, 'heal');
    run(sim, 60 * SECOND);
    expect(epochsOf(sim)).toEqual([1, 1, 1]);
    expect(rolesOf(sim)).toEqual(['leader', 'follower', 'follower']);
    expect(factsOfType(takeFacts(sim), 'ControllerElected')).toEqual([]);
  });

  it('is not provoked either by one that misses the leader alone and has all that the others have', () => {
    // Without no-ops its log stays up to date; but the other follower hears from the leader and says no.
    const sim = startTestCluster({ controllers: 3, overrides: { 'metadata.max.idle.interval.ms': 0 } });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 10 * SECOND);
    command(sim, { kind: 'start', node: 0 });
    run(sim, 10 * SECOND);
    const epochs = epochsOf(sim);
    const leader = activeControllers(sim)[0]?.node ?? -1;
    takeFacts(sim);
    command(sim, { kind: 'cut', from: leader, to: 0 });
    command(sim, { kind: 'cut', from: 0, to: leader });
    run(sim, 30 * SECOND);
    expect(epochsOf(sim)).toEqual(epochs);
    const votes = factsOfType(takeFacts(sim), 'VoteCast');
    expect(votes.length).toBeGreaterThan(0);
    for (const { fact } of votes) expect([fact.preVote, fact.granted]).toEqual([true, false]);
  });

  it('does not wait for a fetch to time out when the leader restarts: it says that its epoch has ended', () => {
    const sim = startTestCluster({ controllers: 3 });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 100 * MS);
    command(sim, { kind: 'start', node: 0 });
    run(sim, 100 * MS);
    const roles = factsOfType(takeFacts(sim), 'QuorumRoleChanged').map(({ fact }) => [fact.controller, fact.role]);
    expect(roles[0]).toEqual([3000, 'resigned']);
    expect(roles.filter(([id]) => id !== 3000)[0]?.[1]).toBe('prospective');
    run(sim, 10 * SECOND);
    expect(activeControllers(sim)).toHaveLength(1);
  });

  it('never has a controller that lost its disk lead without catching up', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 2 });
    run(sim, 20 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 1 * SECOND);
    command(sim, { kind: 'start', node: 0, wipe: true });
    run(sim, 100 * MS);
    // The others still call it the leader of an epoch whose votes it has forgotten.
    expect(factsOfType(takeFacts(sim), 'NodeHalted')).toHaveLength(1);
    expect(sim.control.statusOf(0)).toBe('dead');
    run(sim, 10 * SECOND);
    command(sim, { kind: 'start', node: 0 });
    run(sim, 20 * SECOND);
    const [active] = activeControllers(sim);
    expect(active).toBeDefined();
    for (const node of controllersOf(sim)) expect(node.controller.committed).toEqual(active?.controller.committed);
    expect(active?.controller.image.brokers.size).toBe(2);
  });
});

describe('a leader that hears from no majority', () => {
  it('resigns 3 s after the last fetch, and follows when the cut is healed', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 2 });
    run(sim, 5 * SECOND);
    takeFacts(sim);
    isolate(sim, 0, 'cut');
    run(sim, 20 * SECOND);
    const resigned = factsOfType(takeFacts(sim), 'QuorumRoleChanged').find(({ fact }) => fact.role === 'resigned');
    expect(resigned?.fact.controller).toBe(3000);
    // A majority is the leader and one more. A fetch counts when it comes and again when it has waited and is answered
    // with something, so the no-op after the cut counts for those that were waiting.
    expect((resigned?.at ?? 0) / SECOND).toBeGreaterThan(7.5);
    expect((resigned?.at ?? 0) / SECOND).toBeLessThan(8.55);
    expect(activeControllers(sim).map((node) => node.id)).not.toContain(3000);
    expect(activeControllers(sim)).toHaveLength(1);
    isolate(sim, 0, 'heal');
    run(sim, 60 * SECOND);
    expect(rolesOf(sim).toSorted()).toEqual(['follower', 'follower', 'leader']);
    expect(activeControllers(sim)).toHaveLength(1);
  });

  it('commits nothing, and tells those who wait to ask elsewhere', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 5 * SECOND);
    for (const node of [1, 2]) command(sim, { kind: 'crash', node });
    run(sim, 100 * MS);
    const broker = brokerOf(sim, 1);
    const request = { api: 'AllocateProducerIds', broker: 1, brokerEpoch: broker.brokerEpoch } as const;
    command(sim, { kind: 'send', from: broker.node, request });
    run(sim, 2 * SECOND);
    expect(broker.answers.filter((answer) => answer.api === 'AllocateProducerIds')).toEqual([]);
    run(sim, 2 * SECOND);
    expect(broker.answers).toContainEqual({ api: 'AllocateProducerIds', error: 'NOT_CONTROLLER', first: -1, count: 0 });
    const [old] = controllersOf(sim);
    expect(old?.controller.image).toBe(old?.controller.committed);
  });
});

describe('a leader that leaves its epoch for a newer one', () => {
  it('leaves those who wait to be answered with nothing when their time is up', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, overrides: { 'metadata.max.idle.interval.ms': 0 } });
    run(sim, 1_200 * MS);
    const [leader] = controllersOf(sim);
    const waiting = leader?.raft.parked.length ?? 0;
    expect(waiting).toBe(3);
    command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: 0, request: { api: 'Vote', candidateId: 3001, candidateDirectoryId: '3001.1', voterKey: { id: 3000, directoryId: '3000.1' }, candidateEpoch: 7, lastEpoch: 0, lastEpochEndOffset: 0, preVote: false } });
    run(sim, 5 * MS);
    expect(leader?.raft.role.kind).toBe('unattached');
    expect(leader?.raft.parked).toHaveLength(waiting);
    const late = leader?.raft.parked.at(-1);
    expect(late?.response).toMatchObject({ error: 'NONE', leaderEpoch: 1, batches: [] });
    run(sim, 500 * MS);
    expect(leader?.raft.parked).toHaveLength(0);
    run(sim, 10 * SECOND);
    expect(activeControllers(sim)).toHaveLength(1);
  });
});

describe('a loss of power', () => {
  /** Power fails `afterUs` after the leader wrote the producer ids that were asked for. */
  function lostAfter(controllers: number, afterUs: number): { readonly sim: TestSimulation; readonly end: number; readonly first: number } {
    const sim = startTestCluster({ controllers, brokers: 1, overrides: { 'metadata.max.idle.interval.ms': 0 } });
    run(sim, 1 * SECOND);
    const broker = brokerOf(sim, 1);
    const [leader] = controllersOf(sim);
    if (leader === undefined) throw new Error('there is a leader');
    const before = leader.disk.log.endOffset;
    command(sim, { kind: 'send', from: broker.node, request: { api: 'AllocateProducerIds', broker: 1, brokerEpoch: broker.brokerEpoch } });
    while (leader.disk.log.endOffset === before) run(sim, 100);
    run(sim, afterUs);
    const end = leader.disk.log.endOffset;
    losePowerOfController(leader, sim.state.now, () => 0);
    return { sim, end, first: leader.disk.log.endOffset };
  }

  it('takes from a lone controller what it committed and has not flushed', () => {
    const { sim, end, first } = lostAfter(1, 600);
    expect(brokerOf(sim, 1).answers).toContainEqual({ api: 'AllocateProducerIds', error: 'NONE', first: 0, count: 1000 });
    expect([end, first]).toEqual([end, end - 1]);
  });

  it('takes nothing once the flush is over', () => {
    const { end, first } = lostAfter(1, 10 * MS);
    expect(first).toBe(end);
  });

  it('takes from the leader of three nothing that a follower has confirmed', () => {
    const early = lostAfter(3, 0);
    expect(early.first).toBe(early.end - 1);
    const { end, first } = lostAfter(3, 2 * MS);
    expect(first).toBe(end);
  });

  it('takes nothing from a follower, which flushes before it asks for more', () => {
    const sim = startTestCluster({ controllers: 3 });
    for (let round = 0; round < 200; round += 1) {
      run(sim, 7_300);
      const follower = controllersOf(sim)[1];
      const end = follower?.disk.log.endOffset;
      if (follower !== undefined) losePowerOfController(follower, sim.state.now, () => 0);
      expect(follower?.disk.log.endOffset).toBe(end);
    }
  });
});

describe('a single controller', () => {
  it('leads again as soon as it has restarted, in the next epoch, with all that it wrote', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 1 });
    const { brokerEpoch } = brokerOf(sim, 1);
    run(sim, 5 * SECOND);
    expect(ask(sim, 1, { api: 'AllocateProducerIds', broker: 1, brokerEpoch })).toMatchObject({ error: 'NONE', first: 0 });
    takeFacts(sim);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 1 * SECOND);
    expect(controllersOf(sim)[0]?.controller).toMatchObject({ activeEpoch: null, committed: { offset: 0 } });
    command(sim, { kind: 'start', node: 0 });
    run(sim, 5 * SECOND);
    const facts = takeFacts(sim);
    expect(factsOfType(facts, 'QuorumRoleChanged').map(({ fact }) => fact.role)).toEqual([
      'resigned',
      'prospective',
      'candidate',
      'leader',
    ]);
    // History is not told again.
    expect(factsOfType(facts, 'BrokerRegistered')).toEqual([]);
    expect(activeControllers(sim)[0]?.disk.election.epoch).toBe(2);
    expect(ask(sim, 1, { api: 'AllocateProducerIds', broker: 1, brokerEpoch })).toMatchObject({ first: 1000 });
  });
});

describe('a controller that is not active', () => {
  it('refuses what only the active one decides', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 1 * SECOND);
    const broker = brokerOf(sim, 1);
    const { brokerEpoch } = broker;
    command(sim, { kind: 'send', from: broker.node, to: 1, request: { api: 'AllocateProducerIds', broker: 1, brokerEpoch } });
    command(sim, { kind: 'send', from: broker.node, to: 2, request: { api: 'DeleteTopics', name: 'orders' } });
    run(sim, 100 * MS);
    expect(broker.answers).toContainEqual({ api: 'AllocateProducerIds', error: 'NOT_CONTROLLER', first: -1, count: 0 });
    expect(broker.answers).toContainEqual({ api: 'DeleteTopics', error: 'NOT_CONTROLLER', message: null });
  });
});
