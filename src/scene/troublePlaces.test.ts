import { describe, expect, it } from 'vitest';
import type { LinkView } from './frame.ts';
import { layoutScene } from './layout.ts';
import { structureOf } from './structure.ts';
import { fixtureFrame } from './testing/fixtureFrame.ts';
import { troublePlaces } from './troublePlaces.ts';

function broken(from: string, to: string): LinkView {
  return { key: `${from}>${to}`, from, to, cut: false, held: 0, hold: null, broken: { times: 1, timedOut: false } };
}

const viewport = { kind: 'wide', width: 800, height: 604 } as const;
const crowd = layoutScene(structureOf(fixtureFrame({ brokers: 60, partitions: 60, groups: { a: ['c1', 'c2'] } }), { showInternalTopics: false, legendLines: 0 }), viewport);

/** Where a broker's name is written. */
const NAME = { width: 62, height: 20 };
const RADIUS = 9;
/** Between two brokers. */
const GAP = 8;

describe('marks of connections that broke', () => {
  it('are at the edge of the node that lost one, on no other, over no name of any broker, and beside each other', () => {
    const places = troublePlaces(crowd, [
      broken('broker-8', 'broker-7'),
      broken('broker-9', 'broker-7'),
      broken('broker-33', 'broker-7'),
      broken('broker-33', 'broker-52'),
      broken('broker-33', 'broker-51'),
      broken('consumer:c1', 'broker-1'),
      broken('producer:checkout', 'broker-60'),
      broken('controller-3001', 'broker-2'),
    ]);
    expect(places).toHaveLength(8);
    for (const { link, at } of places) {
      const node = crowd.nodes.get(link.from) ?? { x: 0, y: 0, width: 0, height: 0 };
      const outside = Math.hypot(Math.max(node.x - at.x, 0, at.x - node.x - node.width), Math.max(node.y - at.y, 0, at.y - node.y - node.height));
      const inside = Math.min(at.x - node.x, node.x + node.width - at.x, at.y - node.y, node.y + node.height - at.y);
      expect([outside < GAP, inside < 1], `${link.key} at its node`).toEqual([true, true]);
      for (const { rect: card, header } of crowd.brokers) {
        expect(at.x > card.x && at.x < card.x + card.width && at.y > card.y && at.y < card.y + card.height, `${link.key} on a broker`).toBe(false);
        const dx = Math.max(header.x - at.x, 0, at.x - header.x - NAME.width);
        const dy = Math.max(card.y + 8 - at.y, 0, at.y - card.y - NAME.height);
        expect(Math.hypot(dx, dy), link.key).toBeGreaterThanOrEqual(RADIUS - 2);
      }
    }
    // Between two brokers the bar is on the one that lost it.
    for (const { link, at, owner } of places.filter(({ link: { from } }) => from.startsWith('broker-'))) {
      const node = crowd.nodes.get(link.from) ?? { x: 0, y: 0, width: 0, height: 0 };
      const [x, y] = [at.x + (owner?.x ?? NaN), at.y + (owner?.y ?? NaN)];
      const isOnEdge = [Math.abs(x - node.x), Math.abs(x - node.x - node.width), Math.abs(y - node.y), Math.abs(y - node.y - node.height)].some((off) => off < 0.01);
      expect(isOnEdge && x >= node.x - 0.01 && x <= node.x + node.width + 0.01 && y >= node.y - 0.01 && y <= node.y + node.height + 0.01, link.key).toBe(true);
    }
    for (const [index, { at }] of places.entries()) for (const other of places.slice(index + 1)) expect(Math.hypot(at.x - other.at.x, at.y - other.at.y)).toBeGreaterThan(12);
  });

  it('are on their link where links have room of their own', () => {
    const few = layoutScene(structureOf(fixtureFrame(), { showInternalTopics: false, legendLines: 0 }), viewport);
    const [place] = troublePlaces(few, [broken('broker-2', 'broker-1')]);
    const card = few.nodes.get('broker-2') ?? { x: 0 };
    expect(place?.at.x).toBeLessThan(card.x);
  });

  it('are nowhere for a node that is not drawn, and for a connection that is whole', () => {
    expect(troublePlaces(crowd, [broken('broker-900', 'broker-1'), { ...broken('broker-1', 'broker-2'), broken: null, cut: true }])).toEqual([]);
  });
});
