import { describe, expect, it, vi } from 'vitest';
import { MESSAGE_KINDS } from '../../base/messageKinds.ts';
import { diffFrames } from '../../protocol/diffFrames.ts';
import type { RunInfo, ToWorker } from '../../protocol/messages.ts';
import { createSimulator, type Simulator } from '../createSimulator.ts';
import { createFakeScheduler } from '../testing/fakeScheduler.ts';
import { createFakeWorker, type FakeWorker, type ScriptedEvent } from '../testing/fakeWorker.ts';
import { createComparison, type Comparison } from './createComparison.ts';
import { horizonOf, type Choice } from './comparisonState.ts';

const SECOND = 1_000_000;
const EVENTS: readonly ScriptedEvent[] = Array.from({ length: 60 }, (_, index) => ({ at: index * SECOND }));
const TWIN: Choice = { other: { kind: 'twin', change: { kind: 'seed', seed: 7 } }, titles: { left: 'seed 1', right: 'seed 7' } };

interface Bench {
  readonly simulator: Simulator;
  readonly comparison: Comparison;
  readonly worker: FakeWorker;
  readonly otherWorker: FakeWorker;
  readonly onLeave: ReturnType<typeof vi.fn<() => void>>;
  /** Both workers answer until nobody asks any more. */
  readonly settle: () => Promise<void>;
}

async function bench(choice: Choice = TWIN, info: Partial<RunInfo> = {}): Promise<Bench> {
  const worker = createFakeWorker(EVENTS, info);
  const otherWorker = createFakeWorker(EVENTS, info);
  const scheduler = createFakeScheduler();
  const simulator = createSimulator({ workerFactory: () => worker, scheduler, reducedMotion: () => true });
  simulator.actions.openLibrary('test');
  worker.flush();
  simulator.actions.pause();
  worker.flush();
  const onLeave = vi.fn<() => void>();
  const comparison = createComparison(simulator, choice, { workerFactory: () => otherWorker, onLeave });
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 8; round += 1) {
      worker.flush();
      await Promise.resolve();
      await Promise.resolve();
      otherWorker.flush();
      scheduler.frame();
    }
  };
  await settle();
  return { simulator, comparison, worker, otherWorker, onLeave, settle };
}

function asked<T extends ToWorker['type']>(worker: FakeWorker, type: T): Extract<ToWorker, { type: T }>[] {
  return worker.received.filter((message): message is Extract<ToWorker, { type: T }> => message.type === type);
}

