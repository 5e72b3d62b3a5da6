import { describe, expect, test } from 'vitest';
import { hurry, paceAfterCommand, paceAfterFacts, paceAfterStep, startPace, stopsFor, tick } from './clock.ts';
import type { Pace, View } from './clock.ts';
import type { RunInfo, StoryState, StoryStepInfo } from '../protocol/messages.ts';
import { fixtureFrame } from '../scene/testing/fixtureFrame.ts';
import { EMPTY_LANES, foldLanes } from './lanes/foldLanes.ts';
import type { Latest } from './latest.ts';
import { isWaiting } from './waits.ts';

const FLYING: View = { now: 5_000_000, flightUs: 1_000, gapUs: 400, waiting: false };
const NOTHING: View = { now: 5_000_000, flightUs: null, gapUs: 400_000, waiting: false };
const notable = (type: string): { type: string; notable: boolean } => ({ type, notable: true });
const routine = (type: string): { type: string; notable: boolean } => ({ type, notable: false });

/** A run in which the first record has been sent and everything routine was seen often. */
function running(): Pace {
  let pace = startPace();
  const types = ['BatchSent', 'RecordsAppended', 'RecordsReplicated', 'HighWatermarkAdvanced', 'BatchAcked', 'RecordsFetched', 'RecordsPolled', 'OffsetsCommitted'];
  for (let times = 0; times < 20; times += 1) pace = paceAfterFacts(pace, types.map(routine));
  return { ...pace, quietS: 100 };
}

function rateAfter(pace: Pace, seconds: number, view: View): number {
  let rate = 0;
  for (let passed = 0; passed < seconds; passed += 1 / 60) ({ pace, rate } = tick(pace, 'auto', 1 / 60, view));
  return rate;
}

describe('a speed that was chosen', () => {
  test.each([1 / 5000, 1, 1000])('%d is the rate, whatever happens', (speed) => {
    expect(tick(paceAfterCommand(startPace()), speed, 0.016, FLYING).rate).toBe(speed);
  });

  test('stops at nothing', () => {
    expect(stopsFor(running(), 2)).toEqual({ notable: false, types: [] });
  });
});

