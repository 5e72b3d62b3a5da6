import { expect, test } from 'vitest';
import type { FactView } from '../../protocol/messages.ts';
import type { Frame, PartitionView } from '../../protocol/views.ts';
import { COLLECTIONS } from '../../protocol/views.ts';
import type { Lane, LaneSpan } from '../state.ts';
import { factLevel } from '../../protocol/narration.ts';
import { EMPTY_LANES, foldLanes } from './foldLanes.ts';

const partition = (number: number, isr: readonly number[], leader = 1, leaderEpoch = 0): PartitionView => ({
  key: `orders-${number}`,
  topic: 'orders',
  partition: number,
  leader,
  leaderEpoch,
  partitionEpoch: 0,
  replicas: [1, 2, 3],
  isr,
  elr: [],
  minInsyncReplicas: 2,
});
const frame = (now: number, partitions: readonly PartitionView[]): Frame => ({
  ...(Object.fromEntries(COLLECTIONS.map((name) => [name, []])) as unknown as Frame),
  now,
  events: 0,
  traceHash: '',
  metadata: { epoch: 0, offset: 0, leader: 3000 },
  partitions,
});
const told = (at: number, node: string, fact: FactView['fact']): FactView => ({ seq: at, at, cause: 0, node, fact });
const spansOf = (lanes: readonly Lane[], id: Lane['id'], key: string): readonly LaneSpan[] =>
  lanes.find((lane) => lane.id === id)?.rows.find((row) => row.key === key)?.spans ?? [];

const start = frame(0, [partition(0, [1, 2, 3]), partition(1, [1, 2, 3], 2)]);
const begun = foldLanes(EMPTY_LANES, null, start, []);

test('a dead broker is a fault until it starts again', () => {
  const dead = foldLanes(begun, start, frame(5, start.partitions), [told(3, 'broker-1', { type: 'NodeKilled' })]);
  expect(spansOf(dead, 'faults', 'broker-1')).toEqual([{ from: 3, to: null, tone: 'bad', hue: null, label: 'broker 1 is dead' }]);
  const back = foldLanes(dead, start, frame(9, start.partitions), [told(8, 'broker-1', { type: 'NodeStarted' })]);
  expect(spansOf(back, 'faults', 'broker-1').map(({ from, to }) => [from, to])).toEqual([[3, 8]]);
});

test('a start that ends nothing is not a fault', () => {
  expect(foldLanes(begun, start, frame(1, start.partitions), [told(1, 'broker-1', { type: 'NodeStarted' })])).toBe(begun);
});

test('the leaders a run begins with come from the frame, later ones from facts, to the microsecond', () => {
  expect(spansOf(begun, 'leaders', 'orders-1').map(({ label }) => label)).toEqual(['orders-1: broker 2 leads, epoch 0']);
  const after = frame(100, [partition(0, [2, 3], 2, 1), partition(1, [2, 3], 2)]);
  const elected = told(90, 'controller-3000', { type: 'LeaderElected', topic: 'orders', partition: 0, leader: 2, previousLeader: 1, leaderEpoch: 1, isr: [2, 3], clean: true });
  expect(spansOf(foldLanes(begun, start, after, [elected]), 'leaders', 'orders-0').map(({ from, to, label }) => [from, to, label])).toEqual([
    [0, 90, 'orders-0: broker 1 leads, epoch 0'],
    [90, null, 'orders-0: broker 2 leads, epoch 1'],
  ]);
  expect(spansOf(foldLanes(begun, start, after, []), 'leaders', 'orders-0').at(-1)?.from).toBe(100);
});

test('neither a min.insync.replicas that no partition can reach nor a replica that is only being added makes the ISR line anything but good', () => {
  const beyond = { ...partition(0, [1, 2, 3]), minInsyncReplicas: 4 };
  const moving = { ...partition(1, [1, 2]), reassigning: { adding: [3], removing: [] } };
  const lanes = foldLanes(EMPTY_LANES, null, frame(100, [beyond, moving]), []);
  expect(spansOf(lanes, 'isr', 'isr').map(({ tone }) => tone)).toEqual(['good']);
});

