import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Three servers of the ensemble; broker 4 is the controller and holds nothing, so that orders to the others pass a wire. */
const APART = { metadata: 'zookeeper', controllers: 3, brokers: [{ id: 4 }, { id: 1 }, { id: 2 }, { id: 3 }] };
const TOGETHER = { metadata: 'zookeeper', controllers: 3 };
const SESSION = 18;
/** A session is looked at when its tick of two seconds ends. */
const TICK = 2;
/** A client gives a sign of life every third of its session. */
const PING = 6;

function cut(a: string, b: string): Record<string, unknown> {
  return { kind: 'cutLink', from: a, to: b };
}

describe('a session', () => {
  it('ends 18 s after the last sign of life and up to a tick later, and takes leaderships with it', () => {
    const run = clusterRun({ cluster: APART, producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 1);
    run.give({ kind: 'killBroker', broker: 1 }, 10);
    run.until(10 + SESSION - PING - 0.1);
    expect(run.all('ZooKeeperSessionEnded')).toEqual([]);
    expect(run.partition('orders-0').leader).toBe(1);
    run.until(10 + SESSION + TICK + 1);
    const ended = run.first('ZooKeeperSessionEnded', { broker: 1 });
    expect(ended.expired).toBe(true);
    expect(ended.at).toBeGreaterThan(10 + SESSION - PING);
    expect(ended.at).toBeLessThan(10 + SESSION + TICK);
    // The controller goes by the watch on /brokers/ids: a new leader first, then the dead one leaves the ISR.
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3] });
    expect(run.first('LeaderElected', { topic: 'orders' }).at - ended.at).toBeLessThan(0.05);
    // One write elects and drops the dead from the ISR; Kafka bumps the leader epoch once for it.
    expect(run.partition('orders-0').leaderEpoch).toBe(1);
    expect(run.values(2, 'orders-0')).toEqual(['a']);
  });

  it('is kept over a change of servers, watches included', () => {
    const run = clusterRun({ cluster: APART });
    // Broker 1 is a client of server 2 (its id modulo three); whichever dies, its clients go on elsewhere.
    run.give({ kind: 'killController', controller: 2 }, 5);
    run.until(40);
    expect(run.all('ZooKeeperSessionEnded')).toEqual([]);
    run.give({ kind: 'createTopic', topic: 'new', partitions: 1, replicationFactor: 3 }, 41);
    run.until(43);
    expect(run.first('AdminDone').what).toBe('create topic new');
    expect(run.partition('new-0').isr).toHaveLength(3);
  });

  it('has its watches told what came to pass while it had no server', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'killBroker', broker: 1 }, 1);
    run.until(29);
    expect(run.partition('orders-0').isr).toEqual([2, 3]);
    // The controller's server dies, and the other two are out of its reach for some seconds, in which broker 1 is back.
    run.give(cut('broker-4', 'zookeeper-1'), 29);
    run.give(cut('broker-4', 'zookeeper-3'), 29);
    run.give({ kind: 'killController', controller: 2 }, 30);
    run.give({ kind: 'restartBroker', broker: 1 }, 31);
    run.until(35);
    expect(run.all('BrokerRegistered', { broker: 1 })).toHaveLength(1);
    expect(run.partition('orders-0').isr).toEqual([2, 3]);
    run.give({ kind: 'healLink', from: 'broker-4', to: 'controllers' }, 36);
    run.until(50);
    expect(run.all('ControllerElected')).toEqual([]);
    expect(run.partition('orders-0').isr).toEqual([2, 3, 1]);
  });

  it('that lasts on bars a restarted broker until it ends', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.give({ kind: 'restartBroker', broker: 3 }, 12);
    run.until(18);
    expect(run.all('RegistrationRefused', { broker: 3 }).length).toBeGreaterThan(3);
    expect(run.state().brokers.find(({ id }) => id === 3)?.state).toBe('starting');
    run.until(40);
    expect(run.first('BrokerRegistered', { broker: 3 }).at).toBeGreaterThan(run.first('ZooKeeperSessionEnded', { broker: 3 }).at);
    expect(run.state().brokers.find(({ id }) => id === 3)?.state).toBe('running');
    expect(run.partition('orders-0').isr).toEqual([1, 2, 3]);
  });
});

