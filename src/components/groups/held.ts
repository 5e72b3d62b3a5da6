import { behind } from '../../base/behind.ts';
import type { HeldPartition } from '../../scene/groups/rows.ts';

export interface HeldProps {
  readonly held: HeldPartition;
  readonly group: string;
  /** Key of the lane it lies in. */
  readonly lane: string;
  /** With whom it is, in words. */
  readonly holder: string;
  /** How many offsets a strip is long. */
  readonly shown: number;
}

/** What style sheets, tests and the hand-over read of it. */
export function heldState({ held, group, lane }: HeldProps): Readonly<Record<string, string | number | boolean>> {
  const { partition, holding, position, isContested } = held;
  const { key, committed, highWatermark, lag, leader } = partition;
  return { hand: `${group} ${key}`, holder: lane, holding, committed, position, hw: highWatermark, lag, 'to-read': toReadOf(held), leader, contested: isContested };
}

/** What its holder has yet to read; -1 when nobody reads it, or it is not known. */
export function toReadOf({ partition: { highWatermark }, position }: HeldPartition): number {
  return behind(highWatermark, position);
}

/** Lag that is read and only not committed yet is nothing to worry about. */
export function lagTone(held: HeldPartition): 'good' | 'warn' | undefined {
  const { lag } = held.partition;
  return lag === 0 ? 'good' : lag > 0 && toReadOf(held) !== 0 ? 'warn' : undefined;
}
