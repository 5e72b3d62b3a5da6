import { createRecording, playUntil, record, type Recording } from '../sim/index.ts';
import { playBeside, type ScenarioTimeline } from './scenarioPlayer.ts';

/** A run that is played once more, beside the present one, by somebody who wants to know why. */
export interface Recorder {
  readonly recording: Recording;
  /** Shares branches and checkpoints with the timeline it was made of, and has a present of its own. */
  readonly timeline: ScenarioTimeline;
}

/** A recorder at the beginning of the timeline's current branch. */
export function startRecorder(timeline: ScenarioTimeline): Recorder {
  const own = playBeside(timeline, 0);
  return { recording: createRecording(own.run.sim), timeline: own };
}

/** Records up to a time, in pieces: false when `outOfTime` said so, which is asked every few events. */
export function recordUntil({ recording, timeline }: Recorder, at: number, outOfTime: () => boolean): boolean {
  return playUntil(timeline, at, ({ event, facts }) => record(recording, timeline.run.sim, event, facts), outOfTime);
}
