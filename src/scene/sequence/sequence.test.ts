import { describe, expect, it } from 'vitest';
import type { SequenceMessage, SequenceNode } from '../../protocol/sequence.ts';
import { arrowOf, nearestArrow, spanOf } from './arrows.ts';
import { placeLabels } from './labels.ts';
import { firstSpan } from './firstSpan.ts';
import { foldedAtFirst, layoutLanes } from './lanes.ts';
import { nameWeights } from './nameWeights.ts';
import { following, panBy, ticksBetween, tickText, timeAtY, yOf, zoomAt, zoomStep } from './timeView.ts';

const node = (name: string, family: SequenceNode['family']): SequenceNode => ({ name, family, group: null, spans: [] });
const NODES = [
  ...[3000, 3001, 3002].map((id) => node(`controller-${id}`, 'controllers')),
  ...Array.from({ length: 12 }, (_, index) => node(`broker-${index + 1}`, 'brokers')),
  node('producer:checkout', 'producers'),
];

const MESSAGE: SequenceMessage = {
  key: '7.1', from: 'a', to: 'b', api: 'Fetch', isResponse: false, kind: 'replicate', hue: null, bytes: 80, sentAt: 100, leftAt: 100, arrivesAt: 200, handledAt: 200,
  fate: 'handled', endedAt: null, held: false, attempt: 1, errors: [], exchange: '1.1', events: [9], about: [],
};
const X = new Map([['a', 10], ['b', 110]]);

describe('lines', () => {
  it('stand in the order of their numbers, never closer than can be told apart', () => {
    const { lanes, xOf } = layoutLanes(NODES, new Set(), 600);
    expect(lanes.slice(1, 13).map(({ key }) => key)).toEqual(Array.from({ length: 12 }, (_, index) => `broker-${index + 1}`));
    const xs = lanes.map(({ x }) => x);
    expect(Math.min(...xs.slice(1).map((x, index) => x - (xs[index] ?? 0)))).toBeGreaterThanOrEqual(26);
    expect(xOf.size).toBe(NODES.length);
  });

  it('of names that are cut are told apart by their numbers', () => {
    const webs = Array.from({ length: 12 }, (_, index): SequenceNode => ({ name: `producer:storefront-${index + 1}`, family: 'producers', group: null, spans: [] }));
    const titles = layoutLanes(webs, new Set(), 500).lanes.map(({ title }) => title);
    expect(new Set(titles).size).toBe(12);
    expect(titles.slice(0, 2)).toEqual(['st…1', 'st…2']);
  });

  it('fold the controllers first and then the largest family, and a folded family is one line', () => {
    expect(foldedAtFirst(NODES, 1200)).toEqual([]);
    expect(foldedAtFirst(NODES, 600)).toEqual(['controllers']);
    expect(foldedAtFirst(NODES, 366)).toEqual(['controllers', 'brokers']);
    const { lanes, xOf } = layoutLanes(NODES, new Set(['brokers']), 600);
    expect(lanes.filter(({ family }) => family === 'brokers').map(({ key }) => key)).toEqual(['family:brokers']);
    expect(xOf.get('broker-1')).toBe(xOf.get('broker-12'));
  });
});

describe('arrows', () => {
  it('go from line to line; what was lost ends halfway, what is held does not leave', () => {
    expect(arrowOf(MESSAGE, X)).toMatchObject({ fromX: 10, endX: 110, startsAt: 100, endsAt: 200, end: 'head', waitsBefore: null, waitsAfter: null });
    expect(arrowOf({ ...MESSAGE, fate: 'lost', handledAt: null, endedAt: 200 }, X)).toMatchObject({ endX: 60, endsAt: 150, end: 'cross' });
    const held = arrowOf({ ...MESSAGE, fate: 'waits', held: true, leftAt: null, arrivesAt: null, handledAt: null }, X);
    expect(held).toMatchObject({ endX: 10, end: 'none', waitsBefore: { to: null } });
    expect(held === null ? null : spanOf(held)).toEqual({ from: 100, to: Infinity });
    expect(arrowOf({ ...MESSAGE, leftAt: 150 }, X)).toMatchObject({ startsAt: 150, waitsBefore: { to: 150 } });
    expect(arrowOf({ ...MESSAGE, handledAt: 900 }, X)).toMatchObject({ waitsAfter: { from: 200, to: 900 } });
    expect(arrowOf(MESSAGE, new Map([['a', 10], ['b', 10]]))).toBeNull();
  });

  it('are found where they are', () => {
    const arrow = arrowOf(MESSAGE, X);
    if (arrow === null) throw new Error('It has a way.');
    expect(nearestArrow([arrow], 60, 152, (at) => at, 7)).toBe(arrow);
    expect(nearestArrow([arrow], 60, 180, (at) => at, 7)).toBeNull();
  });
});

