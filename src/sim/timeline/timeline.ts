import { assert } from '../../base/assert.ts';
import type { TimeUs } from '../../base/flavor.ts';
import { checkpointFor, sharesPast, type Branch, type BranchId, type TimedInput } from './branch.ts';
import { isCheckpointDue, keepFew, withCheckpoint, type Checkpoint } from './checkpoints.ts';
import { compareMoments, type Moment, type Player } from './player.ts';

/**
 * A run that one moves about in. The inputs and their moments are the truth; checkpoints are a cache. There is one present: `run`, at
 * its moment of the current branch.
 */
export interface Timeline<R, I, P> {
  readonly player: Player<R, I, P>;
  readonly branches: Branch<R, I>[];
  current: Branch<R, I>;
  run: R;
  /** How many of the current branch's inputs `run` has been told. */
  given: number;
  nextBranch: BranchId;
}

/** A timeline with one branch. `run` is at its beginning. */
export function createTimeline<R, I, P>(player: Player<R, I, P>, run: R, name: string): Timeline<R, I, P> {
  const moment = player.momentOf(run);
  const root: Branch<R, I> = {
    id: 0,
    name,
    parent: null,
    forkedAt: moment,
    shared: 0,
    inputs: [],
    end: moment,
    checkpoints: [{ moment, given: 0, run: player.clone(run, null) }],
  };
  return { player, branches: [root], current: root, run, given: 0, nextBranch: 1 };
}

export function momentOf<R, I, P>({ player, run }: Timeline<R, I, P>): Moment {
  return player.momentOf(run);
}

/** Whether nothing of the current branch lies ahead. */
export function isAtEnd<R, I, P>(timeline: Timeline<R, I, P>): boolean {
  const { current, given } = timeline;
  return given === current.inputs.length && compareMoments(momentOf(timeline), current.end) >= 0;
}

/**
 * Plays one event up to `untilUs`, or lets time pass; what the branch was told comes at its moments by itself. Null when `untilUs` is
 * reached, and everything that happens at that very time has.
 */
export function playNext<R, I, P>(timeline: Timeline<R, I, P>, untilUs: TimeUs): P | null {
  for (;;) {
    const next = giveWhatIsDue(timeline);
    const limit = next === null ? untilUs : Math.min(untilUs, next.moment.at);
    const progress = timeline.player.playOn(timeline.run, limit);
    noteEnd(timeline);
    if (progress !== null) return progress;
    if (next === null || limit < next.moment.at) return null;
    // All of its time has been played: it is due, even if it was given to a run that had had more events by then (another engine's).
    retime(timeline, next);
  }
}

/**
 * Plays up to the end of that time; `hear` gets what each step brought. False when `outOfTime` says so before, which is asked every few
 * events: then the same again goes on.
 */
export function playUntil<R, I, P>(timeline: Timeline<R, I, P>, untilUs: TimeUs, hear: (progress: P) => void, outOfTime: () => boolean): boolean {
  for (let count = 1; ; count += 1) {
    const progress = playNext(timeline, untilUs);
    if (progress === null) return true;
    hear(progress);
    if (count % 64 === 0 && outOfTime()) return false;
  }
}

/** Gives the inputs of the present moment; returns the one that comes next. */
function giveWhatIsDue<R, I, P>(timeline: Timeline<R, I, P>): TimedInput<I> | null {
  const { player, run, current } = timeline;
  for (;;) {
    const next = current.inputs[timeline.given];
    if (next === undefined) return null;
    const now = player.momentOf(run);
    if (compareMoments(now, next.moment) < 0 || now.at < next.moment.at) return next;
    // One of another engine's run may have had fewer events at that time.
    if (compareMoments(now, next.moment) > 0) retime(timeline, next);
    player.give(run, next.input);
    timeline.given += 1;
  }
}

/** The present is the moment of the next input from now on. */
function retime<R, I, P>(timeline: Timeline<R, I, P>, { input }: TimedInput<I>): void {
  timeline.current.inputs[timeline.given] = { moment: momentOf(timeline), input };
}

function noteEnd<R, I, P>(timeline: Timeline<R, I, P>): void {
  const { player, run, current, given } = timeline;
  const moment = player.momentOf(run);
  if (compareMoments(moment, current.end) <= 0) return;
  const before = current.end;
  current.end = moment;
  const last = current.checkpoints.at(-1) ?? null;
  if (isCheckpointDue(last?.moment ?? null, before, moment, () => player.weightOf(run))) {
    current.checkpoints = withCheckpoint(current.checkpoints, { moment, given, run: player.clone(run, last?.run ?? null) }, player.weightOf(run));
    keepFew(timeline.branches.filter((branch) => branch !== current));
  }
}

