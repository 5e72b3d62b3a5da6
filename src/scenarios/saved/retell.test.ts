import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, isAtEnd, momentOf, playNext, seekTime, stateView, traceHashOf } from '../../sim/index.ts';
import { parseCommand, type ParsedScenario } from '../index.ts';
import { loadScenario, SCENARIO_LIBRARY } from '../library.ts';
import { startTimeline, type RunInput, type ScenarioTimeline } from '../scenarioPlayer.ts';
import { recordedDocument, retellOn, startRetelling, untouched } from './retell.ts';
import { saveRun } from './saveRun.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

const RUNS = Number(process.env['RETELL_RUNS'] ?? 10);

function recordingOf(parsed: Parsed, timeline: ScenarioTimeline, seed: number): Parsed {
  const saved = saveRun(timeline, { document: parsed.scenario }, seed, { lens: 'cluster', selected: null });
  const retelling = startRetelling(parsed, seed, saved);
  while (!retellOn(retelling, () => undefined, () => false));
  const recorded = recordedDocument(retelling);
  if (!recorded.ok) throw new Error(JSON.stringify(recorded.problems));
  return recorded;
}

function lookOf({ run: { sim } }: ScenarioTimeline): unknown {
  return { hash: traceHashOf(sim), state: stateView(sim), facts: sim.state.nextFactSeq };
}

interface Act {
  readonly waitUs: number;
  /** Stops after so many events within that time, in the middle of what happens at one time. */
  readonly events: number;
  readonly what: 'kill' | 'restart' | 'pause' | 'cut' | 'heal' | 'add' | 'continue';
  readonly broker: number;
}

const acts = fc.array(
  fc.record<Act>({
    waitUs: fc.oneof(fc.constantFrom(0, 1, 1_000_000), fc.integer({ min: 0, max: 4_000_000 })),
    events: fc.oneof(fc.constant(Number.MAX_SAFE_INTEGER), fc.integer({ min: 0, max: 3_000 })),
    what: fc.constantFrom('kill', 'restart', 'pause', 'cut', 'heal', 'add', 'continue', 'continue'),
    broker: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 10 },
);

function inputOf({ run }: ScenarioTimeline, { what, broker }: Act, index: number): RunInput | null {
  if (what === 'continue') return { kind: 'continue' };
  const commands = {
    kill: { kind: 'killBroker', broker },
    restart: { kind: 'restartBroker', broker },
    pause: { kind: 'pauseNode', node: `broker-${broker}`, for: '300ms' },
    cut: { kind: 'cutLink', from: `broker-${broker}`, to: 'controllers' },
    heal: { kind: 'healLink', from: '*', to: '*' },
    add: { kind: 'addBroker', broker: 70 + index },
  } as const;
  const parsed = parseCommand(commands[what], run.names);
  return parsed.ok ? { kind: 'command', command: parsed.command, written: parsed.written } : null;
}

function play(timeline: ScenarioTimeline, list: readonly Act[]): void {
  list.forEach((one, index) => {
    const until = momentOf(timeline).at + one.waitUs;
    for (let count = 0; count < one.events && playNext(timeline, until) !== null; count += 1);
    const input = inputOf(timeline, one, index);
    if (input !== null) act(timeline, input, 'acted');
  });
}

describe('what was done, as a document', () => {
  it(`makes the same run, and its own recording as well (${RUNS} runs)`, () => {
    const ids = SCENARIO_LIBRARY.map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.integer({ min: 0, max: 0xffff_ffff }), acts, acts, (id, seed, first, second) => {
        const parsed = loadScenario(id);
        if (parsed === null) throw new Error('it is in the list');
        const timeline = startTimeline(parsed, seed, 'main');
        play(timeline, first);
        seekTime(timeline, momentOf(timeline).at + 2_000_000);
        const recorded = recordingOf(parsed, timeline, seed);
        const again = startTimeline(recorded, null, 'main');
        // In two pieces: how far one plays at once must not matter.
        seekTime(again, Math.floor(momentOf(timeline).at / 3));
        seekTime(again, momentOf(timeline).at);
        expect(lookOf(again)).toEqual(lookOf(timeline));
        expect(isAtEnd(again)).toBe(true);

        play(again, second);
        seekTime(again, momentOf(again).at + 500_000);
        const third = startTimeline(recordingOf(recorded, again, seed), null, 'main');
        seekTime(third, momentOf(again).at);
        expect(lookOf(third)).toEqual(lookOf(again));
      }),
      { numRuns: RUNS, verbose: 1 },
    );
  }, 300_000);

  it('has what the story did, and no story', () => {
    const parsed = loadScenario('leader-dies');
    if (parsed === null) throw new Error('there is such a scenario');
    const retelling = startRetelling(parsed, 42, untouched(12_000_000));
    let facts = 0;
    while (!retellOn(retelling, (progress) => void (facts += progress.facts.length), () => false));
    const document = recordedDocument(retelling);
    if (!document.ok) throw new Error('a valid one');
    expect(document.story).toBeNull();
    expect(document.scenario.script).toContainEqual({ at: '10s', events: expect.any(Number) as number, do: { kind: 'killBroker', broker: 1 } });
    expect(facts).toBe(retelling.timeline.run.sim.state.nextFactSeq);
  });

  it('is played by its times where the run is another one', () => {
    const parsed = loadScenario('leader-dies');
    if (parsed === null) throw new Error('there is such a scenario');
    const retelling = startRetelling(parsed, 42, untouched(12_000_000));
    while (!retellOn(retelling, () => undefined, () => false));
    const document = recordedDocument(retelling);
    if (!document.ok) throw new Error('a valid one');
    const other = startTimeline(document, 43, 'main');
    const done: number[] = [];
    for (let progress = playNext(other, 12_000_000); progress !== null; progress = playNext(other, 12_000_000)) {
      if (progress.event?.kind === 'command') done.push(progress.event.at);
    }
    expect(done).toEqual([9_500_000, 9_500_000, 10_000_000]);
  });
});
