import { describe, expect, it } from 'vitest';
import type { Frame } from '../frame.ts';
import { fixtureFrame } from '../testing/fixtureFrame.ts';
import { closeUpOf } from './closeUp.ts';
import { areaAt, EVERYWHERE, heatGrid, mostOf, placeOf, valueAt } from './heatGrid.ts';
import { layoutHeat, numbered, placeAt, rectOf } from './heatLayout.ts';
import { heatScale } from './heatScale.ts';
import { describePlace } from './heatWords.ts';

function largeFrame(): Frame {
  const frame = fixtureFrame({ brokers: 6, partitions: 12, replicationFactor: 3, messages: 0 });
  return {
    ...frame,
    brokers: frame.brokers.map((broker, index) => ({ ...broker, rack: 'cab'.charAt(index % 3), state: index === 4 ? 'dead' : 'running' })),
    heat: [
      { key: 'topic:orders/leaders', topic: 'orders', measure: 'leaders', values: [3, 2, 2, 2, 0, -1] },
      { key: 'topic:orders/under', topic: 'orders', measure: 'under', values: [1, 0, 0, 0, 0, -1] },
      { key: 'topic:orders/out', topic: 'orders', measure: 'out', values: [0, 0, 0, 0, 4, -1] },
      { key: 'topic:orders/traffic', topic: 'orders', measure: 'traffic', values: [1200, 10, 20, 30, 0, -1] },
    ],
  };
}

describe('the grid', () => {
  const grid = heatGrid(largeFrame(), false);

  it('has brokers by rack, and values with them', () => {
    expect(grid.brokers.map(({ id }) => id)).toEqual([2, 5, 3, 6, 1, 4]);
    expect(grid.racks).toEqual([{ name: 'a', from: 0, to: 2 }, { name: 'b', from: 2, to: 4 }, { name: 'c', from: 4, to: 6 }]);
    expect(grid.values.leaders).toEqual([[2, 0, 2, -1, 3, 2]]);
    expect(grid.values.lag).toEqual([[-1, -1, -1, -1, -1, -1]]);
  });

  it('adds up headers, and says nothing of what is not there', () => {
    expect(valueAt(grid, 'leaders', { row: 0, column: 4 })).toBe(3);
    expect(valueAt(grid, 'leaders', { row: 0, column: -1 })).toBe(9);
    expect(valueAt(grid, 'leaders', { row: -1, column: 3 })).toBe(-1);
    expect(valueAt(grid, 'leaders', EVERYWHERE)).toBe(9);
    expect(mostOf(grid, 'traffic')).toBe(1200);
    expect(describePlace(grid, { row: 0, column: 3 })).toBe('orders on broker 6, rack b: nothing of it is here.');
    expect(describePlace(grid, { row: 0, column: 1 })).toContain('broker 5, rack a, dead: leads 0, 4 out of sync');
  });

  it('names areas by what they are of, both ways', () => {
    for (const place of [{ row: 0, column: 2 }, { row: -1, column: 2 }, { row: 0, column: -1 }]) expect(placeOf(grid, areaAt(grid, place) ?? '')).toEqual(place);
    expect(areaAt(grid, { row: 0, column: 2 })).toBe('broker-3/topic:orders');
    expect(areaAt(grid, EVERYWHERE)).toBeNull();
  });
});

describe('the scale', () => {
  it('has round steps, a shade for every value, and bins that say so', () => {
    for (const most of [0, 1, 3, 5, 6, 17, 99, 100, 101, 12_345]) {
      const scale = heatScale(most);
      const { bins } = scale;
      expect(scale.shadeOf(0)).toBe(0);
      expect(bins[0]?.from).toBe(1);
      expect(bins.at(-1)?.to).toBeGreaterThanOrEqual(most);
      for (const { from, to, shade } of bins) expect([scale.shadeOf(from), scale.shadeOf(to)]).toEqual([shade, shade]);
    }
    expect(heatScale(17).bins.map(({ from, to }) => [from, to])).toEqual([[1, 5], [6, 10], [11, 15], [16, 20]]);
  });
});

describe('the layout', () => {
  it.each([[1400, 700], [760, 500], [358, 640]])('has all cells within %i pixels, each found where it is drawn', (width, height) => {
    const frame = largeFrame();
    const grid = heatGrid({ ...frame, topics: Array.from({ length: 40 }, (_, index) => ({ key: `topic:t${index}`, name: `t${index}`, partitions: 250, internal: false })) }, false);
    const layout = layoutHeat(grid, width, height);
    expect(layout.height).toBeLessThanOrEqual(Math.max(height, 40 * 4 + 40));
    for (let row = -1; row < 40; row += 1) {
      for (let column = row < 0 ? 0 : -1; column < 6; column += 1) {
        const area = rectOf(layout, { row, column });
        expect(area.x + area.width).toBeLessThanOrEqual(width + 0.001);
        const at = placeAt(layout, grid, column < 0 ? 5 : area.x + area.width / 2, row < 0 ? 5 : area.y + area.height / 2);
        expect(at).toEqual({ row, column });
      }
    }
  });
});

describe('the numbers over the map', () => {
  const grid = heatGrid(largeFrame(), false);
  const layout = { ...layoutHeat(grid, 760, 500), cells: { x: 80, y: 30, width: 600, height: 300 }, cell: { width: 6, height: 10 }, numberEvery: 5 };
  const brokers = (dead: readonly number[]): readonly { id: number; state: string }[] => Array.from({ length: 100 }, (_, index) => ({ id: index + 1, state: dead.includes(index + 1) ? 'dead' : 'running' }));

  it('are those of brokers that do not run before those that are in between', () => {
    expect(numbered(layout, brokers([])).slice(0, 3)).toEqual([0, 5, 10]);
    const columns = numbered(layout, brokers([7, 18, 20]));
    expect(columns.slice(0, 4)).toEqual([6, 17, 0, 10]);
    expect(columns).not.toContain(5);
    expect(columns).not.toContain(19);
  });
});

describe('a close-up', () => {
  it('has the partitions of the area, whoever holds them, and the clients of a topic', () => {
    const frame = largeFrame();
    const { frame: near } = closeUpOf(frame, 'broker-1/topic:orders');
    expect(near.partitions.length).toBeGreaterThan(0);
    expect(near.partitions.every(({ replicas }) => replicas.includes(1))).toBe(true);
    const holders = new Set(near.partitions.flatMap(({ replicas }) => replicas));
    expect(new Set(near.brokers.map(({ id }) => id))).toEqual(holders);
    expect(near.replicas).toHaveLength(near.partitions.length * 3);
    expect(near.producers).toHaveLength(frame.producers.length);
    expect(closeUpOf(frame, 'broker-1').frame.producers).toEqual([]);
    expect(closeUpOf(frame, 'topic:nothing').frame.partitions).toEqual([]);
  });

  it('says how many partitions of a topic it does not tell', () => {
    const frame = largeFrame();
    const topics = frame.topics.map((topic) => ({ ...topic, partitions: 500 }));
    expect(closeUpOf({ ...frame, topics }, 'topic:orders').partitionsLeftOut).toBe(488);
  });
});
