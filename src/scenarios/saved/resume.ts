import { branchOf, compareMoments, goInto, momentOf, playNext, traceHashOf, type BranchId, type Moment } from '../../sim/index.ts';
import { parseCommand } from '../parse.ts';
import type { Progress } from '../play.ts';
import { problemLine } from '../problems.ts';
import type { RunInput, ScenarioTimeline } from '../scenarioPlayer.ts';
import type { Stretch } from './savedBranches.ts';
import type { SavedAction, SavedRun } from './savedRun.ts';

/** What of a saved run is needed to play it. */
export type Resumable = Pick<SavedRun, 'did' | 'at' | 'events' | 'hash' | 'marks' | 'branch'>;

/** A future that was made again. */
interface Made {
  readonly id: BranchId;
  /** How many inputs it had been told after so many of the saved actions: those that could not be done are missing. */
  readonly told: number[];
}

/** A saved run on its way from time 0 to where it was left. */
export interface Resuming<S extends Resumable = SavedRun> {
  readonly saved: S;
  readonly stretches: readonly Stretch[];
  /** The stretch that is played, whether it has been begun, and the next action in it. */
  stretch: number;
  isBegun: boolean;
  action: number;
  readonly made: Made[];
  /** The next mark to be compared. */
  mark: number;
  /** The last moment that is known to be as it was; null while none is. */
  sameUntil: Moment | null;
  /** By when it was another run; null while it is the same. */
  differsBy: Moment | null;
  /** Actions that could not be done in this run, as sentences. */
  readonly skipped: string[];
}

/** What whoever plays has to do for it. */
export interface ResumeParts {
  /** What each event brought. */
  readonly tell: (progress: Progress) => void;
  readonly actNow: (input: RunInput) => void;
  /** Begins a future of that name at the present moment. */
  readonly forkNow: (name: string) => void;
  /** Asked every few events. */
  readonly outOfTime: () => boolean;
}

export function startResuming<S extends Resumable>(saved: S, stretches: readonly Stretch[]): Resuming<S> {
  return { saved, stretches, stretch: 0, isBegun: false, action: 0, made: [], mark: 0, sameUntil: null, differsBy: null, skipped: [] };
}

/**
 * Plays on to where the run was left, doing what was done at its moments, one future after another. Stops early when time is out; returns
 * whether it has arrived.
 *
 * In a run that is another one (a later simulator) moments are met by their times.
 */
export function resumeOn(timeline: ScenarioTimeline, resuming: Resuming<Resumable>, parts: ResumeParts): boolean {
  for (let stretch = resuming.stretches[resuming.stretch]; stretch !== undefined; stretch = resuming.stretches[resuming.stretch]) {
    if (!resuming.isBegun) beginStretch(timeline, resuming, stretch, parts);
    if (!playStretch(timeline, resuming, stretch, parts)) return false;
    resuming.stretch += 1;
    resuming.isBegun = false;
  }
  goToPresent(timeline, resuming);
  compareEnd(timeline, resuming);
  return true;
}

/** How much of the time of all futures has been played. */
export function resumeProgress({ stretches, stretch }: Resuming<Resumable>, now: number): { readonly at: number; readonly to: number } {
  const lengths = stretches.map(({ grows, end }) => Math.max(0, end.at - (grows?.at.at ?? 0)));
  const played = lengths.slice(0, stretch).reduce((sum, each) => sum + each, 0);
  const here = Math.min(lengths[stretch] ?? 0, Math.max(0, now - (stretches[stretch]?.grows?.at.at ?? 0)));
  return { at: played + here, to: lengths.reduce((sum, each) => sum + each, 0) };
}

function beginStretch(timeline: ScenarioTimeline, resuming: Resuming<Resumable>, { grows, name }: Stretch, { forkNow }: ResumeParts): void {
  const from = grows === null ? undefined : resuming.made[grows.from];
  const parent = from === undefined ? null : branchOf(timeline, from.id);
  if (grows !== null && from !== undefined && parent !== null) {
    goInto(timeline, parent, grows.at, from.told[grows.shared] ?? 0);
    forkNow(name ?? '');
    resuming.made.push({ id: timeline.current.id, told: from.told.slice(0, grows.shared + 1) });
  } else {
    if (name !== null) timeline.current.name = name;
    resuming.made.push({ id: timeline.current.id, told: [0] });
  }
  Object.assign(resuming, { isBegun: true, action: 0 });
}

function playStretch(timeline: ScenarioTimeline, resuming: Resuming<Resumable>, { did, end, wayTo }: Stretch, { tell, actNow, outOfTime }: ResumeParts): boolean {
  for (let count = 1; ; count += 1) {
    const action = did[resuming.action];
    const target: Moment = action ?? end;
    if (compareMoments(momentOf(timeline), target) < 0) {
      const progress = playNext(timeline, Math.max(target.at, momentOf(timeline).at));
      if (progress !== null) {
        tell(progress);
        compareMark(timeline, resuming, wayTo);
        if (count % 32 === 0 && outOfTime()) return false;
        continue;
      }
    }
    if (action === undefined) return true;
    const input = inputOf(timeline, resuming, action);
    if (input !== null) actNow(input);
    resuming.made.at(-1)?.told.push(timeline.given);
    resuming.action += 1;
  }
}

/** The playhead may have been in the middle of any of them. */
function goToPresent(timeline: ScenarioTimeline, { saved, made, stretches }: Resuming<Resumable>): void {
  // Where no futures were kept, the way ends there.
  if (stretches[0]?.name === null) return;
  const current = made[saved.branch ?? 0];
  const branch = branchOf(timeline, current?.id ?? 0);
  if (branch !== null) goInto(timeline, branch, saved, current?.told[saved.did.length] ?? 0);
}

function inputOf({ run }: ScenarioTimeline, { skipped }: Resuming<Resumable>, action: SavedAction): RunInput | null {
  if (action.goOn === true) return { kind: 'continue' };
  if (action.answer !== undefined) return { kind: 'answer', ...action.answer };
  const parsed = parseCommand(action.do, run.names);
  if (parsed.ok) return { kind: 'command', command: parsed.command, written: parsed.written };
  skipped.push(parsed.problems.map(problemLine).join(' · '));
  return null;
}

function compareMark(timeline: ScenarioTimeline, resuming: Resuming<Resumable>, wayTo: number): void {
  const mark = resuming.saved.marks?.[resuming.mark];
  const moment = momentOf(timeline);
  if (mark === undefined || moment.events < mark.events || moment.events > wayTo) return;
  resuming.mark += 1;
  if (resuming.differsBy !== null) return;
  if (moment.events === mark.events && traceHashOf(timeline.run.sim).startsWith(mark.hash)) resuming.sameUntil = moment;
  else resuming.differsBy = moment;
}

function compareEnd(timeline: ScenarioTimeline, resuming: Resuming<Resumable>): void {
  const { saved } = resuming;
  const moment = momentOf(timeline);
  const same = compareMoments(moment, saved) === 0 && traceHashOf(timeline.run.sim).startsWith(saved.hash);
  if (same && resuming.skipped.length === 0) {
    resuming.differsBy = null;
    resuming.sameUntil = moment;
  } else resuming.differsBy ??= moment;
}
