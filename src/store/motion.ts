import { stopsFor, tick } from './clock.ts';
import type { View } from './clock.ts';
import { askFor, isJumping } from './drive.ts';
import type { Drive } from './drive.ts';
import { flightUsAt } from './flights.ts';
import type { Latest } from './latest.ts';
import { isWaiting } from './waits.ts';

/** One event at a time: how long the playhead takes from one to the next. */
const GLIDE_MS = 200;

/**
 * Plays for `elapsedS` real seconds: the playhead moves on at the rate in force, as far as the picture is known to be
 * right, and the worker is asked for more as soon as the next repaint may need it. One such request at a time.
 */
export function playFor(drive: Drive, latest: Latest, elapsedS: number): number {
  const { client, playhead, store } = drive.parts;
  const { speed } = store.getState();
  if (isJumping(drive)) return store.getState().rate;
  const { pace, rate } = tick(drive.pace, speed, elapsedS, viewOf(drive, latest));
  drive.pace = pace;
  const strideUs = rate * elapsedS * 1e6;
  // The worker is up to two strides ahead. When the rate falls, that is more than the playhead should lag behind.
  const wanted = Math.max(playhead.now(), latest.frame.now - 2 * strideUs) + strideUs;
  const last = lastCertain(drive, latest);
  playhead.moveTo(Math.min(wanted, last));
  const needed = Math.floor(wanted + strideUs);
  const mustAsk = drive.horizon === 'unknown' || (drive.horizon !== null && needed >= drive.horizon);
  if (mustAsk && client.outstanding('advance') === 0) askFor(drive, needed, stopsFor(pace, speed));
  return rate;
}

/** Up to here the newest frame is what there is to see: nothing happens before the next event. */
function lastCertain({ horizon, parts }: Drive, latest: Latest): number {
  if (horizon === null) return parts.playhead.now();
  return horizon === 'unknown' ? latest.frame.now : Math.max(latest.frame.now, horizon - 1);
}

function viewOf({ horizon, parts }: Drive, latest: Latest): View {
  const { frame } = latest;
  const now = parts.playhead.now();
  const flightUs = flightUsAt(frame, now, parts.store.getState().shownKinds);
  // From the last event to the next, so that the rate stays the same while the playhead crosses the wait.
  const gapUs = typeof horizon === 'number' ? Math.max(0, horizon - frame.now) : null;
  return { now, flightUs, gapUs, waiting: isWaiting(latest, now, parts.store.getState()) };
}

/** Whether the playhead has a way to go before the next event. */
export function beginGlide(drive: Drive, nowMs: number): boolean {
  const { horizon, parts } = drive;
  const from = parts.playhead.now();
  if (typeof horizon !== 'number' || horizon - 1 <= from || parts.reducedMotion()) return false;
  drive.glide = { from, to: horizon - 1, startedAtMs: nowMs };
  return true;
}

/** Moves the playhead along; true when it has arrived. */
export function glideOn(drive: Drive, nowMs: number): boolean {
  const { glide } = drive;
  if (glide === null) return false;
  const part = Math.min(1, (nowMs - glide.startedAtMs) / GLIDE_MS);
  drive.parts.playhead.moveTo(glide.from + (glide.to - glide.from) * part);
  if (part < 1) return false;
  drive.glide = null;
  return true;
}
