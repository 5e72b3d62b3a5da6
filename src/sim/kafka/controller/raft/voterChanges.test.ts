import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ControllerNode } from '../controllerState.ts';
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
import { quorumRoleOf } from './raftState.ts';
import { isVoter, keyOf, votersOf } from './voters.ts';
import type { Voter } from './voterSet.ts';

const MS = 1_000;
const SECOND = 1_000_000;

function controller(sim: TestSimulation, id: number): ControllerNode {
  const found = controllersOf(sim).find((node) => node.id === id);
  if (found === undefined) throw new Error(`no controller ${id}`);
  return found;
}

/** A cluster with one controller more than there are voters: 3003, which follows. */
function withObserver(controllers = 3, overrides: Record<string, number> = {}): TestSimulation {
  const sim = startTestCluster({ controllers, brokers: 1, overrides });
  run(sim, 1 * SECOND);
  command(sim, { kind: 'addController', id: 3003 });
  run(sim, 1 * SECOND);
  takeFacts(sim);
  return sim;
}

function ask(sim: TestSimulation, kind: 'add' | 'remove', id: number, to?: number): void {
  const node = controller(sim, id);
  const request =
    kind === 'add'
      ? ({ api: 'AddRaftVoter', voter: { ...keyOf(node), node: node.node }, ackWhenCommitted: true } as const)
      : ({ api: 'RemoveRaftVoter', voter: keyOf(node) } as const);
  command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: to ?? activeControllers(sim)[0]?.node ?? 0, request });
}

function answersOf(sim: TestSimulation): ErrorCode[] {
  return brokerOf(sim, 1).answers.flatMap((answer) => (answer.api === 'AddRaftVoter' || answer.api === 'RemoveRaftVoter' ? [answer.error] : []));
}

function voterIds(node: ControllerNode): number[] {
  return votersOf(node).map(({ id }) => id);
}

function cutOff(sim: TestSimulation, kind: 'cut' | 'heal', node: number): void {
  for (let other = 0; other < sim.world.nodes.length; other += 1) {
    if (other === node) continue;
    command(sim, { kind, from: node, to: other });
    command(sim, { kind, from: other, to: node });
  }
}

