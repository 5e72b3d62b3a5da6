import type { SeekTarget } from '../../protocol/messages.ts';
import { aimAtEvent, aimAtTime, compareMoments, momentOf, playNext, type Moment } from '../../sim/index.ts';
import { resumeSome } from '../savedRuns.ts';
import type { Session } from '../sessionState.ts';
import { emptyJournal, eventsOf, notableBefore, type Journal } from './journal.ts';
import { NO_STOPS, takeIn } from './play.ts';

/** A way to a moment, computed in pieces where it is long. */
export type Journey = { readonly kind: 'time'; readonly at: number } | { readonly kind: 'events'; readonly events: number } | ({ readonly kind: 'moment' } & Moment) | { readonly kind: 'resume' };

/** To where a saved run was left, doing on the way what was done. */
export const RESUME: Journey = { kind: 'resume' };

/** Goes as near as a checkpoint lies; `travelOn` does the rest. */
export function beginJourney(session: Session, target: SeekTarget): Journey {
  const journey = journeyTo(journalOf(session), target);
  if (journey.kind === 'time') aimAtTime(session.timeline, journey.at);
  else if (journey.kind !== 'resume') aimAtEvent(session.timeline, journey.events);
  return journey;
}

function journeyTo(journal: Journal, target: SeekTarget): Journey {
  if (target.kind !== 'fact') return target;
  const events = eventsOf(journal, target.seq);
  return events === null ? { kind: 'time', at: target.at } : { kind: 'events', events };
}

/** To the moment of the last frame, which is what the page shows; where that is of another future, it stays. */
export function comeBack(session: Session): void {
  const { frame, toldBranch, timeline } = session;
  if (frame === null || toldBranch !== timeline.current.id) return;
  const journey = beginJourney(session, { kind: 'events', events: frame.events });
  while (!travelOn(session, journey, () => false));
}

/** Whether it has arrived; false when `outOfTime` says so before, which is asked every few events. */
export function travelOn(session: Session, journey: Journey, outOfTime: () => boolean): boolean {
  if (journey.kind === 'resume') return resumeSome(session, outOfTime);
  const { timeline } = session;
  let hasTime = true;
  for (let count = 1; hasTime && !hasArrived(session, journey); count += 1) {
    const until = 'at' in journey ? journey.at : Math.max(timeline.current.end.at, momentOf(timeline).at);
    const progress = playNext(timeline, until);
    if (progress === null) break;
    takeIn(session, progress, NO_STOPS);
    hasTime = count % 32 !== 0 || !outOfTime();
  }
  // It was a jump: what lies between is not told as if it had been watched.
  session.again = [];
  session.traffic.take();
  return hasTime;
}

function hasArrived({ timeline }: Session, journey: Journey): boolean {
  if (journey.kind === 'moment') return compareMoments(momentOf(timeline), journey) >= 0;
  return journey.kind === 'events' && momentOf(timeline).events >= journey.events;
}

/** Where one event back, or the last thing worth seeing, is: a notable fact, or a step of the story that began. */
export function targetBack(session: Session, by: 'event' | 'notable'): SeekTarget {
  const moment = momentOf(session.timeline);
  if (by === 'event') return { kind: 'events', events: Math.max(0, moment.events - 1) };
  const notable = notableBefore(journalOf(session), moment);
  const began = session.timeline.run.story?.beganAt.findLast((at) => at < moment.at) ?? 0;
  if (notable === null || began > notable.at) return { kind: 'time', at: began };
  return { kind: 'events', events: notable.events };
}

function journalOf({ journals, timeline }: Session): Journal {
  return journals.get(timeline.current.id) ?? emptyJournal();
}
