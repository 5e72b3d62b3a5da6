import { popEvent, pushEvent, type Ordered } from '../src/sim/kernel/eventQueue.ts';
import { createStream, nextUint32, scaleToBound } from '../src/sim/kernel/rng.ts';
import { addRunningNode, createSimulation, emptyKernelState, step } from '../src/sim/kernel/simulation.ts';
import type { Model } from '../src/sim/kernel/types.ts';
import { leastNs, row, type Row } from './measure.ts';

const PENDING = 500;
const EVENTS = 400_000;

/** The least any simulator does: take the first event out of a heap of 500 and put one in. */
function bareLoop(): number {
  const rng = createStream(1, 'bare');
  const heap: Ordered[] = [];
  for (let seq = 0; seq < PENDING; seq += 1) pushEvent(heap, { at: scaleToBound(nextUint32(rng), 1000), phase: 3, seq });
  for (let seq = PENDING; seq < PENDING + EVENTS; seq += 1) {
    const event = popEvent(heap);
    pushEvent(heap, { at: (event?.at ?? 0) + 1 + scaleToBound(nextUint32(rng), 1000), phase: 3, seq });
  }
  return EVENTS;
}

const toy: Model<null, null, null, null, null> = {
  start(_world, ctx) {
    for (let index = 0; index < PENDING / 10; index += 1) ctx.setTimer(scaleToBound(ctx.random('t'), 1000), null);
  },
  onMessage() {},
  onTimer(_world, ctx) {
    ctx.setTimer(1 + scaleToBound(ctx.random('t'), 1000), null);
  },
  onDisconnect() {},
  onCommand() {},
  onCrash() {},
  clone: () => null,
  label: () => '',
  serviceUs: () => ({ cpuUs: 0, diskUs: 0 }),
};

/** The same hold model through the whole kernel: nodes, streams, contexts, trace hash. */
function throughKernel(): number {
  const link = { latencyUs: 1000, jitterUs: 0, bytesPerSecond: null, lossPermille: 0 };
  const sim = createSimulation(toy, emptyKernelState<null, null, null>(1, link), null);
  for (let index = 0; index < 10; index += 1) addRunningNode(sim, `node-${index}`);
  for (let count = 0; count < EVENTS; count += 1) step(sim);
  return EVENTS;
}

export function kernelRows(): Row[] {
  const bare = leastNs(7, bareLoop);
  const kernel = leastNs(7, throughKernel);
  return [
    row('bare pop and push', 1e9 / bare, 'events/s'),
    row('the same through the kernel', 1e9 / kernel, 'events/s'),
    row('kernel : bare', kernel / bare, 'times'),
  ];
}
