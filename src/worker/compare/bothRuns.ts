import type { Other, RunRecord, TwinChange } from '../../protocol/compare.ts';
import type { DocumentSource, Problem } from '../../protocol/messages.ts';
import { startComparison, type Comparison, type ComparisonParts } from '../../scenarios/compare/comparison.ts';
import { twinTitles } from '../../scenarios/compare/suggest.ts';
import { scriptOn, twinOf, watchScript, writtenValue, type ScriptWatch } from '../../scenarios/compare/twin.ts';
import type { ParsedScenario } from '../../scenarios/index.ts';
import { startTimeline, type RunInput, type ScenarioTimeline } from '../../scenarios/scenarioPlayer.ts';
import { aimAtTime, type TimedInput } from '../../sim/index.ts';
import type { FindDocument } from '../library.ts';
import { documentOf, sessionOn } from '../session.ts';
import type { Session } from '../sessionState.ts';
import { emptyJournal, hear, type Journal } from '../time/journal.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

/** A run that can be begun as often as one likes. */
interface Beginning {
  readonly parsed: Parsed;
  readonly source: DocumentSource;
  readonly seed: number;
  readonly inputs: readonly TimedInput<RunInput>[];
}

/** Two runs that are compared until a time, each computed once: the one on the right becomes the worker's own. */
export interface BothRuns {
  readonly right: Beginning;
  readonly comparison: Comparison;
  /** What the right one told, for who moves about in it. */
  readonly journal: Journal;
  readonly titles: { readonly left: string; readonly right: string } | null;
  readonly untilUs: number;
}

/** What has to be known before the other run can begin: of a twin, everything that was done to the first. */
export interface Preparation {
  readonly find: FindDocument;
  readonly left: Beginning;
  readonly other: Other;
  readonly untilUs: number;
  readonly watch: ScriptWatch | null;
}

export type Prepared = { readonly ok: true; readonly both: BothRuns } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Refused at once where the change is, so that nobody waits for the sentence that says why. */
export function prepare(find: FindDocument, left: RunRecord, other: Other, untilUs: number): Preparation | readonly Problem[] {
  const begun = beginningOf(find, left);
  if ('problems' in begun) return begun.problems;
  if (other.kind === 'run') return { find, left: begun, other, untilUs, watch: null };
  const twin = twinOf(begun.parsed, begun.seed, [], changeOf(other.change));
  return twin.ok ? { find, left: begun, other, untilUs, watch: watchScript(begun.parsed, begun.seed, begun.inputs) } : twin.problems;
}

/** Whether all is known; false when `outOfTime` says so before. */
export function prepareOn({ watch, untilUs }: Preparation, outOfTime: () => boolean): boolean {
  return watch === null || scriptOn(watch, untilUs, outOfTime);
}

export function prepared({ find, left, other, untilUs, watch }: Preparation): Prepared {
  if (other.kind === 'run') {
    const right = beginningOf(find, other.record);
    return 'problems' in right ? { ok: false, problems: right.problems } : { ok: true, both: bothOf({ left: timelineOf(left, 'left') }, right, null, untilUs) };
  }
  const change = changeOf(other.change);
  const parsed = twinOf(left.parsed, left.seed, watch?.script ?? [], change);
  if (!parsed.ok) return { ok: false, problems: parsed.problems };
  const right: Beginning = { parsed, source: left.source, seed: parsed.spec.seed, inputs: [] };
  const taped = watch === null ? { left: timelineOf(left, 'left') } : { left: watch.timeline, tape: watch.tape };
  return { ok: true, both: bothOf(taped, right, twinTitles(left.parsed, left.seed, change), untilUs) };
}

function bothOf(left: Pick<ComparisonParts, 'left' | 'tape'>, right: Beginning, titles: BothRuns['titles'], untilUs: number): BothRuns {
  const journal = emptyJournal();
  const comparison = startComparison({ ...left, right: timelineOf(right, 'main'), hearRight: (fact, events) => hear(journal, fact, events) });
  return { right, comparison, journal, titles, untilUs };
}

/** The run on the right, which has been played, at its beginning, to be moved about in. */
export function sessionOfRight({ right, comparison, journal }: BothRuns): Session {
  const { timeline } = comparison.right;
  aimAtTime(timeline, 0);
  const session = sessionOn(timeline, right.parsed, right.source);
  session.journals.set(timeline.current.id, journal);
  return session;
}

function timelineOf({ parsed, seed, inputs }: Beginning, name: string): ScenarioTimeline {
  return startTimeline(parsed, seed, name, inputs);
}

/** Inputs come from a worker like this one, by way of the page, which only hands them on. */
function beginningOf(find: FindDocument, { source, seed, inputs }: RunRecord): Beginning | { readonly problems: readonly Problem[] } {
  const parsed = documentOf(find, source);
  return parsed.ok ? { parsed, source, seed, inputs: inputs as readonly TimedInput<RunInput>[] } : { problems: parsed.problems };
}

function changeOf(change: TwinChange): TwinChange {
  return change.kind === 'config' && typeof change.value === 'string' ? { ...change, value: writtenValue(change.value) } : change;
}
