import { describe, expect, it } from 'vitest';
import { act, fork, momentOf, seekTime, stateView, switchTo, traceHashOf } from '../../sim/index.ts';
import { parseCommand } from '../index.ts';
import { loadScenario } from '../library.ts';
import { startTimeline, type RunInput, type ScenarioTimeline } from '../scenarioPlayer.ts';
import { resumeOn, resumeProgress, startResuming, type Resuming } from './resume.ts';
import { stretchesOf } from './savedBranches.ts';
import { isSavedRun, parseSavedRun, type SavedRun } from './savedRun.ts';
import { saveBranches, saveRun } from './saveRun.ts';

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
  const resuming = startResuming(whole, stretchesOf(whole));
  const parts = { tell: () => undefined, actNow: (input: RunInput) => void act(timeline, input, 'main'), forkNow: (name: string) => void fork(timeline, name), outOfTime: () => true };
  let before = 0;
  while (!resumeOn(timeline, resuming, parts)) {
    const { at, to } = resumeProgress(resuming, momentOf(timeline).at);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(to);
    before = at;
  }
  return resuming;
}

const saved = (): SavedRun => JSON.parse(JSON.stringify(saveRun(played(), { scenario: 'leader-dies' }, 7, { lens: 'groups', selected: 'broker-1' }))) as SavedRun;

function whole(): SavedRun {
  return { ...saved(), ...saveBranches(played()) };
}

/** With something wrong in the second future. */
function grown(change: object): unknown {
  const { branches = [], ...rest } = whole();
  return { ...rest, branches: [branches[0], { ...branches[1], ...change }] };
}

