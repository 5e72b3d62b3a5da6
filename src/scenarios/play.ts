import {
  checkAfterEvent,
  createCluster,
  createGuarantees,
  nextEventAt,
  runUntil,
  scheduleCommand,
  stateView,
  step,
  takeFacts,
  traceHashOf,
  type FactView,
  type Guarantees,
  type KafkaEvent,
  type KafkaSimulation,
} from '../sim/index.ts';
import type { Command, ScriptEntry } from './kafka.ts';
import { knownNames, namesAfter, type KnownNames } from './normalize/names.ts';
import type { ParsedScenario } from './parse.ts';
import { MARK_DIGITS, nextMark, type Mark } from './saved/marks.ts';
import { advanceStory, hearFacts, nextStoryTime, startStory, type StoryRun } from './story/storyRun.ts';

/**
 * A document being played: the simulation, and the story beside it. Steps of the story begin at moments that follow from the run
 * alone, so the page and the command line play the same run, event by event.
 */
export interface ScenarioRun {
  readonly sim: KafkaSimulation;
  readonly story: StoryRun | null;
  /** What is remembered to tell when a promise of Kafka breaks; looked at after every event. */
  readonly guarantees: Guarantees;
  /** What the script has recorded, in order, and how much of it has been given. */
  readonly recorded: readonly ScriptEntry[];
  recordedGiven: number;
  names: KnownNames;
  /** Something that a condition asks about has happened since the story was last looked at. */
  news: boolean;
  lookedAtUs: number;
  /** When the story has to be looked at next because of the time alone; null when time brings it nothing. */
  storyAtUs: number | null;
  /** Hashes of earlier moments, by which another simulator's run is told from this one, and after how many events the next is due. */
  marks: readonly Mark[];
  markAt: number;
}

/** A run at time 0. `seed` null is the document's own. */
export function startRun(parsed: Extract<ParsedScenario, { ok: true }>, seed: number | null): ScenarioRun {
  const spec = seed === null ? parsed.spec : { ...parsed.spec, seed };
  let names = knownNames(spec);
  for (const { command } of spec.script) names = namesAfter(names, command);
  const story = parsed.story === null ? null : startStory(parsed.story);
  const sim = createCluster(spec);
  const recorded = spec.script.filter(({ events }) => events !== null);
  const run: ScenarioRun = { sim, story, guarantees: createGuarantees(sim), recorded, recordedGiven: 0, names, news: true, lookedAtUs: -1, storyAtUs: null, marks: [], markAt: nextMark(0) };
  lookAtStory(run);
  return run;
}

/** What one stop of a run brought. */
export interface Progress {
  /** The event that was handled; null when only time has passed. */
  readonly event: KafkaEvent | null;
  readonly facts: readonly FactView[];
  /** A step of the story began. */
  readonly began: boolean;
}

const ONLY_TIME: readonly FactView[] = [];

/**
 * Handles the next event up to `untilUs`, or moves to the next time at which the story has to look, or to `untilUs`. Null when
 * `untilUs` has been reached and nothing is left to do.
 */
export function playOn(run: ScenarioRun, untilUs: number): Progress | null {
  const { sim } = run;
  giveRecorded(run, untilUs);
  const at = nextEventAt(sim);
  const lookAt = run.storyAtUs !== null && run.storyAtUs <= untilUs ? run.storyAtUs : null;
  if (lookAt !== null && (at === null || lookAt < at)) {
    runUntil(sim, lookAt);
    return { event: null, facts: ONLY_TIME, began: lookAtStory(run) };
  }
  if (at === null || at > untilUs) {
    runUntil(sim, untilUs);
    return null;
  }
  const event = step(sim) ?? null;
  if (event !== null) checkAfterEvent(run.guarantees, sim, event);
  if (sim.state.processed === run.markAt) noteMark(run);
  const facts = hear(run);
  return { event, facts, began: lookAtStory(run) };
}

/** Copies of the run share the list, so it is never changed. */
function noteMark(run: ScenarioRun): void {
  run.marks = [...run.marks, { events: run.markAt, hash: traceHashOf(run.sim).slice(0, MARK_DIGITS) }];
  run.markAt = nextMark(run.markAt);
}

/**
 * Gives the recorded commands whose moment has come: their time, with as many events handled as when they were recorded. In a run that is
 * another one (another seed, another setting) at the end of that time.
 */
function giveRecorded(run: ScenarioRun, untilUs: number): void {
  const { sim, recorded } = run;
  for (let next = recorded[run.recordedGiven]; next !== undefined && next.atUs <= untilUs; next = recorded[run.recordedGiven]) {
    // What the story does before that time comes first, however far one plays at once.
    if (run.storyAtUs !== null && run.storyAtUs < next.atUs) return;
    const isThere = sim.state.now === next.atUs && sim.state.processed >= (next.events ?? 0);
    const eventAt = nextEventAt(sim);
    if (!isThere && eventAt !== null && eventAt <= next.atUs) return;
    // No event lies in between; what else was done at that moment is then there as well.
    if (!isThere) runUntil(sim, next.atUs);
    scheduleCommand(sim, next.atUs, next.command);
    run.recordedGiven += 1;
  }
}

function hear(run: ScenarioRun): readonly FactView[] {
  if (run.sim.facts.length === 0) return ONLY_TIME;
  const nodes = run.sim.state.nodes;
  const facts = takeFacts(run.sim).map(({ seq, at, cause, node, fact }): FactView => ({
    seq,
    at,
    cause,
    node: nodes[node]?.name ?? '',
    fact,
  }));
  const { story } = run;
  if (story !== null) {
    const asked = facts.filter(({ fact }) => story.wanted.has(fact.type));
    const told = asked.map(({ seq, at, node, fact }) => ({ at, fact, fields: { ...fact, seq, at, node } }));
    if (told.length > 0 && hearFacts(story, told)) run.news = true;
  }
  return facts;
}

/** Begins the step that is due; its commands are done at this very time. */
export function lookAtStory(run: ScenarioRun): boolean {
  const { story, sim } = run;
  if (story === null) return false;
  if (!run.news && (run.storyAtUs === null || run.storyAtUs > sim.state.now)) return false;
  const before = story.beganAt.length;
  const commands = advanceStory(story, { nowUs: sim.state.now, state: () => stateView(sim) });
  run.lookedAtUs = sim.state.now;
  run.storyAtUs = nextStoryTime(story, run.lookedAtUs);
  // A further step may be due at once.
  run.news = story.beganAt.length > before;
  for (const command of commands) give(run, command);
  return run.news;
}

/** Does a command at the run's current time. */
export function give(run: ScenarioRun, command: Command): void {
  scheduleCommand(run.sim, run.sim.state.now, command);
  run.names = namesAfter(run.names, command);
}
