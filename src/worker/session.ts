import { diffFrames } from '../protocol/diffFrames.ts';
import { factLevel } from '../protocol/narration.ts';
import type { FrameDelta } from '../protocol/delta.ts';
import type { DocumentSource, FactView, Inspection, LinkTraffic, Problem, RunInfo, StoryState } from '../protocol/messages.ts';
import type { Frame } from '../protocol/views.ts';
import {
  knownNames,
  loadScenario,
  namesAfter,
  parseCommand,
  parseScenarioText,
  type KnownNames,
  type ParsedScenario,
} from '../scenarios/index.ts';
import {
  createCluster,
  nextEventAt,
  runUntil,
  scheduleCommand,
  step,
  takeFacts,
  type Command,
  type KafkaSimulation,
} from '../sim/index.ts';
import { buildFrame } from './frame/buildFrame.ts';
import { huesFor, type Hues } from './frame/hues.ts';
import type { ReplicaCache } from './frame/replicas.ts';
import { inspect } from './inspect/inspect.ts';
import { createStory, type StoryHost } from './storyHost.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** Facts that are not notable and that one frame tells at most. */
const MOST_ROUTINE_FACTS = 200;

/** One run and what the page has been told of it. */
export interface Session {
  readonly sim: KafkaSimulation;
  readonly seed: number;
  readonly info: RunInfo;
  readonly story: StoryHost | null;
  readonly hues: Hues;
  readonly cache: ReplicaCache;
  readonly traffic: Traffic;
  names: KnownNames;
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
  const spec = seed === null ? parsed.spec : { ...parsed.spec, seed };
  const sim = createCluster(spec);
  const hues = huesFor(spec);
  let names = knownNames(spec);
  for (const { command } of spec.script) names = namesAfter(names, command);
  const actions = parsed.scenario.story?.actions ?? [];
  const offered = actions.map(({ label, do: command }) => ({ label, command }));
  const story = parsed.story === null ? null : createStory(parsed.story, offered);
  const { id, title, summary, level, concepts } = parsed.scenario;
  const session: Session = {
    sim,
    seed: spec.seed,
    info: {
      id: id ?? 'untitled',
      title: title ?? 'Untitled',
      summary: summary ?? '',
      level: level ?? 'basics',
      concepts: concepts ?? [],
      seed: spec.seed,
      keys: hues.keys,
      story: story?.info ?? [],
      actions: story?.actions ?? [],
    },
    story,
    hues,
    cache: new Map(),
    traffic: createTraffic(),
    names,
    frame: null,
    frameNumber: 0,
    untold: [],
  };
  lookAtStory(session);
  return { ok: true, session };
}

function fromLibrary(id: string): ParsedScenario {
  const found = loadScenario(id);
  if (found !== null) return found;
  return { ok: false, problems: [{ path: 'scenario', message: `there is no built-in scenario called "${id}"` }] };
}

/** Why computing stopped. */
export type Stop = 'reached' | 'budget' | 'notable';

/**
 * Computes up to `to`. Stops early at a notable fact if asked to, at a story step that begins, and when `outOfTime` says so,
 * which is asked every few events.
 */
export function advance(
  session: Session,
  to: number,
  stopAtNotable: boolean,
  outOfTime: () => boolean,
): Stop {
  const { sim } = session;
  for (let count = 1; ; count += 1) {
    const storyAt = session.story?.nextTime(sim.state.now) ?? null;
    const at = nextEventAt(sim);
    const limit = storyAt !== null && storyAt <= to ? storyAt : to;
    if (at === null || at > limit) {
      runUntil(sim, limit);
      const began = lookAtStory(session);
      if (limit === to) return 'reached';
      if (began) return 'notable';
      continue;
    }
    const found = stepOnce(session);
    if (found === 'story' || (found === 'notable' && stopAtNotable)) return 'notable';
    if (count % 32 === 0 && outOfTime()) return 'budget';
  }
}

/** One event; tells whether it made something notable true, or began a step of the story. */
export function stepOnce(session: Session): 'nothing' | 'notable' | 'story' {
  const event = step(session.sim);
  if (event === undefined) return 'nothing';
  if (event.kind === 'deliver') session.traffic.note(session.sim, session.hues, event.payload);
  const notable = collectFacts(session);
  if (lookAtStory(session)) return 'story';
  return notable ? 'notable' : 'nothing';
}

function collectFacts(session: Session): boolean {
  if (session.sim.facts.length === 0) return false;
  let notable = false;
  for (const { seq, at, cause, node, fact } of takeFacts(session.sim)) {
    const view: FactView = { seq, at, cause, node: session.sim.state.nodes[node]?.name ?? '', fact };
    session.untold.push(view);
    session.story?.hear(view);
    if (factLevel(fact) === 'notable') notable = true;
  }
  return notable;
}

/** Begins the steps that are due. Their commands are done at this very time, whatever the speed. */
function lookAtStory(session: Session): boolean {
  const { story, sim } = session;
  if (story === null) return false;
  const commands = story.look(sim);
  if (commands === null) return false;
  for (const command of commands) give(session, command);
  return true;
}

function give(session: Session, command: Command): void {
  scheduleCommand(session.sim, session.sim.state.now, command);
  session.names = namesAfter(session.names, command);
}

/** Does a command in the contract's form now. Returns what is wrong with it, or nothing. */
export function submit(session: Session, input: unknown): readonly Problem[] {
  const parsed = parseCommand(input, session.names);
  if (!parsed.ok) return parsed.problems;
  const { sim } = session;
  give(session, parsed.command);
  // The command's own event, so that the page sees at once what it did.
  while (nextEventAt(sim) === sim.state.now && stepOnce(session) !== 'notable');
  return [];
}

export interface Told {
  readonly frame: FrameDelta;
  readonly facts: readonly FactView[];
  readonly factsDropped: number;
  readonly traffic: readonly LinkTraffic[];
  readonly story: StoryState | null;
  readonly nextEventAt: number | null;
}

/** The picture now, as what has changed since the last one, and what has happened in between. */
export function tell(session: Session, full = false): Told {
  const frame = buildFrame(session.sim, session.hues, session.cache);
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
    story: session.story?.state() ?? null,
    nextEventAt: nextEventAt(session.sim),
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
  const frame = session.frame ?? buildFrame(session.sim, session.hues, session.cache);
  return inspect(session.sim, frame, target);
}
