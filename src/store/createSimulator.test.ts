import { describe, expect, test } from 'vitest';
import type { ToWorker } from '../protocol/messages.ts';
import { viewOf } from './savedRuns.ts';
import { FLIGHTS, bench, opened, sent } from './testing/storeBench.ts';
import type { FakeWorker, ScriptedEvent } from './testing/fakeWorker.ts';

function advances(worker: FakeWorker): Extract<ToWorker, { type: 'advance' }>[] {
  return worker.received.filter((message) => message.type === 'advance');
}

test('who is done with causes is where they were asked for, and so is who opens a link to them', () => {
  const { simulator } = opened();
  const { store, actions } = simulator;
  actions.select('broker-1');
  actions.askWhyOf({ kind: 'replica', topic: 'orders', partition: 0, broker: 1 }, 'The copy');
  actions.askWhyOf({ kind: 'message', id: 7 }, 'A message');
  expect(store.getState().selected).toBe('why');
  expect(viewOf(store.getState(), null).selected).toBe('broker-1');
  actions.select(null);
  expect(store.getState().selected).toBe('broker-1');
  actions.select(null);
  expect(store.getState().selected).toBeNull();
});

describe('playing', () => {
  test('begins by itself when a document is opened', () => {
    const { simulator, play } = opened();
    expect(simulator.store.getState().playing).toBe(true);
    play(30);
    expect(simulator.playhead.now()).toBeGreaterThan(0);
    expect(simulator.store.getState().frame?.events).toBeGreaterThan(0);
  });

  test('has one request to advance under way at a time, however slow the worker is', () => {
    const { scheduler, worker, simulator } = opened();
    for (let frame = 0; frame < 50; frame += 1) scheduler.frame();
    expect(advances(worker())).toHaveLength(1);
    expect(simulator.playhead.now()).toBe(0);
    worker().flush();
    for (let frame = 0; frame < 50; frame += 1) scheduler.frame();
    expect(advances(worker())).toHaveLength(2);
  });

  test('moves the playhead forwards only, and never past an event that was not computed', () => {
    const { simulator, scheduler, worker } = opened();
    let before = 0;
    for (let frame = 0; frame < 400; frame += 1) {
      scheduler.frame();
      if (frame % 7 === 0) worker().flush();
      const now = simulator.playhead.now();
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now).toBeLessThan(FLIGHTS[worker().processed()]?.at ?? Infinity);
      before = now;
    }
    expect(before).toBeGreaterThan(100_000);
  });

  test('asks for nothing while the playhead is on its way to the next event', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.setSpeed(1 / 1000);
    play(3);
    const asked = advances(worker()).length;
    play(20);
    expect(advances(worker())).toHaveLength(asked);
  });

  test('shows the first flight of a record for 0.15 to 0.5 s in auto', () => {
    const { simulator, play } = opened();
    let frames = 0;
    for (let frame = 0; frame < 600; frame += 1) {
      play(1);
      const now = simulator.playhead.now();
      if (now > 100_000 && now < 101_000) frames += 1;
    }
    expect(frames * 0.016).toBeGreaterThan(0.15);
    expect(frames * 0.016).toBeLessThan(0.5);
  });

  test('lets a worker that could not do it in one go work on, without waiting for the next repaint', () => {
    const { simulator, scheduler, worker } = opened(FLIGHTS, {}, 2);
    simulator.actions.setSpeed(100);
    scheduler.frame();
    worker().flush();
    scheduler.frame();
    scheduler.frame();
    worker().flush();
    expect(worker().processed()).toBe(FLIGHTS.length);
  });

  test('ends when nothing will ever happen again', () => {
    const { simulator, scheduler, play } = opened();
    simulator.actions.setSpeed(1000);
    play(20);
    expect(simulator.store.getState()).toMatchObject({ playing: false, ended: true });
    play(300);
    expect(scheduler.isBusy()).toBe(false);
  });

  test('does not make up for time in which the page was hidden', () => {
    const { simulator, scheduler, play } = opened();
    simulator.actions.setSpeed(1);
    play(3);
    const before = simulator.playhead.now();
    scheduler.frame(60_000);
    play(1);
    expect(simulator.playhead.now() - before).toBeLessThan(250_000);
  });
});

describe('a speed', () => {
  test('that was chosen before anything was open is kept, and one of another document is not', () => {
    const { simulator, worker } = bench();
    simulator.actions.openLibrary('test');
    simulator.actions.setSpeed(10);
    worker().flush();
    expect(simulator.store.getState().speed).toBe(10);
    simulator.actions.openLibrary('other');
    worker().flush();
    expect(simulator.store.getState().speed).toBe('auto');
  });
});

