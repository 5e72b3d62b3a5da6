import { createStream, nextUint32, scaleToBound } from '../../kernel/rng.ts';

/** Seeded choices. Each concern draws from a stream of its own, so that a new choice in one leaves the others as they were. */
export interface Draw {
  /** From `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in `share` of a hundred. */
  chance(share: number): boolean;
  /** 32 random bits, for a choice that is made later. */
  dice(): number;
}

export function drawFrom(seed: number, concern: string): Draw {
  const rng = createStream(seed, `swarm ${concern}`);
  const below = (bound: number): number => scaleToBound(nextUint32(rng), bound);
  return {
    int: (min, max) => min + below(max - min + 1),
    pick: (list) => chosen(list, nextUint32(rng)),
    chance: (share) => below(100) < share,
    dice: () => nextUint32(rng),
  };
}

/** The element that 32 random bits stand for. */
export function chosen<T>(list: readonly T[], dice: number): T {
  if (list.length === 0) throw new Error('there is nothing to choose from');
  return list[scaleToBound(dice, list.length)] as T;
}
