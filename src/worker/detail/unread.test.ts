import { expect, it } from 'vitest';
import { memberWords } from '../../components/groups/sentences.ts';
import { parseScenario } from '../../scenarios/index.ts';
import { createCluster, runUntil, scheduleCommand, step, takeFacts, type Command, type KafkaSimulation } from '../../sim/index.ts';
import { buildFrame } from '../frame/buildFrame.ts';
import { huesFor } from '../frame/hues.ts';
import { createFrameCache } from '../frame/replicas.ts';
import { groupDetails } from './groups.ts';

const SECOND = 1_000_000;

/** One consumer of two partitions, which two brokers of three lead. */
function run(replication: number): KafkaSimulation {
  const parsed = parseScenario({
    v: 1,
    id: 'own',
    title: 'Own',
    cluster: {
      brokers: 3,
      controllers: 1,
      config: { 'broker.session.timeout.ms': 6_000, 'group.initial.rebalance.delay.ms': 0 },
      topics: [{ name: 'orders', partitions: 2, replicationFactor: replication }],
    },
    producers: [{ id: 'p', topic: 'orders', rate: 20 }],
    consumers: [{ id: 'c1', group: 'g', topics: ['orders'] }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const sim = createCluster(parsed.spec);
  runUntil(sim, 8 * SECOND);
  return sim;
}

function command(sim: KafkaSimulation, told: Command): void {
  scheduleCommand(sim, sim.state.now, told);
  step(sim);
  takeFacts(sim);
}

function standing(sim: KafkaSimulation): { readonly text: string; readonly leaders: readonly string[]; readonly brokers: readonly number[] } {
  const [group] = groupDetails(sim, buildFrame(sim, huesFor(sim.world.spec), createFrameCache()));
  const [member] = group?.members ?? [];
  if (group === undefined || member === undefined) throw new Error('There is a group with a member.');
  return {
    text: memberWords(member, group).text,
    leaders: group.partitions.map(({ leader, leaderStatus }) => `${leader} ${leaderStatus}`),
    brokers: group.partitions.map(({ leader }) => leader),
  };
}

it('a member reads only what it can fetch', () => {
  const sim = run(1);
  expect(standing(sim).text).toBe('reads');
  const [first = -1, second = -1] = standing(sim).brokers;
  expect(new Set([first, second]).size).toBe(2);
  command(sim, { kind: 'killBroker', broker: first, powerLoss: false });
  expect(standing(sim).text).toBe(`reads, but gets nothing from broker ${first}`);
  expect(standing(sim).leaders).toEqual([`${first} dead`, `${second} running`]);
  // Its session is over, and it had the only replica.
  runUntil(sim, sim.state.now + 8 * SECOND);
  expect(standing(sim)).toMatchObject({ text: 'reads, but nobody leads some of what it has', leaders: ['-1 null', `${second} running`] });
});

it('a member whose leaders are all dead, cut off from it, or still gets nothing', () => {
  for (const told of [
    (broker: number): Command => ({ kind: 'killBroker', broker, powerLoss: false }),
    (broker: number): Command => ({ kind: 'pauseNode', node: `broker-${broker}`, forUs: null }),
    (broker: number): Command => ({ kind: 'cutLink', from: `broker-${broker}`, to: 'consumer:c1', oneWay: true }),
  ]) {
    const sim = run(1);
    const leaders = standing(sim).brokers;
    for (const broker of leaders) command(sim, told(broker));
    expect(standing(sim).text).toBe(`gets nothing from broker ${Math.min(...leaders)} and broker ${Math.max(...leaders)}`);
  }
});

it('a member whose application has paused fetching does not read', () => {
  const sim = run(3);
  command(sim, { kind: 'pauseConsumer', consumer: 'c1' });
  expect(standing(sim).text).toBe('does not fetch: its application has paused it');
});