describe('time in sight', () => {
  it('stays where the pointer is while it is zoomed, and the present where it is followed', () => {
    const view = { from: 1_000_000, usPerPx: 500 };
    expect(timeAtY(zoomAt(view, 0.5, 120, 400), 120)).toBeCloseTo(timeAtY(view, 120), 3);
    expect(zoomStep(view, 'in', 0, 400).usPerPx * 400).toBe(100_000);
    expect(zoomAt(view, 1e9, 0, 400).usPerPx * 400).toBe(60_000_000);
    expect(yOf(following(view, 5_000_000, 400), 5_000_000)).toBeCloseTo(344, 6);
    expect(panBy(view, -1e9, 400, 2_000_000).from).toBe(-50_000);
    expect(panBy(view, 1e9, 400, 2_000_000).from).toBe(1_950_000);
  });

  it('is marked at round times with the digits that they need', () => {
    const { times, step } = ticksBetween(1_230_000, 1_450_000, 1_000);
    expect([times, step]).toEqual([[1_250_000, 1_300_000, 1_350_000, 1_400_000, 1_450_000], 50_000]);
    expect(times.map((at) => tickText(at, step))[0]).toBe('1.25 s');
    expect(tickText(1_250_040, 10)).toBe('1.25004');
  });
});

describe('the time that is in sight at first', () => {
  const MS = 1_000;
  /** So many messages, one after the other, up to a time. */
  const burst = (count: number, until: number, apart: number): number[] => Array.from({ length: count }, (_, index) => until - index * apart);
  const now = 10_000 * MS;

  it('is short where much goes on right now, and longer where that was a while ago', () => {
    const before = [1, 2, 3, 4].flatMap((back) => burst(10, now - back * 125 * MS, 0.7 * MS));
    expect(firstSpan([...before, ...burst(10, now, 0.7 * MS)], now, 490, false)).toBe(10 * MS);
    // One alone would be ten arrows in a few pixels.
    expect(firstSpan(before, now, 490, false)).toBe(500 * MS);
  });

  it('has some messages in it, and no crowd', () => {
    expect(firstSpan([...burst(5, now, 1.5 * MS), ...burst(20, now - 60 * MS, 0.7 * MS)], now, 490, false)).toBe(100 * MS);
    // Of three at once every 20 ms, half a second has more than can be taken in.
    expect(firstSpan(burst(25, now, 20 * MS).flatMap((at) => [at, at, at]), now, 490, false)).toBe(200 * MS);
    expect(firstSpan(burst(2_000, now, 0.2 * MS), now, 490, false)).toBe(10 * MS);
    expect(firstSpan(burst(5, now, 400 * MS), now, 490, false)).toBe(2_000 * MS);
    expect(firstSpan([], now, 490, false)).toBe(2_000 * MS);
  });

  it('does not fly by while time runs, and knows nothing of what is to come', () => {
    const times = burst(20, now, 0.5 * MS);
    expect(firstSpan(times, now, 490, true)).toBe(200 * MS);
    expect(firstSpan([...times, ...burst(60, now + 60 * MS, MS)], now, 490, false)).toBe(firstSpan(times, now, 490, false));
  });
});

describe('words beside marks', () => {
  const mark = (key: string, x: number, y: number, weight: number) => ({ key, x, y, words: 'broker 1 fenced', weight });
  const anchors = (placed: ReturnType<typeof placeLabels>) => placed.map(({ label }) => label?.anchor ?? null);

  it('lie over no others: what matters more keeps its own', () => {
    expect(anchors(placeLabels([mark('a', 100, 50, 1), mark('b', 104, 52, 2), mark('c', 300, 50, 1)], [], 60, 420))).toEqual([null, 'start', 'start']);
  });

  it('are struck by no arrow, and stand elsewhere or not at all where one would', () => {
    const across = { x1: 60, y1: 50, x2: 420, y2: 53 };
    const right = { x1: 105, y1: 52, x2: 420, y2: 52 };
    expect(anchors(placeLabels([mark('a', 200, 50, 1)], [across], 60, 420))).toEqual([null]);
    expect(anchors(placeLabels([mark('a', 200, 50, 1)], [{ ...across, y1: 70, y2: 73 }], 60, 420))).toEqual(['start']);
    expect(anchors(placeLabels([mark('a', 200, 50, 1)], [{ ...right, x1: 205 }], 60, 420))).toEqual(['end']);
    expect(placeLabels([{ ...mark('a', 200, 50, 1), elsewhere: [{ x: 240, y: 52 }, { x: 240, y: 80 }] }], [across], 60, 420)[0]?.label).toEqual({ x: 240, y: 80, anchor: 'middle' });
    // One that rises through the words without ending in them.
    expect(anchors(placeLabels([mark('a', 200, 50, 1)], [{ x1: 250, y1: 10, x2: 252, y2: 90 }], 60, 420))).toEqual(['end']);
    expect(anchors(placeLabels([mark('a', 200, 50, 1)], [{ x1: 250, y1: 10, x2: 250, y2: 90 }], 60, 420))).toEqual(['end']);
  });

  it('name what brings records before what is asked for all the time', () => {
    const of = (key: string, more: Partial<SequenceMessage>) => ({ ...MESSAGE, key, ...more });
    const weights = nameWeights([of('fetch', {}), of('records', { hue: 2, isResponse: true }), of('produce', { api: 'Produce', hue: 2 }), of('answer', { api: 'Produce', isResponse: true }), of('join', { api: 'JoinGroup' }), of('more', {})]);
    expect([...weights].toSorted((a, b) => b[1] - a[1]).map(([key]) => key)).toEqual(['produce', 'join', 'answer', 'records', 'fetch', 'more']);
    expect(Math.max(...weights.values())).toBeLessThan(10);
  });
});