describe('a saved run', () => {
  it('opens at the same moment, with the same state, and says that it is the same', () => {
    const timeline = played();
    const parsed = parseSavedRun(saved());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const again = open(parsed.saved.seed);
    const { differsBy, skipped } = resumeAll(again, parsed.saved);
    expect([differsBy, skipped]).toEqual([null, []]);
    expect(momentOf(again)).toEqual(momentOf(timeline));
    expect(traceHashOf(again.run.sim)).toBe(traceHashOf(timeline.run.sim));
    expect(stateView(again.run.sim)).toEqual(stateView(timeline.run.sim));
    // What was done in the future that was left is not part of it.
    expect(parsed.saved.did.map(({ do: command, goOn }) => command?.kind ?? goOn)).toEqual(['killBroker', 'pauseNode', true]);
  });

  it('of another run says from about when on it is another one', () => {
    const whole = saved();
    const all = whole.marks ?? [];
    // A twenty-fourth apart from 192 on, eight before that, up to the present.
    expect(all.slice(0, 4).map(({ events }) => events)).toEqual([32, 40, 48, 56]);
    expect(whole.events / (all.at(-1)?.events ?? 0)).toBeLessThan(1.05);
    expect(all.every(({ hash }) => /^[0-9a-f]{4}$/.test(hash))).toBe(true);
    const marks = all.map((mark, index) => (index < 10 ? mark : { ...mark, hash: mark.hash === '0000' ? '0001' : '0000' }));
    const resuming = resumeAll(open(7), { ...whole, hash: '0123456789abcdef', marks });
    expect([resuming.sameUntil?.events, resuming.differsBy?.events]).toEqual([all[9]?.events, all[10]?.events]);
    expect(resuming.differsBy?.at).toBeLessThan(12_345_678);
    const without = resumeAll(open(7), { ...whole, hash: '0123456789abcdef', marks: [] });
    expect([without.sameUntil, without.differsBy?.at]).toEqual([null, 12_345_678]);
  });

  it('whose moments are never met gets there by time, and what cannot be done is told', () => {
    const whole = saved();
    const did = [...whole.did.map((action) => ({ ...action, events: action.events + 7 })), { at: 6_000_000, events: 99_999, do: { kind: 'deleteTopic' as const, topic: 'absent' } }];
    const timeline = open(7);
    const { differsBy, skipped } = resumeAll(timeline, { ...whole, did, events: whole.events + 90_000 });
    expect(differsBy).not.toBeNull();
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatch(/absent/);
    expect(momentOf(timeline).at).toBe(12_345_678);
  });

  it('brings back every future, with its name and what lies ahead, and each is what it was', () => {
    const timeline = played();
    timeline.branches[0]!.name = 'as it was';
    const whole = JSON.parse(JSON.stringify({ ...saved(), ...saveBranches(timeline) })) as SavedRun;
    const parsed = parseSavedRun(whole);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const again = open(7);
    const { differsBy } = resumeAll(again, parsed.saved);
    expect(differsBy).toBeNull();
    expect(momentOf(again)).toEqual(momentOf(timeline));
    expect(again.run.marks).toEqual(timeline.run.marks);
    const shape = ({ branches, current }: ScenarioTimeline): unknown => [
      current.name,
      branches.map(({ name, parent, forkedAt, shared, inputs, end }) => ({ name, parent: parent?.name, forkedAt, shared, inputs, end })),
    ];
    expect(shape(again)).toEqual(shape(timeline));
    expect(again.branches).toHaveLength(2);
    for (const [index, branch] of timeline.branches.entries()) {
      for (const [each, of] of [[timeline, branch], [again, again.branches[index]!]] as const) {
        switchTo(each, of, of.end.at);
        seekTime(each, of.end.at);
      }
      expect(traceHashOf(again.run.sim)).toBe(traceHashOf(timeline.run.sim));
    }
  });

  it('has no futures where the present is all there is', () => {
    const timeline = open(7);
    seekTime(timeline, 3_000_000);
    expect(saveBranches(timeline)).toEqual({});
    seekTime(timeline, 2_000_000);
    expect(saveBranches(timeline).branches).toHaveLength(1);
  });

  it('of another run gets every future by time, and the present too', () => {
    const whole = { ...saved(), ...saveBranches(played()) };
    const later = <T extends { readonly events: number }>(moment: T): T => ({ ...moment, events: moment.events + 90_000 });
    const branches = whole.branches?.map((branch) => ({ ...branch, did: branch.did.map(later), end: later(branch.end), ...(branch.forked === undefined ? {} : { forked: later(branch.forked) }) }));
    const timeline = open(7);
    const { differsBy, skipped } = resumeAll(timeline, { ...later(whole), did: whole.did.map(later), branches });
    expect([differsBy === null, skipped]).toEqual([false, []]);
    expect(timeline.branches.map(({ inputs }) => inputs.length)).toEqual([1, 3]);
    expect(momentOf(timeline).at).toBe(12_345_678);
  });

  it.each([
    [{ ...saved(), at: 9_007_199_254_740_991 }, 'at', /86400000000/],
    [{ ...saved(), branch: 1 }, 'branch', /branches/],
    [{ ...whole(), branch: 7 }, 'branch', /place of a future/],
    [{ ...whole(), branches: [] }, 'branches', /a list of 0 is not valid/],
    [{ ...saved(), did: Array.from({ length: 5_001 }, () => ({ at: 5, events: 1, goOn: true })) }, 'did', /^a list of 5001 is not valid; give what was done, a list of 0 to 5000$/],
    [grown({ from: 1 }), 'branches[1].from', /before it/],
    [grown({ from: undefined }), 'branches[1]', /"from"/],
    [grown({ shared: 9 }), 'branches[1].shared', /at most 1/],
    [grown({ did: [] }), 'did', /at most 1/],
    [grown({ end: { at: 0, events: 0 } }), 'branches[1].end', /after all/],
    [grown({ forked: { at: 900_000_000, events: 900_000_000 } }), 'branches[1].did', /after it grew/],
    [{ ...saved(), view: { beside: { kind: 'magic' } } }, 'view.beside.kind', /magic/],
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