describe('the controller', () => {
  it('is the broker whose znode is there; the next one has a higher epoch and reads every partition', () => {
    const run = clusterRun({ cluster: TOGETHER });
    run.give({ kind: 'killBroker', broker: 1 }, 5);
    run.until(30);
    const elected = run.first('ControllerElected');
    expect(elected).toMatchObject({ epoch: 2, mode: 'zookeeper' });
    expect([2, 3]).toContain(elected.controller);
    expect(run.first('ControllerReady')).toMatchObject({ broker: elected.controller, partitions: 51 });
    expect(run.arrivals('ZkRequest', { from: `broker-${elected.controller}` }).length).toBeGreaterThan(51);
  });

  it('that lost its session is fenced by its epoch: its orders are refused, it cannot write, it gives up when it hears', () => {
    const run = clusterRun({ cluster: APART, producers: [manualProducer('p')] });
    // It is cut off from ZooKeeper alone, and does not know it: the other brokers still hear its orders.
    run.give(cut('broker-4', 'controllers'), 5);
    run.until(30);
    const next = run.first('ControllerElected');
    expect(next.controller).not.toBe(4);
    expect(run.all('ControllerResigned')).toEqual([]);
    // A broker asks the old controller, which it no longer goes by: the new one's UpdateMetadata told it so.
    run.give({ kind: 'killBroker', broker: 1 }, 31);
    run.until(60);
    expect(run.partition('orders-0').leader).toBe(2);
    expect(run.all('LeaderElected', { topic: 'orders' }).every(({ at }) => at > 31)).toBe(true);
    run.give({ kind: 'healLink', from: 'broker-4', to: 'controllers' }, 61);
    run.until(100);
    expect(run.first('ControllerResigned')).toMatchObject({ broker: 4, epoch: 1 });
    expect(run.partition('orders-0').leader).toBe(2);
  });

  it('whose order was under way when it was replaced: the order comes late and is refused', () => {
    const run = clusterRun({ cluster: APART, producers: [manualProducer('p')] });
    run.give({ kind: 'holdLink', from: 'broker-4', to: 'broker-2', api: 'LeaderAndIsr' }, 4);
    // Broker 1 stops in order: the controller moves its leadership to broker 2, whose order does not arrive.
    run.give({ kind: 'shutdownBroker', broker: 1 }, 5);
    run.until(6);
    expect(run.partition('orders-0').leader).toBe(2);
    expect(run.all('ReplicaBecameLeader', { broker: 2, topic: 'orders' })).toEqual([]);
    run.give(cut('broker-4', 'controllers'), 7);
    run.until(40);
    const successor = run.first('ControllerElected');
    // The successor's own order makes broker 2 the leader, without a new election.
    expect(run.first('ReplicaBecameLeader', { broker: 2, topic: 'orders' }).at).toBeGreaterThan(successor.at);
    run.give({ kind: 'releaseLink', from: 'broker-4', to: 'broker-2', api: 'LeaderAndIsr' }, 41);
    run.until(42);
    expect(run.first('ControlRequestRefused', { broker: 2, api: 'LeaderAndIsr' })).toMatchObject({
      error: 'STALE_CONTROLLER_EPOCH',
      controllerEpoch: 1,
      knownEpoch: 2,
    });
  });
});

describe('orders', () => {
  it('that are held leave a broker in its old state while its data plane goes on', () => {
    const run = clusterRun({ cluster: APART, producers: [manualProducer('p')] });
    run.give({ kind: 'holdLink', from: 'broker-4', to: 'broker-3', api: 'LeaderAndIsr' }, 4);
    run.give({ kind: 'shutdownBroker', broker: 2 }, 5);
    run.until(6);
    // Leader epoch 1: broker 2 has left the ISR. Broker 3 has not heard and fetches with epoch 0, which the leader refuses.
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 1, isr: [1, 3] });
    expect(run.all('ReplicaBecameFollower', { broker: 3, topic: 'orders', leaderEpoch: 1 })).toEqual([]);
    run.give({ kind: 'releaseLink', from: 'broker-4', to: 'broker-3', api: 'LeaderAndIsr' }, 7);
    run.give(send('p', 'a'), 8);
    run.until(10);
    expect(run.all('ReplicaBecameFollower', { broker: 3, topic: 'orders', leaderEpoch: 1 })).toHaveLength(1);
    expect(run.values(3, 'orders-0')).toEqual(['a']);
  });

  it('that a dead controller had not sent are never sent: the next one tells the latest state alone', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'holdLink', from: 'broker-4', to: 'broker-3', api: 'LeaderAndIsr' }, 4);
    run.give({ kind: 'shutdownBroker', broker: 2 }, 5);
    run.give({ kind: 'restartBroker', broker: 2 }, 7);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 12);
    run.until(14);
    expect(run.partition('orders-0').leaderEpoch).toBe(2);
    run.give({ kind: 'killBroker', broker: 4 }, 15);
    run.until(45);
    const epochs = run.all('ReplicaBecameFollower', { broker: 3, topic: 'orders' }).map(({ leaderEpoch }) => leaderEpoch);
    const led = run.all('ReplicaBecameLeader', { broker: 3, topic: 'orders' }).map(({ leaderEpoch }) => leaderEpoch);
    expect([...epochs, ...led].toSorted((a, b) => a - b)).toEqual([0, 2]);
  });
});

