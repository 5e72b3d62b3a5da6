import { describe, expect, it } from 'vitest';
import type { ControllerNode } from '../controllerState.ts';
import { brokerOf, command, controllersOf, run, startTestCluster, takeFacts, factsOfType, type TestSimulation } from '../testing/controllerCluster.ts';
import type { ElectionState } from './raftState.ts';

const MS = 1_000;
const SECOND = 1_000_000;

const REMEMBERED: ElectionState = { epoch: 7, leaderId: null, votedFor: null, votedDirectoryId: null };

/** Controller 3001 of three as it was at the first moment after a restart, alone, with that on its disk. */
function restartedWith(election: Partial<ElectionState>, seed = 1): { readonly sim: TestSimulation; readonly node: ControllerNode } {
  const sim = startTestCluster({ seed, controllers: 3, brokers: 1 });
  run(sim, 1 * SECOND);
  for (const node of [0, 1, 2]) command(sim, { kind: 'crash', node });
  run(sim, 1);
  const node = controllersOf(sim)[1];
  if (node === undefined) throw new Error('three controllers');
  node.disk.election = { ...REMEMBERED, ...election };
  takeFacts(sim);
  command(sim, { kind: 'start', node: 1 });
  run(sim, 1);
  return { sim, node };
}

describe('what a voter takes up after a restart (`QuorumState.initialize`)', () => {
  it.each<[string, Partial<ElectionState>, string, Partial<ElectionState>]>([
    ['nothing known', {}, 'unattached', { epoch: 7 }],
    ['it led: resigned, so that it neither leads on nor votes in that epoch', { leaderId: 3001 }, 'resigned', { epoch: 7, leaderId: 3001 }],
    ['it stood for election', { votedFor: 3001, votedDirectoryId: '3001.1' }, 'candidate', { epoch: 7, votedFor: 3001 }],
    ['another disk of its id stood for election', { votedFor: 3001, votedDirectoryId: '3001.0' }, 'unattached', { epoch: 7, votedFor: 3001 }],
    ['it voted for another', { votedFor: 3002, votedDirectoryId: '3002.1' }, 'unattached', { epoch: 7, votedFor: 3002 }],
    ['another led, for whom it voted', { leaderId: 3002, votedFor: 3002 }, 'follower', { epoch: 7, leaderId: 3002, votedFor: 3002 }],
    ['another led, which is no voter', { leaderId: 3009 }, 'unattached', { epoch: 7, leaderId: 3009 }],
    ['its log is of a later epoch', { epoch: 0, leaderId: 3002, votedFor: 3002 }, 'unattached', { epoch: 1, leaderId: null, votedFor: null }],
  ])('%s', (_, election, role, kept) => {
    const { node } = restartedWith(election);
    expect(node.raft.role.kind).toBe(role);
    expect(node.disk.election).toMatchObject(kept);
  });

  it('a vote that was given bars another in that epoch', () => {
    const { sim, node } = restartedWith({ votedFor: 3002, votedDirectoryId: '3002.1' });
    const ask = (candidateId: number): void => {
      command(sim, {
        kind: 'send',
        from: brokerOf(sim, 1).node,
        to: 1,
        request: {
          api: 'Vote',
          candidateId,
          candidateDirectoryId: `${candidateId}.1`,
          voterKey: { id: 3001, directoryId: '3001.1' },
          candidateEpoch: 7,
          lastEpoch: 6,
          lastEpochEndOffset: 1_000_000,
          preVote: false,
        },
      });
      run(sim, 100 * MS);
    };
    // Meanwhile it has asked for pre-votes itself, several times, and given up.
    run(sim, 10 * SECOND);
    ask(3000);
    ask(3002);
    const granted = brokerOf(sim, 1).answers.flatMap((answer) => (answer.api === 'Vote' ? [answer.voteGranted] : []));
    expect(granted).toEqual([false, true]);
    expect(node.disk.election.votedFor).toBe(3002);
  });
});

describe('the election timeout', () => {
  it('is anywhere from 1 up to 2 s', () => {
    const drawn: number[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const { sim, node } = restartedWith({}, seed);
      if (node.raft.role.kind === 'unattached') drawn.push((node.raft.role.electionAt - (sim.state.now - 1)) / SECOND);
    }
    expect(drawn).toHaveLength(200);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1);
    expect(Math.min(...drawn)).toBeLessThan(1.03);
    expect(Math.max(...drawn)).toBeLessThan(2);
    expect(Math.max(...drawn)).toBeGreaterThan(1.97);
    const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    expect(Math.abs(mean - 1.5)).toBeLessThan(0.08);
  });
});

describe('a voter that hears from nobody', () => {
  it('asks for pre-votes again and again, and its epoch does not rise', () => {
    const { sim, node } = restartedWith({});
    run(sim, 60 * SECOND);
    expect(node.disk.election.epoch).toBe(7);
    const roles = factsOfType(takeFacts(sim), 'QuorumRoleChanged').map(({ fact }) => fact.role);
    expect(new Set(roles)).toEqual(new Set(['unattached', 'prospective']));
    expect(roles.filter((role) => role === 'prospective').length).toBeGreaterThan(15);
  });
});