describe('pausing and stepping', () => {
  test('a pause brings picture, worker and playhead to the same moment', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.setSpeed(1 / 10);
    play(40);
    simulator.actions.pause();
    worker().flush();
    const { frame, playing } = simulator.store.getState();
    expect(playing).toBe(false);
    expect(frame?.now).toBe(Math.floor(simulator.playhead.now()));
    expect(frame?.now).toBeGreaterThan(0);
  });

  test.each(['auto', 1 / 200, 1] as const)('whenever it comes, at speed %s', (speed) => {
    const { simulator, play, worker } = opened();
    simulator.actions.setSpeed(speed);
    for (let pauses = 0; pauses < 300; pauses += 1) {
      play(1 + (pauses % 3));
      simulator.actions.pause();
      worker().flush();
      expect(simulator.store.getState().frame?.now).toBe(Math.floor(simulator.playhead.now()));
      if (simulator.store.getState().ended) break;
      simulator.actions.play();
    }
  });

  test('nothing moves while paused', () => {
    const { simulator, play, scheduler } = opened();
    play(10);
    simulator.actions.pause();
    play(200);
    const before = simulator.playhead.now();
    play(50);
    expect(simulator.playhead.now()).toBe(before);
    expect(scheduler.isBusy()).toBe(false);
  });

  test('a step is one event, and the playhead travels there first', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.pause();
    worker().flush();
    simulator.actions.stepEvent();
    play(30);
    expect(simulator.store.getState().frame).toMatchObject({ events: 1, now: 100_000 });
    simulator.actions.stepEvent();
    play(5);
    expect(simulator.playhead.now()).toBeGreaterThan(100_000);
    expect(simulator.store.getState().frame?.events).toBe(1);
    play(30);
    expect(simulator.store.getState().frame).toMatchObject({ events: 2, now: 101_000 });
    expect(simulator.playhead.now()).toBe(101_000);
  });

  test('quick steps are not slowed down by the travelling', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.pause();
    worker().flush();
    for (let step = 0; step < 6; step += 1) simulator.actions.stepEvent();
    play(30);
    expect(simulator.store.getState().frame?.events).toBe(6);
  });

  test('a step to the next notable fact stops there', () => {
    const script = [...FLIGHTS.slice(0, 6), { at: 500_000, facts: [{ type: 'NodeKilled' } as const] }, ...FLIGHTS.slice(8)];
    const { simulator, worker } = opened(script);
    simulator.actions.stepNotable();
    worker().flush();
    expect(simulator.store.getState()).toMatchObject({ playing: false, frame: { now: 500_000 } });
  });

  test('a step that ends where a story step begins tells of that at once', () => {
    const story = [0, 1].map((step) => ({ title: `Title ${step}`, text: '', focus: [], prediction: null }));
    const begins = { current: 1, reachedAt: [0, 500_000], predictions: [], waits: false };
    for (const guided of [true, false]) {
      const { simulator, worker, play, scheduler } = opened([{ at: 100_000, facts: [{ type: 'NodeKilled' }] }, { at: 500_000, story: begins }, ...FLIGHTS.slice(10)], { story });
      simulator.actions.setGuided(guided);
      simulator.actions.pause();
      worker().flush();
      simulator.actions.stepNotable();
      play(20);
      simulator.actions.stepNotable();
      worker().flush();
      scheduler.frame();
      expect(simulator.store.getState()).toMatchObject({ frame: { now: 500_000 }, announcement: 'Step 2 of 2: Title 1.' });
    }
  });

  test('a lens that the story changes is told with the step, and only where it is another one', () => {
    for (const [lens, announcement] of [['groups', 'Step 2 of 2: Title 1. Through the groups lens.'], ['cluster', 'Step 2 of 2: Title 1.'], [undefined, 'Step 2 of 2: Title 1.']] as const) {
      const story = [0, 1].map((step) => ({ title: `Title ${step}`, text: '', focus: [], prediction: null, ...(step === 1 && lens !== undefined ? { lens } : {}) }));
      const begins = { current: 1, reachedAt: [0, 500_000], predictions: [], waits: false };
      const { simulator, worker, scheduler } = opened([{ at: 500_000, story: begins }, ...FLIGHTS.slice(10)], { story });
      simulator.actions.pause();
      worker().flush();
      simulator.actions.stepNotable();
      worker().flush();
      scheduler.frame();
      expect(simulator.store.getState()).toMatchObject({ lens: lens ?? 'cluster', announcement });
    }
  });

  test('play during the travelling still makes the step', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.setSpeed(1 / 5000);
    simulator.actions.pause();
    worker().flush();
    simulator.actions.stepEvent();
    play(5);
    simulator.actions.stepEvent();
    play(2);
    simulator.actions.play();
    play(2);
    expect(simulator.store.getState().playing).toBe(true);
    expect(simulator.store.getState().frame?.events).toBe(2);
  });
});

