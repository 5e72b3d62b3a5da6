import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentSource, FromWorker } from '../../protocol/messages.ts';
import { factLevel } from '../../protocol/narration.ts';
import { answersIn, type ProduceAnswer } from '../../protocol/produceAnswers.ts';
import { loadScenario } from '../../scenarios/library.ts';
import { playOn, startRun, type ScenarioRun } from '../../scenarios/play.ts';
import { scenarioPlayer } from '../../scenarios/scenarioPlayer.ts';
import { compareMoments, isAtEnd, momentOf, traceHashOf } from '../../sim/index.ts';
import { randomRun } from '../../sim/testing/randomRuns.ts';
import { latestAfter, latestOf, type Latest } from '../../store/latest.ts';
import { refoldLanes } from '../../store/lanes/foldLanes.ts';
import type { Look } from '../../protocol/look.ts';
import { buildDetail, createDetailCache } from '../detail/buildDetail.ts';
import { buildFrame } from '../frame/buildFrame.ts';
import { createFrameCache } from '../frame/replicas.ts';
import { openSession, recordOf, submit, tell } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { changeBranch, redo, undo } from './branches.ts';
import { advance, NO_STOPS, stepOnce } from './play.ts';
import { openSaved, saveWhole, takeResumed } from '../savedRuns.ts';
import { beginJourney, RESUME, targetBack, travelOn } from './seek.ts';
import { timelineView } from './timelineView.ts';

const SECOND = 1_000_000;
const LEADER_DIES: DocumentSource = { kind: 'library', id: 'leader-dies' };
const RUNS = Number(process.env['TRAVEL_RUNS'] ?? 12);
const SEED = process.env['TRAVEL_SEED'];
/** However many runs are asked for on however busy a machine. */
const TIMEOUT_MS = 300_000 + RUNS * 20_000;
const options = { numRuns: RUNS, verbose: 1, ...(SEED === undefined ? {} : { seed: Number(SEED) }) };
const KINDS = ['seek', 'seek', 'seek', 'play', 'play', 'step', 'back', 'notable', 'fact', 'act', 'act', 'undo', 'redo', 'switch', 'rename', 'delete', 'half'] as const;

interface Move {
  readonly kind: (typeof KINDS)[number];
  /** In thousandths, of whatever there is to choose from. */
  readonly share: number;
}

const moves = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), share: fc.integer({ min: 0, max: 999 }) }), { minLength: 4, maxLength: 16 });

/** With its story, or a cluster, load and faults that nobody chose. */
const sources: fc.Arbitrary<DocumentSource> = fc.oneof(
  fc.constant<DocumentSource>(LEADER_DIES),
  randomRun.map(({ document }): DocumentSource => ({ kind: 'text', text: JSON.stringify(document), name: 'random' })),
);

function open(source: DocumentSource = LEADER_DIES, inputs?: Parameters<typeof openSession>[3]): Session {
  const opened = openSession(loadScenario, source, null, inputs);
  if (!opened.ok) throw new Error('The scenario is refused.');
  return opened.session;
}

function seek(session: Session, target: Parameters<typeof beginJourney>[1]): void {
  const journey = beginJourney(session, target);
  while (!travelOn(session, journey, () => true));
}

function play(session: Session, to: number): void {
  while (advance(session, to, NO_STOPS, () => false) !== 'reached');
}

function move(session: Session, latest: Latest, { kind, share }: Move): void {
  const { timeline } = session;
  const branch = timeline.branches[Math.floor((timeline.branches.length * share) / 1000)] ?? timeline.current;
  const broker = 1 + (share % 3);
  switch (kind) {
    case 'seek':
      return seek(session, { kind: 'time', at: share * 20_000 });
    case 'half':
      // One that something else takes the place of.
      return void travelOn(session, beginJourney(session, { kind: 'time', at: share * 30_000 }), () => true);
    case 'play':
      return play(session, momentOf(timeline).at + share * 3_000);
    case 'step':
      return stepOnce(session);
    case 'back':
    case 'notable':
      return seek(session, targetBack(session, kind === 'back' ? 'event' : 'notable'));
    case 'fact': {
      const fact = latest.facts[Math.floor((latest.facts.length * share) / 1000)];
      return fact === undefined ? undefined : seek(session, { kind: 'fact', seq: fact.seq, at: fact.at });
    }
    case 'act':
      return void submit(session, share % 2 === 0 ? { kind: 'killBroker', broker } : { kind: 'restartBroker', broker });
    case 'undo':
      return undo(session);
    case 'redo':
      return redo(session);
    case 'switch':
      return changeBranch(session, { kind, id: branch.id });
    case 'rename':
      return changeBranch(session, { kind, id: branch.id, name: `name ${share}` });
    case 'delete':
      return changeBranch(session, { kind, id: branch.id });
  }
}

