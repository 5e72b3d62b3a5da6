import { describe, expect, it } from 'vitest';
import { clusterRun } from '../testing/clusterRun.ts';

const SIZES = [10, 100, 1000] as const;

function clusterOf(partitions: number, metadata: 'kraft' | 'zookeeper') {
  return clusterRun({
    cluster: {
      metadata,
      controllers: 3,
      brokers: 4,
      config: { 'offsets.topic.num.partitions': 1, 'zookeeper.session.timeout.ms': 6_000 },
      topics: [{ name: 'orders', partitions, replicationFactor: 3 }],
      network: { latency: '1ms', jitter: '0us' },
    },
  });
}

/** From being the controller to having told everybody everything, in milliseconds. */
function withZooKeeperMs(partitions: number): number {
  const run = clusterOf(partitions, 'zookeeper');
  run.give({ kind: 'killBroker', broker: 1 }, 5);
  run.until(30);
  const elected = run.first('ControllerElected');
  const last = run.arrivals('LeaderAndIsr', { from: `broker-${elected.controller}` }).at(-1);
  expect(run.state().topics['orders']?.every(({ leader }) => leader > 1)).toBe(true);
  return ((last?.at ?? 0) - elected.at) * 1000;
}

/** From being elected by the quorum to being the active controller, with everything applied and its first decision committed. */
function withKraftMs(partitions: number): number {
  const run = clusterOf(partitions, 'kraft');
  run.give({ kind: 'killController', controller: 3000 }, 5);
  run.until(20);
  const leads = run.first('QuorumRoleChanged', { role: 'leader' });
  const active = run.first('ControllerElected');
  expect(active.controller).toBe(leads.controller);
  return (active.at - leads.at) * 1000;
}

describe('a new controller', () => {
  it('takes the longer with ZooKeeper the more partitions there are, and with KRaft always as long', () => {
    const zookeeper = SIZES.map(withZooKeeperMs);
    const kraft = SIZES.map(withKraftMs);
    const [tens, hundreds, thousands] = zookeeper as [number, number, number];
    // Ten reads are under way at a time, each a round trip of 2 ms: 100 rounds for 1,000 partitions, and more to mend what the dead led.
    expect(hundreds).toBeGreaterThan(2 * tens);
    expect(thousands).toBeGreaterThan(6 * hundreds);
    expect(thousands).toBeGreaterThan(200);
    expect(Math.max(...kraft) - Math.min(...kraft)).toBeLessThan(1);
    expect(Math.max(...kraft)).toBeLessThan(20);
  }, 120_000);
});