describe('auto', () => {
  test('shows a flight of 1 ms for 0.15 to 0.3 s after a command', () => {
    const { rate } = tick(paceAfterCommand(running()), 'auto', 1 / 60, FLYING);
    const seenForS = 0.001 / rate;
    expect(seenForS).toBeGreaterThan(0.15);
    expect(seenForS).toBeLessThan(0.3);
  });

  test('shows a flight of 100 ms for about as long', () => {
    const { rate } = tick(paceAfterCommand(running()), 'auto', 1 / 60, { ...FLYING, now: 0, flightUs: 100_000, gapUs: 50_000 });
    expect(0.1 / rate).toBeGreaterThan(0.15);
    expect(0.1 / rate).toBeLessThan(0.3);
  });

  test('doubles every 0.7 s up to 2 virtual seconds a second while messages fly', () => {
    const pace = paceAfterCommand(running());
    expect(rateAfter(pace, 2.1, FLYING) / rateAfter(pace, 1.4, FLYING)).toBeCloseTo(2, 1);
    expect(rateAfter(pace, 20, FLYING)).toBe(2);
  });

  test('never slows down by itself', () => {
    let pace = paceAfterCommand(running());
    let before = 0;
    for (let frames = 0; frames < 600; frames += 1) {
      const next = tick(pace, 'auto', 1 / 60, FLYING);
      expect(next.rate).toBeGreaterThanOrEqual(before);
      before = next.rate;
      pace = next.pace;
    }
  });

  test('passes quickly over a wait in which nothing flies', () => {
    const slow = tick(paceAfterCommand(running()), 'auto', 1 / 60, FLYING).rate;
    const waiting = tick(paceAfterCommand(running()), 'auto', 1 / 60, NOTHING).rate;
    expect(waiting).toBeGreaterThan(100 * slow);
    expect(waiting).toBeLessThanOrEqual(2);
  });

  test('passes quickly over steady traffic while something is waited for', () => {
    const waiting: View = { ...FLYING, waiting: true };
    expect(rateAfter(running(), 0.1, waiting)).toBe(10);
    expect(rateAfter(paceAfterCommand(running()), 20, waiting)).toBe(10);
    expect(rateAfter(running(), 0.1, { ...NOTHING, waiting: true })).toBe(10);
    expect(rateAfter(running(), 0.1, FLYING)).toBe(2);
  });

  test('slows down at what was waited for', () => {
    const waiting: View = { ...FLYING, waiting: true };
    expect(rateAfter(paceAfterFacts(running(), [notable('LeaderElected')]), 0.1, waiting)).toBeLessThan(1 / 100);
  });

  test('slows down at a notable fact', () => {
    expect(rateAfter(running(), 0.1, FLYING)).toBe(2);
    expect(rateAfter(paceAfterFacts(running(), [notable('LeaderElected')]), 0.1, FLYING)).toBeLessThan(1 / 100);
  });

  test('slows down less for what was seen often, until the reader does something', () => {
    let pace = running();
    for (let times = 0; times < 30; times += 1) pace = paceAfterFacts(pace, [notable('ProduceRefused')]);
    const bored = rateAfter(paceAfterFacts({ ...pace, quietS: 100 }, [notable('ProduceRefused')]), 0.1, FLYING);
    expect(bored).toBeGreaterThan(1 / 10);
    const again = paceAfterCommand({ ...pace, quietS: 100 });
    expect(rateAfter(paceAfterFacts(again, [notable('ProduceRefused')]), 0.1, FLYING)).toBeLessThan(1 / 100);
  });

  test('a burst of one type counts once', () => {
    const burst = paceAfterFacts(running(), Array.from({ length: 50 }, () => notable('LeaderElected')));
    expect(burst.notableSeen['LeaderElected']).toBe(1);
  });

  test('shows the first round trips slowly and the later ones not', () => {
    const first = paceAfterFacts({ ...startPace(), quietS: 100 }, [routine('BatchSent')]);
    expect(rateAfter(first, 0.1, FLYING)).toBeLessThan(1 / 100);
    expect(rateAfter(paceAfterFacts(running(), [routine('BatchSent')]), 0.1, FLYING)).toBe(2);
  });

  test('does not dwell on anything before the first record is sent', () => {
    const pace = paceAfterFacts(startPace(), [notable('ControllerElected'), notable('BrokerUnfenced')]);
    expect(rateAfter(pace, 0.1, { ...FLYING, now: 100_000 })).toBe(0.5);
    expect(stopsFor(pace, 'auto')).toEqual({ notable: false, types: ['BatchSent'] });
    expect(stopsFor(paceAfterFacts(pace, [routine('BatchSent')]), 'auto').notable).toBe(true);
  });

  test('a run in which nothing is sent does not start for ever', () => {
    expect(rateAfter(startPace(), 20, FLYING)).toBe(2);
  });

  test('asks the worker to stop at the first round trips only', () => {
    expect(stopsFor(paceAfterCommand(startPace()), 'auto').types).toContain('RecordsReplicated');
    expect(stopsFor(running(), 'auto')).toEqual({ notable: true, types: [] });
  });
});

