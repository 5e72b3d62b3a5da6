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

/** The same with KRaft, with a broker dead as well: from its fencing until the last broker leads what it is to lead, in milliseconds. */
function withDeadBrokerMs(partitions: number): number {
  const run = clusterOf(partitions, 'kraft');
  run.give({ kind: 'killController', controller: 3000 }, 5);
  run.give({ kind: 'killBroker', broker: 1 }, 5);
  run.until(30);
  expect(run.state().topics['orders']?.every(({ leader }) => leader > 1)).toBe(true);
  const fenced = run.first('BrokerFenced', { broker: 1 });
  const last = run.all('ReplicaBecameLeader').at(-1);
  return ((last?.at ?? 0) - fenced.at) * 1000;
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
    // All that a dead broker led is one batch, which every broker has by its next fetch.
    const broker = SIZES.map(withDeadBrokerMs);
    expect(Math.min(...broker)).toBeGreaterThan(0);
    expect(Math.max(...broker)).toBeLessThan(10);
  }, 120_000);

  it('is there 2.4 to 4 s after the death of the last one with KRaft: a fetch timeout of the second follower, and an election', () => {
    const tookS: number[] = [];
    for (let seed = 1; seed <= 30; seed += 1) {
      const run = clusterRun({ seed, cluster: { controllers: 3, brokers: 1, topics: [] } });
      const at = 5 + (seed % 10) / 20;
      run.give({ kind: 'killController', controller: 3000 }, at);
      run.until(12);
      tookS.push(run.first('ControllerElected').at - at);
    }
    // The first to time out is refused by the one that still follows, and asks again.
    expect(Math.min(...tookS)).toBeGreaterThan(1.5);
    expect(Math.max(...tookS)).toBeLessThan(4.1);
    expect(tookS.filter((seconds) => seconds > 2.4).length).toBeGreaterThan(25);
  });
});
