import type { RunInfo } from '../../protocol/messages.ts';
import { createSimulator } from '../createSimulator.ts';
import type { Simulator } from '../createSimulator.ts';
import { createFakeScheduler } from './fakeScheduler.ts';
import type { FakeScheduler } from './fakeScheduler.ts';
import { createFakeWorker } from './fakeWorker.ts';
import type { FakeWorker, ScriptedEvent } from './fakeWorker.ts';

const appended = { type: 'RecordsAppended', topic: 'orders', partition: 0, broker: 1, baseOffset: 0, lastOffset: 0, leaderEpoch: 0 } as const;
export const sent = { type: 'BatchSent', topic: 'orders', partition: 0, producer: 'checkout', records: 1, attempt: 0, leader: 1 } as const;

/** A record flies for 1 ms every 100 ms, ten times. */
export const FLIGHTS: readonly ScriptedEvent[] = Array.from({ length: 10 }, (_, index) => [
  { at: 100_000 * (index + 1), facts: [sent], sends: { key: `m${index}`, arrivesAt: 100_000 * (index + 1) + 1_000 } },
  { at: 100_000 * (index + 1) + 1_000, facts: [appended] },
]).flat();

/** A simulator whose worker and whose repaints the test has in hand. */
export interface Bench {
  readonly simulator: Simulator;
  readonly scheduler: FakeScheduler;
  readonly workers: FakeWorker[];
  readonly worker: () => FakeWorker;
  /** Repaints, with the worker answering in between. */
  readonly play: (frames: number) => void;
}

export function bench(script: readonly ScriptedEvent[] = FLIGHTS, info: Partial<RunInfo> = {}, eventsAtATime = Infinity): Bench {
  const scheduler = createFakeScheduler();
  const workers: FakeWorker[] = [];
  const workerFactory = (): FakeWorker => {
    workers.push(createFakeWorker(script, info, eventsAtATime));
    return workers.at(-1) as FakeWorker;
  };
  const simulator = createSimulator({ workerFactory, scheduler, reducedMotion: () => false });
  const worker = (): FakeWorker => workers.at(-1) as FakeWorker;
  return {
    simulator,
    scheduler,
    workers,
    worker,
    play(frames) {
      for (let frame = 0; frame < frames; frame += 1) {
        scheduler.frame();
        worker().flush();
      }
    },
  };
}

/** With the document open. */
export function opened(script?: readonly ScriptedEvent[], info?: Partial<RunInfo>, eventsAtATime?: number): Bench {
  const all = bench(script, info, eventsAtATime);
  all.simulator.actions.openLibrary('test');
  all.worker().flush();
  return all;
}