function answer(session: Session, request: number): Extract<FromWorker, { type: 'frame' }> {
  // As it comes out of the worker: what is told shares nothing with what the worker keeps.
  return structuredClone({ type: 'frame', request, stopped: 'reached', ...tell(session) });
}

/** The same inputs in a run of their own, without a checkpoint. */
function straight({ timeline, parsed }: Session): ScenarioRun {
  const run = startRun(parsed, null);
  const goTo = (moment: { readonly events: number; readonly at: number }): void => {
    while (compareMoments(scenarioPlayer.momentOf(run), moment) < 0) playOn(run, moment.at);
  };
  for (const { moment, input } of timeline.current.inputs.slice(0, timeline.given)) {
    goTo(moment);
    scenarioPlayer.give(run, input);
  }
  goTo(momentOf(timeline));
  return run;
}

const LOOK: Look = { detail: { kind: 'partitions', windows: [{ partition: 'orders-0', from: null, slots: 20 }] }, highlightKey: 'user:1', near: [] };

function opened(session: Session): Latest {
  const { frame, facts, story, broken, timeline } = tell(session, true);
  if (timeline === null) throw new Error('The first frame tells of the branches.');
  return latestOf({ type: 'opened', request: 0, run: session.info, frame, facts, story, broken, timeline });
}

describe('what the page makes of random ways through time', () => {
  it(`is at every moment the frame of the straight run, built from scratch (${RUNS} runs)`, () => {
    fc.assert(
      fc.property(sources, moves, (source, list) => {
        const session = open(source);
        let latest = opened(session);
        session.look = LOOK;
        list.forEach((each, index) => {
          move(session, latest, each);
          latest = latestAfter(latest, answer(session, index));
          const { sim } = straight(session);
          const frame = buildFrame(sim, session.hues, createFrameCache(), LOOK);
          expect(latest.frame).toEqual(frame);
          expect(latest.detail).toEqual(buildDetail({ sim, frame, hues: session.hues, cache: createDetailCache() }, LOOK));
          const numbers = latest.facts.map(({ seq }) => seq);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
          expect(latest.timeline.current).toBe(session.timeline.current.id);
        });
      }),
      options,
    );
  }, TIMEOUT_MS);

  it('knows at the end of a branch what it would know had it only been played', () => {
    fc.assert(
      fc.property(sources, moves, (source, list) => {
        const session = open(source);
        let latest = opened(session);
        list.forEach((each, index) => {
          move(session, latest, each);
          latest = latestAfter(latest, answer(session, index));
        });
        const end = Math.max(session.timeline.current.end.at, momentOf(session.timeline).at);
        seek(session, { kind: 'time', at: end });
        latest = latestAfter(latest, answer(session, list.length));
        expect(isAtEnd(session.timeline)).toBe(true);

        const plain = open(source, recordOf(session).inputs);
        let watched = opened(plain);
        play(plain, end);
        watched = latestAfter(watched, answer(plain, 0));
        const notable = ({ facts }: Latest): unknown => facts.filter(({ fact }) => factLevel(fact) === 'notable');
        expect(notable(latest)).toEqual(notable(watched));
        expect(latest.frame).toEqual(watched.frame);
        expect(latest.reachedAt).toEqual(watched.reachedAt);
        expect(latest.lanes).toEqual(refoldLanes(watched.first, watched.facts, watched.frame));
        expect(latest.answers).toEqual(watched.answers);
      }),
      options,
    );
  }, TIMEOUT_MS);
});

describe('what is taken back', () => {
  it(`leaves no trace: undo, act, undo and so on, then playing on, is as if nothing had ever been done (${Math.ceil(RUNS / 2)} runs)`, () => {
    const deeds = fc.array(fc.record({ kind: fc.constantFrom('act', 'act', 'undo', 'undo', 'again', 'play'), share: fc.integer({ min: 0, max: 999 }) }), { minLength: 3, maxLength: 10 });
    fc.assert(
      fc.property(sources, fc.boolean(), deeds, (source, isKnown, list) => {
        const session = open(source);
        if (isKnown) play(session, 20 * SECOND);
        seek(session, { kind: 'time', at: 2 * SECOND });
        for (const { kind, share } of list) {
          const broker = 1 + (share % 3);
          if (kind === 'act') submit(session, share % 2 === 0 ? { kind: 'killBroker', broker } : { kind: 'restartBroker', broker });
          else if (kind === 'undo') undo(session);
          else if (kind === 'again') redo(session);
          else play(session, Math.min(20 * SECOND, momentOf(session.timeline).at + share * 3_000));
        }
        while (timelineView(session).undo !== null) undo(session);
        play(session, 20 * SECOND);
        const never = open(source);
        play(never, 20 * SECOND);
        expect(tell(session, true).frame).toEqual(tell(never, true).frame);
        expect(traceHashOf(session.timeline.run.sim)).toBe(traceHashOf(never.timeline.run.sim));
      }),
      { ...options, numRuns: Math.ceil(RUNS / 2) },
    );
  }, TIMEOUT_MS);
});

