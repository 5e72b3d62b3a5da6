import { describe, expect, it } from 'vitest';
import type { GroupPartition } from '../../protocol/groupsDetail.ts';
import { mostWorth } from './groupPartitions.ts';

/** With the number of the consumer that reads each; 0 for nobody. */
const partitions = (...readers: readonly number[]): GroupPartition[] =>
  readers.map((reader, partition) => ({ key: `orders-${partition}`, topic: 'orders', partition, leader: 1, leaderStatus: 'running' as const, logStart: 0, highWatermark: 0, committed: -1, assigned: null, readers: reader === 0 ? [] : [{ consumer: `consumer:c${reader}`, position: 0 }], lag: 0 }));

describe('what is told of more partitions than are told', () => {
  const told = (most: number, ...readers: readonly number[]): number[] => mostWorth(partitions(...readers), most).map(({ partition }) => partition);

  it('is all where there is room', () => expect(told(3, 1, 0, 1)).toEqual([0, 1, 2]));

  it('is what nobody reads, then what is read, in its order', () => {
    expect(told(3, 1, 1, 0, 1, 0)).toEqual([0, 2, 4]);
    expect(told(1, 1, 1, 0, 1, 0)).toEqual([2]);
  });

  it('is as much of each reader as there is room for', () => {
    expect(told(4, 1, 1, 1, 1, 2, 2, 2, 3)).toEqual([0, 4, 5, 7]);
    expect(told(2, 1, 1, 1)).toEqual([0, 1]);
  });
});
