import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { popEvent, pushEvent, runsBefore, type Ordered } from './eventQueue.ts';
import { restoreCheckpoint, takeCheckpoint } from './checkpoint.ts';
import { createStream, nextUint32, scaleToBound } from './rng.ts';
import { runUntil, scheduleCommand, traceHashOf } from './simulation.ts';
import { toyModel, toySimulation, type ToySimulation } from './testing/toyModel.ts';

type Act =
  | { readonly kind: 'send'; readonly from: number; readonly to: number }
  | { readonly kind: 'crash' | 'start' | 'pause' | 'resume'; readonly node: number }
  | { readonly kind: 'cut' | 'heal' | 'hold' | 'release'; readonly from: number; readonly to: number };

const node = fc.integer({ min: 0, max: 3 });
const pair = { from: node, to: node };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), ...pair }),
  fc.record({ kind: fc.constant('send' as const), ...pair }),
  fc.record({ kind: fc.constantFrom('crash' as const, 'start' as const, 'pause' as const, 'resume' as const), node }),
  fc.record({ kind: fc.constantFrom('cut' as const, 'heal' as const, 'hold' as const, 'release' as const), ...pair }),
);

function perform(sim: ToySimulation, one: Act, index: number): void {
  const { control } = sim;
  if ('node' in one) {
    if (one.kind === 'crash') control.crashNode(one.node);
    else if (one.kind === 'start') control.startNode(one.node);
    else if (one.kind === 'pause') control.pauseNode(one.node, 3_000);
    else control.resumeNode(one.node);
    return;
  }
  if (one.kind === 'send') {
    if (one.from !== one.to) scheduleCommand(sim, sim.state.now, { from: one.from, to: one.to, text: `ping ${index}` });
  } else if (one.kind === 'cut') control.cutLink(one.from, one.to);
  else if (one.kind === 'heal') control.healLink(one.from, one.to);
  else if (one.kind === 'hold') control.holdLink(one.from, one.to, null, 2);
  else control.releaseLink(one.from, one.to, null, null);
}

const run = fc.record({
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  loss: fc.constantFrom(0, 0, 200),
  acts: fc.array(fc.record({ waitUs: fc.integer({ min: 0, max: 5_000 }), act }), { maxLength: 40 }),
});

describe('determinism', () => {
  it('is the same run whether played straight or through checkpoints', () => {
    fc.assert(
      fc.property(run, ({ seed, loss, acts }) => {
        const link = { latencyUs: 1000, jitterUs: 500, bytesPerSecond: 1_000_000, lossPermille: loss };
        const straight = toySimulation(4, link, seed);
        let pieces = toySimulation(4, link, seed);
        acts.forEach(({ waitUs, act: one }, index) => {
          runUntil(straight, straight.state.now + waitUs);
          perform(straight, one, index);
          runUntil(pieces, pieces.state.now + waitUs);
          const checkpoint = takeCheckpoint(pieces);
          // What the abandoned copy does must not show in the restored one.
          perform(pieces, { kind: 'crash', node: 0 }, index);
          runUntil(pieces, pieces.state.now + 10_000);
          pieces = restoreCheckpoint(toyModel, checkpoint);
          perform(pieces, one, index);
        });
        runUntil(straight, 10_000_000);
        runUntil(pieces, 10_000_000);
        expect(pieces.world.seen).toEqual(straight.world.seen);
        expect(traceHashOf(pieces)).toBe(traceHashOf(straight));
      }),
      { numRuns: 300 },
    );
  });

  it('gives another hash to another seed once chance matters', () => {
    const hash = (seed: number): string => {
      const sim = toySimulation(2, { latencyUs: 1000, jitterUs: 500, bytesPerSecond: null, lossPermille: 0 }, seed);
      for (let index = 0; index < 5; index += 1) scheduleCommand(sim, index * 10_000, { from: 0, to: 1, text: 'ping' });
      runUntil(sim, 1_000_000);
      return traceHashOf(sim);
    };
    expect(hash(1)).toBe(hash(1));
    expect(hash(1)).not.toBe(hash(2));
  });
});

describe('the event queue', () => {
  it('gives events back in their total order', () => {
    const ordered = fc.record({ at: fc.integer({ min: 0, max: 9 }), phase: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(ordered, { maxLength: 200 }), (keys) => {
        const events: Ordered[] = keys.map((key, seq) => ({ ...key, seq }));
        const heap: Ordered[] = [];
        for (const event of events) pushEvent(heap, event);
        const popped: Ordered[] = [];
        for (let event = popEvent(heap); event !== undefined; event = popEvent(heap)) popped.push(event);
        expect(popped).toEqual([...events].sort((a, b) => (runsBefore(a, b) ? -1 : 1)));
      }),
    );
  });
});

describe('random streams', () => {
  it('do not shift one another', () => {
    const one = createStream(7, 'network');
    const alone = [nextUint32(one), nextUint32(one)];
    const again = createStream(7, 'network');
    const other = createStream(7, 'election');
    const first = nextUint32(again);
    nextUint32(other);
    expect([first, nextUint32(again)]).toEqual(alone);
    expect(nextUint32(createStream(7, 'election'))).not.toBe(alone[0]);
  });

  it('are spread evenly over a bound', () => {
    const rng = createStream(3, 'spread');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const index = scaleToBound(nextUint32(rng), 10);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    // Chi-squared with 9 degrees of freedom: above 27.9 in one of a thousand fair streams.
    const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(27.9);
  });
});