describe('a session that was left', () => {
  it(`is there again, whatever was done in it (${Math.ceil(RUNS / 3)} runs)`, () => {
    fc.assert(
      fc.property(sources, moves, (source, list) => {
        const session = open(source);
        let latest = opened(session);
        list.forEach((each, index) => {
          move(session, latest, each);
          latest = latestAfter(latest, answer(session, index));
        });
        const text = JSON.stringify(saveWhole(loadScenario, session, { lens: 'cluster', selected: null }));
        const kept = openSaved(loadScenario, text, 'It');
        if (!kept.ok) throw new Error(JSON.stringify(kept.problems));
        const again = kept.session;
        const before = opened(again);
        while (!travelOn(again, RESUME, () => true));
        expect(takeResumed(again)).toMatchObject({ differsBy: null, skipped: [] });
        const page = latestAfter(before, answer(again, 0));
        expect(page.frame).toEqual(buildFrame(session.timeline.run.sim, session.hues, createFrameCache()));
        const { branches, ...rest } = timelineView(session);
        const shape = (view: typeof branches): unknown => view.map((branch) => ({ ...branch, id: null, parent: view.findIndex(({ id }) => id === branch.parent) }));
        const view = timelineView(again);
        expect(shape(view.branches)).toEqual(shape(branches));
        expect([view.undo, view.redo]).toEqual([rest.undo, rest.redo]);
        expect(JSON.stringify(saveWhole(loadScenario, again, { lens: 'cluster', selected: null }))).toBe(text);
      }),
      { ...options, numRuns: Math.ceil(RUNS / 3) },
    );
  }, TIMEOUT_MS);
});

describe('a session opened with what it is to be told', () => {
  it('is the run that was recorded, moment by moment', () => {
    const session = open();
    play(session, 4 * SECOND);
    submit(session, { kind: 'killBroker', broker: 2 });
    play(session, 9 * SECOND);
    submit(session, { kind: 'restartBroker', broker: 2 });
    play(session, 12 * SECOND);
    const record = recordOf(session);
    expect(record).toMatchObject({ source: { kind: 'library', id: 'leader-dies' }, seed: session.seed, moment: momentOf(session.timeline) });
    const again = open(LEADER_DIES, record.inputs);
    seek(again, { kind: 'events', events: record.moment.events });
    play(again, record.moment.at);
    expect(tell(again, true).frame.traceHash).toBe(tell(session, true).frame.traceHash);
    expect(again.timeline.current.end).toEqual(session.timeline.current.end);
  });
});

