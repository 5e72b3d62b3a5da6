import { formatDuration } from '../base/units.ts';
import type { TimeUs } from '../base/flavor.ts';
import type { FactView, RunInfo, SeekTarget, ToWorker } from '../protocol/messages.ts';
import { factLevel } from '../protocol/narration.ts';
import * as words from '../words/run/announced.ts';
import { hearFacts, hearWords, sayNow, speak, SILENT } from './announcer.ts';
import { hurry, paceAfterCommand, paceAfterFacts, paceAfterStep, startPace, stopsFor } from './clock.ts';
import type { SeenFact } from './clock.ts';
import { askFor, createDrive, isPlaying, settle } from './drive.ts';
import type { ConductorParts, Drive } from './drive.ts';
import { latestAfter } from './latest.ts';
import type { FrameAnswer, Latest } from './latest.ts';
import { beginGlide, glideOn, playFor } from './motion.ts';
import { arrive, dropGlide, endScrub, goOnSeeking, hold, isJump, noteProgress, seek, settleSeek, startScrub, tellOfJump } from './travel.ts';
import type { Jump } from './travel.ts';
import { measureRate, publish, publishIfDue, showRate } from './publish.ts';

/** A pause of the page longer than this (a hidden tab, a breakpoint) is not made up for. */
const LONGEST_TICK_S = 0.1;

/**
 * Drives a run: moves the playhead in every animation frame, asks the worker for what comes next when it is needed,
 * and hands on what the worker told. All of it happens in the page's own thread, and none of it waits.
 */
export interface Conductor {
  /** Another run begins, playing. */
  begin(run: RunInfo, latest: Latest): void;
  /** An answer with a frame; `asked` is the request that it answers. */
  receive(answer: FrameAnswer, asked: ToWorker): void;
  play(): void;
  pause(): void;
  stepEvent(): void;
  stepNotable(): void;
  stepBack(by: 'event' | 'notable'): void;
  /** To a moment of the current branch; `rests` where a run that plays is to wait there. */
  seek(to: SeekTarget, rests: boolean): void;
  startScrub(): void;
  endScrub(): void;
  /** A seek takes long. */
  progress(at: TimeUs, to: TimeUs | null): void;
  /** A seek has come to its end, or to nothing. */
  settleSeek(): void;
  /** Takes back, does again, or goes to another branch. */
  jump(request: Jump): void;
  /** The worker comes to the moment on the screen. */
  settle(): void;
  /** The reader is about to do something at the moment on the screen. */
  beforeCommand(): void;
  /** The reader goes on alone: a question no longer holds the run. */
  leaveStory(): void;
  /** Quickly to the story step that comes next. */
  hurry(): void;
  announce(words: string): void;
  /** Nothing that was asked for is under way. */
  isSettled(): boolean;
  dispose(): void;
}

export function createConductor(parts: ConductorParts): Conductor {
  const drive = createDrive(parts);
  return {
    begin: (run, latest) => begin(drive, run, latest),
    receive: (answer, asked) => receive(drive, answer, asked),
    play: () => play(drive),
    pause: () => pause(drive),
    stepEvent: () => stepEvent(drive),
    stepNotable: () => {
      if (drive.latest === null) return;
      pause(drive);
      parts.client.send({ type: 'step', by: 'notable' });
    },
    stepBack: (by) => {
      if (drive.latest === null) return;
      hold(drive);
      parts.client.send({ type: 'step', by, backwards: true });
    },
    seek: (to, rests) => seek(drive, to, rests),
    startScrub: () => startScrub(drive),
    endScrub: () => endScrub(drive, play),
    progress: (at, to) => noteProgress(drive, at, to),
    settleSeek: () => settleSeek(drive, play),
    jump: (request) => {
      if (drive.latest === null) return;
      // Whoever comes back to where a run was left finds it at rest.
      if (request.type === 'resume') hold(drive);
      else dropGlide(drive);
      parts.client.send(request);
    },
    settle: () => settle(drive),
    beforeCommand: () => {
      settle(drive);
      drive.pace = paceAfterCommand(drive.pace);
    },
    leaveStory: () => {
      if (drive.pausedByStory) play(drive);
    },
    hurry: () => {
      drive.pace = hurry(drive.pace);
    },
    announce: (said) => {
      drive.announcer = hearWords(drive.announcer, said);
      wake(drive);
    },
    isSettled: () => parts.client.isQuiet() && drive.glide === null && drive.wanted === null && !drive.unpublished,
    dispose: () => {
      if (drive.frameHandle !== null) parts.scheduler.cancel(drive.frameHandle);
      drive.frameHandle = null;
    },
  };
}

