import { sameData } from '../base/sameData.ts';
import { diffFrames } from '../protocol/diffFrames.ts';
import type { FrameDelta } from '../protocol/delta.ts';
import type { BranchJournal, BrokenGuarantee, DocumentSource, FactView, Inspection, LinkTraffic, Offer, Problem, StoryState, TimelineView } from '../protocol/messages.ts';
import { NO_LOOK, type Detail } from '../protocol/look.ts';
import { answersIn, type ProduceAnswer } from '../protocol/produceAnswers.ts';
import type { Frame } from '../protocol/views.ts';
import { namesAfter, parseCommand, parseScenarioText, type ParsedScenario } from '../scenarios/index.ts';
import { startTimeline, type RunInput, type ScenarioTimeline } from '../scenarios/scenarioPlayer.ts';
import { isAtEnd, momentOf, promisesOf, type Moment, type TimedInput } from '../sim/index.ts';
import { buildFrame } from './frame/buildFrame.ts';
import { huesFor } from './frame/hues.ts';
import { createFrameCache } from './frame/replicas.ts';
import { buildDetail, createDetailCache } from './detail/buildDetail.ts';
import { historyOf } from './history.ts';
import { inspect, offersIn } from './inspect/inspect.ts';
import type { FindDocument } from './library.ts';
import type { Session } from './sessionState.ts';
import { shorterWaits } from './shorterWaits.ts';
import { storyInfo, storyState } from './storyView.ts';
import { actNow } from './time/branches.ts';
import { chooseFacts, emptyJournal, factsIn } from './time/journal.ts';
import { advance, nextAt, NO_STOPS } from './time/play.ts';
import { timelineView } from './time/timelineView.ts';
import { createTraffic, trafficIn } from './traffic.ts';
import * as words from '../words/run.ts';

/** Facts that are not notable and that one frame tells at most; and at most of a branch that is gone to. */
const MOST_ROUTINE_FACTS = 200;
const MOST_ROUTINE_FACTS_OF_A_BRANCH = 2_000;

export type Opened =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What makes a run again: its document, its seed, and what it was told, when. `moment` is where it is. */
export interface RunRecord {
  readonly source: DocumentSource;
  readonly seed: number;
  readonly inputs: readonly TimedInput<RunInput>[];
  readonly moment: Moment;
}

/** The current branch, to be opened again elsewhere. */
export function recordOf({ source, seed, timeline }: Session): RunRecord {
  return { source, seed, inputs: timeline.current.inputs, moment: momentOf(timeline) };
}

/** Starts a run of a document, or says what is wrong with it. What it is to be told lies ahead of it, to be played at its moments. */
export function openSession(find: FindDocument, source: DocumentSource, seed: number | null, inputs: readonly TimedInput<RunInput>[] = []): Opened {
  const parsed = documentOf(find, source);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  return { ok: true, session: sessionOn(startTimeline(parsed, seed, 'main', inputs), parsed, source) };
}

export function documentOf(find: FindDocument, source: DocumentSource): ParsedScenario {
  return source.kind === 'text' ? parseScenarioText(source.text) : fromLibrary(find, source.id);
}

/** A run of a document, to be moved about in. */
export function sessionOn(timeline: ScenarioTimeline, parsed: Extract<ParsedScenario, { ok: true }>, source: DocumentSource): Session {
  const { run } = timeline;
  const { spec } = run.sim.world;
  const hues = huesFor(spec);
  const { id, title, summary, level, concepts, story } = parsed.scenario;
  return {
    source,
    parsed,
    seed: spec.seed,
    info: {
      id: id ?? 'untitled',
      title: title ?? words.untitled,
      summary: summary ?? '',
      level: level ?? 'own',
      concepts: concepts ?? [],
      seed: spec.seed,
      keys: hues.keys,
      story: parsed.story === null ? [] : storyInfo(parsed.story),
      guarantees: promisesOf(run.guarantees),
      history: historyOf(spec),
      waits: shorterWaits(spec),
      actions: (story?.actions ?? []).map(({ label, do: command }) => ({ label, command })),
    },
    hues,
    traffic: createTraffic(),
    timeline,
    journals: new Map([[timeline.current.id, emptyJournal()]]),
    undone: [],
    without: new Map(),
    cache: { run, highlightKey: null, views: createFrameCache(), detail: createDetailCache() },
    look: NO_LOOK,
    toldDetail: null,
    frame: null,
    frameNumber: 0,
    untold: [],
    again: [],
    toldBranch: null,
    resuming: null,
    bookmarks: [],
    isReshaped: true,
  };
}

function fromLibrary(find: FindDocument, id: string): ParsedScenario {
  const found = find(id);
  if (found !== null) return found;
  return { ok: false, problems: [{ path: 'scenario', message: words.noSuchScenario(id) }] };
}

