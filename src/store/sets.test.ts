import { describe, expect, it } from 'vitest';
import { fixtureFrame } from '../scene/testing/fixtureFrame.ts';
import { nodesFor, toggle, type Sets } from './sets.ts';

const frame = fixtureFrame();

describe('several nodes', () => {
  it('begin with what was selected, and lose what is pointed at again', () => {
    const two = toggle(null, frame, 'broker-1', 'broker-2');
    expect(two).toEqual({ these: ['broker-1', 'broker-2'], those: [], choosing: null });
    const one = toggle(two, frame, 'several', 'broker-1');
    expect(one?.these).toEqual(['broker-2']);
    expect(toggle(one, frame, 'several', 'broker-2')).toBeNull();
  });

  it('are in one set at most', () => {
    const sets: Sets = { these: ['broker-1', 'broker-2'], those: [], choosing: 'those' };
    expect(toggle(sets, frame, 'several', 'broker-2')).toEqual({ these: ['broker-1'], those: ['broker-2'], choosing: 'those' });
  });

  it("are a replica's broker, and a group's members; a partition has no wire", () => {
    expect(nodesFor(frame, '2/orders-0')).toEqual(['broker-2']);
    expect(nodesFor(frame, 'group:analytics')).toEqual(['consumer:c1', 'consumer:c2', 'consumer:c3']);
    expect(nodesFor(frame, 'orders-0')).toEqual([]);
    expect(toggle(null, frame, null, 'orders-0')).toBeNull();
  });
});