function begin(drive: Drive, run: RunInfo, latest: Latest): void {
  const { playhead, scheduler, store } = drive.parts;
  const kept = { frameHandle: drive.frameHandle, tickedAtMs: drive.tickedAtMs };
  Object.assign(drive, createDrive(drive.parts), kept, { latest, pace: startPace(), announcer: SILENT });
  drive.storyStep = latest.story?.current ?? -1;
  playhead.reset(latest.frame.now);
  store.setState({ run, playing: true, ended: false, rate: 0, achievedRate: null, pointedAt: null, seeking: null, scrubbing: false, note: null });
  drive.announcer = hearWords(drive.announcer, words.opened(run.title, run.seed));
  publish(drive, latest, scheduler.nowMs());
  store.setState({ ended: false });
  wake(drive);
}

function receive(drive: Drive, answer: FrameAnswer, asked: ToWorker): void {
  if (drive.latest === null) return;
  if (asked.type === 'seek') goOnSeeking(drive);
  const { playhead, scheduler } = drive.parts;
  const before = drive.latest;
  drive.latest = latestAfter(before, answer);
  drive.unpublished = true;
  drive.horizon = answer.nextEventAt;
  // It may have stopped short of what it was asked for.
  if (drive.parts.client.outstanding('advance') === 0) drive.askedTo = drive.latest.frame.now;
  const jumped = isJump(asked, before, drive.latest);
  if (jumped) arrive(drive, drive.latest);
  // A known future that is played again is as worth seeing as it was.
  const passed = [...answer.again, ...answer.facts];
  drive.pace = paceAfterFacts(drive.pace, passed.flatMap(seenFact));
  const stepping = asked.type === 'step' || asked.type === 'command';
  drive.announcer = hearFacts(drive.announcer, jumped ? [] : passed, stepping);
  const begun = followStory(drive, drive.latest);
  if (begun !== null && (stepping || drive.parts.store.getState().guided)) drive.announcer = hearWords(drive.announcer, begun);
  else if (asked.type === 'step' && asked.backwards !== true && passed.length === 0) {
    drive.announcer = hearWords(drive.announcer, words.nothingToTell(formatDuration(answer.frame.now)));
  }
  tellOfJump(drive, before, drive.latest, asked);
  // Who asks for what is notable next gets the answer at once.
  if (asked.type === 'step' && asked.by === 'notable') drive.announcer = sayNow(drive.announcer);
  if (drive.horizon === null && drive.parts.client.outstanding('command') === 0) drive.parts.store.setState({ playing: false });
  const playing = isPlaying(drive);
  // The worker could not do in one go what a repaint needs; it goes on without waiting for the next one.
  if (playing && answer.stopped === 'budget' && asked.type === 'advance') askFor(drive, asked.to, stopsFor(drive.pace, drive.parts.store.getState().speed));
  if (!playing && drive.glide === null) playhead.moveTo(answer.frame.now);
  // What the reader asked for is shown at once; what comes by itself, as often as it can be followed.
  if (playing && asked.type === 'advance') publishIfDue(drive, scheduler.nowMs(), drive.parts.store.getState().rate);
  else publish(drive, drive.latest, scheduler.nowMs());
  if (asked.type === 'seek' || asked.type === 'resume') settleSeek(drive, play);
  wake(drive);
}

function seenFact({ fact }: FactView): SeenFact[] {
  const level = factLevel(fact);
  return level === 'detail' ? [] : [{ type: fact.type, notable: level === 'notable' }];
}

/**
 * A step that begins leaves time to read it; one that asks something waits for the reader, except at the very start.
 * Returns the words for it, or null when none began.
 */
