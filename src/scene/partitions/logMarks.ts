import type { CopyLog, EpochBand } from '../../protocol/partitionsDetail.ts';
import * as words from '../../words/partitions/bands.ts';
import type { LogStretch } from './logWindow.ts';

/** Advance of a digit of 11 pixels, and what is kept free between two labels. */
const DIGIT = 7;
const APART = 6;

/** Offsets `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Offsets that the axis names: as many as have room, at round distances. */
export function axisTicks({ from, slots }: LogStretch, pitch: number): number[] {
  const widest = String(from + slots - 1).length * DIGIT + APART;
  const every = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000].find((step) => step * pitch >= widest) ?? 100_000;
  const ticks: number[] = [];
  for (let offset = Math.ceil(from / every) * every; offset < from + slots; offset += every) ticks.push(offset);
  return ticks;
}

/** Offsets of the copy on its broker's disk that no record has any more: compaction took them out. */
export function holesOf(copy: CopyLog, { from, slots }: LogStretch): Span[] {
  const [first, end] = [Math.max(from, copy.localStart), Math.min(copy.end, from + slots)];
  const holes: Span[] = [];
  let next = first;
  for (const { batch } of copy.batches) {
    for (const { offset } of batch.records) {
      if (offset < first || offset >= end) continue;
      if (offset > next) holes.push({ from: next, to: offset });
      next = offset + 1;
    }
  }
  if (next < end) holes.push({ from: next, to: end });
  return holes;
}

/** The part of a span that the window shows; null when it shows none. */
export function shownPart({ from, to }: Span, window: LogStretch): Span | null {
  const part = { from: Math.max(from, window.from), to: Math.min(to, window.from + window.slots) };
  return part.to > part.from ? part : null;
}

/** What stands at an epoch's band: as much as fits. */
export function bandWords({ epoch, from, to }: EpochBand, pitch: number): string {
  const room = (to - from) * pitch;
  return [words.epoch(epoch), words.epochShort(epoch)].find((text) => text.length * 6.2 <= room) ?? '';
}

/** A place in the strip, or beside it when the window does not show the offset. */
export interface EdgeMark {
  readonly x: number;
  readonly edge: 'left' | 'right' | null;
}

/** Under the middle of the offset's cell. */
export function markAt(offset: number, { from, slots }: LogStretch, pitch: number): EdgeMark {
  if (offset < from) return { x: 4, edge: 'left' };
  if (offset >= from + slots) return { x: slots * pitch - 6, edge: 'right' };
  return { x: (offset - from) * pitch + pitch / 2 - 1, edge: null };
}

/** Between a mark and the name beside it, and how much of the strip a mark takes to each side. */
const BESIDE = 8;
const HALF_MARK = 5;

export interface NamePlace {
  readonly x: number;
  readonly anchor: 'start' | 'end' | 'middle';
  /** Under the mark that it names, with a line to it. */
  readonly isUnder: boolean;
}

/** Where a name `wide` pixels long stands by the mark at `x`: beside it where neither the `other` mark nor the end of the strip is in the way. */
export function namePlace(x: number, other: number | null, wide: number, width: number): NamePlace {
  const isFree = (from: number, to: number): boolean => from >= 0 && to <= width && (other === null || other === x || other + HALF_MARK < from || other - HALF_MARK > to);
  if (isFree(x + BESIDE, x + BESIDE + wide)) return { x: x + BESIDE, anchor: 'start', isUnder: false };
  if (isFree(x - BESIDE - wide, x - BESIDE)) return { x: x - BESIDE, anchor: 'end', isUnder: false };
  return { x: Math.max(wide / 2, Math.min(width - wide / 2, x)), anchor: 'middle', isUnder: true };
}

/** Where a whole log lies that the window shows nothing of; null when it shows some. An empty one is where it would go on. */
export function outOfSight({ start, end }: { readonly start: number; readonly end: number }, { from, slots }: LogStretch): 'before' | 'after' | null {
  if (end <= from && from > 0) return 'before';
  return start >= from + slots ? 'after' : null;
}

/** A line in front of the offset; null when it is out of sight. */
export function lineAt(offset: number, { from, slots }: LogStretch, pitch: number): number | null {
  return offset < from || offset > from + slots ? null : (offset - from) * pitch - 1;
}