describe('without a majority of the ensemble', () => {
  function withoutMajority(): ClusterRun {
    const run = clusterRun({ cluster: APART, producers: [manualProducer('p')], consumers: [consumer('c1')] });
    run.give({ kind: 'killController', controller: 2 }, 9);
    run.give({ kind: 'killController', controller: 3 }, 9);
    run.until(20);
    return run;
  }

  it('records flow on', () => {
    const run = withoutMajority();
    run.give(send('p', 'a'), 21);
    run.until(30);
    expect(run.state().producers['p']?.acked).toBe(1);
    expect(run.all('RecordsPolled').map(({ ids }) => ids)).toEqual([['p:1']]);
  });

  it('nobody is elected, however long it takes, and nobody loses its session', () => {
    const run = withoutMajority();
    run.give({ kind: 'killBroker', broker: 1 }, 21);
    run.until(120);
    expect(run.all('LeaderElected', { topic: 'orders' })).toEqual([]);
    expect(run.all('ZooKeeperSessionEnded')).toEqual([]);
    expect(run.partition('orders-0').leader).toBe(1);
  });

  it('heals when the majority is back: sessions begin anew, and the dead are found', () => {
    const run = withoutMajority();
    run.give({ kind: 'killBroker', broker: 1 }, 21);
    run.give({ kind: 'restartController', controller: 3 }, 60);
    run.until(100);
    expect(run.first('ZooKeeperRoleChanged', { role: 'leading' }).at).toBeGreaterThan(60);
    const ended = run.all('ZooKeeperSessionEnded');
    expect(ended.map(({ broker }) => broker)).toEqual([1]);
    // A new leader of the ensemble gives everybody the whole time.
    expect(ended[0]?.at).toBeGreaterThan(60 + SESSION);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3] });
  });
});