function followStory(drive: Drive, { story, frame, edge }: Latest): string | null {
  const { run, guided, lens: shown } = drive.parts.store.getState();
  if (run === null || story === null || story.current <= drive.storyStep) return null;
  drive.storyStep = story.current;
  const step = run.story[story.current];
  if (step === undefined) return null;
  const said = words.stepBegins(story.current + 1, run.story.length, step.title);
  if (!guided) return said;
  // A story that stays with one lens leaves the choice to the reader.
  const lens = step.lens !== undefined && step.lens !== run.story[story.current - 1]?.lens && step.lens !== shown ? step.lens : null;
  if (lens !== null) drive.parts.store.setState({ lens });
  drive.pace = paceAfterStep(drive.pace, step.text.split(/\s+/).length);
  const open = step.prediction !== null && story.predictions.every((each) => each.step !== story.current || each.chosen === null);
  // A known future that is played again has its answer.
  if (open && edge === frame && frame.now !== 0 && isPlaying(drive)) {
    pause(drive);
    drive.pausedByStory = true;
  }
  return lens === null ? said : words.inTurn(said, words.throughLens[lens]);
}

function play(drive: Drive): void {
  const { store } = drive.parts;
  if (drive.latest === null || drive.horizon === null) return;
  finishGlide(drive);
  // Who goes on from a question has read it.
  if (drive.pausedByStory) drive.pace = { ...drive.pace, readingS: 0 };
  drive.tickedAtMs = null;
  drive.pausedByStory = false;
  drive.resumes = false;
  drive.progress = null;
  store.setState({ playing: true, achievedRate: null });
  wake(drive);
}

function pause(drive: Drive): void {
  const { playhead, scheduler, store } = drive.parts;
  if (drive.latest === null) return;
  drive.pausedByStory = false;
  drive.resumes = false;
  store.setState({ playing: false });
  settle(drive);
  playhead.moveTo(drive.latest.frame.now);
  publish(drive, drive.latest, scheduler.nowMs());
  wake(drive);
}

/** One event on. The playhead travels there first, unless the reader is quicker than that. */
function stepEvent(drive: Drive): void {
  if (drive.latest === null) return;
  const { client, scheduler } = drive.parts;
  const atRest = !isPlaying(drive) && drive.glide === null && client.isQuiet();
  pause(drive);
  if (atRest && beginGlide(drive, scheduler.nowMs())) {
    wake(drive);
    return;
  }
  finishGlide(drive);
  client.send({ type: 'step', by: 'event' });
}

function finishGlide(drive: Drive): void {
  if (drive.glide === null) return;
  drive.parts.playhead.moveTo(drive.glide.to);
  drive.glide = null;
  drive.parts.client.send({ type: 'step', by: 'event' });
}

function wake(drive: Drive): void {
  drive.frameHandle ??= drive.parts.scheduler.request((nowMs) => animate(drive, nowMs));
}

function animate(drive: Drive, nowMs: number): void {
  drive.frameHandle = null;
  const { client, playhead, store } = drive.parts;
  const elapsedMs = drive.tickedAtMs === null ? 0 : Math.max(0, nowMs - drive.tickedAtMs);
  const elapsedS = Math.min(LONGEST_TICK_S, elapsedMs / 1000);
  drive.tickedAtMs = nowMs;
  let { rate } = store.getState();
  if (drive.latest !== null && isPlaying(drive)) {
    rate = playFor(drive, drive.latest, elapsedS);
    showRate(drive, nowMs, rate);
    measureRate(drive, nowMs, elapsedMs, rate);
  }
  if (glideOn(drive, nowMs)) client.send({ type: 'step', by: 'event' });
  publishIfDue(drive, nowMs, rate);
  const spoken = speak(drive.announcer, nowMs);
  drive.announcer = spoken.announcer;
  if (spoken.words !== null) store.setState({ announcement: spoken.words });
  const moving = isPlaying(drive) || drive.glide !== null;
  playhead.draw(nowMs, !moving);
  drive.parts.onRest();
  if (moving || drive.announcer.waiting.length > 0) wake(drive);
  else drive.tickedAtMs = null;
}
