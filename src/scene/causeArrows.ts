import type { BecauseLink } from '../protocol/because.ts';
import * as words from '../words/causeArrows.ts';
import { pathData, pointOnLink } from './bezier.ts';
import type { Point } from './geometry.ts';
import { isFirst, linkBetween } from './links.ts';
import type { Scene } from './types.ts';

/** The messages of a chain from one node to another, drawn along the link between the two. */
export interface CauseArrow {
  readonly key: string;
  readonly path: string;
  /** Where its head is, and which way it points, in degrees. */
  readonly head: Point & { readonly angle: number };
  /** `BrokerHeartbeat`, `Fetch and 2 more`. */
  readonly label: string;
  /** It is of the cause that is shown. */
  readonly isShown: boolean;
}

const RESPONSE = 'Response';
/** How far along the way its head is: near enough to whom it goes to, and clear of it. */
const HEAD_AT = 0.66;

/** Arrows of all messages of a chain between nodes that are drawn; those that `isShown` says stand out. */
export function causeArrows(scene: Scene, chain: BecauseLink, isShown: (link: BecauseLink) => boolean): CauseArrow[] {
  const ways = new Map<string, { readonly from: string; readonly to: string; readonly labels: Set<string>; isShown: boolean }>();
  for (const link of linksOf(chain)) {
    for (const { from, to, label } of link.messages) {
      const key = `${from}>${to}`;
      const way = ways.get(key) ?? { from, to, labels: new Set<string>(), isShown: false };
      ways.set(key, way);
      way.labels.add(label.endsWith(RESPONSE) ? words.response(label.slice(0, -RESPONSE.length)) : label);
      way.isShown ||= isShown(link);
    }
  }
  return [...ways].flatMap(([key, way]) => {
    const arrow = arrowOf(scene, way.from, way.to);
    if (arrow === null) return [];
    const [first = '', ...more] = way.labels;
    return [{ key, ...arrow, label: more.length === 0 ? first : words.andMore(first, more.length), isShown: way.isShown }];
  });
}

function arrowOf(scene: Scene, from: string, to: string): Pick<CauseArrow, 'path' | 'head'> | null {
  const link = linkBetween(scene, from, to);
  if (link === null) return null;
  const isForward = isFirst(from, to);
  const point = { x: 0, y: 0, dx: 1, dy: 0 };
  pointOnLink(link.path, isForward ? HEAD_AT : 1 - HEAD_AT, point);
  const way = isForward ? 1 : -1;
  const angle = (Math.atan2(point.dy * way, point.dx * way) * 180) / Math.PI;
  return { path: pathData(link.path), head: { x: point.x, y: point.y, angle } };
}

function linksOf(link: BecauseLink): BecauseLink[] {
  return [link, ...link.because.flatMap(linksOf)];
}