/** Does a command in the contract's form now, and `more` with it, which counts as one step. Does none of them where one cannot be done, and returns what is wrong with it. */
export function submit(session: Session, input: unknown, more: readonly unknown[] = []): readonly Problem[] {
  const inputs: RunInput[] = [];
  let { names } = session.timeline.run;
  for (const each of [input, ...more]) {
    const parsed = parseCommand(each, names);
    if (!parsed.ok) return parsed.problems;
    names = namesAfter(names, parsed.command);
    inputs.push({ kind: 'command', command: parsed.command, written: parsed.written, ...(inputs.length === 0 ? {} : { joined: true }) });
  }
  for (const each of inputs) actNow(session, each);
  happenNow(session);
  return [];
}

/** The reader's guess. */
export function answerIn(session: Session, step: number, option: number): void {
  if (session.timeline.run.story !== null) actNow(session, { kind: 'answer', step, option });
}

/** The reader wants the next step. */
export function continueIn(session: Session): void {
  if (session.timeline.run.story !== null) tellNow(session, { kind: 'continue' });
}

function tellNow(session: Session, input: RunInput): void {
  actNow(session, input);
  happenNow(session);
}

/** What happens at this very moment happens, so that the page sees at once what was done. */
function happenNow(session: Session): void {
  advance(session, momentOf(session.timeline).at, NO_STOPS, () => false);
}

export interface Told {
  readonly frame: FrameDelta;
  readonly facts: readonly FactView[];
  readonly answers: readonly ProduceAnswer[];
  readonly traffic: readonly LinkTraffic[];
  readonly story: StoryState | null;
  readonly nextEventAt: number | null;
  readonly broken: readonly BrokenGuarantee[];
  readonly again: readonly FactView[];
  readonly knownTo: number;
  readonly atEnd: boolean;
  readonly timeline: TimelineView | null;
  readonly journal: BranchJournal | null;
  readonly detail?: Detail | null;
}

/** The picture now, as what has changed since the last one, and what has happened in between. */
export function tell(session: Session, full = false): Told {
  const { timeline } = session;
  const { story, guarantees } = timeline.run;
  const frame = frameNow(session);
  session.frameNumber += 1;
  const delta = diffFrames(full ? null : session.frame, frame, session.frameNumber);
  session.frame = frame;
  const elsewhere = session.toldBranch !== null && session.toldBranch !== timeline.current.id;
  const journal = elsewhere ? journalNow(session) : null;
  const untold = elsewhere ? [] : session.untold;
  const told: Told = {
    frame: delta,
    facts: chooseFacts(untold, MOST_ROUTINE_FACTS),
    answers: answersIn(untold),
    traffic: trafficIn(session.traffic.take(), frame),
    story: story === null ? null : storyState(story),
    nextEventAt: nextAt(session),
    broken: guarantees.broken,
    again: chooseFacts(session.again, MOST_ROUTINE_FACTS),
    knownTo: timeline.current.end.at,
    atEnd: isAtEnd(timeline),
    timeline: session.isReshaped ? timelineView(session) : null,
    journal,
  };
  const detail = detailNow(session, frame);
  const isNew = full || !sameData(detail, session.toldDetail);
  session.toldDetail = detail;
  session.untold = [];
  session.again = [];
  session.toldBranch = timeline.current.id;
  session.isReshaped = false;
  return isNew ? { ...told, detail } : told;
}

function journalNow({ journals, timeline }: Session): BranchJournal {
  const journal = journals.get(timeline.current.id) ?? emptyJournal();
  return { facts: chooseFacts(factsIn(journal), MOST_ROUTINE_FACTS_OF_A_BRANCH), answers: journal.answers, reachedAt: journal.reachedAt };
}

function frameNow(session: Session): Frame {
  const { run } = session.timeline;
  const { highlightKey } = session.look;
  const { cache } = session;
  if (cache.run !== run || cache.highlightKey !== highlightKey) session.cache = { run, highlightKey, views: createFrameCache(), detail: createDetailCache() };
  return buildFrame(run.sim, session.hues, session.cache.views, session.look);
}

function detailNow({ timeline, hues, look, cache }: Session, frame: Frame): Detail | null {
  return buildDetail({ sim: timeline.run.sim, frame, hues, cache: cache.detail }, look);
}

export function offersNow(session: Session): readonly Offer[] {
  return offersIn(session.timeline.run.sim, session.frame ?? frameNow(session));
}

export function inspectIn(session: Session, target: string): Inspection | null {
  const { look } = session;
  const isFar = session.frame !== null && session.frame.heat.length > 0 && !look.near.includes(target);
  // What nobody looked at so far is not in the frame.
  const frame = isFar ? buildFrame(session.timeline.run.sim, session.hues, session.cache.views, { ...look, near: [target] }) : session.frame;
  return inspect(session.timeline.run.sim, frame ?? frameNow(session), target);
}
