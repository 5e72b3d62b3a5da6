import { parseDuration } from '../../base/units.ts';
import { act, fork, momentOf } from '../../sim/index.ts';
import { parseScenario, type ParsedScenario, type WrittenCommand } from '../parse.ts';
import type { Progress } from '../play.ts';
import { startTimeline, type RunInput, type ScenarioTimeline } from '../scenarioPlayer.ts';
import type { ScenarioDocument } from '../schema/document.ts';
import { resumeOn, startResuming, type Resumable, type Resuming } from './resume.ts';
import { wayTo } from './savedBranches.ts';
import type { SavedRun } from './savedRun.ts';
import type { TaleEntry } from './tale.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;
type Entry = NonNullable<ScenarioDocument['script']>[number];

/** What of a saved run says what was done, and up to when it goes. */
export type Told = Pick<SavedRun, 'did' | 'at' | 'events'> & Partial<Resumable>;

/** A run that is played once more for somebody who writes down what happens in it. */
export interface Retelling {
  readonly parsed: Parsed;
  readonly seed: number;
  readonly timeline: ScenarioTimeline;
  readonly resuming: Resuming<Resumable>;
  /** What the reader and the story did so far. */
  readonly recorded: Entry[];
  /** What the reader and the story did, with the number of events before it; whoever takes it empties it. */
  readonly deeds: { readonly events: number; readonly entry: TaleEntry }[];
  /** Steps of the story whose commands have been written down. */
  steps: number;
}

/** A document played without anybody doing anything, up to the end of a time. */
export function untouched(untilUs: number): Told {
  return { did: [], at: untilUs, events: Number.MAX_SAFE_INTEGER };
}

export function startRetelling(parsed: Parsed, seed: number, told: Told): Retelling {
  const timeline = startTimeline(parsed, seed, 'main');
  const retelling: Retelling = { parsed, seed, timeline, resuming: startResuming({ hash: '', ...told, branch: 0 }, [wayTo(told)]), recorded: [], deeds: [], steps: 0 };
  noteSteps(retelling);
  return retelling;
}

/** Plays on, in pieces: whether it has arrived. `hear` gets what each event brought. */
export function retellOn(retelling: Retelling, hear: (progress: Progress) => void, outOfTime: () => boolean): boolean {
  const { timeline, resuming, recorded } = retelling;
  return resumeOn(timeline, resuming, {
    tell: (progress) => {
      noteSteps(retelling);
      hear(progress);
    },
    actNow: (input: RunInput) => {
      if (input.kind === 'command') recorded.push(entryOf(timeline, input.written));
      const { at, events } = momentOf(timeline);
      retelling.deeds.push({ events, entry: input.kind === 'command' ? { kind: 'done', at, by: 'reader', command: input.command } : { ...input, at } });
      act(timeline, input, 'main');
      noteSteps(retelling);
    },
    forkNow: (name) => void fork(timeline, name),
    outOfTime,
  });
}

/**
 * What was done as a document: the commands of the reader and of the story are its script, each with the number of events before it, so
 * that it makes the very same run. The story itself is left out: it would do its part a second time.
 */
export function recordedDocument({ parsed: { scenario }, seed, recorded }: Retelling): ParsedScenario {
  const document: Record<string, unknown> = { ...scenario, seed, script: byTime(scenario.script ?? [], recorded) };
  delete document['story'];
  return parseScenario(document);
}

/** In the order of time, as one reads it, where the document's own script is in it; what is in either list stays in its order. */
function byTime(script: readonly Entry[], recorded: readonly Entry[]): Entry[] {
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of recorded) {
    for (let own = script[next]; own !== undefined && timeOf(own) <= timeOf(entry); own = script[next]) {
      merged.push(own);
      next += 1;
    }
    merged.push(entry);
  }
  return [...merged, ...script.slice(next)];
}

function timeOf({ at }: Entry): number {
  const time = parseDuration(at);
  return time.ok ? time.value : 0;
}

function noteSteps(retelling: Retelling): void {
  const { timeline, parsed, recorded } = retelling;
  const begun = timeline.run.story?.beganAt.length ?? 0;
  for (; retelling.steps < begun; retelling.steps += 1) {
    const commands = parsed.scenario.story?.steps[retelling.steps]?.commands ?? [];
    recorded.push(...commands.map((written) => entryOf(timeline, written)));
    const { at, events } = momentOf(timeline);
    const given = parsed.story?.steps[retelling.steps]?.commands ?? [];
    const entries: readonly TaleEntry[] = [{ kind: 'step', at, step: retelling.steps }, ...given.map((command): TaleEntry => ({ kind: 'done', at, by: 'story', command }))];
    retelling.deeds.push(...entries.map((entry) => ({ events, entry })));
  }
}

function entryOf(timeline: ScenarioTimeline, written: WrittenCommand): Entry {
  const { at, events } = momentOf(timeline);
  return { at: exactTime(at), events, do: written };
}

/** In the largest unit of which it is a whole number. */
function exactTime(us: number): string {
  if (us % 1_000_000 === 0) return `${us / 1_000_000}s`;
  return us % 1_000 === 0 ? `${us / 1_000}ms` : `${us}us`;
}