test('one ISR line shows the worst of all partitions, and what came and went between two frames', () => {
  const shrink = (at: number, number: number, isr: readonly number[]): FactView =>
    told(at, 'controller-3000', { type: 'IsrShrunk', topic: 'orders', partition: number, isr, changed: [3], elr: [], partitionEpoch: 1 });
  const expand = (at: number, number: number): FactView =>
    told(at, 'controller-3000', { type: 'IsrExpanded', topic: 'orders', partition: number, isr: [1, 2, 3], changed: [3], elr: [], partitionEpoch: 2 });
  const lanes = foldLanes(begun, start, frame(60, start.partitions), [
    shrink(10, 0, [1, 2]),
    shrink(20, 1, [1]),
    expand(30, 1),
    expand(40, 0),
  ]);
  expect(spansOf(lanes, 'isr', 'isr').map(({ from, to, tone }) => [from, to, tone])).toEqual([
    [0, 10, 'good'],
    [10, 20, 'warn'],
    [20, 30, 'bad'],
    [30, 40, 'warn'],
    [40, null, 'good'],
  ]);
});

test('a rebalance lasts until the group is stable', () => {
  const lanes = foldLanes(begun, start, frame(9, start.partitions), [
    told(4, 'broker-3', { type: 'RebalanceStarted', group: 'analytics', generation: 1, reason: 'c2 left' }),
    told(7, 'broker-3', { type: 'GroupStable', group: 'analytics', generation: 2 }),
  ]);
  expect(spansOf(lanes, 'groups', 'group:analytics').map(({ from, to, label }) => [from, to, label])).toEqual([[4, 7, 'analytics rebalances']]);
});

test("Kafka's own topics have no lines", () => {
  const internal = { ...partition(0, [1]), key: '__consumer_offsets-0', topic: '__consumer_offsets' };
  const lanes = foldLanes(EMPTY_LANES, null, frame(0, [internal, partition(0, [1, 2, 3])]), []);
  expect(lanes.find(({ id }) => id === 'leaders')?.rows.map(({ key }) => key)).toEqual(['orders-0']);
  expect(spansOf(lanes, 'isr', 'isr')[0]?.tone).toBe('good');
});

test('a lane says how many lines it leaves out', () => {
  const many = Array.from({ length: 20 }, (_, number) => partition(number, [1, 2, 3]));
  const leaders = foldLanes(EMPTY_LANES, null, frame(0, many), []).find(({ id }) => id === 'leaders');
  expect(leaders).toMatchObject({ note: '12 of 20' });
  expect(leaders?.rows).toHaveLength(12);
});

test('lanes that nothing happened to are the same object', () => {
  const after = frame(50, [...start.partitions]);
  expect(foldLanes(begun, start, after, [])).toBe(begun);
});

test('what begins a fault is always told: where much happens at once, facts that are not notable are left out', () => {
  const stopped = { type: 'BrokerStateChanged', broker: 1, state: 'stopped' } as const;
  expect(spansOf(foldLanes(begun, start, frame(5, start.partitions), [told(3, 'broker-1', stopped)]), 'faults', 'broker-1')).toHaveLength(1);
  expect(factLevel(stopped)).toBe('notable');
});

test('a large cluster has one line for its leaders, which says how many partitions have none, and one that knows of acks=all refused', () => {
  const large = (now: number, led: readonly number[], under: number, underMinIsr: number): Frame => ({
    ...frame(now, []),
    topics: [
      { key: 'topic:orders', name: 'orders', partitions: 30, internal: false },
      { key: 'topic:__consumer_offsets', name: '__consumer_offsets', partitions: 50, internal: true },
    ],
    brokers: [{ holds: { own: { replicas: 30, leads: 10, underMinIsr }, internal: { replicas: 0, leads: 0, underMinIsr: 0 } } }] as unknown as Frame['brokers'],
    heat: [
      { key: 'topic:orders/leaders', topic: 'orders', measure: 'leaders', values: led },
      { key: 'topic:orders/under', topic: 'orders', measure: 'under', values: [under] },
      { key: 'topic:__consumer_offsets/leaders', topic: '__consumer_offsets', measure: 'leaders', values: [50] },
    ],
  });
  const first = large(0, [10, 20, -1], 0, 0);
  const calm = foldLanes(EMPTY_LANES, null, first, []);
  expect(calm.find(({ id }) => id === 'leaders')?.note).toBe('all 30');
  const later = foldLanes(calm, first, large(9, [10, 13, -1], 4, 2), []);
  expect(spansOf(later, 'leaders', 'all').map(({ from, to, tone, label }) => [from, to, tone, label])).toEqual([
    [0, 9, 'plain', 'all 30 partitions have a leader'],
    [9, null, 'bad', '7 of 30 partitions have no leader'],
  ]);
  expect(spansOf(later, 'isr', 'isr').at(-1)).toMatchObject({ tone: 'bad', label: '2 partitions have fewer in-sync replicas than min.insync.replicas' });
});
