import { describe, expect, test } from 'vitest';
import type { BranchView } from '../../store/facts.ts';
import { branchTracks, TRACK_HEIGHT } from './branchLayout.ts';
import { marksOf, snap } from './snap.ts';

const main: BranchView = { id: 0, name: 'main', parent: null, forkedAt: 0, end: 100, did: [] };
const axis = { x: (time: number) => 80 + time * 5, left: 80, right: 580 };

describe('tracks', () => {
  const child = { ...main, id: 3, name: 'without', parent: 0, forkedAt: 40, end: 60 };
  const [first, second] = branchTracks([main, child], 3, 90, axis);

  test('begin where a branch forked, joined to what it grew from, and go as far as it is known', () => {
    expect(first).toMatchObject({ from: 80, to: 580, top: 0, y: 24, joinsAt: null, isCurrent: false });
    expect(second).toMatchObject({ from: 280, to: 530, top: TRACK_HEIGHT, y: TRACK_HEIGHT + 24, joinsAt: 24, isCurrent: true });
  });

  test('have their names where there is room', () => {
    expect(second?.name).toEqual({ x: 284, side: 'after' });
    expect(branchTracks([main, { ...child, forkedAt: 90 }], 0, 90, axis)[1]?.name).toEqual({ x: 526, side: 'before' });
  });
});

describe('marks on lanes', () => {
  const span = (from: number, to: number | null) => ({ from, to, tone: 'plain' as const, hue: null, label: '' });
  const lanes = [
    { id: 'faults' as const, title: '', note: '', rows: [{ key: 'broker-1', spans: [span(30, 50)] }] },
    { id: 'leaders' as const, title: '', note: '', rows: [{ key: 'orders-0', spans: [span(0, 40), span(40, null)] }] },
  ];

  test('are where something begins, ends or changes hands', () => {
    expect(marksOf(lanes)).toEqual([30, 40, 50]);
  });

  test('are meant by whoever presses near them', () => {
    expect(snap(43, [30, 40, 50], 5)).toBe(40);
    expect(snap(46, [30, 40, 50], 5)).toBe(50);
    expect(snap(36, [30, 40, 50], 3)).toBe(36);
  });
});