describe('what is waited for', () => {
  const S = 1_000_000;
  const frame = fixtureFrame({ messages: 0 });
  const timeline = { branches: [], current: 0, undo: null, redo: null, bookmarks: [] };
  const latest: Latest = { frame, detail: null, facts: [], answers: [], lanes: EMPTY_LANES, reachedAt: [], knownTo: frame.now, story: null, traffic: [], broken: [], timeline, first: frame, edge: frame };
  const alone = { run: null, guided: false };
  const brokerIs = (state: 'dead' | 'paused' | 'running', sessionExpiresAt: number | null): Latest => ({
    ...latest,
    frame: { ...frame, brokers: frame.brokers.map((broker, index) => (index === 0 ? { ...broker, state, sessionExpiresAt } : broker)) },
  });

  test.each([
    ['dead', 20 * S, true],
    ['paused', 20 * S, true],
    ['dead', null, false],
    ['running', 20 * S, false],
  ] as const)('a broker that is %s and whose session ends at %s: %s', (state, sessionExpiresAt, waiting) => {
    expect(isWaiting(brokerIs(state, sessionExpiresAt), 15 * S, alone)).toBe(waiting);
  });

  test('a group that rebalances', () => {
    const groupIs = (state: 'Stable' | 'PreparingRebalance' | 'CompletingRebalance'): Latest => ({ ...latest, frame: { ...frame, groups: frame.groups.map((group) => ({ ...group, state })) } });
    expect(isWaiting(groupIs('Stable'), 15 * S, alone)).toBe(false);
    expect(isWaiting(groupIs('PreparingRebalance'), 15 * S, alone)).toBe(true);
    expect(isWaiting(groupIs('CompletingRebalance'), 15 * S, alone)).toBe(true);
  });

  test('a consumer that died less than a minute ago', () => {
    const dead = { ...frame, consumers: frame.consumers.map((consumer, index) => (index === 0 ? { ...consumer, status: 'dead' as const } : consumer)) };
    const killed = { seq: 0, at: 10 * S, cause: 0, node: frame.consumers[0]?.node ?? '', fact: { type: 'NodeKilled' as const } };
    const after: Latest = { ...latest, frame: dead, lanes: foldLanes(EMPTY_LANES, frame, dead, [killed]) };
    expect(isWaiting(after, 69 * S, alone)).toBe(true);
    expect(isWaiting(after, 70 * S, alone)).toBe(false);
  });

  test('a story that goes on by itself, unless the reader has to or is thinking', () => {
    const step = { title: '', text: '', focus: [], prediction: null };
    const asks = { ...step, prediction: { question: 'Who?', options: ['1', '2'] } };
    const told = (story: readonly StoryStepInfo[], state: Partial<StoryState>, guided = true): boolean => {
      const run: RunInfo = { id: '', title: '', summary: '', level: 'basics', concepts: [], seed: 0, keys: [], story, guarantees: [], history: [], waits: [], actions: [] };
      return isWaiting({ ...latest, story: { current: 0, reachedAt: [0], predictions: [], waits: false, ...state } }, 5 * S, { run, guided });
    };
    const answer = { step: 0, truth: null, explain: null };
    expect(told([step, step], {})).toBe(true);
    expect(told([step, step], {}, false)).toBe(false);
    expect(told([step, step], { waits: true })).toBe(false);
    expect(told([step, step], { current: 1 })).toBe(false);
    expect(told([asks, step], { predictions: [{ ...answer, chosen: null }] })).toBe(false);
    expect(told([asks, step], { predictions: [{ ...answer, chosen: 1 }] })).toBe(true);
  });
});

describe('a story', () => {
  test('leaves time to read: 40 words are 8 s in which nothing passes by', () => {
    const pace = paceAfterStep(running(), 40);
    expect(rateAfter(pace, 7.5, FLYING)).toBeLessThanOrEqual(1 / 50);
    expect(rateAfter(pace, 7.5, NOTHING)).toBeLessThanOrEqual(0.4);
    expect(rateAfter(pace, 20, FLYING)).toBe(2);
  });

  test('leaves that time also when its next step waits for something', () => {
    const pace = paceAfterStep(running(), 40);
    expect(rateAfter(pace, 7.5, { ...NOTHING, waiting: true })).toBeLessThanOrEqual(0.4);
    expect(rateAfter(pace, 20, { ...FLYING, waiting: true })).toBe(10);
  });

  test('goes to the next step at once when the reader asks for it, and slows down there', () => {
    const pace = hurry(paceAfterStep(running(), 40));
    expect(rateAfter(pace, 0.1, FLYING)).toBeGreaterThan(2);
    expect(tick(pace, 1 / 150, 1 / 60, FLYING).rate).toBeGreaterThan(2);
    expect(stopsFor(pace, 'auto').notable).toBe(false);
    expect(rateAfter(paceAfterStep(pace, 40), 0.1, FLYING)).toBeLessThan(1 / 100);
  });
});
