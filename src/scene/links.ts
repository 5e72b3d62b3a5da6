import { curve, roundedPath } from './bezier.ts';
import type { CurvePath } from './bezier.ts';
import type { LinkView } from './frame.ts';
import { bottom, clamp, middleX, middleY, right } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';
import type { Scene } from './types.ts';

/** One link for both directions of a pair of nodes. */
export interface SceneLink {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly path: CurvePath;
}

type NodeRole = 'controller' | 'broker' | 'client';

const RADIUS = 9;

function nodeRole(name: string): NodeRole {
  if (name.startsWith('controller-') || name.startsWith('zookeeper-')) return 'controller';
  return name.startsWith('broker-') ? 'broker' : 'client';
}

/** The same for both directions. */
export function linkKey(a: string, b: string): string {
  return isFirst(a, b) ? `${a}|${b}` : `${b}|${a}`;
}

const ENTITY = 'link:';

/** The entity key of the link between two nodes, by which it is selected. */
export function linkEntity(a: string, b: string): string {
  return ENTITY + linkKey(a, b);
}

/** The nodes that a link's entity key names, in the link's direction; null for another key. */
export function linkEnds(entityKey: string | null): readonly [string, string] | null {
  if (entityKey?.startsWith(ENTITY) !== true) return null;
  const [from, to] = entityKey.slice(ENTITY.length).split('|');
  return from === undefined || to === undefined ? null : [from, to];
}

/** Clients come before brokers, brokers before controllers; equals by name. A message from the first travels t = 0 to 1. */
export function isFirst(a: string, b: string): boolean {
  const rank = ORDER[nodeRole(a)] - ORDER[nodeRole(b)];
  return rank === 0 ? a < b : rank < 0;
}

const ORDER: Readonly<Record<NodeRole, number>> = { client: 0, broker: 1, controller: 2 };

/** The link between two nodes, or null when one of them is not drawn. */
export function linkBetween(scene: Scene, a: string, b: string): SceneLink | null {
  const [from, to] = isFirst(a, b) ? [a, b] : [b, a];
  const start = scene.nodes.get(from);
  const end = scene.nodes.get(to);
  if (start === undefined || end === undefined || from === to) return null;
  return { key: linkKey(a, b), from, to, path: route(scene, from, start, to, end) };
}

function route(scene: Scene, from: string, start: Rect, to: string, end: Rect): CurvePath {
  const roles = `${nodeRole(from)}-${nodeRole(to)}`;
  switch (roles) {
    case 'client-broker':
      return clientToBroker(scene, start, end);
    case 'broker-broker':
      return brokerToBroker(scene, start, end);
    case 'broker-controller':
      return brokerToController(scene, start, end);
    case 'controller-controller':
      return betweenControllers(scene, start, end);
    default:
      return direct(start, end);
  }
}

/** The nodes of a link's entity key as they are in it whichever way they are given. */
export function linkEntityOf(a: string, b: string): string {
  return isFirst(a, b) ? linkEntity(a, b) : linkEntity(b, a);
}

/** With marks on more of them nobody could tell one from another. */
const MOST_MARKED = 60;

/** Links whose broken connections are marked: those between two nodes that are drawn. */
export function markedLinks({ nodes }: Scene, links: readonly LinkView[]): readonly LinkView[] {
  return links.filter(({ from, to, broken }) => broken !== null && nodes.has(from) && nodes.has(to)).slice(0, MOST_MARKED);
}

/** Brokers in lines over one another, so that links between them run behind others. */
export function isGrid({ columns, brokers }: Scene): boolean {
  return columns > 1 && brokers.length > columns;
}

/** Brokers side by side in a single line, with channels above and below them. */
function isSingleLine(scene: Scene): boolean {
  return scene.columns > 1 && scene.brokers.length <= scene.columns;
}

function clientToBroker(scene: Scene, client: Rect, broker: Rect): CurvePath {
  const fromLeft = middleX(client) <= middleX(broker);
  if (scene.kind === 'phone') return aroundEdge(scene, client, broker);
  if (isSingleLine(scene)) return throughChannel(scene, client, broker, fromLeft);
  const start = { x: fromLeft ? right(client) : client.x, y: middleY(client) };
  const end = { x: fromLeft ? broker.x : right(broker), y: middleY(broker) };
  const half = (end.x - start.x) / 2;
  return curve(start, { x: start.x + half, y: start.y }, { x: end.x - half, y: end.y }, end);
}

/** From a client beside columns of brokers: producers over them, consumers under them. */
function throughChannel(scene: Scene, client: Rect, broker: Rect, fromLeft: boolean): CurvePath {
  const { channels } = scene;
  if (fromLeft) {
    const x = middleX(channels.left);
    const y = bottom(channels.top) - Math.min(8, channels.top.height / 2);
    const end = { x: middleX(broker) - Math.min(20, broker.width / 4), y: broker.y };
    return roundedPath([{ x: right(client), y: middleY(client) }, { x, y: middleY(client) }, { x, y }, { x: end.x, y }, end], RADIUS);
  }
  const x = middleX(channels.right);
  const y = channels.bottom.y + channels.bottom.height * 0.78;
  const end = { x: middleX(broker) + Math.min(20, broker.width / 4), y: bottom(broker) };
  return roundedPath([{ x: client.x, y: middleY(client) }, { x, y: middleY(client) }, { x, y }, { x: end.x, y }, end], RADIUS);
}

