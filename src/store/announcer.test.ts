import { expect, test } from 'vitest';
import type { FactView } from '../protocol/messages.ts';
import { SILENT, hearFacts, hearWords, sayNow, speak, type Announcer } from './announcer.ts';

const killed = (broker: number): FactView => ({ seq: broker, at: 0, cause: 0, node: `broker-${broker}`, fact: { type: 'NodeKilled' } });
const appended: FactView = {
  seq: 9,
  at: 0,
  cause: 0,
  node: 'broker-1',
  fact: { type: 'RecordsAppended', topic: 'orders', partition: 0, broker: 1, baseOffset: 3, lastOffset: 3, leaderEpoch: 0 },
};

const emptied = (group: number): FactView => ({ seq: group, at: 0, cause: 0, node: 'broker-1', fact: { type: 'GroupEmptied', group: `g${group}`, generation: 1 } });
const elected = (partition: number): FactView => ({
  seq: partition,
  at: 0,
  cause: 0,
  node: 'controller-3000',
  fact: { type: 'LeaderElected', topic: 'orders', partition, leader: 2, previousLeader: 1, leaderEpoch: 1, isr: [2, 3], clean: true },
});

function saidOf(view: FactView): string {
  return speak(hearFacts(SILENT, [view], false), 0).words ?? '';
}

/** All that is said until nothing waits. */
function allOf(announcer: Announcer): string[] {
  const { announcer: after, words } = speak(sayNow(announcer), 0);
  return words === null ? [] : [words, ...allOf(after)];
}

test('one sentence at a time, a second and a half apart', () => {
  let announcer = hearFacts(SILENT, [killed(1), killed(2)], false);
  const said: (string | null)[] = [];
  for (const atMs of [0, 500, 1_400, 1_500, 3_000]) {
    const next = speak(announcer, atMs);
    announcer = next.announcer;
    said.push(next.words);
  }
  expect(said).toEqual(['Broker 1 is killed. Its connections break.', null, null, 'Broker 2 is killed. Its connections break.', null]);
});

test('routine facts are told only when the reader steps', () => {
  expect(speak(hearFacts(SILENT, [appended], false), 0).words).toBeNull();
  expect(speak(hearFacts(SILENT, [appended], true), 0).words).toBe('Broker 1 appends offset 3 to orders-0.');
});

test('a notable fact takes the place of routine ones', () => {
  const heard = hearFacts(SILENT, [appended, killed(1), appended], true);
  expect(heard.waiting.map(({ words }) => words)).toEqual(['Broker 1 is killed. Its connections break.']);
});

test('what matters least gives way, the stalest first, and is counted', () => {
  expect(allOf(hearFacts(SILENT, [1, 2, 3, 4, 5].map(emptied), false))).toEqual([saidOf(emptied(3)), saidOf(emptied(4)), `${saidOf(emptied(5))} And 2 more.`]);
});

test('a fault is told before all that came of it and all that was still to be said, whatever there was', () => {
  const waiting = hearFacts(SILENT, [emptied(1), emptied(2), emptied(3)], false);
  const heard = hearFacts(waiting, [elected(0), killed(1), elected(1), elected(2), elected(3), emptied(4)], false);
  expect(allOf(heard)).toEqual(['Broker 1 is killed. Its connections break.', saidOf(elected(2)), `${saidOf(elected(3))} And 6 more.`]);
});

test('no fault is left out, however many there are', () => {
  expect(allOf(hearFacts(SILENT, [...[1, 2, 3, 4, 5].map(killed), emptied(1)], false))).toEqual([
    ...[1, 2, 3, 4].map((broker) => `Broker ${broker} is killed. Its connections break.`),
    'Broker 5 is killed. Its connections break. And 1 more.',
  ]);
});

test('words of the interface come first', () => {
  expect(speak(hearWords(hearFacts(SILENT, [killed(1)], false), 'Step 2 of 6.'), 0).words).toBe('Step 2 of 6.');
});

test('a broken guarantee is told before what else happened', () => {
  const sentence = 'Broker 2 leads orders-0 in epoch 1 without offset 7.';
  const broken: FactView = {
    ...killed(4),
    fact: { type: 'GuaranteeBroken', guarantee: 'leader-completeness', place: 'orders-0', sentence, seed: 1 },
  };
  expect(hearFacts(SILENT, [killed(1), killed(2), killed(3), broken], false).waiting[0]?.words).toBe(`Guarantee broken: ${sentence}`);
});
