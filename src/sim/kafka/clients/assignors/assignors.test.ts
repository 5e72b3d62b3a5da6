import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { compareMembers } from './assignor.ts';
import type { Assignment, MemberSubscription } from './assignor.ts';
import { rangeAssign } from './range.ts';
import { roundRobinAssign } from './roundRobin.ts';

interface AssignCase {
  readonly partitions: Record<string, number>;
  readonly members: Record<string, string[]>;
  readonly static?: Record<string, string>;
}

function membersOf(input: AssignCase): MemberSubscription[] {
  return Object.entries(input.members).map(([memberId, topics]) => {
    const groupInstanceId = input.static?.[memberId];
    return groupInstanceId === undefined ? { memberId, topics } : { memberId, topics, groupInstanceId };
  });
}

function named(assignment: Assignment): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const [member, list] of assignment) out[member] = list.map((tp) => `${tp.topic}-${tp.partition}`);
  return out;
}

function members(...ids: string[]): MemberSubscription[] {
  return ids.map((memberId) => ({ memberId, topics: ['orders'] }));
}

describe('rangeAssign', () => {
  for (const c of casesOf<AssignCase, Record<string, string[]>>('range')) {
    it(c.id, () => {
      const counts = new Map(Object.entries(c.in.partitions));
      expect(named(rangeAssign(counts, membersOf(c.in)))).toEqual(c.expect);
      expect(named(rangeAssign(counts, membersOf(c.in).toReversed()))).toEqual(c.expect);
    });
  }

  it('gives six partitions to three consumers, then to the two left after one died', () => {
    const counts = new Map([['orders', 6]]);
    expect(named(rangeAssign(counts, members('c1', 'c2', 'c3')))).toEqual({
      c1: ['orders-0', 'orders-1'],
      c2: ['orders-2', 'orders-3'],
      c3: ['orders-4', 'orders-5'],
    });
    expect(named(rangeAssign(counts, members('c1', 'c3')))).toEqual({
      c1: ['orders-0', 'orders-1', 'orders-2'],
      c3: ['orders-3', 'orders-4', 'orders-5'],
    });
  });

  it('leaves a seventh consumer of six partitions idle', () => {
    const result = named(rangeAssign(new Map([['orders', 6]]), members('c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7')));
    expect(result['c7']).toEqual([]);
    expect(result['c6']).toEqual(['orders-5']);
  });

  it('ignores topics nobody subscribes to, and members whose topics have no metadata', () => {
    const result = rangeAssign(new Map([['other', 3]]), members('c1'));
    expect(named(result)).toEqual({ c1: [] });
  });
});

describe('roundRobinAssign', () => {
  for (const c of casesOf<AssignCase, Record<string, string[]>>('roundrobin')) {
    it(c.id, () => {
      const counts = new Map(Object.entries(c.in.partitions).toReversed());
      expect(named(roundRobinAssign(counts, membersOf(c.in)))).toEqual(c.expect);
      expect(named(roundRobinAssign(counts, membersOf(c.in).toReversed()))).toEqual(c.expect);
    });
  }

  it('passes over one member at a time', () => {
    const group = [
      { memberId: 'a', topics: ['t1'] },
      { memberId: 'b', topics: ['t1'] },
      { memberId: 'c', topics: ['t2'] },
      { memberId: 'd', topics: ['t1', 't2'] },
    ];
    // t1-0 to a, t1-1 to b, c does not want t1-2, so d; then t2: a and b do not want it, c, d, c.
    const counts = new Map([['t1', 3], ['t2', 3]]);
    expect(named(roundRobinAssign(counts, group))).toEqual({
      a: ['t1-0'],
      b: ['t1-1'],
      c: ['t2-0', 't2-2'],
      d: ['t1-2', 't2-1'],
    });
  });

  it('has nothing to do for a topic without metadata or a group without members', () => {
    expect(named(roundRobinAssign(new Map(), members('c1')))).toEqual({ c1: [] });
    expect(roundRobinAssign(new Map([['orders', 3]]), []).size).toBe(0);
  });
});

describe('compareMembers', () => {
  it('puts static members first, by instance id, and orders text by UTF-16 units', () => {
    const unsorted: MemberSubscription[] = [
      { memberId: 'b', topics: [] },
      { memberId: 'a', groupInstanceId: 'z', topics: [] },
      { memberId: 'B', topics: [] },
      { memberId: 'c', groupInstanceId: 'y', topics: [] },
      { memberId: 'a', groupInstanceId: null, topics: [] },
    ];
    expect(unsorted.toSorted(compareMembers).map((m) => m.groupInstanceId ?? m.memberId)).toEqual(['y', 'z', 'B', 'a', 'b']);
  });
});
