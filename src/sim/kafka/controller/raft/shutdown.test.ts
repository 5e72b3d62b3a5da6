import { describe, expect, it } from 'vitest';
import { brokerOf, command, controllersOf, factsOfType, run, startTestCluster, takeFacts, type TestSimulation } from '../testing/controllerCluster.ts';
import { NO_ELECTION } from './raftState.ts';

const MS = 1_000;
const SECOND = 1_000_000;

/** Controller 3001 of three, the only one alive, which has just started and knows of no leader. */
function alone(role: 'prospective' | 'unattached'): TestSimulation {
  const sim = startTestCluster({ controllers: 3, brokers: 1 });
  run(sim, 5 * SECOND);
  for (const node of [0, 1, 2]) command(sim, { kind: 'crash', node });
  run(sim, 1);
  const disk = controllersOf(sim)[1]?.disk;
  if (disk !== undefined) disk.election = { ...NO_ELECTION, epoch: 7 };
  command(sim, { kind: 'start', node: 1 });
  run(sim, 1);
  // It waits for 1 to 2 s, and for as long when it stands.
  for (let waited = 0; waited < 20 && roleOf(sim) !== role; waited += 1) run(sim, 100 * MS);
  expect(roleOf(sim)).toBe(role);
  return sim;
}

function roleOf(sim: TestSimulation): string | undefined {
  return controllersOf(sim)[1]?.raft.role.kind;
}

function shutDown(sim: TestSimulation): void {
  command(sim, { kind: 'send', from: brokerOf(sim, 1).node, to: 1, request: { api: 'LocalShutdown' } });
  run(sim, 10 * MS);
}

describe('a voter that shuts down while nobody leads', () => {
  it.each(['prospective', 'unattached'] as const)('stays %s, asks for no other election, and ends after 5 s', (role) => {
    const sim = alone(role);
    takeFacts(sim);
    shutDown(sim);
    run(sim, 4_900 * MS);
    expect(roleOf(sim)).toBe(role);
    expect(factsOfType(takeFacts(sim), 'QuorumRoleChanged')).toEqual([]);
    expect(sim.state.nodes[1]?.status).toBe('running');
    run(sim, 200 * MS);
    expect(sim.state.nodes[1]?.status).toBe('dead');
  });

  it('still gives its vote, and ends when another leads', () => {
    const sim = alone('unattached');
    shutDown(sim);
    command(sim, { kind: 'start', node: 2 });
    run(sim, 4 * SECOND);
    expect(controllersOf(sim)[2]?.raft.role.kind).toBe('leader');
    expect(sim.state.nodes[1]?.status).toBe('dead');
  });
});