describe('a new controller', () => {
  it('follows as an observer and does not count', () => {
    const sim = withObserver();
    const added = controller(sim, 3003);
    expect(quorumRoleOf(added)).toBe('observer');
    expect(added.controller.committed).toEqual(activeControllers(sim)[0]?.controller.committed);
    // Two of three voters are a majority, whatever the observer has.
    for (const node of [1, 2]) command(sim, { kind: 'crash', node });
    run(sim, 5 * SECOND);
    expect(activeControllers(sim)).toEqual([]);
    expect(added.raft.role.kind).toMatch(/follower|unattached/);
  });

  it('becomes a voter when it is added, as soon as the record is written, and then counts', () => {
    const sim = withObserver();
    ask(sim, 'add', 3003);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['NONE']);
    for (const node of controllersOf(sim)) expect(voterIds(node)).toEqual([3000, 3001, 3002, 3003]);
    const facts = takeFacts(sim);
    expect(factsOfType(facts, 'VotersChanged')).toMatchObject([{ fact: { added: 3003, removed: null } }]);
    expect(factsOfType(facts, 'VotersCommitted')).toHaveLength(1);
    expect(quorumRoleOf(controller(sim, 3003))).toBe('follower');
    // Three of four are a majority now, two are none.
    command(sim, { kind: 'crash', node: 1 });
    run(sim, 5 * SECOND);
    expect(activeControllers(sim)).toHaveLength(1);
    command(sim, { kind: 'crash', node: 2 });
    run(sim, 5 * SECOND);
    expect(activeControllers(sim)).toEqual([]);
  });

  it('can win an election once it is a voter', () => {
    const sim = withObserver(1);
    ask(sim, 'add', 3003);
    run(sim, 1 * SECOND);
    expect(answersOf(sim)).toEqual(['NONE']);
    ask(sim, 'remove', 3000);
    run(sim, 10 * SECOND);
    expect(answersOf(sim)).toEqual(['NONE', 'NONE']);
    expect(activeControllers(sim).map(({ id }) => id)).toEqual([3003]);
    // Nobody told the broker of 3003 but the answers of those it asked.
    expect(brokerOf(sim, 1).image).toEqual(activeControllers(sim)[0]?.controller.committed);
    expect(quorumRoleOf(controller(sim, 3000))).toBe('observer');
  });

  it('that dies when it knows who leads and nothing else finds the leader again', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 1 * SECOND);
    command(sim, { kind: 'addController', id: 3003 });
    run(sim, MS / 10);
    const added = (): ControllerNode => controller(sim, 3003);
    while (added().disk.election.leaderId === null) run(sim, MS / 10);
    // On its disk is who leads, and nothing of the log that says where voters are.
    expect(added().disk.log.endOffset).toBe(0);
    command(sim, { kind: 'crash', node: added().node });
    command(sim, { kind: 'start', node: added().node });
    run(sim, 3 * SECOND);
    expect(added().raft.role.kind).toBe('follower');
    expect(added().controller.committed).toEqual(activeControllers(sim)[0]?.controller.committed);
  });

  it('asks by itself to be added, when it is told to (auto join)', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 1 * SECOND);
    command(sim, { kind: 'addController', id: 3003, overrides: { 'controller.quorum.auto.join.enable': true } });
    // Once it has followed for controller.quorum.fetch.timeout.ms, and the fetch that waits then is answered.
    run(sim, 1_900 * MS);
    expect(voterIds(controller(sim, 3000))).toHaveLength(3);
    run(sim, 800 * MS);
    expect(voterIds(controller(sim, 3000))).toEqual([3000, 3001, 3002, 3003]);
  });
});

describe('a controller whose disk was wiped', () => {
  it('is another replica: an observer, which is given no vote until it is removed and added', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 2 });
    command(sim, { kind: 'start', node: 2, wipe: true });
    run(sim, 5 * SECOND);
    const wiped = controller(sim, 3002);
    expect([quorumRoleOf(wiped), wiped.disk.directoryId]).toEqual(['observer', '3002.2']);
    expect(isVoter(wiped)).toBe(false);
    ask(sim, 'add', 3002);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['DUPLICATE_VOTER']);
    command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: 0, request: { api: 'RemoveRaftVoter', voter: { id: 3002, directoryId: '3002.1' } } });
    run(sim, 100 * MS);
    ask(sim, 'add', 3002);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['DUPLICATE_VOTER', 'NONE', 'NONE']);
    expect(quorumRoleOf(wiped)).toBe('follower');
  });

  it('removes its former self and joins anew by itself with auto join', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, overrides: { 'controller.quorum.auto.join.enable': true } });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 2 });
    command(sim, { kind: 'start', node: 2, wipe: true });
    run(sim, 20 * SECOND);
    expect(quorumRoleOf(controller(sim, 3002))).toBe('follower');
    expect(votersOf(controller(sim, 3000)).find(({ id }) => id === 3002)?.directoryId).toBe('3002.2');
  });

  it('does not answer a vote that is for its former disk', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 2 });
    command(sim, { kind: 'start', node: 2, wipe: true });
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 30 * SECOND);
    // Of the three voters only one is left.
    expect(activeControllers(sim)).toEqual([]);
    command(sim, { kind: 'start', node: 0 });
    run(sim, 10 * SECOND);
    expect(activeControllers(sim)).toHaveLength(1);
  });

  it('votes as ever where voters are static, which is what directories are for', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, kraftVersion: 0 });
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 2 });
    command(sim, { kind: 'start', node: 2, wipe: true });
    run(sim, 3 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 30 * SECOND);
    expect(activeControllers(sim)).toHaveLength(1);
  });
});

