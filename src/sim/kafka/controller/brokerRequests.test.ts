import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../protocol/messages.ts';
import {
  activeControllers,
  ask,
  brokerOf,
  command,
  controllersOf,
  factsOfType,
  run,
  startTestCluster,
  takeFacts,
  type TestSimulation,
} from './testing/controllerCluster.ts';

const SECOND = 1_000_000;

const ORDERS = { name: 'orders', assignment: [[1, 2, 3], [2, 3, 1], [3, 1, 2]] };

function image(sim: TestSimulation): NonNullable<ReturnType<typeof activeControllers>[number]>['controller']['image'] {
  const [active] = activeControllers(sim);
  if (active === undefined) throw new Error('no active controller');
  return active.controller.image;
}

function orders(sim: TestSimulation): readonly (readonly [number, readonly number[]])[] {
  return (image(sim).topics.get('orders')?.partitions ?? []).map(({ leader, isr }) => [leader, isr]);
}

function registration(broker: number, incarnation: number, previousBrokerEpoch = -1): ApiRequest {
  return { api: 'BrokerRegistration', broker, incarnation, node: 0, rack: null, previousBrokerEpoch };
}

function heartbeat(sim: TestSimulation, id: number, change: { wantFence?: boolean; wantShutDown?: boolean } = {}): ApiRequest {
  const { brokerEpoch, image: known } = brokerOf(sim, id);
  const metadataOffset = known.offset;
  return { api: 'BrokerHeartbeat', broker: id, brokerEpoch, metadataOffset, wantFence: false, wantShutDown: false, ...change };
}

describe('a broker that is heard of no more', () => {
  it('is fenced between 9 and 10.2 s after its last heartbeat, leaves the ISRs, and others lead what it led', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const sim = startTestCluster({ seed, controllers: 3, brokers: 3, topics: [ORDERS], jitterUs: 300 });
      run(sim, (10 + seed * 0.31) * SECOND);
      brokerOf(sim, 1).beats = false;
      const lastHeard = controllersOf(sim)[0]?.controller.contacts.get(1)?.lastContactAt ?? 0;
      takeFacts(sim);
      run(sim, 12 * SECOND);
      const facts = takeFacts(sim);
      const fenced = factsOfType(facts, 'BrokerFenced');
      expect(fenced.map(({ fact }) => [fact.broker, fact.reason])).toEqual([[1, 'session']]);
      const silence = ((fenced[0]?.at ?? 0) - lastHeard) / SECOND;
      expect(silence, `seed ${seed}`).toBeGreaterThan(9);
      expect(silence, `seed ${seed}`).toBeLessThan(10.2);
      expect(orders(sim)).toEqual([[2, [2, 3]], [2, [2, 3]], [3, [3, 2]]]);
      const elected = factsOfType(facts, 'LeaderElected').filter(({ fact }) => fact.topic === 'orders');
      expect(elected[0]?.seq).toBeGreaterThan(fenced[0]?.seq ?? 0);
      expect(elected.map(({ fact }) => fact)).toMatchObject([
        { partition: 0, leader: 2, previousLeader: 1, leaderEpoch: 1, clean: true },
      ]);
    }
  });

  it('is fenced alone: a second one that is overdue follows 10 ms later', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 3, topics: [ORDERS] });
    run(sim, 5 * SECOND);
    for (const id of [1, 2]) brokerOf(sim, id).beats = false;
    run(sim, 15 * SECOND);
    const fenced = factsOfType(takeFacts(sim), 'BrokerFenced');
    expect(fenced.map(({ fact }) => fact.broker)).toEqual([1, 2]);
    // Both are written with the append linger of 25 ms and so committed together.
    expect((fenced[1]?.at ?? 0) - (fenced[0]?.at ?? 0)).toBeLessThanOrEqual(10_000);
    expect(orders(sim)).toEqual([[3, [3]], [3, [3]], [3, [3]]]);
  });

  it('is unfenced by a heartbeat, which gives it no place in an ISR but an offline partition a leader', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 1, topics: [{ name: 'orders', assignment: [[1]] }] });
    run(sim, 5 * SECOND);
    brokerOf(sim, 1).beats = false;
    run(sim, 15 * SECOND);
    // With eligible leader replicas the ISR may become empty: with a minimum of 1 nobody is eligible but the last leader.
    expect(image(sim).topics.get('orders')?.partitions[0]).toMatchObject({ leader: -1, isr: [], elr: [1], leaderEpoch: 1 });
    takeFacts(sim);
    brokerOf(sim, 1).beats = true;
    run(sim, 5 * SECOND);
    expect(image(sim).topics.get('orders')?.partitions[0]).toMatchObject({ leader: 1, isr: [1], elr: [], leaderEpoch: 2 });
    expect(factsOfType(takeFacts(sim), 'BrokerUnfenced').map(({ fact }) => fact.broker)).toEqual([1]);
  });

  it('has a full session more when the controller fails over, since its last heartbeat is not in the log', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 2 });
    run(sim, 10 * SECOND);
    brokerOf(sim, 1).beats = false;
    run(sim, 5 * SECOND);
    command(sim, { kind: 'crash', node: 0 });
    takeFacts(sim);
    run(sim, 30 * SECOND);
    const facts = takeFacts(sim);
    const elected = factsOfType(facts, 'ControllerElected')[0]?.at ?? 0;
    const fenced = factsOfType(facts, 'BrokerFenced')[0]?.at ?? 0;
    expect((fenced - elected) / SECOND).toBeGreaterThan(9);
    expect((fenced - elected) / SECOND).toBeLessThan(10.3);
  });
});

