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
  return { hand: `${group} ${key}`, holder: lane, holding, committed, position, hw: highWatermark, lag: lagShown(held), leader, total: lag, contested: isContested };
}

/** Behind its own position, which with two readers is not the partition's lag; -1 when it is not known. */
export function lagShown({ partition, position }: HeldPartition): number {
  const { highWatermark, lag } = partition;
  return position < 0 || highWatermark < 0 ? lag : Math.max(0, highWatermark - position);
}