describe('a change of the voters', () => {
  it('is refused where voters are static', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1, kraftVersion: 0 });
    run(sim, 1 * SECOND);
    ask(sim, 'remove', 3002);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['UNSUPPORTED_VERSION']);
  });

  it('is for the leader to make', () => {
    const sim = withObserver();
    ask(sim, 'add', 3003, 1);
    ask(sim, 'remove', 3000, 2);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['NOT_LEADER_OR_FOLLOWER', 'NOT_LEADER_OR_FOLLOWER']);
  });

  it('waits for the one before', () => {
    const sim = withObserver();
    // Nothing is committed while the followers hear nothing.
    for (const node of [1, 2]) sim.control.holdLink(node, 0, null, null);
    ask(sim, 'remove', 3002);
    ask(sim, 'remove', 3001);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['REQUEST_TIMED_OUT']);
    for (const node of [1, 2]) sim.control.releaseLink(node, 0, null, null);
    run(sim, 1 * SECOND);
    expect(answersOf(sim)).toEqual(['REQUEST_TIMED_OUT', 'NONE']);
    expect(voterIds(controller(sim, 3000))).toEqual([3000, 3001]);
  });

  it('needs something committed in the leader\'s epoch', () => {
    const sim = withObserver();
    command(sim, { kind: 'crash', node: 0 });
    // The next leader's first record is written at once and committed a round trip later.
    for (let round = 0; round < 100_000 && !controllersOf(sim).some(({ node, raft }) => node !== 0 && raft.role.kind === 'leader'); round += 1) run(sim, 100);
    const leader = controllersOf(sim).find(({ node, raft }) => node !== 0 && raft.role.kind === 'leader');
    if (leader === undefined) throw new Error('one of them leads');
    expect(leader.raft.highWatermark).toBeNull();
    for (const node of controllersOf(sim)) if (node !== leader) sim.control.holdLink(node.node, leader.node, 'RaftFetch', null);
    ask(sim, 'add', 3003, leader.node);
    run(sim, 100 * MS);
    expect(answersOf(sim)).toEqual(['REQUEST_TIMED_OUT']);
  });

  it('does not add who has not caught up', () => {
    const sim = withObserver();
    const { node } = controller(sim, 3003);
    command(sim, { kind: 'crash', node: 0 });
    run(sim, 100 * MS);
    sim.control.holdLink(node, 1, 'RaftFetch', null);
    sim.control.holdLink(node, 2, 'RaftFetch', null);
    run(sim, 10 * SECOND);
    ask(sim, 'add', 3003);
    run(sim, 3 * SECOND);
    expect(answersOf(sim)).toEqual(['REQUEST_TIMED_OUT']);
    expect(voterIds(controller(sim, 3001))).toHaveLength(3);
  });

  it('does not add who does not answer, nor remove who is no voter', () => {
    const sim = withObserver();
    cutOff(sim, 'cut', controller(sim, 3003).node);
    ask(sim, 'add', 3003);
    ask(sim, 'remove', 3003);
    run(sim, 1 * SECOND);
    expect(answersOf(sim)).toEqual(['REQUEST_TIMED_OUT']);
    run(sim, 2 * SECOND);
    expect(answersOf(sim)).toEqual(['REQUEST_TIMED_OUT', 'REQUEST_TIMED_OUT']);
    ask(sim, 'remove', 3003);
    run(sim, 100 * MS);
    expect(answersOf(sim).at(-1)).toBe('VOTER_NOT_FOUND');
  });

  it('of an address is answered when it is written, and has to be committed before the next', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 1 * SECOND);
    const leader = controller(sim, 3000);
    const update = (voter: Partial<Voter>, currentLeaderEpoch = leader.disk.election.epoch): void => {
      const request = { api: 'UpdateRaftVoter', currentLeaderEpoch, voter: { id: 3002, directoryId: '3002.1', node: 2, ...voter } } as const;
      command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: 0, request });
      run(sim, 100 * MS);
    };
    const answers = (): ErrorCode[] => brokerOf(sim, 1).answers.flatMap((answer) => (answer.api === 'UpdateRaftVoter' ? [answer.error] : []));
    update({ directoryId: 'another' });
    update({}, leader.disk.election.epoch - 1);
    expect(answers()).toEqual(['VOTER_NOT_FOUND', 'FENCED_LEADER_EPOCH']);
    for (const node of [1, 2]) sim.control.holdLink(node, 0, 'RaftFetch', null);
    update({ node: 3 });
    expect(votersOf(leader).find(({ id }) => id === 3002)?.node).toBe(3);
    update({});
    expect(answers().slice(2)).toEqual(['NONE', 'REQUEST_TIMED_OUT']);
    for (const node of [1, 2]) sim.control.releaseLink(node, 0, 'RaftFetch', null);
    run(sim, 100 * MS);
    update({});
    expect(answers().at(-1)).toBe('NONE');
    expect(voterIds(leader)).toEqual([3000, 3001, 3002]);
  });

  it('that was never committed is undone with the log that held it', () => {
    const sim = withObserver();
    const leader = controller(sim, 3000);
    // The leader writes the new set, which needs three of four, and reaches nobody but the observer.
    for (const other of [1, 2]) {
      command(sim, { kind: 'cut', from: 0, to: other });
      command(sim, { kind: 'cut', from: other, to: 0 });
    }
    ask(sim, 'add', 3003);
    run(sim, 1 * SECOND);
    expect(voterIds(leader)).toEqual([3000, 3001, 3002, 3003]);
    expect(voterIds(controller(sim, 3003))).toEqual([3000, 3001, 3002, 3003]);
    run(sim, 20 * SECOND);
    for (const other of [1, 2]) {
      command(sim, { kind: 'heal', from: 0, to: other });
      command(sim, { kind: 'heal', from: other, to: 0 });
    }
    run(sim, 60 * SECOND);
    expect(activeControllers(sim)).toHaveLength(1);
    for (const node of controllersOf(sim)) expect(voterIds(node)).toEqual([3000, 3001, 3002]);
    expect(factsOfType(takeFacts(sim), 'VotersReverted').map(({ fact }) => fact.controller).toSorted((a, b) => a - b)).toEqual([3000, 3003]);
    expect(quorumRoleOf(controller(sim, 3003))).toBe('observer');
  });
});

