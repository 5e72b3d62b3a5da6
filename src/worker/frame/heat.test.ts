import { describe, expect, it } from 'vitest';
import { HEAT_MEASURES, type Frame, type HeatMeasure } from '../../protocol/views.ts';
import { parseScenario } from '../../scenarios/index.ts';
import { brokersOf, committedImage, coordinatedGroups, createCluster, replicaOf, step, takeFacts, type KafkaSimulation } from '../../sim/index.ts';
import { buildFrame } from './buildFrame.ts';
import { huesFor } from './hues.ts';
import { createFrameCache } from './replicas.ts';

/** Just large enough to be told in sums; a broker dies, and with one replica each some partitions lose their leader. */
function largeRun(): { readonly sim: KafkaSimulation; readonly frame: (near?: readonly string[]) => Frame } {
  const parsed = parseScenario({
    v: 1,
    id: 'large',
    title: 'Large',
    seed: 3,
    cluster: {
      brokers: 12,
      controllers: 1,
      config: { 'broker.session.timeout.ms': 1_000, 'broker.heartbeat.interval.ms': 200, 'group.initial.rebalance.delay.ms': 0 },
      topics: [
        { name: 'orders', partitions: 660, replicationFactor: 3 },
        { name: 'clicks', partitions: 60, replicationFactor: 1 },
        { name: 'one', partitions: 1, replicationFactor: 1 },
      ],
      network: { latency: '1ms' },
    },
    producers: [{ id: 'p', topic: 'orders', rate: 200, keys: { zipf: 100 } }],
    consumers: [{ id: 'c', group: 'g', topics: ['orders'], processing: '20ms' }],
    script: [{ at: '1500ms', do: { kind: 'killBroker', broker: 5 } }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const sim = createCluster(parsed.spec);
  const hues = huesFor(parsed.spec);
  const cache = createFrameCache();
  return { sim, frame: (near = []) => buildFrame(sim, hues, cache, { highlightKey: null, near }) };
}

function playTo(sim: KafkaSimulation, until: number): void {
  while (sim.state.now < until) {
    step(sim);
    takeFacts(sim);
  }
}

function valueOf(frame: Frame, topic: string, measure: HeatMeasure, broker: number): number | undefined {
  return frame.heat.find((view) => view.topic === topic && view.measure === measure)?.values[frame.brokers.findIndex(({ id }) => id === broker)];
}

/** What a cell has to say, counted partition by partition. */
function counted(sim: KafkaSimulation, topic: string, broker: number): Record<HeatMeasure, number> {
  const all = committedImage(sim.world).topics.get(topic)?.partitions ?? [];
  const here = all.filter(({ replicas }) => replicas.includes(broker));
  const led = all.flatMap(({ leader, isr, replicas }, partition) => (leader === broker ? [{ isr, replicas, partition }] : []));
  const node = brokersOf(sim.world).find(({ id }) => id === broker);
  const logs = new Map(led.map(({ partition }) => [partition, node === undefined ? undefined : replicaOf(node, topic, partition)?.log]));
  if (here.length === 0) return { leaders: -1, under: -1, out: -1, offline: -1, traffic: -1, lag: -1 };
  let traffic = 0;
  for (const log of logs.values()) {
    for (const batch of log === undefined ? [] : [...log.batches.chunks.flat(), ...log.batches.tail]) traffic += batch.records.filter(({ timestamp }) => timestamp > sim.state.now - 1_000_000).length;
  }
  let lag = 0;
  const [coordinator] = coordinatedGroups(sim).values();
  for (const { topic: name, partition, offset } of coordinator?.shard.offsets.get('g')?.values() ?? []) {
    const log = name === topic ? logs.get(partition) : undefined;
    if (log !== undefined) lag += Math.max(0, log.highWatermark - offset);
  }
  return {
    leaders: led.length,
    under: led.filter(({ isr, replicas }) => isr.length < replicas.length).length,
    out: here.filter(({ isr }) => !isr.includes(broker)).length,
    offline: here.filter(({ leader }) => leader < 0).length,
    traffic,
    lag,
  };
}

describe('a cluster that is too large to tell its partitions one by one', () => {
  it('is told in sums that the state has', () => {
    const { sim, frame } = largeRun();
    const seen = new Set<HeatMeasure>();
    for (const until of [100_000, 1_200_000, 1_600_000, 4_000_000, 6_000_000]) {
      playTo(sim, until);
      const shown = frame();
      expect(shown.replicas).toEqual([]);
      for (const topic of ['orders', 'clicks', 'one']) {
        for (const { id } of shown.brokers) {
          const wanted = counted(sim, topic, id);
          for (const measure of HEAT_MEASURES) {
            expect(valueOf(shown, topic, measure, id), `${measure} of ${topic} on ${id} at ${until}`).toBe(wanted[measure]);
            if (wanted[measure] > 0) seen.add(measure);
          }
        }
      }
    }
    expect([...seen].toSorted()).toEqual([...HEAT_MEASURES].toSorted());
  });

  it('is told one by one where somebody looks, up to a most, and consumers keep their sums', () => {
    const { sim, frame } = largeRun();
    playTo(sim, 600_000);
    const brokerOf = (key: string): Frame => frame([key]);
    expect(brokerOf('orders-7').partitions.map(({ key }) => key)).toEqual(['orders-7']);
    expect(brokerOf('3/orders-7@2').partitions.map(({ key }) => key)).toEqual(['orders-7']);
    expect(brokerOf('topic:clicks').partitions).toHaveLength(60);
    expect(brokerOf('topic:orders').partitions).toHaveLength(400);
    const onOne = brokerOf('broker-4/topic:orders').partitions;
    expect(onOne.length).toBeGreaterThan(100);
    expect(onOne.every(({ topic, replicas }) => topic === 'orders' && replicas.includes(4))).toBe(true);
    expect(brokerOf('broker-4').partitions.some(({ topic }) => topic === 'clicks')).toBe(true);
    expect(brokerOf('nothing').partitions).toEqual([]);
    const [far] = frame().consumers;
    const [near] = brokerOf('orders-7').consumers;
    expect(far?.assigned).toEqual([]);
    expect(far?.elsewhere?.partitions).toBe(660);
    expect(near?.assigned).toHaveLength(1);
    expect(near?.elsewhere?.partitions).toBe(659);
    const toReadOf = (consumer: typeof near): number => (consumer?.elsewhere?.toRead ?? 0) + (consumer?.assigned.reduce((sum, { toRead }) => sum + Math.max(0, toRead), 0) ?? 0);
    expect(toReadOf(near)).toBe(toReadOf(far));
  });

  it('costs nothing to compare where nothing changed', () => {
    const { sim, frame } = largeRun();
    playTo(sim, 50_000);
    const before = frame();
    expect(frame().heat.every((view, index) => view === before.heat[index])).toBe(true);
  });
});
