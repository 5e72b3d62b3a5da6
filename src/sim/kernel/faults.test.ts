import { describe, expect, it } from 'vitest';
import { runUntil, scheduleCommand } from './simulation.ts';
import { toySimulation, type ToySimulation } from './testing/toyModel.ts';

const SECOND = 1_000_000;

function send(sim: ToySimulation, at: number, from: number, to: number, text: string): void {
  scheduleCommand(sim, at, { from, to, text });
}

/** Two nodes with an open connection from 0 to 1, at 10 ms. */
function connected(): ToySimulation {
  const sim = toySimulation(2);
  send(sim, 0, 0, 1, 'open');
  runUntil(sim, 10_000);
  return sim;
}

/** What a node saw after its start and the opening message. */
const seen = (sim: ToySimulation, node: number) => (sim.world.seen[node] ?? []).slice(node === 1 ? 2 : 1);
const texts = (sim: ToySimulation, node: number) => seen(sim, node).map((line) => line.split(': ')[1]);

describe('a connection', () => {
  it('opened anew meets other chances than the one before', () => {
    const sim = toySimulation(2, { latencyUs: 1_000, jitterUs: 1_000, bytesPerSecond: null, lossPermille: 0 });
    const delays = new Set<number>();
    for (let round = 0; round < 6; round += 1) {
      const at = round * SECOND;
      send(sim, at + 100, 0, 1, `message ${round}`);
      runUntil(sim, at + 100_000);
      delays.add(Number(sim.world.seen[1]?.at(-1)?.split(' ')[0]) - at);
      // Both ends learn that it is over, and nothing is left of it.
      sim.control.crashNode(0);
      runUntil(sim, at + 200_000);
      expect(sim.state.network.connections.size).toBe(0);
      sim.control.startNode(0);
      runUntil(sim, at + SECOND);
    }
    expect(delays.size).toBeGreaterThan(4);
  });

  it('cannot be opened while one of the two ways is cut', () => {
    const sim = toySimulation(2);
    sim.control.cutLink(1, 0);
    send(sim, 0, 0, 1, 'a');
    runUntil(sim, SECOND);
    expect(sim.world.seen[1]).toEqual(['0 start']);
    sim.control.healLink(1, 0);
    runUntil(sim, 3 * SECOND);
    expect(sim.world.seen[1]?.[1]).toMatch(/ 0: a$/);
  });

  it('is lost in its handshake, too', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'a');
    runUntil(sim, 1_500);
    sim.control.cutLink(1, 0);
    runUntil(sim, SECOND);
    expect(sim.world.seen[1]).toEqual(['0 start']);
  });

  it('carries on one way once it is open', () => {
    const sim = connected();
    sim.control.cutLink(1, 0);
    send(sim, 20_000, 0, 1, 'a');
    runUntil(sim, 30_000);
    expect(seen(sim, 1)).toEqual(['21000 0: a']);
  });

  it('that one end gave up in silence is reset when the other end speaks on it', () => {
    const sim = connected();
    send(sim, 20_000, 0, 1, 'ping');
    runUntil(sim, 21_500);
    // The answer is on the wire when the client dies; nobody hears of that.
    sim.control.cutLink(0, 1);
    sim.control.crashNode(0);
    runUntil(sim, 50_000);
    expect(texts(sim, 1)).toEqual(['ping']);
    sim.control.healLink(0, 1);
    sim.control.startNode(0);
    send(sim, SECOND, 1, 0, 'other');
    runUntil(sim, 2 * SECOND);
    expect(seen(sim, 0).at(-1)).toBe('1003000 1: other');
  });
});

describe('a cut link', () => {
  it('lets pass what is sent in the very microsecond in which it is healed', () => {
    const sim = connected();
    sim.control.cutLink(0, 1);
    runUntil(sim, 50_000);
    sim.control.healLink(0, 1);
    send(sim, 50_000, 0, 1, 'a');
    runUntil(sim, 100_000);
    expect(seen(sim, 1)).toEqual(['51000 0: a']);
  });

  it('loses what was on the wire although it was healed before that would have arrived', () => {
    const sim = connected();
    send(sim, 50_000, 0, 1, 'a');
    runUntil(sim, 50_300);
    sim.control.cutLink(0, 1);
    runUntil(sim, 50_600);
    sim.control.healLink(0, 1);
    runUntil(sim, 100_000);
    expect(seen(sim, 1)).toEqual([]);
    runUntil(sim, SECOND);
    expect(texts(sim, 1)).toEqual(['a']);
  });
});