describe('a voter that tells where it is', () => {
  /** To the leader; its answer and how many records it wrote for it. */
  function update(change: { readonly epoch?: number; readonly directoryId?: string; readonly to?: number }): [ErrorCode | undefined, number] {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 1 * SECOND);
    const told = controller(sim, 3001);
    const voter = { ...keyOf(told), ...(change.directoryId === undefined ? {} : { directoryId: change.directoryId }), node: told.node };
    const request = { api: 'UpdateRaftVoter', currentLeaderEpoch: change.epoch ?? told.disk.election.epoch, voter } as const;
    const before = controller(sim, 3000).disk.log.voterSets.length;
    command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: change.to ?? 0, request });
    run(sim, 200 * MS);
    const [answer] = brokerOf(sim, 1).answers.flatMap((one) => (one.api === 'UpdateRaftVoter' ? [one.error] : []));
    expect(voterIds(controller(sim, 3002))).toEqual([3000, 3001, 3002]);
    return [answer, controller(sim, 3002).disk.log.voterSets.length - before];
  }

  it('is answered when the new set is written', () => {
    expect(update({})).toEqual(['NONE', 1]);
  });

  it('is refused in another epoch, by another than the leader, and under a directory that is no voter', () => {
    expect(update({ epoch: 0 })).toEqual(['FENCED_LEADER_EPOCH', 0]);
    expect(update({ epoch: 2 })).toEqual(['UNKNOWN_LEADER_EPOCH', 0]);
    expect(update({ to: 2 })).toEqual(['NOT_LEADER_OR_FOLLOWER', 0]);
    expect(update({ directoryId: 'another' })).toEqual(['VOTER_NOT_FOUND', 0]);
  });
});

