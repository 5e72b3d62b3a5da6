import { endWindow } from '../../base/endWindow.ts';

/** Width of an offset: the least at which cells are still apart, and the most. */
export const PITCH_LEAST = 4;
export const PITCH_MOST = 64;
/** From here on a number fits into a cell. */
export const PITCH_NUMBERED = 20;

/** A stretch of a log on the screen. */
export interface LogStretch {
  /** First offset. */
  readonly from: number;
  readonly slots: number;
}

/** What there is to look at: smallest log start and largest log end. */
export interface LogExtent {
  readonly start: number;
  readonly end: number;
}

export function slotsIn(width: number, pitch: number): number {
  return Math.max(1, Math.floor(width / pitch));
}

/** The window moved to begin at `to`; null when it has come to the end of the log, which it then follows. */
export function movedTo(to: number, extent: LogExtent, slots: number): number | null {
  const last = endWindow(extent.start, extent.end, slots);
  const from = Math.max(extent.start, Math.round(to));
  return from >= last ? null : from;
}

/** Where the window begins when `offset` is to be in its middle. */
export function centredOn(offset: number, extent: LogExtent, slots: number): number | null {
  return movedTo(offset - Math.floor(slots / 2), extent, slots);
}

export function isIn({ from, slots }: LogStretch, offset: number): boolean {
  return offset >= from && offset < from + slots;
}

/** The next pitch, bigger or smaller, in steps that differ visibly. */
export function nextPitch(pitch: number, direction: 1 | -1): number {
  const steps = [4, 6, 9, 14, 20, 28, 40, 64];
  const found = direction > 0 ? steps.find((step) => step > pitch) : steps.findLast((step) => step < pitch);
  return found ?? Math.max(PITCH_LEAST, Math.min(PITCH_MOST, pitch));
}

/** Where the window begins so that the offset at `x` stays where it is while offsets get another width. */
export function zoomedAbout(x: number, { from }: LogStretch, pitch: number, next: number): number {
  return Math.round(from + x / pitch - x / next);
}
