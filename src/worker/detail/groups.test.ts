import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupDetail } from '../../protocol/groupsDetail.ts';
import { parseScenario } from '../../scenarios/index.ts';
import { loadScenario } from '../../scenarios/library.ts';
import { consumersOf, createCluster, scheduleCommand, stateView, step, takeFacts, type Command, type Fact, type ClusterSpec, type KafkaSimulation } from '../../sim/index.ts';
import { randomRun } from '../../sim/testing/randomRuns.ts';
import { groupDetails } from './groups.ts';

const SEED = 11;
const RUNS = 2;
const SECOND = 1_000_000;
const NO_CONSUMERS = { consumers: [], links: [] };

type Facts = { readonly at: number; readonly fact: Fact }[];

function specOf(document: unknown): ClusterSpec {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

/** Six partitions, three consumers, times as in production. */
function consumerDies(): KafkaSimulation {
  const spec = loadScenario('consumer-dies')?.spec;
  if (spec === undefined) throw new Error('the scenario is there');
  return createCluster(spec);
}

function only(sim: KafkaSimulation): GroupDetail {
  const [group, ...more] = groupDetails(sim, NO_CONSUMERS);
  if (group === undefined || more.length > 0) throw new Error('one group was expected');
  return group;
}

/** Steps until `holds`, and gives back the facts on the way. */
function playUntil(sim: KafkaSimulation, holds: () => boolean, untilUs = 200 * SECOND): Facts {
  const facts: Facts = [];
  while (!holds()) {
    if (sim.state.now > untilUs) throw new Error(`it has not come to it by ${untilUs}`);
    step(sim);
    facts.push(...takeFacts(sim));
  }
  return facts;
}

function command(sim: KafkaSimulation, told: Command): void {
  scheduleCommand(sim, sim.state.now, told);
  step(sim);
}

const members = (sim: KafkaSimulation): unknown => only(sim).members.map(({ client, step: at, process, assigned }) => [client, at, process, assigned]);

describe('the first rebalance', () => {
  it('lasts as long as the coordinator said it would, then is told phase by phase', () => {
    const sim = consumerDies();
    expect(only(sim)).toMatchObject({ state: 'Unknown', generation: -1, coordinator: -1, members: [], rebalance: null });
    playUntil(sim, () => only(sim).members.length === 3);
    const { rebalance, state, totals } = only(sim);
    expect(state).toBe('PreparingRebalance');
    expect(rebalance).toMatchObject({ phase: 'join', isInitial: true });
    // group.initial.rebalance.delay.ms is three seconds, counted from the first one who joined.
    const started = rebalance?.endsAt ?? 0;
    expect(started).toBeGreaterThan(3 * SECOND);
    expect(started).toBeLessThan(4 * SECOND);
    expect(totals).toMatchObject({ members: 3, partitions: 6, unread: 6 });
    expect(members(sim)).toEqual(['c1', 'c2', 'c3'].map((client) => [client, 'joined', 'running', 0]).sort(byOrderOf(only(sim))));
    // A JoinGroup that waits keeps nobody's session running.
    expect(only(sim).members.map(({ sessionEndsAt }) => sessionEndsAt)).toEqual([null, null, null]);

    playUntil(sim, () => only(sim).state === 'CompletingRebalance');
    // Somebody else came within the three seconds, so as many seconds more were given.
    expect(sim.state.now).toBe(started + 3 * SECOND);
    expect(only(sim).rebalance?.phase).toBe('assign');
    expect(only(sim).members.map(({ step: at }) => at)).toEqual(['assigning', 'assigning', 'assigning']);
    expect(only(sim).rebalance?.endsAt).toBe(sim.state.now + 300 * SECOND);

    playUntil(sim, () => only(sim).rebalance?.phase === 'store');
    expect(only(sim).members.find(({ isLeader }) => isLeader)?.step).toBe('syncing');
    playUntil(sim, () => only(sim).state === 'Stable');
    expect(only(sim).rebalance).toBeNull();
    expect(only(sim).members.map(({ assigned }) => assigned)).toEqual([2, 2, 2]);
  });
});

function byOrderOf(group: GroupDetail): (a: readonly unknown[], b: readonly unknown[]) => number {
  const order = group.members.map(({ client }) => client);
  return ([a], [b]) => order.indexOf(String(a)) - order.indexOf(String(b));
}

describe('a consumer that dies', () => {
  it('is counted until the time that was told, and its partitions have nobody who reads them', () => {
    const sim = consumerDies();
    playUntil(sim, () => sim.state.now > 10 * SECOND);
    expect(only(sim).totals).toMatchObject({ members: 3, idle: 0, unread: 0 });
    command(sim, { kind: 'killConsumer', consumer: 'c2' });
    const dead = (): GroupDetail['members'][number] | undefined => only(sim).members.find(({ client }) => client === 'c2');
    expect(dead()).toMatchObject({ process: 'gone', step: 'settled', assigned: 2, sessionTimeoutUs: 45 * SECOND });
    const { totals, partitions } = only(sim);
    expect(totals.unread).toBe(2);
    expect(partitions.filter(({ readers }) => readers.length === 0).map(({ key, assigned }) => [key, assigned === dead()?.memberId])).toEqual([['orders-2', true], ['orders-3', true]]);
    // The heartbeat that was on its way when it died may still come.
    playUntil(sim, () => sim.state.now > 11 * SECOND);
    const endsAt = dead()?.sessionEndsAt ?? 0;
    const facts = playUntil(sim, () => only(sim).members.length < 3);
    expect(facts.find(({ fact }) => fact.type === 'MemberRemoved')?.at).toBe(endsAt);
    expect(only(sim)).toMatchObject({ state: 'PreparingRebalance', outsiders: [{ id: 'c2', isRunning: false }] });
    expect(only(sim).members.map(({ step: at }) => at)).toEqual(['awaited', 'awaited']);
    playUntil(sim, () => only(sim).members.some(({ step: at }) => at === 'joined'));
    expect(only(sim).members.map(({ step: at }) => at).toSorted()).toEqual(['awaited', 'joined']);
    // max.poll.interval.ms is what a member gives itself to join again.
    expect((only(sim).rebalance?.endsAt ?? 0) - endsAt).toBe(300 * SECOND);
    playUntil(sim, () => only(sim).totals.unread === 0);
    expect(only(sim).partitions.map(({ key, readers }) => [key, readers.map(({ consumer }) => consumer)])).toEqual([
      ['orders-0', ['consumer:c1']], ['orders-1', ['consumer:c1']], ['orders-2', ['consumer:c1']],
      ['orders-3', ['consumer:c3']], ['orders-4', ['consumer:c3']], ['orders-5', ['consumer:c3']],
    ]);
  });

  it('by itself leaves at once, and is no member then', () => {
    const sim = consumerDies();
    playUntil(sim, () => sim.state.now > 10 * SECOND);
    command(sim, { kind: 'closeConsumer', consumer: 'c2' });
    expect(only(sim).members.find(({ client }) => client === 'c2')?.process).toBe('leaving');
    playUntil(sim, () => only(sim).members.length === 2);
    expect(sim.state.now).toBeLessThan(11 * SECOND);
  });
});

it('a member too many is idle', () => {
  const sim = createCluster(
    specOf({
      v: 1,
      id: 'own',
      title: 'Own',
      cluster: { brokers: 3, controllers: 1, topics: [{ name: 'orders', partitions: 2, replicationFactor: 1 }] },
      consumers: ['c1', 'c2', 'c3'].map((id) => ({ id, group: 'g', topics: ['orders'] })),
    }),
  );
  playUntil(sim, () => only(sim).state === 'Stable');
  expect(only(sim).totals).toMatchObject({ members: 3, idle: 1, partitions: 2 });
});

it('a static member goes by its instance and keeps its place while it is away', () => {
  const sim = createCluster(
    specOf({
      v: 1,
      id: 'own',
      title: 'Own',
      cluster: { brokers: 3, controllers: 1, topics: [{ name: 'orders', partitions: 2, replicationFactor: 1 }] },
      consumers: ['c1', 'c2'].map((id) => ({ id, group: 'g', topics: ['orders'], config: { 'group.instance.id': `desk-${id}` } })),
    }),
  );
  playUntil(sim, () => only(sim).members.length === 2);
  expect(Object.fromEntries(only(sim).members.map(({ instanceId, process }) => [instanceId, process]))).toEqual({ 'desk-c1': 'running', 'desk-c2': 'running' });
  playUntil(sim, () => only(sim).totals.unread === 0);
  command(sim, { kind: 'killConsumer', consumer: 'c1' });
  expect(only(sim).members.find(({ client }) => client === 'c1')).toMatchObject({ process: 'gone', assigned: 1 });
});

it.each(fc.sample(randomRun, { seed: SEED, numRuns: RUNS }).map((run, index) => ({ run, index })))(
  `what is told of groups is what the state says (seed ${SEED}, run $index)`,
  ({ run }) => {
    const sim = createCluster(run.parsed.spec);
    let compared = 0;
    for (let count = 1; sim.state.now < run.untilUs; count += 1) {
      if (step(sim)?.kind !== 'command' && count % 397 !== 0) continue;
      takeFacts(sim);
      const { groups, topics } = stateView(sim);
      for (const detail of groupDetails(sim, NO_CONSUMERS)) {
        const state = groups[detail.group];
        expect(detail.state === 'Unknown').toBe(state === undefined);
        if (state === undefined) continue;
        const { generation, coordinator } = detail;
        expect({ generation, coordinator, state: detail.state }).toEqual({ generation: state.generation, coordinator: state.coordinator, state: state.state });
        // One client may be counted twice, by its old member id and its new one; the contract's view then has the later.
        const assigned = new Map(detail.members.map(({ client, assigned: partitions }) => [client, partitions]));
        expect(Object.fromEntries(assigned)).toEqual(Object.fromEntries(Object.entries(state.members).map(([client, list]) => [client, list.length])));
        for (const { key, topic, partition, committed, readers, lag, leader, highWatermark, logStart } of detail.partitions) {
          const offsets = state.offsets[key];
          expect(committed).toBe(offsets?.committed ?? -1);
          const [reader] = readers;
          if (readers.length > 1 || (reader === undefined && offsets !== undefined && offsets.position >= 0)) continue;
          expect(reader?.position ?? -1).toBe(offsets?.position ?? -1);
          const { leader: leads = -1, logs = {} } = topics[topic]?.[partition] ?? {};
          const log = logs[leads];
          expect({ leader, highWatermark, logStart }).toEqual({ leader: leads, highWatermark: log?.highWatermark ?? -1, logStart: log?.startOffset ?? 0 });
          // A new leader may know less to be committed than was read already: nothing is to come from it then.
          expect(lag).toBe(log === undefined || committed < 0 ? -1 : Math.max(0, log.highWatermark - committed));
          if (offsets !== undefined) expect(offsets.lag).toBe(lag);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
    expect(consumersOf(sim.world).length).toBeGreaterThan(0);
  },
);
