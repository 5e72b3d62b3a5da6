import { pointOnLink } from './bezier.ts';
import type { LinkView } from './frame.ts';
import { bottom, middleX, middleY, right } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';
import { isGrid, linkBetween, markedLinks } from './links.ts';
import type { Scene } from './types.ts';

/** How far along its link, seen from the node that lost the connection, a mark stands. */
const NEAR = 0.18;
/** Between marks at one place, and how many of them have places of their own: there is no room for more. */
const STEP = 16;
const MOST_ABREAST = 2;
/** From the right edge of a broker, where its name has long ended. */
const BESIDE_NAME = 12;

export interface TroublePlace {
  readonly link: LinkView;
  /** Of the mark's middle. */
  readonly at: Point;
  /** Where the edge of the node is that lost it, seen from there: between two brokers one could not tell. Null where nothing else is near. */
  readonly owner: Point | null;
}

/**
 * Where connections that broke are marked: on their link, near the node that lost it. Among brokers in a grid links run behind other
 * brokers, which a mark on it would seem to be about: there it is at the edge of the node itself, and of a broker outside it, between
 * it and the next, on the side where the link leaves.
 */
export function troublePlaces(scene: Scene, links: readonly LinkView[]): TroublePlace[] {
  const broken = markedLinks(scene, links);
  if (!isGrid(scene)) return broken.map((link) => ({ link, at: onLink(scene, link), owner: null }));
  const gap = gapBetween(scene);
  const edges = broken.map((link) => edgeOf(scene, link, gap));
  const placeOf = ({ at: { x, y } }: Edge): string => `${Math.round(x)} ${Math.round(y)}`;
  const counts = new Map<string, number>();
  for (const edge of edges) counts.set(placeOf(edge), (counts.get(placeOf(edge)) ?? 0) + 1);
  const taken = new Map<string, number>();
  return broken.flatMap((link, index) => {
    const edge = edges[index];
    if (edge === undefined) return [];
    const place = placeOf(edge);
    const before = taken.get(place) ?? 0;
    taken.set(place, before + 1);
    const steps = Math.min(before, MOST_ABREAST - 1) - (edge.isMiddle ? (Math.min(counts.get(place) ?? 1, MOST_ABREAST) - 1) / 2 : 0);
    return [{ link, at: { x: edge.at.x + edge.dx * steps, y: edge.at.y + edge.dy * steps }, owner: edge.owner }];
  });
}

function onLink(scene: Scene, { from, to }: LinkView): Point {
  const found = linkBetween(scene, from, to);
  const at = { x: 0, y: 0, dx: 1, dy: 0 };
  if (found !== null) pointOnLink(found.path, from === found.from ? NEAR : 1 - NEAR, at);
  return { x: at.x, y: at.y };
}

/** Where marks stand beside each other: the first, or the middle of them, and what is between them. */
interface Edge {
  readonly at: Point;
  readonly isMiddle: boolean;
  readonly owner: Point | null;
  readonly dx: number;
  readonly dy: number;
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

function edgeOf(scene: Scene, { from, to }: LinkView, gap: number): Edge {
  const node = scene.nodes.get(from) ?? NOWHERE;
  const peer = scene.nodes.get(to) ?? NOWHERE;
  if (!scene.brokers.some(({ rect }) => rect === node)) return cornerOf(scene, node);
  const aside = Math.max(peer.x - right(node), node.x - right(peer));
  const apart = Math.max(peer.y - bottom(node), node.y - bottom(peer));
  if (aside >= apart) {
    const out = peer.x > node.x ? gap / 2 : -gap / 2;
    return { at: { x: (out > 0 ? right(node) : node.x) + out, y: middleY(node) }, owner: { x: -out, y: 0 }, isMiddle: true, dx: 0, dy: STEP };
  }
  const out = peer.y > node.y ? gap / 2 : -gap / 2;
  return { at: { x: right(node) - BESIDE_NAME, y: (out > 0 ? bottom(node) : node.y) + out }, owner: { x: 0, y: -out }, isMiddle: false, dx: -STEP, dy: 0 };
}

/** Between brokers of one line. */
function gapBetween({ brokers }: Scene): number {
  return brokers.reduce((least, { rect }, index) => {
    const gap = rect.x - right(brokers[index - 1]?.rect ?? rect);
    return gap > 0 ? Math.min(least, gap) : least;
  }, GAP_MOST);
}

const GAP_MOST = 12;

/** Upper corner of a client that looks to the brokers; of a controller the lower one. */
function cornerOf({ brokers, controllers }: Scene, node: Rect): Edge {
  const isController = controllers.some(({ rect }) => rect === node);
  const isOnRight = isController || brokers.every(({ rect }) => middleX(node) < rect.x);
  const y = isController ? bottom(node) : node.y;
  return { at: { x: isOnRight ? right(node) - 4 : node.x + 4, y }, owner: null, isMiddle: false, dx: isOnRight ? -STEP : STEP, dy: 0 };
}
