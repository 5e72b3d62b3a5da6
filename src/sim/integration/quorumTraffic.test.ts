import { describe, expect, it } from 'vitest';
import { clusterRun, type Arrival, type ClusterRun } from '../testing/clusterRun.ts';

function errorOf({ message }: Arrival): string | null {
  return message.type === 'response' && 'error' in message.response ? message.response.error : null;
}

function rolesOf(run: ClusterRun, controller: number): (readonly [string, number])[] {
  return run.all('QuorumRoleChanged', { controller }).map(({ role, epoch }) => [role, epoch] as const);
}

describe('the leader of the quorum', () => {
  it('tells a voter that does not fetch once a second who leads, and nobody else', () => {
    const run = clusterRun({ cluster: { controllers: 5 } });
    run.until(5);
    run.give({ kind: 'holdLink', from: 'controller-3001', to: 'controller-3000', api: 'RaftFetch' });
    run.until(26);
    const told = run.arrivals('BeginQuorumEpoch', { from: 'controller-3000' }).filter(({ at }) => at > 5);
    expect([...new Set(told.map(({ to }) => to))]).toEqual(['controller-3001']);
    expect(told.length).toBeGreaterThanOrEqual(19);
    expect(told.length).toBeLessThanOrEqual(21);
    // It asks for pre-votes meanwhile, and the others say that they hear from the leader.
    expect(run.all('ControllerElected')).toEqual([]);
    expect(run.all('VoteCast').every(({ preVote, granted }) => preVote && !granted)).toBe(true);
    expect(run.all('VoteCast').length).toBeGreaterThan(0);
  });

  it('that no majority asks resigns after 3 s, refuses whoever asks it, and looks for another in the next epoch', () => {
    const run = clusterRun({ cluster: { controllers: 3 } });
    run.until(5);
    for (const other of [3001, 3002]) run.give({ kind: 'cutLink', from: 'controller-3000', to: `controller-${other}` });
    run.until(12);
    const resigned = run.first('QuorumRoleChanged', { controller: 3000 });
    expect(resigned.role).toBe('resigned');
    // A fetch starts the time anew, also one that waits when a record comes for it, up to half a second after the cut.
    expect(resigned.at).toBeGreaterThan(7.4);
    expect(resigned.at).toBeLessThan(8.55);
    const next = run.all('QuorumRoleChanged', { controller: 3000 })[1];
    expect([next?.role, next?.epoch]).toEqual(['unattached', 2]);
    const waitedS = (next?.at ?? 0) - resigned.at;
    expect(waitedS).toBeGreaterThanOrEqual(1);
    expect(waitedS).toBeLessThan(2);
    const answers = run.arrivals('RaftFetchResponse', { from: 'controller-3000' }).filter(({ at }) => at > resigned.at && at < (next?.at ?? 0));
    expect(answers.length).toBeGreaterThan(3);
    // Brokers that have found the next leader come with its epoch.
    expect([...new Set(answers.map(errorOf))]).toEqual(['NOT_LEADER_OR_FOLLOWER', 'UNKNOWN_LEADER_EPOCH']);
  });

  it('that shuts down in order names its successors, of whom the first stands at once', () => {
    const run = clusterRun({ cluster: { controllers: 5, brokers: 5, combined: true, topics: [] } });
    run.until(5);
    run.give({ kind: 'shutdownBroker', broker: 1 });
    run.until(12);
    const resigned = run.first('QuorumRoleChanged', { controller: 1, role: 'resigned' });
    const stands = run.all('QuorumRoleChanged', { role: 'prospective' });
    expect((stands[0]?.at ?? 0) - resigned.at).toBeLessThan(0.005);
    // Those that have fetched in this epoch refuse it; the second, 125 ms later, has its voice.
    const elected = run.first('ControllerElected');
    expect(elected.at - resigned.at).toBeGreaterThan(0.125);
    expect(elected.at - resigned.at).toBeLessThan(0.15);
    expect(rolesOf(run, 1).map(([role]) => role)).toEqual(['resigned', 'unattached', 'follower']);
  });
});
