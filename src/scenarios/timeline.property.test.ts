import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  act,
  compareMoments,
  isAtEnd,
  momentOf,
  playNext,
  removeBranch,
  seekEvent,
  seekTime,
  stateView,
  switchTo,
  takeBack,
  goAfter,
  traceHashOf,
  type Moment,
  type TimedInput,
} from '../sim/index.ts';
import { randomRun, type RandomRun } from '../sim/testing/randomRuns.ts';
import { parseCommand } from './index.ts';
import { playOn, startRun, type ScenarioRun } from './play.ts';
import { scenarioPlayer, startTimeline, type RunInput, type ScenarioTimeline } from './scenarioPlayer.ts';

const RUNS = Number(process.env['TIMELINE_RUNS'] ?? 8);
const SEED = process.env['TIMELINE_SEED'];
const TIMEOUT_MS = 300_000 + RUNS * 20_000;
const options = { numRuns: RUNS, verbose: 1, ...(SEED === undefined ? {} : { seed: Number(SEED) }) };

/** What is done to a timeline; `share` is a part, in thousandths, of the run or of what there is to choose from. */
type Move = { readonly kind: 'seek' | 'event' | 'play' | 'act' | 'undo' | 'redo' | 'switch' | 'remove'; readonly share: number; readonly more: number };

const moves = fc.array(
  fc.record({
    kind: fc.constantFrom<Move['kind']>('seek', 'seek', 'event', 'play', 'act', 'act', 'undo', 'redo', 'switch', 'remove'),
    share: fc.integer({ min: 0, max: 1000 }),
    more: fc.integer({ min: 0, max: 1000 }),
  }),
  { minLength: 3, maxLength: 8 },
);

function pick<T>(list: readonly T[], share: number): T | undefined {
  return list[Math.min(list.length - 1, Math.floor((list.length * share) / 1001))];
}

/** Something to do that the run's names allow. */
function someInput(run: ScenarioRun, { share, more }: Move): RunInput | null {
  const brokers = [...run.names.brokers];
  const broker = pick(brokers, share);
  const candidates: unknown[] = [
    { kind: 'killBroker', broker },
    { kind: 'restartBroker', broker },
    { kind: 'shutdownBroker', broker },
    { kind: 'pauseNode', node: `broker-${broker}`, for: '300ms' },
    { kind: 'cutLink', from: `broker-${broker}`, to: 'controllers' },
    { kind: 'healLink', from: '*', to: '*' },
  ];
  const parsed = parseCommand(pick(candidates, more), run.names);
  return parsed.ok ? { kind: 'command', command: parsed.command, written: parsed.written } : null;
}

function doMove(timeline: ScenarioTimeline, move: Move, untilUs: number): void {
  const { current, branches } = timeline;
  switch (move.kind) {
    case 'seek':
      return seekTime(timeline, Math.floor((untilUs * move.share) / 1000));
    case 'event':
      return seekEvent(timeline, Math.floor((current.end.events * move.share) / 1000));
    case 'play': {
      const to = momentOf(timeline).at + move.share * 1_000;
      for (let count = 0; count < move.more * 3 && playNext(timeline, to) !== null; count += 1);
      return;
    }
    case 'act': {
      const input = someInput(timeline.run, move);
      if (input !== null) act(timeline, input, 'acted');
      return;
    }
    case 'undo':
      if (timeline.given > 0) takeBack(timeline, timeline.given - 1, 'undone');
      return;
    case 'redo': {
      const branch = pick(branches, move.share);
      if (branch !== undefined && branch.inputs.length > 0) goAfter(timeline, branch, Math.floor(((branch.inputs.length - 1) * move.more) / 1000));
      return;
    }
    case 'switch': {
      const branch = pick(branches, move.share) ?? current;
      const at = Math.floor((untilUs * move.more) / 1000);
      switchTo(timeline, branch, at);
      while (playNext(timeline, at) !== null);
      return;
    }
    case 'remove': {
      const branch = pick(branches, move.share);
      if (branch !== undefined) removeBranch(timeline, branch);
    }
  }
}