/**
 * Goes as near to a time as a checkpoint lies, if that is nearer than the present; then `playNext(timeline, at)` until null leads there, in
 * as many pieces as one likes. Everything that happened at that very time belongs to it.
 */
export function aimAtTime<R, I, P>(timeline: Timeline<R, I, P>, at: TimeUs): void {
  const now = momentOf(timeline);
  const found = checkpointFor(timeline.current, (moment) => moment.at <= at, Infinity);
  if (now.at > at || (found !== null && found.moment.events > now.events)) restore(timeline, found);
}

/** The same for the moment right after so many events; then `playNext` until that many have been handled. */
export function aimAtEvent<R, I, P>(timeline: Timeline<R, I, P>, events: number): void {
  const now = momentOf(timeline);
  const start = timeline.branches[0]?.forkedAt ?? now;
  // One of the same number of events may lie later in time.
  const found = checkpointFor(timeline.current, (moment) => moment.events < events || compareMoments(moment, start) === 0, Infinity);
  if (now.events >= events || (found !== null && found.moment.events > now.events)) restore(timeline, found);
}

function restore<R, I, P>(timeline: Timeline<R, I, P>, checkpoint: Checkpoint<R> | null): void {
  assert(checkpoint !== null, 'the beginning of a run is kept');
  timeline.run = timeline.player.clone(checkpoint.run, null);
  timeline.given = checkpoint.given;
}

/** The present becomes the end of that time, at once. */
export function seekTime<R, I, P>(timeline: Timeline<R, I, P>, at: TimeUs): void {
  aimAtTime(timeline, at);
  while (playNext(timeline, at) !== null);
}

/** The present becomes the moment right after so many events, or the end of the branch if it has fewer and nothing more happens. */
export function seekEvent<R, I, P>(timeline: Timeline<R, I, P>, events: number): void {
  aimAtEvent(timeline, events);
  const { current } = timeline;
  while (momentOf(timeline).events < events && playNext(timeline, Math.max(current.end.at, momentOf(timeline).at)) !== null);
}

/**
 * Tells the run something now. In the past of the current branch this begins a branch of that name, and the future that was there stays.
 * Returns the branch that is current then.
 */
export function act<R, I, P>(timeline: Timeline<R, I, P>, input: I, name: string): Branch<R, I> {
  if (!isAtEnd(timeline)) fork(timeline, name);
  const { player, run, current } = timeline;
  const moment = player.momentOf(run);
  player.give(run, input);
  current.inputs.push({ moment, input });
  timeline.given += 1;
  current.end = moment;
  return current;
}

/** Begins a branch at the present, which becomes the current one. */
export function fork<R, I, P>(timeline: Timeline<R, I, P>, name: string): Branch<R, I> {
  const { player, run, current, given } = timeline;
  const moment = player.momentOf(run);
  let parent = current;
  // In a past that is shared, it grows from whose past that is.
  while (parent.parent !== null && given <= parent.shared && compareMoments(moment, parent.forkedAt) <= 0) parent = parent.parent;
  const branch: Branch<R, I> = {
    id: timeline.nextBranch,
    name,
    parent,
    forkedAt: moment,
    shared: given,
    inputs: current.inputs.slice(0, given),
    end: moment,
    checkpoints: [{ moment, given, run: player.clone(run, null) }],
  };
  timeline.nextBranch += 1;
  timeline.branches.push(branch);
  timeline.current = branch;
  return branch;
}

export function branchOf<R, I, P>({ branches }: Timeline<R, I, P>, id: BranchId): Branch<R, I> | null {
  return branches.find((branch) => branch.id === id) ?? null;
}

/** Another branch becomes the current one, at that time. It must be sought there: see `aimAtTime`. */
export function switchTo<R, I, P>(timeline: Timeline<R, I, P>, branch: Branch<R, I>, at: TimeUs): void {
  const stays = sharesPast(branch, timeline.current, timeline.given, momentOf(timeline));
  timeline.current = branch;
  if (stays) aimAtTime(timeline, at);
  else restore(timeline, checkpointFor(branch, (moment) => moment.at <= at, Infinity));
}
