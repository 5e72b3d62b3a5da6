import { describe, expect, it } from 'vitest';
import { act, momentOf, seekTime, stateView, traceHashOf } from '../../sim/index.ts';
import { parseCommand } from '../index.ts';
import { loadScenario } from '../library.ts';
import { startTimeline, type ScenarioTimeline } from '../scenarioPlayer.ts';
import { resumeOn, startResuming, type Resuming } from './resume.ts';
import { isSavedRun, parseSavedRun, type SavedRun } from './savedRun.ts';
import { saveRun } from './saveRun.ts';

function open(seed: number | null = null): ScenarioTimeline {
  const parsed = loadScenario('leader-dies');
  if (parsed === null) throw new Error('there is such a scenario');
  return startTimeline(parsed, seed, 'main');
}

function give(timeline: ScenarioTimeline, written: unknown): void {
  const parsed = parseCommand(written, timeline.run.names);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  act(timeline, { kind: 'command', command: parsed.command, written: parsed.written }, 'branch');
}

/** A reader who acts, goes back, acts otherwise, and looks at a moment in the middle. */
function played(): ScenarioTimeline {
  const timeline = open(7);
  seekTime(timeline, 3_000_000);
  give(timeline, { kind: 'killBroker', broker: 3 });
  seekTime(timeline, 9_000_000);
  seekTime(timeline, 5_000_001);
  give(timeline, { kind: 'pauseNode', node: 'broker-2', for: '2s' });
  act(timeline, { kind: 'continue' }, 'unused');
  seekTime(timeline, 12_345_678);
  return timeline;
}

/** All the way at once. */
function resumeAll(timeline: ScenarioTimeline, whole: SavedRun): Resuming {
  const resuming = startResuming(whole);
  while (!resumeOn(timeline, resuming, { tell: () => undefined, actNow: (input) => void act(timeline, input, 'main'), outOfTime: () => false }));
  return resuming;
}

const saved = (): SavedRun => JSON.parse(JSON.stringify(saveRun(played(), { scenario: 'leader-dies' }, 7, { lens: 'groups', selected: 'broker-1' }))) as SavedRun;

describe('a saved run', () => {
  it('opens at the same moment, with the same state, and says that it is the same', () => {
    const timeline = played();
    const parsed = parseSavedRun(saved());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const again = open(parsed.saved.seed);
    const { differsByUs, skipped } = resumeAll(again, parsed.saved);
    expect([differsByUs, skipped]).toEqual([null, []]);
    expect(momentOf(again)).toEqual(momentOf(timeline));
    expect(traceHashOf(again.run.sim)).toBe(traceHashOf(timeline.run.sim));
    expect(stateView(again.run.sim)).toEqual(stateView(timeline.run.sim));
    // What was done in the future that was left is not part of it.
    expect(parsed.saved.did.map(({ do: command, goOn }) => command?.kind ?? goOn)).toEqual(['killBroker', 'pauseNode', true]);
  });

  it('of another run says from about when on it is another one', () => {
    const whole = saved();
    expect(whole.marks?.length).toBeGreaterThan(1);
    const marks = (whole.marks ?? []).map((mark, index) => (index === 0 ? mark : { ...mark, hash: '00000000' }));
    const resuming = resumeAll(open(7), { ...whole, hash: '0123456789abcdef', marks });
    expect(resuming.differsByUs).not.toBeNull();
    expect(resuming.sameUntilUs).toBeGreaterThan(0);
    expect(resuming.differsByUs).toBeGreaterThan(resuming.sameUntilUs);
    expect(resuming.differsByUs).toBeLessThan(12_345_678);
  });

  it('whose moments are never met gets there by time, and what cannot be done is told', () => {
    const whole = saved();
    const did = [...whole.did.map((action) => ({ ...action, events: action.events + 7 })), { at: 6_000_000, events: 99_999, do: { kind: 'deleteTopic' as const, topic: 'absent' } }];
    const timeline = open(7);
    const { differsByUs, skipped } = resumeAll(timeline, { ...whole, did, events: whole.events + 90_000 });
    expect(differsByUs).not.toBeNull();
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatch(/absent/);
    expect(momentOf(timeline).at).toBe(12_345_678);
  });

  it.each([
    [{ ...saved(), v: 2 }, 'v', /later version/],
    [{ ...saved(), scenario: undefined }, 'scenario', /document/],
    [{ ...saved(), document: {} }, 'scenario', /not both/],
    [{ ...saved(), seed: -1 }, 'seed', /seed/],
    [{ ...saved(), hash: '<b>' }, 'hash', /hexadecimal/],
    [{ ...saved(), did: [{ at: 5, events: 1 }] }, 'did[0]', /one of/],
    [{ ...saved(), did: [{ at: 5, events: 9, goOn: true }, { at: 4, events: 9, goOn: true }] }, 'did[1].at', /order/],
    [{ ...saved(), did: [{ at: 5, events: 9, do: { kind: 'explode' } }] }, 'did[0].do.kind', /explode/],
    [null, '', /give/],
    ['text', '', /give/],
  ])('%# that is wrong is refused with its place', (input, path, message) => {
    const parsed = parseSavedRun(input);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.problems[0]?.path).toBe(path);
    expect(parsed.ok ? '' : parsed.problems[0]?.message).toMatch(message);
  });

  it('is told from a scenario document', () => {
    expect(isSavedRun(saved())).toBe(true);
    expect(isSavedRun({ v: 1, id: 'x' })).toBe(false);
    expect(isSavedRun(null)).toBe(false);
  });
});