/** The same inputs in a run of their own, without a checkpoint, up to that moment. */
function straight({ parsed }: RandomRun, inputs: readonly TimedInput<RunInput>[], to: Moment): ScenarioRun {
  const run = startRun(parsed, null);
  const goTo = (moment: Moment): void => {
    while (compareMoments(scenarioPlayer.momentOf(run), moment) < 0) playOn(run, moment.at);
    expect(scenarioPlayer.momentOf(run)).toEqual(moment);
  };
  for (const { moment, input } of inputs) {
    goTo(moment);
    scenarioPlayer.give(run, input);
  }
  goTo(to);
  return run;
}

function lookOf({ sim, story, guarantees }: ScenarioRun): unknown {
  return {
    hash: traceHashOf(sim),
    state: stateView(sim),
    facts: sim.state.nextFactSeq,
    story: story === null ? null : { beganAt: story.beganAt, predictions: story.predictions },
    broken: guarantees.broken,
  };
}

describe('moving about in random runs', () => {
  it(
    `shows at every moment what the straight run shows there (${RUNS} runs)`,
    () => {
      fc.assert(
        fc.property(randomRun, moves, (random, list) => {
          const timeline = startTimeline(random.parsed, null, 'main');
          for (const move of list) {
            doMove(timeline, move, random.untilUs);
            const { current, given, run } = timeline;
            expect(lookOf(run)).toEqual(lookOf(straight(random, current.inputs.slice(0, given), momentOf(timeline))));
          }
        }),
        options,
      );
    },
    TIMEOUT_MS,
  );

  it('acting and taking it back is as if nothing had been done', () => {
    fc.assert(
      fc.property(randomRun, fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 1000 }), (random, share, more) => {
        const timeline = startTimeline(random.parsed, null, 'main');
        seekTime(timeline, random.untilUs);
        const whole = lookOf(timeline.run);
        const main = timeline.current;
        seekTime(timeline, Math.floor((random.untilUs * share) / 1000));
        const before = lookOf(timeline.run);
        const input = someInput(timeline.run, { kind: 'act', share, more });
        if (input === null) return;
        act(timeline, input, 'acted');
        expect(timeline.current).not.toBe(main);
        seekTime(timeline, random.untilUs);
        takeBack(timeline, timeline.given - 1, 'undone');
        expect(timeline.current).toBe(main);
        expect(lookOf(timeline.run)).toEqual(before);
        seekTime(timeline, random.untilUs);
        expect(lookOf(timeline.run)).toEqual(whole);
        expect(isAtEnd(timeline)).toBe(true);
      }),
      { ...options, numRuns: Math.ceil(RUNS / 2) },
    );
  }, TIMEOUT_MS);

  it('taking back, acting, taking that back, and so on, is in the end as if nothing had ever been done', () => {
    // An act or the taking back of the last one, after a while; most of them right there, where futures part.
    const deed = fc.record({ takesBack: fc.boolean(), waits: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 300 }) }), share: fc.integer({ min: 0, max: 1000 }), more: fc.integer({ min: 0, max: 1000 }) });
    fc.assert(
      fc.property(randomRun, fc.integer({ min: 1, max: 600 }), fc.boolean(), fc.array(deed, { minLength: 4, maxLength: 10 }), (random, begin, isKnown, deeds) => {
        // Where futures part matters here, not how long they are.
        const untilUs = Math.min(random.untilUs, 12_000_000);
        const timeline = startTimeline(random.parsed, null, 'main');
        const takeLastBack = (): void => {
          takeBack(timeline, timeline.given - 1, 'undone');
          expect(timeline.current.inputs).toHaveLength(timeline.given);
        };
        // In the past of what is known an act begins a future, at its end it does not.
        if (isKnown) seekTime(timeline, untilUs);
        seekTime(timeline, Math.floor((untilUs * begin) / 1000));
        for (const { takesBack, waits, share, more } of deeds) {
          if (waits > 0) seekTime(timeline, Math.min(untilUs, momentOf(timeline).at + Math.floor((untilUs * waits) / 1000)));
          const input = someInput(timeline.run, { kind: 'act', share, more });
          if (takesBack && timeline.given > 0) takeLastBack();
          else if (input !== null) act(timeline, input, 'acted');
        }
        while (timeline.given > 0) takeLastBack();
        seekTime(timeline, untilUs);
        expect(lookOf(timeline.run)).toEqual(lookOf(straight(random, [], momentOf(timeline))));
        expect(momentOf(timeline).at).toBe(untilUs);
      }),
      { ...options, numRuns: RUNS * 2 },
    );
  }, TIMEOUT_MS);
});
