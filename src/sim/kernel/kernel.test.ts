import { describe, expect, it } from 'vitest';
import { nextEventAt, runUntil, scheduleCommand, takeFacts } from './simulation.ts';
import { PLAIN_LINK, toySimulation, type ToySimulation } from './testing/toyModel.ts';

const SECOND = 1_000_000;

function send(sim: ToySimulation, at: number, from: number, to: number, text: string, bytes?: number): void {
  scheduleCommand(sim, at, bytes === undefined ? { from, to, text } : { from, to, text, bytes });
}

describe('delivery', () => {
  it('takes a handshake and one latency for the first message, one latency for the next', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'a');
    send(sim, 10_000, 0, 1, 'b');
    runUntil(sim, SECOND);
    // SYN there, SYN-ACK back, then the message: three latencies.
    expect(sim.world.seen[1]).toEqual(['0 start', '3000 0: a', '11000 0: b']);
  });

  it('answers on the connection it came by', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'ping 1');
    runUntil(sim, SECOND);
    expect(sim.world.seen[0]).toEqual(['0 start', '4000 1: pong 1']);
  });

  it('keeps the order of a connection whatever the jitter', () => {
    const sim = toySimulation(2, { ...PLAIN_LINK, jitterUs: 900 });
    for (let index = 0; index < 200; index += 1) send(sim, 10_000 + index, 0, 1, `m ${index}`);
    runUntil(sim, SECOND);
    const order = (sim.world.seen[1] ?? []).slice(1).map((line) => Number(line.split(' ').at(-1)));
    expect(order).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });

  it('sends bytes one after another where the bandwidth is limited', () => {
    const sim = toySimulation(2, { ...PLAIN_LINK, bytesPerSecond: 1_000_000 });
    send(sim, 0, 0, 1, 'open');
    send(sim, 100_000, 0, 1, 'big', 50_000);
    send(sim, 100_000, 0, 1, 'small', 1_000);
    runUntil(sim, SECOND);
    // 50,000 bytes need 50 ms, the 1,000 behind them 1 ms more, and both 1 ms of latency.
    expect(sim.world.seen[1]?.slice(2)).toEqual(['151000 0: big', '152000 0: small']);
  });

  it('sends lost messages again after 200 ms, and what is behind them waits', () => {
    const sim = toySimulation(2, { ...PLAIN_LINK, lossPermille: 1000 });
    send(sim, 0, 0, 1, 'a');
    send(sim, 1, 0, 1, 'b');
    runUntil(sim, 100_000);
    expect(sim.world.seen[1]).toEqual(['0 start']);
    runUntil(sim, 300_000);
    expect(sim.world.seen[1]?.[1]).toMatch(/^20\d{4} 0: a$/);
    expect(sim.world.seen[1]).toHaveLength(2);
  });
});