describe('registration', () => {
  it('is refused to another process while the session of the last one lasts', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 2, topics: [{ name: 'orders', assignment: [[1, 2]] }] });
    run(sim, 5 * SECOND);
    brokerOf(sim, 1).beats = false;
    expect(ask(sim, 2, registration(1, 2))).toMatchObject({ error: 'DUPLICATE_BROKER_REGISTRATION' });
    run(sim, 10 * SECOND);
    const answer = ask(sim, 2, registration(1, 2));
    expect(answer).toMatchObject({ error: 'NONE' });
    const registered = image(sim).brokers.get(1);
    expect(registered).toMatchObject({ incarnation: 2, fenced: true });
    expect(answer.api === 'BrokerRegistration' ? answer.brokerEpoch : -1).toBe(registered?.brokerEpoch);
  });

  it('of the same process again keeps its epoch', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 1 });
    run(sim, 5 * SECOND);
    const { brokerEpoch } = brokerOf(sim, 1);
    expect(ask(sim, 1, registration(1, 1))).toEqual({ api: 'BrokerRegistration', error: 'NONE', brokerEpoch });
    expect(image(sim).brokers.get(1)).toMatchObject({ fenced: false });
  });

  it('after an unclean shutdown costs the broker its place in ISR and ELR, after a clean one only in the ISR', () => {
    for (const clean of [false, true]) {
      const topic = { name: 'orders', assignment: [[1, 2]], overrides: { 'min.insync.replicas': 2 } };
      const sim = startTestCluster({ controllers: 1, brokers: 2, topics: [topic] });
      run(sim, 5 * SECOND);
      const { brokerEpoch } = brokerOf(sim, 1);
      brokerOf(sim, 1).beats = false;
      run(sim, 11 * SECOND);
      expect(image(sim).topics.get('orders')?.partitions[0]).toMatchObject({ leader: 2, isr: [2], elr: [1] });
      ask(sim, 2, registration(1, 2, clean ? brokerEpoch : -1));
      expect(image(sim).topics.get('orders')?.partitions[0]).toMatchObject({ leader: 2, isr: [2], elr: clean ? [1] : [] });
    }
  });

  it('makes heartbeats and requests of the process before it stale', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 2 });
    run(sim, 5 * SECOND);
    brokerOf(sim, 1).beats = false;
    run(sim, 11 * SECOND);
    ask(sim, 2, registration(1, 2));
    const { brokerEpoch } = brokerOf(sim, 1);
    expect(ask(sim, 1, heartbeat(sim, 1))).toMatchObject({ error: 'STALE_BROKER_EPOCH' });
    expect(ask(sim, 1, { api: 'AlterPartition', broker: 1, brokerEpoch, partitions: [] })).toMatchObject({
      error: 'STALE_BROKER_EPOCH',
    });
    expect(ask(sim, 1, { api: 'AllocateProducerIds', broker: 1, brokerEpoch })).toMatchObject({
      error: 'STALE_BROKER_EPOCH',
    });
  });
});

