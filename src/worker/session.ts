import { diffFrames } from '../protocol/diffFrames.ts';
import { factLevel } from '../protocol/narration.ts';
import type { FrameDelta } from '../protocol/delta.ts';
import type { BrokenGuarantee, DocumentSource, FactView, Inspection, LinkTraffic, Problem, RunInfo, StoryState } from '../protocol/messages.ts';
import type { Frame } from '../protocol/views.ts';
import {
  answerPrediction,
  goOn,
  loadScenario,
  parseCommand,
  parseScenarioText,
  type ParsedScenario,
} from '../scenarios/index.ts';
import { give, lookAtStory, playOn, startRun, type Progress, type ScenarioRun } from '../scenarios/play.ts';
import { nextEventAt, promisesOf } from '../sim/index.ts';
import { buildFrame } from './frame/buildFrame.ts';
import { historyOf } from './history.ts';
import { huesFor, type Hues } from './frame/hues.ts';
import { createFrameCache, type FrameCache } from './frame/replicas.ts';
import { inspect } from './inspect/inspect.ts';
import { storyInfo, storyState } from './storyView.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** Facts that are not notable and that one frame tells at most. */
const MOST_ROUTINE_FACTS = 200;

/** One run and what the page has been told of it. */
export interface Session {
  readonly run: ScenarioRun;
  readonly seed: number;
  readonly info: RunInfo;
  readonly hues: Hues;
  readonly cache: FrameCache;
  readonly traffic: Traffic;
  frame: Frame | null;
  frameNumber: number;
  /** Facts that no frame has told yet. */
  untold: FactView[];
}

export type Opened =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Starts a run of a document, or says what is wrong with it. */
export function openSession(source: DocumentSource, seed: number | null): Opened {
  const parsed: ParsedScenario = source.kind === 'text' ? parseScenarioText(source.text) : fromLibrary(source.id);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  const run = startRun(parsed, seed);
  const { spec } = run.sim.world;
  const hues = huesFor(spec);
  const { id, title, summary, level, concepts, story } = parsed.scenario;
  const session: Session = {
    run,
    seed: spec.seed,
    info: {
      id: id ?? 'untitled',
      title: title ?? 'Untitled',
      summary: summary ?? '',
      level: level ?? 'basics',
      concepts: concepts ?? [],
      seed: spec.seed,
      keys: hues.keys,
      story: parsed.story === null ? [] : storyInfo(parsed.story),
      guarantees: promisesOf(run.guarantees),
      history: historyOf(spec),
      actions: (story?.actions ?? []).map(({ label, do: command }) => ({ label, command })),
    },
    hues,
    cache: createFrameCache(),
    traffic: createTraffic(),
    frame: null,
    frameNumber: 0,
    untold: [],
  };
  return { ok: true, session };
}

function fromLibrary(id: string): ParsedScenario {
  const found = loadScenario(id);
  if (found !== null) return found;
  return { ok: false, problems: [{ path: 'scenario', message: `there is no built-in scenario called "${id}"` }] };
}

/** At which facts to stop: at notable ones, and at those of the named types. */
export interface Stops {
  readonly atNotable: boolean;
  readonly types: readonly string[];
}

export const NO_STOPS: Stops = { atNotable: false, types: [] };

/** Why computing stopped. */
export type Stop = 'reached' | 'budget' | 'notable';

/**
 * Computes up to `to`. Stops early at a step of the story that begins, at the facts that `stops` names, and when `outOfTime` says
 * so, which is asked every few events.
 */
export function advance(
  session: Session,
  to: number,
  stops: Stops,
  outOfTime: () => boolean,
): Stop {
  for (let count = 1; ; count += 1) {
    const progress = playOn(session.run, to);
    if (progress === null) return 'reached';
    const stop = takeIn(session, progress, stops);
    if (progress.began) {
      finishMoment(session);
      return 'notable';
    }
    if (stop) return 'notable';
    if (count % 32 === 0 && outOfTime()) return 'budget';
  }
}

