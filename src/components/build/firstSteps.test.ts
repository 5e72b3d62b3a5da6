import { expect, test } from 'vitest';
import type { Frame } from '../../scene/frame.ts';
import type { RunInfo } from '../../store/facts.ts';
import { commandOf, firstOf } from './additions.ts';
import { firstSteps } from './firstSteps.ts';

const RUN = { story: [] } as unknown as RunInfo;
const OWN = { kind: 'text', text: '', name: '' } as const;
const frame = (topics: readonly boolean[], producers: number, consumers: number): Frame =>
  ({ topics: topics.map((internal) => ({ internal })), producers: Array.from({ length: producers }), consumers: Array.from({ length: consumers }) }) as unknown as Frame;

test('a topic comes first, then who writes and who reads', () => {
  expect(firstSteps(frame([], 0, 0), OWN, RUN)).toEqual(['topic']);
  expect(firstSteps(frame([true], 0, 0), OWN, RUN)).toEqual(['topic']);
  expect(firstSteps(frame([false], 0, 0), OWN, RUN)).toEqual(['producer', 'consumer']);
  expect(firstSteps(frame([false], 0, 1), OWN, RUN)).toEqual(['producer']);
  expect(firstSteps(frame([false], 1, 0), OWN, RUN)).toEqual(['consumer']);
  expect(firstSteps(frame([false], 1, 1), OWN, RUN)).toEqual([]);
});

test('documents that somebody meant as they are lack nothing', () => {
  expect(firstSteps(frame([], 0, 0), { kind: 'library', id: 'x' }, RUN)).toEqual([]);
  expect(firstSteps(frame([], 0, 0), OWN, { story: [{}] } as unknown as RunInfo)).toEqual([]);
});

test('an added producer has keys, or none where it is to have none', () => {
  const topic = firstOf('topic', { brokers: [1, 2, 3], controllers: [3000], topics: ['orders'], producers: [], consumers: [], groups: [] });
  expect(commandOf(topic)).toEqual({ kind: 'createTopic', topic: 'orders-2', partitions: 3, replicationFactor: 3, config: { 'min.insync.replicas': 2 } });
  const producer = firstOf('producer', { brokers: [1], controllers: [3000], topics: ['orders'], producers: [], consumers: [], groups: [] });
  expect(commandOf({ ...producer, keys: 2 } as typeof producer)).toMatchObject({ producer: { keys: ['key:1', 'key:2'] } });
  expect(commandOf({ ...producer, keys: 0 } as typeof producer)).toMatchObject({ producer: { keys: null } });
});