describe('the rate that is told', () => {
  const crowd = Array.from({ length: 5_000 }, (_, index) => ({ at: 10_000 * (index + 1) }));

  test('is what is achieved where the worker does not keep up', () => {
    const { simulator, play, scheduler, worker } = opened(crowd, {}, 4);
    simulator.actions.setSpeed(10);
    for (let frame = 0; frame < 150; frame += 1) {
      scheduler.frame();
      worker().flush(1);
    }
    const { achievedRate, rate } = simulator.store.getState();
    expect(rate).toBe(10);
    expect(achievedRate).toBeLessThan(8);
    expect(achievedRate).toBeGreaterThan(1);
    simulator.actions.setSpeed(1);
    play(150);
    expect(simulator.store.getState().achievedRate).toBeNull();
  });

  test('is the rate in force where it does', () => {
    const { simulator, play } = opened(crowd);
    simulator.actions.setSpeed(10);
    play(150);
    expect(simulator.store.getState().achievedRate).toBeNull();
  });
});

describe('commands', () => {
  test('are done at the moment on the screen', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.setSpeed(1 / 10);
    play(30);
    const shown = Math.floor(simulator.playhead.now());
    simulator.actions.command({ kind: 'killBroker', broker: 1 });
    worker().flush();
    const told = simulator.store.getState().facts.at(-1);
    expect(told?.fact.type).toBe('NodeKilled');
    expect(told?.at).toBe(shown);
    expect(shown).toBeGreaterThan(0);
  });

  test('that are refused leave the run as it was and say why', () => {
    const { simulator, play, worker } = opened();
    play(10);
    simulator.actions.command('bad');
    worker().flush();
    expect(simulator.store.getState().problems).toEqual({ title: 'That cannot be done', list: [{ path: 'kind', message: 'is not known' }] });
    expect(simulator.store.getState().playing).toBe(true);
    simulator.actions.dismissProblems();
    expect(simulator.store.getState().problems).toBeNull();
  });
});

describe('documents', () => {
  test('one that is refused leaves the run in progress', () => {
    const { simulator, play, worker } = opened();
    play(30);
    const { frame, run } = simulator.store.getState();
    simulator.actions.openText('bad', 'mine.json');
    worker().flush();
    expect(simulator.store.getState()).toMatchObject({ run, playing: true, problems: { title: 'mine.json cannot be run' } });
    expect(simulator.store.getState().frame?.events).toBeGreaterThanOrEqual(frame?.events ?? 0);
    play(60);
    expect(simulator.playhead.now()).toBeGreaterThan(frame?.now ?? Infinity);
  });

  test('another one begins at the beginning, with nothing left of the one before', () => {
    const { simulator, play, worker } = opened();
    play(60);
    simulator.actions.select('broker-1');
    simulator.actions.openText('good', 'mine.json');
    worker().flush();
    expect(simulator.store.getState()).toMatchObject({ selected: null, facts: [], frame: { now: 0 }, source: { kind: 'text', name: 'mine.json' } });
    expect(simulator.playhead.now()).toBe(0);
  });

  test('answers that belong to the run before are dropped', () => {
    const { simulator, worker } = opened();
    simulator.actions.openText('good', 'mine.json');
    worker().flush();
    worker().say({ type: 'refused', request: 1, problems: [{ path: 'old', message: 'old' }] });
    expect(simulator.store.getState().problems).toBeNull();
  });

  test('restart opens the same document with the same seed', () => {
    const { simulator, worker, play } = bench();
    simulator.actions.openLibrary('test', 7);
    worker().flush();
    play(30);
    simulator.actions.restart();
    worker().flush();
    const [first, last] = worker().received.filter((message) => message.type === 'open');
    expect(last).toEqual({ ...first, request: last?.request });
    expect(simulator.store.getState().run?.seed).toBe(7);
  });
});

describe('a worker that fails', () => {
  test('says so with seed and event number, and a restart begins with a new one', () => {
    const { simulator, worker, workers, play } = opened();
    play(10);
    worker().say({ type: 'failed', message: 'Assertion failed: offsets are dense', seed: 42, event: 1234 });
    expect(simulator.store.getState().failure).toBe('Assertion failed: offsets are dense (seed 42, event 1234)');
    expect(simulator.store.getState().playing).toBe(false);
    expect(worker().isTerminated()).toBe(true);
    simulator.actions.restart();
    worker().flush();
    expect(workers).toHaveLength(2);
    expect(simulator.store.getState()).toMatchObject({ failure: null, playing: true });
  });

  test('is told of when its script cannot be loaded, too', () => {
    const { simulator, worker } = opened();
    worker().breakDown('');
    expect(simulator.store.getState().failure).toBe('its worker could not be loaded');
  });

  test('is never heard again', () => {
    const { simulator, workers, worker } = opened();
    worker().breakDown('');
    simulator.actions.restart();
    workers[0]?.say({ type: 'failed', message: 'late', seed: 1, event: 1 });
    expect(simulator.store.getState().failure).toBeNull();
  });
});