describe('a heartbeat', () => {
  it('unfences only a broker that has seen its own registration', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 2 });
    run(sim, 5 * SECOND);
    const broker = brokerOf(sim, 1);
    broker.beats = false;
    run(sim, 11 * SECOND);
    const answer = ask(sim, 1, registration(1, 2));
    if (answer.api !== 'BrokerRegistration') throw new Error('no registration');
    const { brokerEpoch } = answer;
    const registeredAt = image(sim).brokers.get(1)?.registrationOffset ?? 0;
    const beat = { api: 'BrokerHeartbeat', broker: 1, brokerEpoch, wantFence: false, wantShutDown: false } as const;
    // What is told is the first offset not applied yet.
    expect(ask(sim, 1, { ...beat, metadataOffset: registeredAt })).toMatchObject({ isCaughtUp: false, isFenced: true });
    expect(ask(sim, 1, { ...beat, metadataOffset: registeredAt + 1 })).toMatchObject({ isCaughtUp: true, isFenced: false });
  });

  it('with wantFence fences', () => {
    const sim = startTestCluster({ controllers: 1, brokers: 2, topics: [{ name: 'orders', assignment: [[1, 2]] }] });
    run(sim, 5 * SECOND);
    brokerOf(sim, 1).beats = false;
    expect(ask(sim, 1, heartbeat(sim, 1, { wantFence: true }))).toMatchObject({ isFenced: true, shouldShutDown: false });
    expect(orders(sim)).toEqual([[2, [2]]]);
    expect(factsOfType(takeFacts(sim), 'BrokerFenced').map(({ fact }) => fact.reason)).toEqual(['asked']);
  });

  it('that wants to shut down has leaderships moved first, and lets the broker go when all others know', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 3, topics: [ORDERS] });
    run(sim, 5 * SECOND);
    const broker = brokerOf(sim, 1);
    broker.beats = false;
    expect(ask(sim, 1, heartbeat(sim, 1, { wantShutDown: true }))).toMatchObject({ isFenced: false, shouldShutDown: false });
    expect(image(sim).brokers.get(1)).toMatchObject({ fenced: false, inControlledShutdown: true });
    expect(orders(sim)).toEqual([[2, [2, 3]], [2, [2, 3]], [3, [3, 2]]]);
    expect(ask(sim, 1, heartbeat(sim, 1, { wantShutDown: true }))).toMatchObject({ isFenced: false, shouldShutDown: false });
    // Until the others' next heartbeats have said that they applied the move.
    run(sim, 3 * SECOND);
    expect(ask(sim, 1, heartbeat(sim, 1, { wantShutDown: true }))).toMatchObject({ isFenced: true, shouldShutDown: true });
    expect(image(sim).brokers.get(1)).toMatchObject({ fenced: true });
    const facts = takeFacts(sim);
    expect(factsOfType(facts, 'BrokerShutdownBegan').map(({ fact }) => fact.broker)).toEqual([1]);
    expect(factsOfType(facts, 'BrokerFenced').map(({ fact }) => fact.reason)).toEqual(['asked']);
  });

  it('that wants to shut down is granted at once to a broker that leads nothing', () => {
    const topics = [{ name: '__consumer_offsets', assignment: [[1, 2]] }];
    const sim = startTestCluster({ controllers: 1, brokers: 2, topics });
    run(sim, 5 * SECOND);
    brokerOf(sim, 2).beats = false;
    expect(ask(sim, 2, heartbeat(sim, 2, { wantShutDown: true }))).toMatchObject({ shouldShutDown: true });
  });
});

describe('producer ids', () => {
  it('come in blocks of 1000 that do not overlap', () => {
    const sim = startTestCluster({ controllers: 3, brokers: 2 });
    run(sim, 1 * SECOND);
    const blocks = [1, 2, 1].map((id) => {
      const { brokerEpoch } = brokerOf(sim, id);
      return ask(sim, id, { api: 'AllocateProducerIds', broker: id, brokerEpoch });
    });
    expect(blocks).toMatchObject([{ first: 0, count: 1000 }, { first: 1000 }, { first: 2000 }]);
  });
});
