import { describe, expect, it } from 'vitest';
import type { Frame } from '../../scene/frame.ts';
import { fixtureFrame } from '../../scene/testing/fixtureFrame.ts';
import { movesSince, NO_HOLDERS } from './moves.ts';

const frame = fixtureFrame();
const { holders } = movesSince(NO_HOLDERS, frame);

function ledBy(leader: number, leaderEpoch: number): Frame {
  return { ...frame, partitions: frame.partitions.map((partition) => (partition.key === 'orders-0' ? { ...partition, leader, leaderEpoch } : partition)) };
}

/** Consumers with these partitions of orders, the others with none. */
function assigned(byConsumer: Readonly<Record<string, readonly number[]>>): Frame {
  return {
    ...frame,
    consumers: frame.consumers.map((consumer) => ({
      ...consumer,
      assigned: (byConsumer[consumer.id] ?? []).map((partition) => ({ topic: 'orders', partition, position: 0, committed: -1, toRead: 0, lag: -1 })),
    })),
  };
}

describe('movesSince', () => {
  it('sees no move in the first frame, nor when nothing changes', () => {
    expect(movesSince(NO_HOLDERS, frame).moves).toEqual([]);
    expect(movesSince(holders, frame).moves).toEqual([]);
  });

  it('sees a leadership go from one replica to another', () => {
    expect(movesSince(holders, ledBy(2, 4)).moves).toEqual([
      { id: 'orders-0 epoch 4', kind: 'leadership', from: '1/orders-0', to: '2/orders-0', text: 'leader e4' },
    ]);
  });

  it('remembers the last leader while there is none', () => {
    const without = movesSince(holders, ledBy(-1, 4));
    expect(without.moves).toEqual([]);
    expect(movesSince(without.holders, ledBy(3, 5)).moves).toMatchObject([{ from: '1/orders-0', to: '3/orders-0' }]);
    expect(movesSince(without.holders, ledBy(1, 5)).moves).toEqual([]);
  });

  it('sees partitions change hands over a rebalance in which everyone gives up everything', () => {
    const revoked = movesSince(holders, assigned({}));
    expect(revoked.moves).toEqual([]);
    const { moves } = movesSince(revoked.holders, assigned({ c1: [0, 1, 2], c3: [3, 4, 5] }));
    expect(moves.map(({ from, to, text }) => `${text}: ${from} to ${to}`)).toEqual([
      'orders-2: consumer:c2 to consumer:c1',
      'orders-3: consumer:c2 to consumer:c3',
    ]);
  });
});
