import { factLevel } from '../../protocol/narration.ts';
import type { Progress } from '../../scenarios/play.ts';
import { momentOf, nextEventAt, playNext } from '../../sim/index.ts';
import type { Session } from '../sessionState.ts';
import { emptyJournal, hear, hearStep } from './journal.ts';

/** At which facts to stop: at notable ones, and at those of the named types. */
export interface Stops {
  readonly atNotable: boolean;
  readonly types: readonly string[];
}

export const NO_STOPS: Stops = { atNotable: false, types: [] };

/** Why computing stopped. */
export type Stop = 'reached' | 'budget' | 'notable';

/**
 * Computes up to `to`, or plays again what is known. Stops early at a step of the story that begins, at the facts that `stops` names,
 * and when `outOfTime` says so, which is asked every few events.
 */
export function advance(
  session: Session,
  to: number,
  stops: Stops,
  outOfTime: () => boolean,
): Stop {
  for (let count = 1; ; count += 1) {
    const progress = playNext(session.timeline, Math.max(to, momentOf(session.timeline).at));
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
  const { timeline } = session;
  while (nextAt(session) === momentOf(timeline).at) {
    const progress = playNext(timeline, momentOf(timeline).at);
    if (progress === null) return;
    takeIn(session, progress, NO_STOPS);
  }
}

/** One event, or the jump to the next look of the story. */
export function stepOnce(session: Session): void {
  const progress = playNext(session.timeline, nextAt(session) ?? momentOf(session.timeline).at);
  if (progress !== null) takeIn(session, progress, NO_STOPS);
}

/** When something happens next: an event, or what the branch was told then. Null when nothing ever will. */
export function nextAt({ timeline }: Session): number | null {
  const event = nextEventAt(timeline.run.sim);
  const told = timeline.current.inputs[timeline.given]?.moment.at ?? null;
  return event === null || told === null ? (event ?? told) : Math.min(event, told);
}

/**
 * Every event that is played passes here, those of a known future again; only going back to a checkpoint leaves some out, and these
 * have passed before. Keeps what happened until it is told; true when something to stop at did.
 */
export function takeIn(session: Session, { event, facts, began }: Progress, stops: Stops): boolean {
  const { run, current } = session.timeline;
  if (event?.kind === 'deliver') session.traffic.note(run.sim, session.hues, event.payload);
  const journal = session.journals.get(current.id) ?? emptyJournal();
  if (began && run.story !== null) hearStep(journal, run.story.beganAt);
  let stop = false;
  for (const view of facts) {
    if (hear(journal, view, run.sim.state.processed)) session.untold.push(view);
    else session.again.push(view);
    if (stops.types.includes(view.fact.type)) stop = true;
    else if (stops.atNotable && factLevel(view.fact) === 'notable') stop = true;
  }
  return stop;
}
