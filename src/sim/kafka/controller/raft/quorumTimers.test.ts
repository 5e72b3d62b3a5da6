import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import type { RaftFetchRequest } from '../../protocol/controlPlane.ts';
import type { ApiRequest } from '../../protocol/messages.ts';
import type { ControllerNode } from '../controllerState.ts';
import { brokerOf, command, controllersOf, run, startTestCluster, type TestSimulation } from '../testing/controllerCluster.ts';

const MS = 1_000;

function controller(sim: TestSimulation, index: number): ControllerNode {
  const found = controllersOf(sim)[index];
  if (found === undefined) throw new Error(`no controller ${index}`);
  return found;
}

function cutOff(sim: TestSimulation, node: number, others: readonly number[]): void {
  for (const other of others) {
    command(sim, { kind: 'cut', from: node, to: other });
    command(sim, { kind: 'cut', from: other, to: node });
  }
}

/** To controller 3000, as if it came from whoever the request names. */
function send(sim: TestSimulation, request: ApiRequest): void {
  command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: 0, request });
}

function fetchOf(replicaId: number, leader: ControllerNode): RaftFetchRequest {
  const { log, election } = leader.disk;
  return {
    api: 'RaftFetch',
    replicaId,
    replicaDirectoryId: replicaId < 3000 ? null : `${replicaId}.1`,
    currentLeaderEpoch: election.epoch,
    fetchOffset: log.endOffset,
    lastFetchedEpoch: log.lastEpoch,
    highWatermark: -1,
    maxWaitUs: 0,
  };
}

interface CheckQuorum {
  readonly voters: number;
  readonly events: readonly string[];
}

describe('check quorum', () => {
  it.each(casesOf<CheckQuorum, { resignedAfterEvent: number; electedLeaderRecordKept: boolean }>('checkQuorum'))(
    '$id',
    ({ in: given, expect: expected }) => {
      const sim = startTestCluster({ controllers: given.voters, brokers: 1 });
      const leader = controller(sim, 0);
      cutOff(sim, 0, [1, 2]);
      const halfUs = (1.5 * leader.config.controllerQuorumFetchTimeoutUs) / 2;
      const ids: Record<string, number> = { voter1: 3001, voter2: 3002, observer: 1 };
      let resignedAfter = 0;
      given.events.forEach((event, index) => {
        const [who = ''] = event.split(' ');
        if (who === 'wait') {
          run(sim, halfUs);
        } else {
          send(sim, fetchOf(ids[who] ?? -1, leader));
          // A handshake and the way there, so that the timer starts now; the waits are that much shorter in all.
          run(sim, 2 * MS);
        }
        if (resignedAfter === 0 && leader.raft.role.kind === 'resigned') resignedAfter = index + 1;
      });
      expect(resignedAfter).toBe(expected.resignedAfterEvent);
      expect(leader.disk.election.leaderId === leader.id).toBe(expected.electedLeaderRecordKept);
    },
  );
});

describe('a leader that was restarted', () => {
  it.each(casesOf<{ message: string }, { error: string; state: string }>('raftStep'))('$id', ({ expect: expected }) => {
    const sim = startTestCluster({ controllers: 3, brokers: 1 });
    run(sim, 100 * MS);
    cutOff(sim, 0, [1, 2]);
    command(sim, { kind: 'crash', node: 0 });
    command(sim, { kind: 'start', node: 0 });
    run(sim, 10 * MS);
    const node = controller(sim, 0);
    expect(node.raft.role.kind).toBe('resigned');
    const leaderEpoch = node.disk.election.epoch + 1;
    send(sim, { api: 'BeginQuorumEpoch', leaderId: 3001, leaderEpoch, leaderNode: 1, voterKey: { id: 3000, directoryId: '3000.1' } });
    run(sim, 10 * MS);
    expect(brokerOf(sim, 1).answers).toContainEqual({ api: 'BeginQuorumEpoch', error: expected.error, leaderId: 3001, leaderEpoch, leaderNode: 1 });
    expect(node.raft.role.kind.toUpperCase()).toBe(expected.state);
    expect(node.disk.election).toMatchObject({ epoch: leaderEpoch, leaderId: 3001 });
  });

  interface Resigned {
    readonly electionTimeoutMs: number;
    readonly requestTimeoutMs: number;
    readonly acked: readonly string[];
    readonly sleepMs: number;
  }

  it.each(casesOf<Resigned, { firstSends: string[]; resends: string[] }>('raftTimers'))('$id', ({ in: given, expect: expected }) => {
    const sim = startTestCluster({
      controllers: 3,
      brokers: 1,
      overrides: {
        'controller.quorum.election.timeout.ms': given.electionTimeoutMs,
        'controller.quorum.request.timeout.ms': given.requestTimeoutMs,
      },
    });
    run(sim, 100 * MS);
    // Voter 2 hears nothing; voter 1 answers, but can win nobody for an election of its own.
    cutOff(sim, 2, [0, 1]);
    sim.control.holdLink(1, 0, 'Vote', null);
    command(sim, { kind: 'crash', node: 0 });
    command(sim, { kind: 'start', node: 0 });
    run(sim, 1);
    const node = controller(sim, 0);
    const ended = (after: number): string[] =>
      node.requests.pending
        .filter(({ request, sentAt }) => request.api === 'EndQuorumEpoch' && sentAt >= after)
        .map(({ to }) => `voter${to}`);
    expect(ended(0)).toEqual(expected.firstSends);
    run(sim, 10 * MS);
    expect(node.raft.role).toMatchObject({ kind: 'resigned', unacknowledged: new Set([3002]) });
    const slept = sim.state.now;
    run(sim, given.sleepMs * MS);
    expect(node.raft.role.kind).toBe('resigned');
    expect(ended(slept)).toEqual(expected.resends);
  });
});