describe('selection', () => {
  test('asks about what is selected and drops answers about anything else', () => {
    const { simulator, worker } = opened();
    simulator.actions.pause();
    simulator.actions.select('broker-1');
    simulator.actions.select('broker-2');
    worker().flush();
    expect(simulator.store.getState().inspection?.target).toBe('broker-2');
    simulator.actions.select(null);
    expect(simulator.store.getState().inspection).toBeNull();
  });

  test('asks again as the run goes on', () => {
    const { simulator, worker, play } = opened();
    simulator.actions.setSpeed(1);
    simulator.actions.select('broker-1');
    play(60);
    expect(worker().received.filter((message) => message.type === 'inspect').length).toBeGreaterThan(1);
  });
});

describe('a story', () => {
  const story = [
    { title: 'One', text: 'Words.', focus: [], prediction: null },
    { title: 'Two', text: 'What now?', focus: [], prediction: { question: 'What now?', options: ['this', 'that'] } },
    { title: 'Three', text: 'That is all.', focus: [], prediction: null },
  ];
  const state = (current: number, waits = false): NonNullable<ScriptedEvent['story']> => ({
    current,
    reachedAt: Array.from({ length: current + 1 }, (_, index) => index * 1_000),
    predictions: [],
    waits,
  });
  const script = [...FLIGHTS.slice(0, 4), { at: 250_000, story: state(1) }, ...FLIGHTS.slice(4, 8), { at: 450_000, story: state(2, true) }, ...FLIGHTS.slice(8)];

  test('pauses at a question and goes on when the reader says so', () => {
    const { simulator, play } = opened(script, { story });
    simulator.actions.setSpeed(1);
    play(60);
    expect(simulator.store.getState()).toMatchObject({ playing: false, story: { current: 1 }, frame: { now: 250_000 } });
    simulator.actions.continueStory();
    play(30);
    expect(simulator.store.getState()).toMatchObject({ playing: true, story: { current: 2 } });
  });

  test('does not pause for a reader who tries things alone', () => {
    const { simulator, play } = opened(script, { story });
    simulator.actions.setSpeed(1);
    simulator.actions.setGuided(false);
    play(60);
    expect(simulator.store.getState().playing).toBe(true);
    expect(simulator.playhead.now()).toBeGreaterThan(250_000);
  });

  test('sends the reader on to a step that waits for nothing else', () => {
    const { simulator, play, worker } = opened(script, { story });
    simulator.actions.setSpeed(1);
    play(60);
    simulator.actions.continueStory();
    play(60);
    expect(worker().received.some((message) => message.type === 'continue')).toBe(false);
    simulator.actions.continueStory();
    expect(worker().received.at(-1)?.type).toBe('continue');
  });

  test('passes quickly to a step that comes by itself', () => {
    const long: readonly ScriptedEvent[] = [{ at: 1_000, facts: [sent] }, { at: 20_000_000, story: state(2) }, { at: 30_000_000 }];
    const { simulator, play } = opened(long, { story });
    play(2);
    simulator.actions.continueStory();
    play(240);
    expect(simulator.store.getState().story?.current).toBe(2);
  });
});

describe('idle', () => {
  test('resolves once everything asked for is in the store', async () => {
    const { simulator, worker } = opened();
    simulator.actions.pause();
    worker().flush();
    let done = false;
    simulator.actions.command({ kind: 'killBroker', broker: 1 });
    const idle = simulator.idle().then(() => {
      done = true;
    });
    await Promise.resolve();
    expect(done).toBe(false);
    worker().flush();
    await idle;
    expect(simulator.store.getState().facts.at(-1)?.fact.type).toBe('NodeKilled');
  });
});

describe('before anything is open', () => {
  test('nothing is asked of the worker', () => {
    const { simulator, worker } = bench();
    simulator.actions.stepEvent();
    simulator.actions.stepNotable();
    simulator.actions.play();
    simulator.actions.pause();
    simulator.actions.restart();
    expect(worker().received).toEqual([]);
    expect(simulator.store.getState().playing).toBe(false);
  });
});

describe('words for a screen reader', () => {
  test('tell what happened after a step', () => {
    const { simulator, play, worker } = opened();
    simulator.actions.pause();
    worker().flush();
    play(400);
    simulator.actions.stepEvent();
    play(20);
    simulator.actions.stepEvent();
    play(300);
    expect(simulator.store.getState().announcement).toBe('Broker 1 appends offset 0 to orders-0.');
  });
});
