import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../protocol/messages.ts';
import { fixtureFrame } from '../scene/testing/fixtureFrame.ts';
import { isPossible, offersOf } from './offers.ts';

const RUN: RunInfo = { id: 'x', title: 'X', summary: '', level: 'core', concepts: [], seed: 1, keys: [], story: [], guarantees: [], history: [], waits: [], actions: [] };
const frame = fixtureFrame();
const dead = fixtureFrame({ dead: true });

describe('offersOf', () => {
  it('offers what the document says, three things at most', () => {
    const actions = ['a', 'b', 'c', 'd'].map((label) => ({ label, command: { kind: 'killBroker', broker: 1 } }));
    expect(offersOf({ ...RUN, actions }, frame).map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });

  it('offers to kill and restart the first preferred leader and to kill a consumer when the document says nothing', () => {
    expect(offersOf(RUN, frame)).toEqual([
      { label: 'Kill broker 1', command: { kind: 'killBroker', broker: 1 }, danger: true },
      { label: 'Restart broker 1', command: { kind: 'restartBroker', broker: 1 }, danger: false },
      { label: 'Kill c2', command: { kind: 'killConsumer', consumer: 'c2' }, danger: true },
    ]);
  });
});

describe('isPossible', () => {
  it.each<[unknown, boolean, boolean]>([
    [{ kind: 'killBroker', broker: 1 }, true, false],
    [{ kind: 'restartBroker', broker: 1 }, false, true],
    [{ kind: 'killBroker', broker: 9 }, false, false],
    [{ kind: 'killConsumer', consumer: 'c2' }, true, true],
    [{ kind: 'addConsumer', consumer: { id: 'c2' } }, false, false],
    [{ kind: 'addConsumer', consumer: { id: 'c9' } }, true, true],
    [{ kind: 'send', producer: 'checkout' }, true, true],
  ])('%j: %s with broker 1 alive, %s with it dead', (command, alive, afterwards) => {
    expect(isPossible(command, frame)).toBe(alive);
    expect(isPossible(command, dead)).toBe(afterwards);
  });
});