describe('tools', () => {
  it('create, extend, configure and delete topics by znodes, which the controller watches', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'createTopic', topic: 'new', partitions: 2, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }, 1);
    run.give({ kind: 'addPartitions', topic: 'new', partitions: 3 }, 3);
    run.give({ kind: 'alterConfig', topic: 'new', set: { 'retention.ms': 60000 } }, 5);
    run.until(6);
    expect(run.all('AdminDone').map(({ request }) => request)).toEqual(['CreateTopics', 'CreatePartitions', 'IncrementalAlterConfigs']);
    expect(run.state().topics['new']?.map(({ isr }) => isr.length)).toEqual([3, 3, 3]);
    run.give({ kind: 'deleteTopic', topic: 'new' }, 7);
    run.until(9);
    expect(run.state().topics['new']).toBeUndefined();
    expect(run.all('TopicDeleted')).toHaveLength(1);
    run.give({ kind: 'createTopic', topic: 'new', partitions: 1, replicationFactor: 1 }, 10);
    run.until(12);
    expect(run.state().topics['new']).toHaveLength(1);
  });

  it('a topic is not deleted while a broker that holds it is away', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'killBroker', broker: 3 }, 1);
    run.until(25);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 25);
    run.until(40);
    expect(run.state().topics['orders']).toBeDefined();
    run.give({ kind: 'restartBroker', broker: 3 }, 41);
    run.until(50);
    expect(run.state().topics['orders']).toBeUndefined();
  });

  it('the preferred leader leads again when asked to', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'shutdownBroker', broker: 1 }, 1);
    run.give({ kind: 'restartBroker', broker: 1 }, 4);
    run.until(15);
    expect(run.partition('orders-0').leader).toBe(2);
    run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders' }, 16);
    run.until(18);
    expect(run.partition('orders-0').leader).toBe(1);
  });

  it('the preferred leader leads again at the next check, but not where no more than a tenth of its leaderships is elsewhere', () => {
    const orders = { partitions: 10, assignment: Array.from({ length: 10 }, () => [1, 2, 3]) };
    const config = { 'leader.imbalance.check.interval.seconds': 30, 'offsets.topic.num.partitions': 1, 'offsets.topic.replication.factor': 1 };
    const run = clusterRun({ cluster: { ...APART, config }, topic: orders });
    const ledBy = (broker: number): number => run.state().topics['orders']?.filter(({ leader }) => leader === broker).length ?? 0;
    run.give({ kind: 'shutdownBroker', broker: 1 }, 1);
    run.give({ kind: 'restartBroker', broker: 1 }, 4);
    run.until(20);
    expect(ledBy(1)).toBe(0);
    for (let partition = 1; partition < 10; partition += 1) run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders', partition }, 21);
    run.until(100);
    expect(ledBy(1)).toBe(9);
    // Two of ten are more than a tenth.
    run.give({ kind: 'shutdownBroker', broker: 1 }, 101);
    run.give({ kind: 'restartBroker', broker: 1 }, 104);
    run.until(115);
    for (let partition = 2; partition < 10; partition += 1) run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders', partition }, 116);
    run.until(160);
    expect(ledBy(1)).toBe(10);
    // A new controller looks for the first time after five seconds.
    run.give({ kind: 'shutdownBroker', broker: 1 }, 161);
    run.give({ kind: 'killBroker', broker: 4 }, 162);
    run.give({ kind: 'restartBroker', broker: 1 }, 165);
    run.until(210);
    const elected = run.first('ControllerElected', {}, 162);
    expect(run.first('ReplicaBecameLeader', { broker: 1, topic: 'orders' }, elected.at).at - elected.at).toBeCloseTo(5, 1);
    expect(ledBy(1)).toBe(10);
  });

  it('a broker that stops asks the controller three times, five seconds apart, and then goes with what it leads', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'killBroker', broker: 2 }, 1);
    run.give({ kind: 'killBroker', broker: 3 }, 1);
    run.until(25);
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, isr: [1] });
    // Nobody could lead in its place, so the controller never says that nothing is left.
    run.give({ kind: 'shutdownBroker', broker: 1 }, 30);
    run.until(50);
    const asked = run.arrivals('ControlledShutdown').map(({ at }) => Math.round(at));
    expect(asked).toEqual([30, 35, 40]);
    expect(run.first('BrokerStateChanged', { broker: 1, state: 'stopped' }).at).toBeCloseTo(45, 0);
    expect(run.partition('orders-0')).toMatchObject({ leader: -1, isr: [1] });
  });

  it('the last in-sync replica stays in the ISR, and an unclean election takes whoever is there', () => {
    const run = clusterRun({ cluster: APART, producers: [manualProducer('p')] });
    run.give({ kind: 'killBroker', broker: 2 }, 1);
    run.give({ kind: 'killBroker', broker: 3 }, 1);
    run.give({ kind: 'killBroker', broker: 1 }, 25);
    run.until(50);
    expect(run.partition('orders-0')).toMatchObject({ leader: -1, isr: [1], elr: [] });
    run.give({ kind: 'restartBroker', broker: 2 }, 51);
    run.until(60);
    expect(run.partition('orders-0').leader).toBe(-1);
    run.give({ kind: 'electLeaders', election: 'unclean', topic: 'orders' }, 61);
    run.until(63);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2] });
    expect(run.all('LeaderElected', { topic: 'orders', leader: 2 }).at(-1)?.clean).toBe(false);
  });

  it('a reassignment is refused with a sentence', () => {
    const run = clusterRun({ cluster: APART });
    run.give({ kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas: [2, 3, 4] }, 1);
    run.until(3);
    expect(run.first('AdminFailed').message).toContain('ZooKeeper mode');
  });
});