describe('a voter that once stood for election and is removed', () => {
  it('cannot start again in that epoch: its vote for itself is on disk, and it has none any more', () => {
    const sim = withObserver();
    const leader = activeControllers(sim)[0]?.id;
    const loser = controller(sim, leader === 3000 ? 3001 : 3000);
    loser.disk.election = { ...loser.disk.election, votedFor: loser.id, votedDirectoryId: loser.disk.directoryId };
    ask(sim, 'remove', loser.id);
    run(sim, 1 * SECOND);
    expect(isVoter(loser)).toBe(false);
    command(sim, { kind: 'crash', node: loser.node });
    command(sim, { kind: 'start', node: loser.node });
    run(sim, 1 * SECOND);
    expect(factsOfType(takeFacts(sim), 'NodeHalted').map(({ fact }) => fact.reason)).toEqual([
      `its vote for itself in epoch ${loser.disk.election.epoch} is on disk, and it has been removed from the voters since`,
    ]);
    expect(sim.state.nodes[loser.node]?.status).toBe('dead');
    expect(activeControllers(sim).map(({ id }) => id)).toEqual([leader]);
  });
});

describe('a leader that is removed', () => {
  it('leads until that is committed without counting itself, then resigns, and others go on', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 5 * SECOND);
    takeFacts(sim);
    // Of the two that are left both have to have it: with one of them silent nothing is committed.
    sim.control.holdLink(2, 0, 'RaftFetch', null);
    ask(sim, 'remove', 3000);
    run(sim, 1 * SECOND);
    expect(answersOf(sim)).toEqual([]);
    expect(controller(sim, 3000).raft.role.kind).toBe('leader');
    expect(isVoter(controller(sim, 3000))).toBe(false);
    sim.control.releaseLink(2, 0, 'RaftFetch', null);
    run(sim, 500 * MS);
    expect(answersOf(sim)).toEqual(['NONE']);
    run(sim, 5 * SECOND);
    const [active] = activeControllers(sim);
    expect([3001, 3002]).toContain(active?.id);
    expect(quorumRoleOf(controller(sim, 3000))).toBe('observer');
    const roles = factsOfType(takeFacts(sim), 'QuorumRoleChanged').filter(({ fact }) => fact.controller === 3000).map(({ fact }) => fact.role);
    expect(roles[0]).toBe('resigned');
    expect(roles).not.toContain('prospective');
    expect(controller(sim, 3000).controller.committed).toEqual(active?.controller.committed);
  });

  it('of two, and dies before the other has heard of it, leaves nobody who can lead, as in Kafka', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 1 * SECOND);
    ask(sim, 'remove', 3002);
    run(sim, 1 * SECOND);
    sim.control.holdLink(0, 1, 'RaftFetch', null);
    ask(sim, 'remove', 3000);
    run(sim, 1 * SECOND);
    expect(answersOf(sim)).toEqual(['NONE']);
    command(sim, { kind: 'crash', node: 0 });
    command(sim, { kind: 'start', node: 0 });
    run(sim, 1 * SECOND);
    sim.control.releaseLink(0, 1, 'RaftFetch', null);
    run(sim, 60 * SECOND);
    // By its own log it is no voter and never stands; and it has more than the other, so that it gives that one no vote.
    expect(activeControllers(sim)).toEqual([]);
    expect([voterIds(controller(sim, 3000)), voterIds(controller(sim, 3001))]).toEqual([[3001], [3000, 3001]]);
    expect(quorumRoleOf(controller(sim, 3000))).toBe('observer');
  });
});
