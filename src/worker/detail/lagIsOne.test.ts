import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closeBucket, createCluster, createMeter, measuredTo, stateView, step, takeFacts, type KafkaSimulation } from '../../sim/index.ts';
import { randomRun } from '../../sim/testing/randomRuns.ts';
import { buildFrame } from '../frame/buildFrame.ts';
import { huesFor } from '../frame/hues.ts';
import { createFrameCache } from '../frame/replicas.ts';
import { buildDetail, createDetailCache } from './buildDetail.ts';
import { groupDetails } from './groups.ts';

const SEED = 23;
const RUNS = 3;
const EVERY_EVENTS = 311;

/** By group and partition, where it is known. */
type Lags = Readonly<Record<string, number>>;

/** What each of those that tell of lag says. */
function tellers(sim: KafkaSimulation): Readonly<Record<'groups' | 'partitions' | 'consumers' | 'commandLine', Lags>> {
  const hues = huesFor(sim.world.spec);
  const frame = buildFrame(sim, hues, createFrameCache());
  const windows = frame.partitions.map(({ key }) => ({ partition: key, from: null, slots: 1 }));
  const detail = buildDetail({ sim, frame, hues, cache: createDetailCache() }, { detail: { kind: 'partitions', windows }, highlightKey: null, near: [] });
  if (detail?.kind !== 'partitions') throw new Error('A detail is made.');
  const { groups } = stateView(sim);
  return {
    groups: known(groupDetails(sim, frame).flatMap(({ group, partitions }) => partitions.map(({ key, lag }) => [group, key, lag] as const))),
    partitions: known(detail.logs.flatMap(({ key, readers }) => readers.map(({ group, lag }) => [group, key, lag] as const))),
    consumers: known(frame.consumers.flatMap(({ group, assigned }) => assigned.map(({ topic, partition, lag }) => [group, `${topic}-${partition}`, lag] as const))),
    commandLine: known(Object.entries(groups).flatMap(([group, { offsets }]) => Object.entries(offsets).map(([key, { lag }]) => [group, key, lag] as const))),
  };
}

function known(lags: readonly (readonly [group: string, partition: string, lag: number])[]): Lags {
  return Object.fromEntries(lags.filter(([, , lag]) => lag >= 0).map(([group, partition, lag]) => [`${group} ${partition}`, lag]));
}

/** The metric, by group. */
function measured(sim: KafkaSimulation): Lags {
  const meter = createMeter(sim);
  closeBucket(meter, sim);
  expect(measuredTo(meter)).toBeGreaterThan(0);
  const gauges = [...(meter.levels[0]?.[0]?.gauges ?? [])].map(([series, { last }]) => [...series.split('\n'), last] as const);
  return Object.fromEntries(gauges.filter(([metric]) => metric === 'groupLag').map(([, source, , last]) => [String(source).replace('group:', ''), Number(last)]));
}

it.each(fc.sample(randomRun, { seed: SEED, numRuns: RUNS }).map((run, index) => ({ run, index })))(
  `every lens, the metric and the command line mean the same by lag (seed ${SEED}, run $index)`,
  ({ run }) => {
    const sim = createCluster(run.parsed.spec);
    let [compared, apart, sums] = [0, 0, 0];
    for (let count = 1; sim.state.now < run.untilUs; count += 1) {
      if (step(sim)?.kind !== 'command' && count % EVERY_EVENTS !== 0) continue;
      takeFacts(sim);
      const { groups, partitions, consumers, commandLine } = tellers(sim);
      expect(partitions).toEqual(groups);
      expect(commandLine).toEqual(groups);
      // Consumers hold some of what their group has committed.
      for (const [name, lag] of Object.entries(consumers)) expect([name, lag]).toEqual([name, groups[name]]);
      compared += Object.keys(consumers).length;
      const frame = buildFrame(sim, huesFor(sim.world.spec), createFrameCache());
      apart += frame.consumers.flatMap(({ assigned }) => assigned).filter(({ lag, toRead }) => lag >= 0 && toRead >= 0 && lag !== toRead).length;
      // The dead report no metrics, and one that is not the coordinator any more still reports what it had.
      if (frame.brokers.some(({ state }) => state !== 'running') || groupDetails(sim, frame).some(({ isDeposed, coordinator }) => isDeposed || coordinator < 0)) continue;
      const metric = measured(sim);
      for (const { group, totals } of groupDetails(sim, frame)) {
        if (totals.known + totals.uncommitted === totals.partitions && totals.known > 0) {
          expect([group, metric[group]]).toEqual([group, totals.lag]);
          sums += 1;
        }
      }
    }
    expect({ compared: compared > 50, apart: apart > 0, sums: sums > 0 }).toEqual({ compared: true, apart: true, sums: true });
  },
);
