import { describe, expect, test } from 'vitest';
import { opened, type Bench } from './testing/storeBench.ts';
import type { FakeWorker } from './testing/fakeWorker.ts';

describe('going elsewhere in time', () => {
  const rested = (): Bench => {
    const all = opened();
    all.simulator.actions.setSpeed(1);
    all.play(60);
    all.simulator.actions.pause();
    all.worker().flush();
    return all;
  };
  const seeks = (worker: FakeWorker): number[] => worker.received.flatMap((message) => (message.type === 'seek' && message.to.kind === 'time' ? [message.to.at] : []));

  test('a seek backwards puts playhead and picture there, and what was known stays known', () => {
    const { simulator, worker } = rested();
    const { knownTo, facts, lanes } = simulator.store.getState();
    simulator.actions.seekTo(250_000.7);
    worker().flush();
    expect(simulator.playhead.now()).toBe(250_000);
    expect(simulator.store.getState()).toMatchObject({ playing: false, frame: { now: 250_000, events: 4 }, knownTo, facts, lanes });
  });

  test('while one seek is under way only the newest of those that come counts', () => {
    const { simulator, worker } = rested();
    for (const at of [100_000, 200_000, 300_000, 150_000]) simulator.actions.seekTo(at);
    expect(seeks(worker())).toEqual([100_000]);
    worker().flush();
    expect(seeks(worker())).toEqual([100_000, 150_000]);
    expect(simulator.store.getState().frame?.now).toBe(150_000);
  });

  test('a seek that takes long says how far it is, and need not be waited for', () => {
    const { simulator, worker } = rested();
    simulator.actions.seekTo(900_000_000);
    const request = worker().received.at(-1)?.request ?? -1;
    worker().say({ type: 'progress', request, at: 5_000_000, to: 900_000_000 });
    expect(simulator.store.getState().seeking).toEqual({ at: 5_000_000, to: 900_000_000 });
    simulator.actions.seekTo(100_000);
    expect(seeks(worker())).toEqual([900_000_000, 100_000]);
    worker().say({ type: 'dropped', request });
    worker().flush();
    expect(simulator.store.getState()).toMatchObject({ seeking: null, frame: { now: 100_000 } });
  });

  test('a run that plays waits while it is scrubbed, and goes on when it is let go', () => {
    const { simulator, worker, play } = rested();
    simulator.actions.play();
    play(2);
    simulator.actions.startScrub();
    simulator.actions.seekTo(200_000);
    play(10);
    expect(simulator.store.getState()).toMatchObject({ playing: false, scrubbing: true, frame: { now: 200_000 } });
    simulator.actions.endScrub();
    expect(simulator.store.getState()).toMatchObject({ playing: true, scrubbing: false });
    play(10);
    expect(simulator.playhead.now()).toBeGreaterThan(200_000);
    expect(worker().received.filter(({ type }) => type === 'seek')).toHaveLength(1);
  });

  test('let go before the picture is there, it goes on from where it was let go', () => {
    const { simulator, worker, play } = rested();
    simulator.actions.play();
    simulator.actions.startScrub();
    simulator.actions.seekTo(100_000);
    simulator.actions.seekTo(300_000);
    simulator.actions.endScrub();
    expect(simulator.store.getState().playing).toBe(false);
    worker().flush();
    expect(simulator.store.getState()).toMatchObject({ playing: true, frame: { now: 300_000 } });
    play(1);
    expect(simulator.playhead.now()).toBeLessThan(400_000);
  });

  test('a known future that is played again is as slow as it was, and is told once', () => {
    const { simulator, play, worker } = rested();
    const count = simulator.store.getState().facts.length;
    simulator.actions.seekTo(0);
    worker().flush();
    simulator.actions.play();
    play(20);
    expect(simulator.store.getState().facts).toHaveLength(count);
    expect(simulator.playhead.now()).toBeGreaterThan(0);
  });

  test('acting in the past says so', () => {
    const { simulator, worker, play } = rested();
    simulator.actions.seekTo(200_000);
    worker().flush();
    simulator.actions.command({ kind: 'killBroker', broker: 1 });
    worker().flush();
    const words = 'You changed the past at 200 ms. The other future stays as “main”.';
    expect(simulator.store.getState()).toMatchObject({ note: words, timeline: { current: 1 } });
    play(2);
    expect(simulator.store.getState().announcement).toBe(words);
    simulator.actions.dismissNote();
    expect(simulator.store.getState().note).toBeNull();
  });

  test('what shows nothing while the run stands still says that it takes time, and what shows at once does not', () => {
    const { simulator, worker, play } = rested();
    simulator.actions.command({ kind: 'killBroker', broker: 1 });
    worker().flush();
    expect(simulator.store.getState().note).toBeNull();
    simulator.actions.command('slow');
    worker().flush();
    const words = 'Asked for. What comes of it shows as time goes on: press Play.';
    expect(simulator.store.getState().note).toBe(words);
    play(2);
    expect(simulator.store.getState().announcement).toBe(words);
    simulator.actions.dismissNote();
    simulator.actions.play();
    simulator.actions.command('slow');
    worker().flush();
    expect(simulator.store.getState().note).toBeNull();
    simulator.actions.pause();
    simulator.actions.seekTo(200_000);
    worker().flush();
    simulator.actions.command('slow');
    worker().flush();
    expect(simulator.store.getState().note).toMatch(/^You changed the past .* Asked for/);
  });

  test('a step back goes to the event before, and says where that is', () => {
    const { simulator, worker, play } = rested();
    simulator.actions.seekTo(300_000);
    worker().flush();
    simulator.actions.stepBackEvent();
    worker().flush();
    play(2);
    expect(simulator.store.getState()).toMatchObject({ playing: false, frame: { now: 201_000 } });
    expect(simulator.store.getState().announcement).toMatch(/^Back at 201 ms/);
  });

  test('nothing is asked for on the way to another branch that belongs to the one before', () => {
    const { simulator, worker, scheduler } = rested();
    simulator.actions.play();
    simulator.actions.undo();
    for (let frame = 0; frame < 20; frame += 1) scheduler.frame();
    expect(worker().received.at(-1)?.type).toBe('undo');
  });
});