describe('a paused node', () => {
  it('has what arrived before its link was cut', () => {
    const sim = connected();
    sim.control.pauseNode(1, 200_000);
    send(sim, 20_000, 0, 1, 'a');
    runUntil(sim, 50_000);
    sim.control.cutLink(0, 1);
    runUntil(sim, SECOND);
    expect(seen(sim, 1)).toEqual(['210000 0: a']);
  });

  it('hears afterwards of a reset that came before its link was cut', () => {
    const sim = connected();
    sim.control.pauseNode(0, 200_000);
    sim.control.crashNode(1);
    runUntil(sim, 50_000);
    sim.control.cutLink(1, 0);
    runUntil(sim, SECOND);
    expect(seen(sim, 0)).toEqual(['210000 lost 1']);
  });

  it('is not woken by the end of an earlier pause', () => {
    const sim = connected();
    sim.control.pauseNode(1, 100_000);
    runUntil(sim, 50_000);
    sim.control.resumeNode(1);
    sim.control.pauseNode(1, 300_000);
    send(sim, 60_000, 0, 1, 'a');
    runUntil(sim, SECOND);
    expect(seen(sim, 1)).toEqual(['350000 0: a']);
  });

  it('that dies and is started again is awake', () => {
    const sim = connected();
    sim.control.pauseNode(1, 100_000);
    sim.control.crashNode(1);
    sim.control.startNode(1);
    send(sim, 20_000, 0, 1, 'a');
    runUntil(sim, 90_000);
    expect(texts(sim, 1).at(-1)).toBe('a');
  });
});

describe('a slowed node', () => {
  it('keeps the order of what it was given when it is fast again', () => {
    const sim = connected();
    sim.control.slowNode(1, { cpu: 1, disk: 101, network: 1 });
    for (const text of ['a', 'b', 'c']) send(sim, 20_000, 0, 1, text);
    runUntil(sim, 22_000);
    sim.control.slowNode(1, { cpu: 1, disk: 1, network: 1 });
    send(sim, 25_000, 0, 1, 'd');
    runUntil(sim, SECOND);
    // Each of the three needed 10 ms more; the fourth waits behind them.
    expect(seen(sim, 1)).toEqual(['31000 0: a', '41000 0: b', '51000 0: c', '51000 0: d']);
  });
});

describe('a held link', () => {
  it('goes on holding the rest when one kind of message is let go', () => {
    const sim = connected();
    sim.control.holdLink(0, 1, null, null);
    for (const text of ['vote 1', 'other 1']) send(sim, 20_000, 0, 1, text);
    runUntil(sim, 30_000);
    sim.control.releaseLink(0, 1, 'vote', null);
    send(sim, 40_000, 0, 1, 'vote 2');
    runUntil(sim, 100_000);
    expect(texts(sim, 1)).toEqual(['vote 1']);
    sim.control.releaseLink(0, 1, null, null);
    runUntil(sim, 200_000);
    expect(texts(sim, 1)).toEqual(['vote 1', 'other 1', 'vote 2']);
  });

  it('catches no more than it is told to, and what is behind them waits', () => {
    const sim = connected();
    sim.control.holdLink(0, 1, 'vote', 1);
    for (const text of ['other 1', 'vote 1', 'vote 2']) send(sim, 20_000, 0, 1, text);
    runUntil(sim, 100_000);
    expect(texts(sim, 1)).toEqual(['other 1']);
    sim.control.releaseLink(0, 1, 'vote', 1);
    runUntil(sim, 200_000);
    expect(texts(sim, 1)).toEqual(['other 1', 'vote 1', 'vote 2']);
  });
});
