import { describe, expect, it } from 'vitest';
import type { BrokerView, ConsumerView, ReplicaView } from '../../scene/frame.ts';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import { compact, describeBroker, describeConsumer, describeGroup, describeProducer, describeReplica, totalToRead } from './describe.ts';

const frame = fixtureFrame();
const dead = fixtureFrame({ dead: true });

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('The fixture does not have it.');
  return thing;
}

function broker(of: typeof frame, id: number): [BrokerView, ReplicaView[]] {
  return [found(of.brokers.find((view) => view.id === id)), of.replicas.filter((replica) => replica.broker === id)];
}

function replica(key: string): ReplicaView {
  return found(frame.replicas.find((view) => view.key === key));
}

describe('sentences for screen readers', () => {
  it('say what a broker leads, lags on, and that it is dead', () => {
    expect(describeBroker(...broker(frame, 1))).toBe('Broker 1, in rack a, running. Leads orders-0 and orders-3. 1 write waits for followers.');
    expect(describeBroker(...broker(frame, 3))).toBe('Broker 3, in rack c, running. Leads orders-2 and orders-5. Lags on orders-1. 1 write waits for followers.');
    expect(describeBroker(...broker(dead, 1))).toBe('Broker 1, in rack a, dead, not fenced yet. Leads orders-0 and orders-3.');
  });

  it('say how much of what a broker has is not drawn, and what it refuses', () => {
    const [one, drawn] = broker(frame, 1);
    const internal = { replicas: 50, leads: 17, underMinIsr: 0 };
    const beside = { ...one, holds: { ...one.holds, internal } };
    expect(describeBroker(beside, drawn)).toContain('Leads orders-0 and orders-3. 50 replicas of internal topics are not shown; it leads 17 of them.');
    expect(describeBroker({ ...one, holds: { own: { replicas: 0, leads: 0, underMinIsr: 0 }, internal } }, [])).toContain('Leads no partition that is shown. 50 replicas');
    const part = { ...one, holds: { ...one.holds, own: { replicas: 102, leads: 34, underMinIsr: 2 } } };
    expect(describeBroker(part, drawn.slice(0, 1))).toContain(
      'Leads 34 of the 102 partitions that it has; 1 of them is shown. Of those shown it leads orders-0. Leads 2 partitions under min ISR: fewer replicas are in sync than min.insync.replicas asks for, and acks=all is refused.',
    );
  });

  it('say that a leader refuses acks=all, with the count', () => {
    expect(describeReplica(replica('1/orders-0'), { inSync: 1, least: 2 })).toContain('leader, epoch 3. Under min ISR: 1 in sync, where min.insync.replicas asks for 2. Writes with acks=all are refused. Log');
  });

  it('say where a replica stands and how far its log goes', () => {
    expect(describeReplica(replica('1/orders-0'))).toBe('orders-0 on broker 1, leader, epoch 3. Log 0 to 5, high watermark 5.');
    expect(describeReplica(replica('3/orders-1'))).toMatch(/^orders-1 on broker 3, follower, lagging\./);
    expect(describeReplica(replica('2/orders-3'))).toMatch(/2 records differ from the leader's log\.$/);
    expect(describeReplica({ ...replica('1/orders-0'), endOffset: 0, cells: [] })).toMatch(/The log is empty\.$/);
    expect(describeReplica({ ...replica('1/orders-0'), staleLeader: true })).toMatch(/still believes to lead in epoch 3/);
  });

  it('say what a consumer reads and how far behind it is', () => {
    const c1 = found(frame.consumers[0]);
    expect(describeConsumer(c1)).toBe('Consumer c1 of group analytics, stable. Reads orders-0 at 3 and orders-1 at 3. 4 to read.');
    const idle: ConsumerView = { ...c1, status: 'idle', assigned: [] };
    expect(describeConsumer(idle)).toBe('Consumer c1 of group analytics, idle. Has no partition.');
    expect(totalToRead(idle)).toBe(-1);
  });

  it('say how a producer and a group fare', () => {
    expect(describeProducer(found(frame.producers[0]))).toBe(
      'Producer checkout, running, writes to orders with acks=all. 608 of 612 records acknowledged, 4 in flight, 2 waiting.',
    );
    const careless = { ...found(frame.producers[0]), acks: 0 as const, acked: 0, buffered: 0 };
    expect(describeProducer(careless)).toBe('Producer checkout, running, writes to orders with acks=0. 612 records sent, 4 in flight.');
    expect(describeGroup(found(frame.groups[0]))).toBe('Group analytics, stable, generation 5, assignor range. Broker 2 coordinates it.');
  });
});

it.each([
  [0, '0'],
  [999, '999'],
  [1_085, '1.08k'],
  [12_345, '12.3k'],
  [999_999, '999k'],
  [1_000_000, '1.00M'],
  [45_678_901, '45.6M'],
])('%d is %s where there is little room', (count, words) => {
  expect(compact(count)).toBe(words);
});
