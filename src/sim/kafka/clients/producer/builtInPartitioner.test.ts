import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { adaptiveWeights, nextPartition, partitionLoadTable, shouldSwitch } from './builtInPartitioner.ts';

describe('adaptiveWeights', () => {
  for (const c of casesOf<{ queueSizes: number[] }, { weights: number[]; cumulative: number[] }>('adaptiveWeights')) {
    it(c.id, () => expect(adaptiveWeights(c.in.queueSizes)).toEqual(c.expect));

    it(`${c.id}: two full cycles of draws hit each partition twice its weight`, () => {
      const ids = c.in.queueSizes.map((_, i) => i);
      const loadTable = partitionLoadTable(c.in.queueSizes, ids);
      const range = c.expect.cumulative.at(-1) as number;
      const hits = ids.map(() => 0);
      for (let draw = 0; draw < range * 2; draw++) {
        const id = nextPartition({ availableIds: ids, allIds: ids, loadTable, draw });
        hits[id] = (hits[id] as number) + 1;
      }
      expect(hits).toEqual(c.expect.weights.map((weight) => weight * 2));
    });
  }
});

describe('partitionLoadTable', () => {
  it('does without a table when queues are equal', () => expect(partitionLoadTable([2, 2, 2], [0, 1, 2])).toBeNull());
  it('does without a table for a single partition', () => expect(partitionLoadTable([4], [0])).toBeNull());
  it('does without a table when no partition is available', () => expect(partitionLoadTable([], [], 3)).toBeNull());
  it('keeps a table for equal queues once some partition was left out', () => {
    expect(partitionLoadTable([2, 2], [0, 2], 3)).toEqual({ cumulative: [1, 2], partitionIds: [0, 2] });
  });
  it('keeps a table for one partition left out of two', () => {
    expect(partitionLoadTable([7], [1], 2)).toEqual({ cumulative: [1], partitionIds: [1] });
  });
});

type Partitions = { id: number; leader: number | null }[];

function draw(leaders: (number | null)[], value: number): number {
  const allIds = leaders.map((_, id) => id);
  return nextPartition({ availableIds: allIds.filter((id) => leaders[id] !== null), allIds, loadTable: null, draw: value });
}

describe('nextPartition', () => {
  for (const c of casesOf<{ partitions: Partitions; draws: number }, Record<string, number[]>>('nextPartition')) {
    it(c.id, () => {
      const leaders = c.in.partitions.map((partition) => partition.leader);
      const chosen = new Set<number>();
      for (let value = 0; value < c.in.draws; value++) chosen.add(draw(leaders, value));
      for (const id of c.expect['never'] as number[]) expect(chosen.has(id)).toBe(false);
      expect(chosen.size).toBeGreaterThan(1);
      for (let value = 0; value < c.in.draws; value++) {
        expect([draw([null, 0], value)]).toEqual(c.expect['oneAvailable [null,0]']);
        expect([draw([null], value)]).toEqual(c.expect['noneAvailable [null]']);
      }
    });
  }

  it('drops the sign bit of the draw', () => {
    expect(draw([0, 0, 0], 0xffffffff)).toBe(0x7fffffff % 3);
    expect(draw([0, 0, 0], 0x80000001)).toBe(1);
  });
});

describe('shouldSwitch', () => {
  const batchSize = 100;
  it.each([
    [99, true, false],
    [100, true, true],
    [100, false, false],
    [199, false, false],
    [200, false, true],
  ])('after %i of 100 bytes, on a batch boundary %s: %s', (producedBytes, allBatchesFull, expected) => {
    expect(shouldSwitch({ producedBytes, batchSize, allBatchesFull })).toBe(expected);
  });
});
