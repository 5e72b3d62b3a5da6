import { pointOnLink } from './bezier.ts';
import type { LinkView } from './frame.ts';
import { bottom, middleX, right } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';
import { isGrid, linkBetween } from './links.ts';
import type { Scene } from './types.ts';

/** How far along its link, seen from the node that lost the connection, a mark stands. */
const NEAR = 0.18;
/** With more of them nobody could tell one from another. */
const MOST = 60;
/** Between marks of one node, and how many of them have places of their own: there is no room for more. */
const STEP = 16;
const MOST_ABREAST = 2;
/** Tiles are so near to each other that a mark lies on its own. */
const ON_TILE = 5;

export interface TroublePlace {
  readonly link: LinkView;
  /** Of the mark's middle. */
  readonly at: Point;
}

/**
 * Where connections that broke are marked: on their link, near the node that lost it. Among brokers in a grid links run behind other
 * brokers, over whose names a mark would lie: there it is on a corner of the node itself.
 */
export function troublePlaces(scene: Scene, links: readonly LinkView[]): TroublePlace[] {
  const taken = new Map<string, number>();
  return links
    .filter((link) => link.broken !== null)
    .flatMap((link) => {
      const found = linkBetween(scene, link.from, link.to);
      const node = scene.nodes.get(link.from);
      if (found === null || node === undefined) return [];
      if (!isGrid(scene)) {
        const at = { x: 0, y: 0, dx: 1, dy: 0 };
        pointOnLink(found.path, link.from === found.from ? NEAR : 1 - NEAR, at);
        return [{ link, at: { x: at.x, y: at.y } }];
      }
      const before = taken.get(link.from) ?? 0;
      taken.set(link.from, before + 1);
      return [{ link, at: cornerOf(scene, node, Math.min(before, MOST_ABREAST - 1)) }];
    })
    .slice(0, MOST);
}

/** Upper corner that looks to the brokers, or of a broker the right one, where nothing is written; of a controller the lower one. */
function cornerOf({ brokers, controllers, level }: Scene, node: Rect, index: number): Point {
  const isLeftOfBrokers = brokers.every(({ rect }) => right(node) <= rect.x);
  const isBroker = brokers.some(({ rect }) => rect === node);
  const isController = controllers.some(({ rect }) => rect === node);
  const isOnRight = isBroker || isController || isLeftOfBrokers || brokers.every(({ rect }) => middleX(node) < rect.x);
  // Beside each other they would be over the name of a broker that is hardly wider.
  if (isBroker && level === 'heat') return { x: right(node) - 4, y: index === 0 ? node.y + ON_TILE : bottom(node) - ON_TILE };
  const y = isController ? bottom(node) : node.y;
  return isOnRight ? { x: right(node) - 4 - index * STEP, y } : { x: node.x + 4 + index * STEP, y };
}