describe('branches', () => {
  it('an action in the past begins a future that is named after it, and the other one stays', () => {
    const session = open();
    play(session, 8 * SECOND);
    tell(session, true);
    seek(session, { kind: 'time', at: 4_200_000 });
    submit(session, { kind: 'killBroker', broker: 1 });
    const told = tell(session);
    expect(told.timeline).toMatchObject({
      current: 1,
      undo: 'kill broker 1',
      branches: [{ name: 'main', end: 8 * SECOND }, { name: 'kill broker 1 at 4.2 s', parent: 0, forkedAt: 4_200_000, did: [{ at: 4_200_000, words: 'kill broker 1' }] }],
    });
    expect(told.journal?.facts.every(({ at }) => at <= 4_200_000)).toBe(true);
    changeBranch(session, { kind: 'switch', id: 0 });
    const back = tell(session);
    expect(back.journal?.facts.some(({ at }) => at > 4_200_000)).toBe(true);
    expect(back.journal?.facts.some(({ fact }) => fact.type === 'NodeKilled')).toBe(false);
    changeBranch(session, { kind: 'delete', id: 1 });
    expect(tell(session).timeline?.branches).toHaveLength(1);
  });

  it('taking back and doing again lead to and fro between the same two futures', () => {
    const session = open();
    play(session, 3 * SECOND);
    submit(session, { kind: 'killBroker', broker: 2 });
    play(session, 6 * SECOND);
    tell(session, true);
    for (let round = 0; round < 3; round += 1) {
      undo(session);
      expect(tell(session)).toMatchObject({ frame: { now: 3 * SECOND }, timeline: { undo: null, redo: 'kill broker 2' } });
      expect(session.timeline.current.name).toBe('without kill broker 2');
      redo(session);
      expect(tell(session).timeline).toMatchObject({ current: 0, undo: 'kill broker 2', redo: null });
    }
    expect(session.timeline.branches).toHaveLength(2);
    expect(session.timeline.current.end.at).toBe(6 * SECOND);
  });

  it('every answer that a producer had is told of, however many facts are left out, and each future has its own', () => {
    const session = open();
    const heard: ProduceAnswer[] = [];
    const run = startRun(session.parsed, null);
    for (let progress = playOn(run, 8 * SECOND); progress !== null; progress = playOn(run, 8 * SECOND)) heard.push(...answersIn(progress.facts));
    expect(heard.length).toBeGreaterThan(50);
    let latest = opened(session);
    play(session, 8 * SECOND);
    const told = answer(session, 1);
    expect(answersIn(told.facts).length).toBeLessThan(heard.length);
    latest = latestAfter(latest, told);
    expect(latest.answers).toEqual(heard);

    seek(session, { kind: 'time', at: 4_200_000 });
    latest = latestAfter(latest, answer(session, 2));
    expect(latest.answers).toEqual(heard);
    submit(session, { kind: 'killBroker', broker: 1 });
    latest = latestAfter(latest, answer(session, 3));
    expect(latest.answers).toEqual(heard.filter(({ at }) => at <= 4_200_000));
    changeBranch(session, { kind: 'switch', id: 0 });
    expect(latestAfter(latest, answer(session, 4)).answers).toEqual(heard);
  });

  it('what was done at once is taken back at once, done again at once, and named as one', () => {
    const session = open();
    play(session, 3 * SECOND);
    const cut = (to: string): unknown => ({ kind: 'cutLink', from: 'broker-1', to });
    submit(session, { kind: 'killBroker', broker: 3 });
    expect(submit(session, cut('broker-2'), [cut('controllers'), cut('clients')])).toEqual([]);
    play(session, 4 * SECOND);
    const cuts = (): number => tell(session, true).frame.changed.links?.filter((link) => link.cut).length ?? 0;
    const before = cuts();
    expect(before).toBeGreaterThan(3);
    expect(tell(session).timeline?.undo ?? timelineView(session).undo).toMatch(/ and 2 more$/);
    undo(session);
    expect(cuts()).toBe(0);
    expect(timelineView(session)).toMatchObject({ undo: 'kill broker 3' });
    expect(timelineView(session).redo).toMatch(/ and 2 more$/);
    redo(session);
    expect(cuts()).toBe(before);
    expect(timelineView(session)).toMatchObject({ redo: null });
    undo(session);
    undo(session);
    expect(timelineView(session)).toMatchObject({ undo: null, redo: 'kill broker 3' });
  });

  it('what is played again is told as that, and is new only once', () => {
    const session = open();
    play(session, 5 * SECOND);
    const first = tell(session, true).facts;
    seek(session, { kind: 'time', at: 2 * SECOND });
    expect(tell(session)).toMatchObject({ facts: [], again: [], journal: null, atEnd: false, knownTo: 5 * SECOND });
    play(session, 5 * SECOND);
    const told = tell(session);
    expect(told.facts).toEqual([]);
    expect(told.again.length).toBeGreaterThan(0);
    expect(first.map(({ seq }) => seq)).toEqual(expect.arrayContaining(told.again.slice(-5).map(({ seq }) => seq)));
    expect(told.atEnd).toBe(true);
  });
});

it('cells of another future are not taken for those of the one before, whose log is as long', () => {
  const session = open();
  const keyed = (key: string): unknown => ({ kind: 'send', producer: session.frame?.producers[0]?.id, key, partition: 0, count: 1 });
  const cells = (): unknown => tell(session, true).frame.changed.replicas?.filter(({ partition, topic }) => partition === 0 && topic === 'orders').map((each) => each.cells);
  play(session, 5 * SECOND);
  tell(session, true);
  expect(submit(session, keyed(session.info.keys[0] ?? ''))).toEqual([]);
  play(session, 5_030_000);
  const one = cells();
  seek(session, { kind: 'time', at: 5 * SECOND });
  undo(session);
  expect(submit(session, keyed(session.info.keys[1] ?? ''))).toEqual([]);
  play(session, 5_030_000);
  const other = cells();
  expect(other).not.toEqual(one);
  expect(session.frame).toEqual(buildFrame(straight(session).sim, session.hues, createFrameCache()));
});