/** On a phone: clients above reach a broker along the left edge, clients below along the right. */
function aroundEdge(scene: Scene, client: Rect, broker: Rect): CurvePath {
  const above = middleY(client) < middleY(broker);
  const lane = above ? scene.channels.left : scene.channels.right;
  const x = middleX(lane) + (above ? -4 : 4);
  const edge = above ? broker.x : right(broker);
  const startY = above ? bottom(client) : client.y;
  // There is less room below the admin client than below the producers.
  const turnY = startY + (client === scene.admin ? 4 : above ? 8 : -5);
  const startX = above ? clamp(x, client.x + 6, right(client) - 6) : middleX(client);
  return roundedPath([{ x: startX, y: startY }, { x: startX, y: turnY }, { x, y: turnY }, { x, y: middleY(broker) }, { x: edge, y: middleY(broker) }], RADIUS);
}

function brokerToBroker(scene: Scene, a: Rect, b: Rect): CurvePath {
  if (isSingleLine(scene)) {
    const y = scene.channels.bottom.y + scene.channels.bottom.height * (isNeighbour(scene, a, b) ? 0.36 : 0.54);
    const [left, other] = a.x < b.x ? [a, b] : [b, a];
    const start = { x: right(left) - left.width / 4, y: bottom(left) };
    const end = { x: other.x + other.width / 4, y: bottom(other) };
    const points = [start, { x: start.x, y }, { x: end.x, y }, end];
    return roundedPath(a.x < b.x ? points : points.toReversed(), 7);
  }
  if (Math.abs(a.x - b.x) > 1) return direct(a, b);
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  const start = { x: upper.x, y: upper.y + upper.height * 0.78 };
  const end = { x: lower.x, y: lower.y + lower.height * 0.22 };
  const apart = Math.max(1, stackIndex(scene, lower) - stackIndex(scene, upper));
  const bulge = Math.min((scene.channels.left.width - 6) * 0.8, 12 + 12 * apart) / 0.75;
  const leave = { x: start.x - bulge, y: start.y };
  const arrive = { x: end.x - bulge, y: end.y };
  return a.y < b.y ? curve(start, leave, arrive, end) : curve(end, arrive, leave, start);
}

function isNeighbour(scene: Scene, a: Rect, b: Rect): boolean {
  return Math.abs(stackIndex(scene, a) - stackIndex(scene, b)) === 1;
}

function stackIndex(scene: Scene, broker: Rect): number {
  return scene.brokers.findIndex(({ rect }) => rect === broker);
}

/** Down the lane right of a stack, or along the channel above columns. */
function brokerToController(scene: Scene, broker: Rect, controller: Rect): CurvePath {
  const { channels } = scene;
  const start = { x: middleX(controller), y: bottom(controller) };
  const y = channels.top.y + Math.min(channels.top.height * 0.45, 10);
  if (isSingleLine(scene)) {
    const end = { x: middleX(broker) + Math.min(20, broker.width / 4), y: broker.y };
    return roundedPath([end, { x: end.x, y }, { x: start.x, y }, start], RADIUS);
  }
  if (scene.columns > 1) return direct(broker, controller);
  const x = right(broker) + Math.min(12, channels.right.width / 3);
  const portY = broker.y + Math.min(14, broker.height / 3);
  const points: Point[] = [{ x: right(broker), y: portY }, { x, y: portY }, { x, y }, { x: start.x, y }, start];
  return roundedPath(points, Math.min(RADIUS, channels.right.width / 3));
}

function betweenControllers(scene: Scene, a: Rect, b: Rect): CurvePath {
  const y = scene.channels.top.y + Math.min(scene.channels.top.height * 0.75, 16);
  const side = a.x < b.x ? 1 : -1;
  const start = { x: middleX(a) + side * (a.width / 4), y: bottom(a) };
  const end = { x: middleX(b) - side * (b.width / 4), y: bottom(b) };
  return roundedPath([start, { x: start.x, y }, { x: end.x, y }, end], 7);
}

/** Between the sides that face each other, bending gently. */
function direct(a: Rect, b: Rect): CurvePath {
  const apartX = Math.max(b.x - right(a), a.x - right(b));
  const apartY = Math.max(b.y - bottom(a), a.y - bottom(b));
  if (apartX >= apartY) {
    const ahead = middleX(a) <= middleX(b);
    const start = { x: ahead ? right(a) : a.x, y: middleY(a) };
    const end = { x: ahead ? b.x : right(b), y: middleY(b) };
    const half = (end.x - start.x) / 2;
    return curve(start, { x: start.x + half, y: start.y }, { x: end.x - half, y: end.y }, end);
  }
  const below = middleY(a) <= middleY(b);
  const start = { x: middleX(a), y: below ? bottom(a) : a.y };
  const end = { x: middleX(b), y: below ? b.y : bottom(b) };
  const half = (end.y - start.y) / 2;
  return curve(start, { x: start.x, y: start.y + half }, { x: end.x, y: end.y - half }, end);
}
