import type { MessageView } from '../../../scene/frame.ts';

/** Where on its link a message that does not arrive is shown. */
const STOPS_AT = 0.5;
const QUEUE_STEP = 0.045;
const QUEUE_MAX = 8;
const STEPS: readonly number[] = [0.08, 0.36, 0.64, 0.92];

/**
 * Share of the way that a message has gone at `now`, or null when it is not on the way. A held one waits in line behind
 * `ahead` others. With `stepped`, for readers who want less motion, it jumps from place to place.
 */
export function progressOf({ sentAt, arrivesAt, fate }: MessageView, now: number, ahead: number, stepped: boolean): number | null {
  const span = arrivesAt - sentAt;
  const gone = span > 0 ? (now - sentAt) / span : now >= sentAt ? 1 : -1;
  if (gone < 0) return null;
  if (fate === 'travelling') {
    if (gone >= 1) return null;
    return stepped ? (STEPS[Math.floor(gone * STEPS.length)] ?? gone) : gone;
  }
  const stop = fate === 'held' ? STOPS_AT - Math.min(ahead, QUEUE_MAX) * QUEUE_STEP : STOPS_AT;
  return stepped ? stop : Math.min(gone, stop);
}

/** Whether a message that gets no further has come to where it stops. */
export function hasStopped({ fate }: MessageView, progress: number): boolean {
  return fate !== 'travelling' && progress >= STOPS_AT - QUEUE_MAX * QUEUE_STEP;
}
