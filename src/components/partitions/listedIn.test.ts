import { expect, it } from 'vitest';
import type { Frame } from '../../scene/frame.ts';
import { listedIn } from './listedIn.ts';

const topics: Frame['topics'] = [['orders', 12], ['returns', 2]].map(([name, partitions]) => ({ key: `topic:${name}`, name: String(name), partitions: Number(partitions), internal: false }));
const partitions = topics.flatMap(({ name, partitions: count }) => Array.from({ length: count }, (_, partition) => ({ topic: name, partition, key: `${name}-${partition}` }))) as unknown as Frame['partitions'];
const listed = (text: string): Readonly<Record<string, number | readonly string[]>> =>
  Object.fromEntries(listedIn(topics, partitions, text).map(({ topic, partitions: own }) => [topic.name, own.length === topic.partitions ? own.length : own.map(({ key }) => key)]));

it.each([
  ['', { orders: 12, returns: 2 }],
  ['  RET ', { returns: 2 }],
  ['-1', { orders: ['orders-1', 'orders-10', 'orders-11'], returns: ['returns-1'] }],
  ['orders-1', { orders: ['orders-1', 'orders-10', 'orders-11'] }],
  ['payments', {}],
])('what has "%s" in its name', (text, expected) => expect(listed(text)).toEqual(expected));
