import { describe, expect, it } from 'vitest';
import type { PartitionView } from '../../protocol/views.ts';
import { partitionActions } from './actions.ts';

const orders: PartitionView = {
  key: 'orders-0', topic: 'orders', partition: 0, leader: 1, leaderEpoch: 0, partitionEpoch: 0,
  replicas: [1, 2, 3], isr: [1, 2, 3], elr: [], minInsyncReplicas: 1,
};

const offered = (partition: Partial<PartitionView>, running: readonly number[]) =>
  partitionActions({ ...orders, ...partition }, running).map(({ label, command }) => [label, command]);

describe('what can be done to a partition', () => {
  it('is to move its last copy to a running broker that has none', () => {
    expect(offered({}, [1, 2, 3, 4, 5])).toEqual([
      ['Move a copy to broker 4', { kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas: [1, 2, 4] }],
    ]);
    expect(offered({}, [1, 2, 3])).toEqual([]);
  });

  it('is to cancel a move while one is under way', () => {
    expect(offered({ replicas: [1, 2, 4, 3], reassigning: { adding: [4], removing: [3] } }, [1, 2, 3, 4, 5])).toEqual([
      ['Cancel the move', { kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas: null }],
    ]);
  });

  it('is to elect its first replica when another leads', () => {
    expect(offered({ leader: 2 }, [1, 2, 3]).map(([label]) => label)).toEqual(['Elect the preferred leader']);
  });
});
