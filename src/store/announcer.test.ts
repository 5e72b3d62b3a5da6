import { expect, test } from 'vitest';
import type { FactView } from '../protocol/messages.ts';
import { SILENT, hearFacts, hearWords, speak } from './announcer.ts';

const killed = (broker: number): FactView => ({ seq: broker, at: 0, cause: 0, node: `broker-${broker}`, fact: { type: 'NodeKilled' } });
const appended: FactView = {
  seq: 9,
  at: 0,
  cause: 0,
  node: 'broker-1',
  fact: { type: 'RecordsAppended', topic: 'orders', partition: 0, broker: 1, baseOffset: 3, lastOffset: 3, leaderEpoch: 0 },
};

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
  expect(heard.waiting).toEqual(['Broker 1 is killed. Its connections break.']);
});

test('more than can be said is counted', () => {
  let announcer = hearFacts(SILENT, [1, 2, 3, 4, 5].map(killed), false);
  const said: (string | null)[] = [];
  for (const atMs of [0, 1_500, 3_000, 4_500]) {
    const next = speak(announcer, atMs);
    announcer = next.announcer;
    said.push(next.words);
  }
  expect(said[2]).toBe('Broker 3 is killed. Its connections break. And 2 more.');
  expect(said[3]).toBeNull();
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
  expect(hearFacts(SILENT, [killed(1), killed(2), killed(3), broken], false).waiting[0]).toBe(`Guarantee broken: ${sentence}`);
});