/** What a step of the story does at its own moment has happened when the page shows the step. */
function finishMoment(session: Session): void {
  const { sim } = session.run;
  while (nextEventAt(sim) === sim.state.now) {
    const progress = playOn(session.run, sim.state.now);
    if (progress !== null) takeIn(session, progress, NO_STOPS);
  }
}

/** One event, or the jump to the next look of the story. */
export function stepOnce(session: Session): void {
  const progress = playOn(session.run, nextEventAt(session.run.sim) ?? session.run.sim.state.now);
  if (progress !== null) takeIn(session, progress, NO_STOPS);
}

/** Keeps what happened until it is told; true when something to stop at did. */
function takeIn(session: Session, { event, facts }: Progress, stops: Stops): boolean {
  if (event?.kind === 'deliver') session.traffic.note(session.run.sim, session.hues, event.payload);
  let stop = false;
  for (const view of facts) {
    session.untold.push(view);
    if (stops.types.includes(view.fact.type)) stop = true;
    else if (stops.atNotable && factLevel(view.fact) === 'notable') stop = true;
  }
  return stop;
}

/** Does a command in the contract's form now. Returns what is wrong with it, or nothing. */
export function submit(session: Session, input: unknown): readonly Problem[] {
  const { run } = session;
  const parsed = parseCommand(input, run.names);
  if (!parsed.ok) return parsed.problems;
  give(run, parsed.command);
  // What happens at this very moment, so that the page sees at once what the command did.
  advance(session, run.sim.state.now, NO_STOPS, () => false);
  return [];
}

/** The reader's guess. */
export function answerIn(session: Session, step: number, option: number): void {
  if (session.run.story !== null) answerPrediction(session.run.story, step, option);
}

/** The reader wants the next step. */
export function continueIn(session: Session): void {
  if (session.run.story === null) return;
  goOn(session.run.story);
  session.run.news = true;
  lookAtStory(session.run);
  advance(session, session.run.sim.state.now, NO_STOPS, () => false);
}

export interface Told {
  readonly frame: FrameDelta;
  readonly facts: readonly FactView[];
  readonly factsDropped: number;
  readonly traffic: readonly LinkTraffic[];
  readonly story: StoryState | null;
  readonly nextEventAt: number | null;
  readonly broken: readonly BrokenGuarantee[];
}

/** The picture now, as what has changed since the last one, and what has happened in between. */
export function tell(session: Session, full = false): Told {
  const { sim, story } = session.run;
  const frame = buildFrame(sim, session.hues, session.cache);
  session.frameNumber += 1;
  const delta = diffFrames(full ? null : session.frame, frame, session.frameNumber);
  session.frame = frame;
  const { kept, dropped } = chooseFacts(session.untold);
  session.untold = [];
  return {
    frame: delta,
    facts: kept,
    factsDropped: dropped,
    traffic: session.traffic.take(),
    story: story === null ? null : storyState(story),
    nextEventAt: nextEventAt(sim),
    broken: session.run.guarantees.broken,
  };
}

/** All notable facts and the newest others. */
function chooseFacts(facts: readonly FactView[]): { kept: readonly FactView[]; dropped: number } {
  if (facts.length <= MOST_ROUTINE_FACTS) return { kept: facts, dropped: 0 };
  let room = MOST_ROUTINE_FACTS;
  const kept: FactView[] = [];
  for (let index = facts.length - 1; index >= 0; index -= 1) {
    const view = facts[index] as FactView;
    const notable = factLevel(view.fact) === 'notable';
    if (!notable && room === 0) continue;
    if (!notable) room -= 1;
    kept.push(view);
  }
  return { kept: kept.reverse(), dropped: facts.length - kept.length };
}

export function inspectIn(session: Session, target: string): Inspection | null {
  const { sim } = session.run;
  const frame = session.frame ?? buildFrame(sim, session.hues, session.cache);
  return inspect(sim, frame, target);
}
