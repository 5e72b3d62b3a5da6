import { createRecording, playUntil, record, type Moment, type Recording } from '../sim/index.ts';
import type { ScenarioTimeline } from './scenarioPlayer.ts';

/** A run that is played once more, beside the present one, by somebody who wants to know why. */
export interface Recorder {
  readonly recording: Recording;
  /** Shares branches and checkpoints with the timeline it was made of, and has a present of its own. */
  readonly timeline: ScenarioTimeline;
}

const NEVER: Moment = { events: Infinity, at: Infinity };

/** A recorder at the beginning of the timeline's current branch. */
export function startRecorder(timeline: ScenarioTimeline): Recorder {
  const first = timeline.branches.find(({ parent }) => parent === null)?.checkpoints[0];
  if (first === undefined) throw new Error('the beginning of a run is kept');
  // A branch of its own that never ends: what is played here adds nothing to the one that people move about in.
  const current = { ...timeline.current, end: NEVER, checkpoints: [first] };
  const own: ScenarioTimeline = { ...timeline, current, run: timeline.player.clone(first.run, null), given: first.given };
  return { recording: createRecording(own.run.sim), timeline: own };
}

/** Records up to a time, in pieces: false when `outOfTime` said so, which is asked every few events. */
export function recordUntil({ recording, timeline }: Recorder, at: number, outOfTime: () => boolean): boolean {
  return playUntil(timeline, at, ({ event, facts }) => record(recording, timeline.run.sim, event, facts), outOfTime);
}