describe('a run and another one beside it', () => {
  it('is begun from the record of the run, shown and compared', async () => {
    const { comparison, otherWorker } = await bench();
    expect(asked(otherWorker, 'openOther')).toMatchObject([{ other: TWIN.other, left: { seed: 42 }, until: 30 * SECOND }]);
    expect(comparison.store.getState()).toMatchObject({ ready: true, titles: TWIN.titles, problems: null, progress: null, compared: { until: 30 * SECOND }, outcome: { at: 0, rows: [] } });
    expect(comparison.other.store.getState().frame?.now).toBe(0);
  });

  it('goes where the run goes, on by playing, far and back by seeking, one request at a time', async () => {
    const { simulator, comparison, otherWorker, settle } = await bench();
    const otherNow = (): number | undefined => comparison.other.store.getState().frame?.now;
    simulator.actions.seekTo(1.5 * SECOND);
    await settle();
    expect(otherNow()).toBe(1.5 * SECOND);
    simulator.actions.seekTo(20 * SECOND);
    await settle();
    expect(otherNow()).toBe(20 * SECOND);
    simulator.actions.seekTo(3 * SECOND);
    await settle();
    expect(otherNow()).toBe(3 * SECOND);
    expect(asked(otherWorker, 'advance').map(({ to }) => to)).toEqual([1.5 * SECOND]);
    expect(asked(otherWorker, 'seek').map(({ to }) => to)).toEqual([{ kind: 'time', at: 20 * SECOND }, { kind: 'time', at: 3 * SECOND }]);
    // It is drawn with the run's own playhead.
    expect(comparison.other.playhead).toBe(simulator.playhead);
  });

  it('is begun anew when the reader does something, and compared further when the run goes on', async () => {
    const { simulator, otherWorker, settle } = await bench();
    simulator.actions.seekTo(10 * SECOND);
    await settle();
    expect(asked(otherWorker, 'openOther')).toHaveLength(1);
    simulator.actions.seekTo(5 * SECOND);
    await settle();
    simulator.actions.command({ kind: 'killBroker', broker: 1 });
    await settle();
    // The command was given in the past: another branch.
    expect(asked(otherWorker, 'openOther')).toHaveLength(2);
    simulator.actions.seekTo(28 * SECOND);
    await settle();
    expect(asked(otherWorker, 'openOther').at(-1)?.until).toBe(60 * SECOND);
    expect(asked(otherWorker, 'openOther')).toHaveLength(3);
  });

  it('shows what the run shows, and nothing can be done to it', async () => {
    const { simulator, comparison, worker, otherWorker, settle } = await bench();
    const { other } = comparison;
    other.actions.select('broker-1');
    await settle();
    expect([simulator.store.getState().selected, other.store.getState().selected]).toEqual(['broker-1', 'broker-1']);
    other.actions.command({ kind: 'killBroker', broker: 1 });
    simulator.actions.setKindShown('control', true);
    await settle();
    expect(other.store.getState().shownKinds).toEqual(MESSAGE_KINDS);
    expect([...asked(worker, 'command'), ...asked(otherWorker, 'command')]).toEqual([]);
  });

  it('is told to be different only from a frame of its own time', async () => {
    const { simulator, comparison, otherWorker, worker } = await bench();
    simulator.actions.seekTo(5 * SECOND);
    worker.flush();
    const broker = { key: 'broker-1', id: 1, node: 'broker-1', rack: null, state: 'running', brokerEpoch: 1, fenced: false, lastHeartbeatAt: 0, sessionExpiresAt: 0, heartbeatIntervalUs: 2_000_000, slow: null, cut: false, vitals: { queued: 0, parkedProduces: 0, parkedFetches: 0, notOnDisk: 0, waitsFor: null }, holds: { own: { replicas: 0, leads: 0, underMinIsr: 0 }, internal: { replicas: 0, leads: 0, underMinIsr: 0 } } } as const;
    const answerAt = (now: number, request: number | undefined): void => {
      const before = comparison.other.store.getState().frame;
      if (before === null) throw new Error('The other run has no frame.');
      const frame = diffFrames(null, { ...before, now, brokers: [broker] }, 9);
      otherWorker.say({ type: 'frame', request: request ?? -1, frame, facts: [], answers: [], stopped: 'budget', nextEventAt: null, traffic: [], story: null, broken: [], again: [], knownTo: now, atEnd: true, timeline: null, journal: null });
    };
    answerAt(4 * SECOND, asked(otherWorker, 'seek').at(-1)?.request);
    expect(comparison.other.store.getState().frame?.now).toBe(4 * SECOND);
    expect(comparison.store.getState().differences.right.size).toBe(0);
    answerAt(5 * SECOND, asked(otherWorker, 'advance').at(-1)?.request);
    expect([...comparison.store.getState().differences.right]).toEqual([['broker-1', ['not in the other run']]]);
  });

  it('tells when it has failed', async () => {
    const { comparison, otherWorker } = await bench();
    otherWorker.breakDown('gone');
    expect(comparison.store.getState()).toMatchObject({ failure: 'gone', progress: null });
  });

  it('is left when another document is opened, and goes with all that belongs to it', async () => {
    const { simulator, comparison, worker, otherWorker, onLeave, settle } = await bench();
    simulator.actions.restart();
    worker.flush();
    await settle();
    expect(onLeave).not.toHaveBeenCalled();
    // Nothing was done to it, so it is the same run again.
    expect(asked(otherWorker, 'openOther')).toHaveLength(1);
    simulator.actions.openLibrary('elsewhere');
    worker.flush();
    expect(onLeave).toHaveBeenCalledOnce();
    comparison.dispose();
    expect(otherWorker.isTerminated()).toBe(true);
    const { selected } = comparison.other.store.getState();
    simulator.actions.select('broker-2');
    expect(comparison.other.store.getState().selected).toBe(selected);
  });
});

it('what is compared reaches some way ahead of what is known', () => {
  expect([0, 10, 20, 60, 600].map((end) => horizonOf(end * SECOND) / SECOND)).toEqual([30, 30, 50, 100, 800]);
});
