import { compareMoments, momentOf, playNext, traceHashOf, type Moment } from '../../sim/index.ts';
import { parseCommand } from '../parse.ts';
import type { Progress } from '../play.ts';
import { problemLine } from '../problems.ts';
import type { RunInput, ScenarioTimeline } from '../scenarioPlayer.ts';
import type { SavedAction, SavedRun } from './savedRun.ts';

/** What of a saved run is needed to play it. */
export type Resumable = Pick<SavedRun, 'did' | 'at' | 'events' | 'hash' | 'marks'>;

/** A saved run on its way from time 0 to where it was left. */
export interface Resuming<S extends Resumable = SavedRun> {
  readonly saved: S;
  /** The next action, and the next mark to be compared. */
  action: number;
  mark: number;
  /** The last moment that is known to be as it was. */
  sameUntilUs: number;
  /** By when it was another run; null while it is the same. */
  differsByUs: number | null;
  /** Actions that could not be done in this run, as sentences. */
  readonly skipped: string[];
}

export function startResuming<S extends Resumable>(saved: S): Resuming<S> {
  return { saved, action: 0, mark: 0, sameUntilUs: 0, differsByUs: null, skipped: [] };
}

/**
 * Plays on to where the run was left, doing what was done at its moments. `tell` gets what each event brought, and `actNow` does what
 * was done. Stops early when `outOfTime` says so, which is asked every few events; returns whether it has arrived.
 *
 * In a run that is another one (a later simulator) moments are met by their times.
 */
export function resumeOn(
  timeline: ScenarioTimeline,
  resuming: Resuming<Resumable>,
  { tell, actNow, outOfTime }: { readonly tell: (progress: Progress) => void; readonly actNow: (input: RunInput) => void; readonly outOfTime: () => boolean },
): boolean {
  const { saved } = resuming;
  for (let count = 1; ; count += 1) {
    const action = saved.did[resuming.action];
    const target: Moment = action ?? saved;
    if (compareMoments(momentOf(timeline), target) < 0) {
      const progress = playNext(timeline, Math.max(target.at, momentOf(timeline).at));
      if (progress !== null) {
        tell(progress);
        compareMark(timeline, resuming);
        if (count % 32 === 0 && outOfTime()) return false;
        continue;
      }
    }
    if (action === undefined) break;
    const input = inputOf(timeline, resuming, action);
    if (input !== null) actNow(input);
    resuming.action += 1;
  }
  compareEnd(timeline, resuming);
  return true;
}

function inputOf({ run }: ScenarioTimeline, { skipped }: Resuming<Resumable>, action: SavedAction): RunInput | null {
  if (action.goOn === true) return { kind: 'continue' };
  if (action.answer !== undefined) return { kind: 'answer', ...action.answer };
  const parsed = parseCommand(action.do, run.names);
  if (parsed.ok) return { kind: 'command', command: parsed.command, written: parsed.written };
  skipped.push(parsed.problems.map(problemLine).join(' · '));
  return null;
}

function compareMark(timeline: ScenarioTimeline, resuming: Resuming<Resumable>): void {
  const mark = resuming.saved.marks?.[resuming.mark];
  const { events, at } = momentOf(timeline);
  if (mark === undefined || events < mark.events) return;
  resuming.mark += 1;
  if (resuming.differsByUs !== null) return;
  if (traceHashOf(timeline.run.sim).startsWith(mark.hash)) resuming.sameUntilUs = at;
  else resuming.differsByUs = at;
}

function compareEnd(timeline: ScenarioTimeline, resuming: Resuming<Resumable>): void {
  const { saved } = resuming;
  const moment = momentOf(timeline);
  const same = compareMoments(moment, saved) === 0 && traceHashOf(timeline.run.sim).startsWith(saved.hash);
  if (same && resuming.skipped.length === 0) {
    resuming.differsByUs = null;
    resuming.sameUntilUs = moment.at;
  } else resuming.differsByUs ??= moment.at;
}
