import type { TimeUs } from '../base/flavor.ts';
import { formatDuration } from '../base/units.ts';
import type { SeekTarget, ToWorker } from '../protocol/messages.ts';
import { factLevel, sentence } from '../protocol/narration.ts';
import * as words from '../words/run/announced.ts';
import { hearWords, sayNow } from './announcer.ts';
import { isPlaying } from './drive.ts';
import type { Drive } from './drive.ts';
import type { Latest } from './latest.ts';
import { inspectAgain } from './publish.ts';
import type { Request } from './workerClient.ts';

/** What may put the run at any other moment. */
export type Jump = Extract<Request, { readonly type: 'undo' | 'redo' | 'branch' | 'resume' }>;

/** Whether an answer shows another moment than the one that was next. */
export function isJump(asked: ToWorker, before: Latest, after: Latest): boolean {
  if (asked.type === 'branch') return before.timeline.current !== after.timeline.current;
  return asked.type === 'seek' || asked.type === 'resume' || asked.type === 'undo' || asked.type === 'redo' || (asked.type === 'step' && asked.backwards === true);
}

/**
 * Goes to a moment. One seek is under way at a time; of those that come meanwhile only the newest is asked for, as soon as there is an
 * answer, or at once if the one before takes long.
 */
export function seek(drive: Drive, to: SeekTarget, rests: boolean): void {
  if (drive.latest === null) return;
  const { client, store } = drive.parts;
  const resumes = !rests && (isPlaying(drive) || drive.resumes);
  hold(drive);
  drive.resumes = resumes;
  store.setState({ note: null });
  if (client.outstanding('seek') > 0 && !drive.seekIsLong) {
    drive.wanted = to;
    return;
  }
  drive.seekIsLong = false;
  client.send({ type: 'seek', to });
}

/** Stops where the playhead is, without asking the worker to come there: it will be somewhere else next. */
export function hold(drive: Drive): void {
  drive.pausedByStory = false;
  drive.resumes = false;
  dropGlide(drive);
  if (isPlaying(drive)) drive.parts.store.setState({ playing: false });
}

export function dropGlide(drive: Drive): void {
  drive.glide = null;
}

export function startScrub(drive: Drive): void {
  if (drive.latest === null) return;
  const resumes = isPlaying(drive);
  hold(drive);
  drive.resumes = resumes;
  drive.parts.store.setState({ scrubbing: true });
}

export function endScrub(drive: Drive, play: (drive: Drive) => void): void {
  const { client, scheduler, store } = drive.parts;
  if (!store.getState().scrubbing) return;
  store.setState({ scrubbing: false });
  inspectAgain(drive, scheduler.nowMs());
  // What plays goes on from where it was let go, which may still be on its way.
  if (client.outstanding('seek') === 0 && drive.resumes) play(drive);
}

export function noteProgress(drive: Drive, at: TimeUs, to: TimeUs | null): void {
  const { store } = drive.parts;
  drive.seekIsLong = true;
  store.setState({ seeking: { at, to } });
  goOnSeeking(drive);
}

/** To where the reader wants to be by now, if that is elsewhere. Asked at once, so that the worker computes while the page draws. */
export function goOnSeeking(drive: Drive): boolean {
  if (drive.wanted === null) return false;
  drive.parts.client.send({ type: 'seek', to: drive.wanted });
  drive.wanted = null;
  return true;
}

/** A seek has been answered: to the next one that is wanted, or on with the run. */
export function settleSeek(drive: Drive, play: (drive: Drive) => void): void {
  const { client, store } = drive.parts;
  if (client.outstanding('seek') > 0) return;
  drive.seekIsLong = false;
  if (store.getState().seeking !== null) store.setState({ seeking: null });
  if (!goOnSeeking(drive) && drive.resumes && !store.getState().scrubbing) play(drive);
}

/** The run is at another moment: whatever was on its way to the next one is not any more. */
export function arrive(drive: Drive, { frame, story }: Latest): void {
  drive.glide = null;
  drive.askedTo = frame.now;
  drive.progress = null;
  drive.storyStep = story?.current ?? -1;
  drive.pace = { ...drive.pace, quietS: 0, readingS: 0, starting: false, hurrying: false };
  drive.parts.playhead.reset(frame.now);
}

/**
 * Says where a jump has led, that the past was changed, and of what was done while the run stands still that it takes time: a request that is
 * under way shows nothing yet. Dragging says nothing: the slider has its own words.
 */
export function tellOfJump(drive: Drive, before: Latest, after: Latest, asked: ToWorker): void {
  const forked = asked.type === 'command' || asked.type === 'continue' || asked.type === 'answer' ? forkWords(before, after) : null;
  const awaited = asked.type === 'command' && !isPlaying(drive) && !hasNews(before, after) ? words.showsInTime : null;
  const done = forked === null || awaited === null ? (forked ?? awaited) : words.inTurn(forked, awaited);
  const said = done ?? wordsOf(before, after, asked);
  if (done !== null || asked.type === 'undo' || asked.type === 'redo') drive.parts.store.setState({ note: said });
  if (said !== null) drive.announcer = sayNow(hearWords(drive.announcer, said));
}

/** Something was told of this very moment that had not been. */
function hasNews(before: Latest, after: Latest): boolean {
  const lastOf = ({ facts }: Latest): number | undefined => facts.findLast(({ at }) => at <= after.frame.now)?.seq;
  return lastOf(before) !== lastOf(after);
}

function wordsOf(before: Latest, after: Latest, asked: ToWorker): string | null {
  const at = formatDuration(after.frame.now);
  if (asked.type === 'seek' && asked.to.kind === 'fact') {
    const { seq } = asked.to;
    const view = after.facts.find((each) => each.seq === seq);
    return view === undefined ? words.at(at) : words.atFact(at, sentence(view));
  }
  if (asked.type === 'step' && asked.backwards === true) {
    const view = after.facts.findLast((each) => each.at === after.frame.now && (asked.by === 'event' || factLevel(each.fact) === 'notable'));
    return view === undefined ? words.backAt(at) : words.backAtFact(at, sentence(view));
  }
  if (asked.type === 'undo') return before.timeline.undo === null ? null : words.takenBack(before.timeline.undo, at, currentOf(after));
  if (asked.type === 'redo') return before.timeline.redo === null ? null : words.doneAgain(before.timeline.redo, at, currentOf(after));
  if (asked.type === 'branch' && before.timeline.current !== after.timeline.current) return words.nowAt(at, currentOf(after));
  return null;
}

/** The reader acted in the past; null where the future goes on as one. */
function forkWords(before: Latest, after: Latest): string | null {
  if (before.timeline.current === after.timeline.current) return null;
  const at = after.timeline.branches.find(({ id }) => id === after.timeline.current)?.forkedAt ?? after.frame.now;
  return words.pastChanged(formatDuration(at), currentOf(before));
}

function currentOf({ timeline }: Latest): string {
  return timeline.branches.find(({ id }) => id === timeline.current)?.name ?? '';
}