describe('faults', () => {
  it('resets connections when a process dies', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'a');
    runUntil(sim, 50_000);
    sim.control.crashNode(1);
    runUntil(sim, SECOND);
    expect(sim.world.seen[0]).toEqual(['0 start', '51000 lost 1']);
  });

  it('is silent when a node is cut off, and delivers in order once it is healed', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'open');
    send(sim, 50_000, 0, 1, 'on the wire');
    send(sim, 60_000, 0, 1, 'later');
    runUntil(sim, 50_500);
    sim.control.cutLink(0, 1);
    runUntil(sim, 700_000);
    expect(sim.world.seen[1]).toEqual(['0 start', '3000 0: open']);
    expect(sim.world.seen[0]).toEqual(['0 start']);
    sim.control.healLink(0, 1);
    runUntil(sim, 5 * SECOND);
    expect(sim.world.seen[1]?.slice(2).map((line) => line.split(': ')[1])).toEqual(['on the wire', 'later']);
  });

  it('cuts one way only when asked', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'ping 0');
    runUntil(sim, 10_000);
    sim.control.cutLink(1, 0);
    send(sim, 20_000, 0, 1, 'ping 1');
    runUntil(sim, 150_000);
    expect(sim.world.seen[1]).toContain('21000 0: ping 1');
    expect(sim.world.seen[0]).toEqual(['0 start', '4000 1: pong 0']);
  });

  it('refuses connections to a dead process at once, and is silent when it is cut off', () => {
    const sim = toySimulation(2);
    sim.control.crashNode(1);
    send(sim, 10_000, 0, 1, 'a');
    runUntil(sim, SECOND);
    expect(sim.world.seen[0]?.[1]).toBe('12000 lost 1');
    sim.control.cutLink(0, 1);
    send(sim, 2 * SECOND, 0, 1, 'b');
    runUntil(sim, 60 * SECOND);
    expect(sim.world.seen[0]).toHaveLength(2);
  });

  it('voids timers of an earlier incarnation', () => {
    const sim = toySimulation(1);
    scheduleCommand(sim, 0, { from: 0, to: 50_000, text: 'timer' });
    runUntil(sim, 10_000);
    sim.control.crashNode(0);
    sim.control.startNode(0);
    runUntil(sim, SECOND);
    expect(sim.world.seen[0]).toEqual(['0 start', 'crash', '10000 start']);
  });

  it('keeps what comes while a node is paused, in order, until it goes on', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'open');
    runUntil(sim, 10_000);
    sim.control.pauseNode(1, 500_000);
    send(sim, 20_000, 0, 1, 'a');
    scheduleCommand(sim, 20_500, { from: 1, to: 1, text: 'timer x' });
    send(sim, 30_000, 0, 1, 'b');
    runUntil(sim, SECOND);
    expect(sim.world.seen[1]?.slice(2)).toEqual(['510000 0: a', '510000 timer timer x', '510000 0: b']);
  });

  it('holds messages of one label and lets them go one by one', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'open');
    runUntil(sim, 10_000);
    sim.control.holdLink(0, 1, 'vote', null);
    for (const text of ['vote 1', 'vote 2', 'other']) send(sim, 20_000, 0, 1, text);
    runUntil(sim, 100_000);
    expect(sim.world.seen[1]).toHaveLength(2);
    sim.control.releaseLink(0, 1, null, 1);
    runUntil(sim, 200_000);
    expect(sim.world.seen[1]?.slice(2)).toEqual(['101000 0: vote 1']);
    sim.control.releaseLink(0, 1, null, null);
    runUntil(sim, 300_000);
    expect(sim.world.seen[1]?.slice(3).map((line) => line.split(': ')[1])).toEqual(['vote 2', 'other']);
  });

  it('lets messages wait their turn at a slowed node', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'open');
    runUntil(sim, 10_000);
    sim.control.slowNode(1, { cpu: 1, disk: 11, network: 1 });
    send(sim, 20_000, 0, 1, 'a');
    send(sim, 20_000, 0, 1, 'b');
    runUntil(sim, SECOND);
    // Each needs ten times 100 us of disk beyond the normal.
    expect(sim.world.seen[1]?.slice(2)).toEqual(['22000 0: a', '23000 0: b']);
  });
});

describe('order and causes', () => {
  it('runs commands before messages and messages before timers of the same microsecond', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'open');
    runUntil(sim, 10_000);
    scheduleCommand(sim, 10_000, { from: 1, to: 10_000, text: 'timer t' });
    send(sim, 19_000, 0, 1, 'm');
    runUntil(sim, SECOND);
    expect(sim.world.seen[1]?.slice(2)).toEqual(['20000 0: m', '20000 timer timer t']);
  });

  it('gives every fact the event that made it', () => {
    const sim = toySimulation(2);
    send(sim, 0, 0, 1, 'ping');
    runUntil(sim, SECOND);
    const [ping, pong] = takeFacts(sim);
    expect([ping?.fact, ping?.node, pong?.fact, pong?.node]).toEqual(['ping', 1, 'pong', 0]);
    expect(pong?.cause).toBeGreaterThan(ping?.cause ?? Infinity);
  });

  it('has nothing left to do when nothing was scheduled', () => {
    const sim = toySimulation(1);
    runUntil(sim, SECOND);
    expect(nextEventAt(sim)).toBeNull();
    expect(sim.state.now).toBe(SECOND);
  });
});
