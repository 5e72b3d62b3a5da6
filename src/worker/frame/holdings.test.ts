import { expect, it } from 'vitest';
import { parseScenario } from '../../scenarios/index.ts';
import { committedImage, configuredMinIsr, createCluster, step, takeFacts } from '../../sim/index.ts';
import { createHoldingsCache, holdingsOf } from './holdings.ts';

/** Two of three brokers die, and the last one leads what asks for two in sync. */
it('counts what each broker has by the metadata, at every moment and with a cache', () => {
  const parsed = parseScenario({
    v: 1,
    id: 'held',
    title: 'Held',
    seed: 5,
    cluster: {
      brokers: 3,
      controllers: 1,
      config: { 'broker.session.timeout.ms': 1_000, 'broker.heartbeat.interval.ms': 200 },
      topics: [
        { name: 'orders', partitions: 4, replicationFactor: 3, config: { 'min.insync.replicas': 2 } },
        { name: 'loose', partitions: 3, replicationFactor: 2 },
      ],
    },
    consumers: [{ id: 'c', group: 'g', topics: ['orders'] }],
    script: [
      { at: '2s', do: { kind: 'killBroker', broker: 2 } },
      { at: '3s', do: { kind: 'killBroker', broker: 3 } },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const sim = createCluster(parsed.spec);
  const cache = createHoldingsCache();
  let [most, internalSeen] = [0, 0];
  for (let until = 250_000; until <= 8_000_000; until += 250_000) {
    while (sim.state.now < until) {
      step(sim);
      takeFacts(sim);
    }
    const image = committedImage(sim.world);
    const minIsr = (topic: string): number => configuredMinIsr(sim.world.spec, image, topic);
    const holds = holdingsOf(image, minIsr, cache);
    for (const id of [1, 2, 3]) {
      const all = [...image.topics.values()].flatMap(({ name, partitions }) => partitions.map((each) => ({ ...each, name })));
      const counted = (internal: boolean): unknown => {
        const mine = all.filter(({ name, replicas }) => name.startsWith('__') === internal && replicas.includes(id));
        const led = mine.filter(({ leader }) => leader === id);
        return { replicas: mine.length, leads: led.length, underMinIsr: led.filter(({ name, isr, replicas }) => isr.length < Math.min(minIsr(name), replicas.length)).length };
      };
      expect(holds(id), `broker ${id} at ${until}`).toEqual({ own: counted(false), internal: counted(true) });
    }
    expect(holdingsOf(image, minIsr, cache)(1)).toBe(holds(1));
    most = Math.max(most, holds(1).own.underMinIsr);
    internalSeen = Math.max(internalSeen, holds(1).internal.replicas);
  }
  expect(most).toBe(4);
  expect(internalSeen).toBeGreaterThan(0);
});
