import { pointOnLink } from '../../../scene/bezier.ts';
import type { FlowView } from '../../../scene/frame.ts';
import type { Scene } from '../../../scene/types.ts';
import { appearanceOf, type Tint } from './appearance.ts';
import { createPalette, fit } from './canvas.ts';
import type { DrawnLink } from './drawnLink.ts';
import { LANE } from './moving.ts';

const STEPS = 24;
const NARROWEST = 1.5;
const WIDEST = 9;
/** Dashes, which move the way that messages do; each so long, in pixels, and as far in virtual time. */
const DASH = 7;
const DASH_US = 400;
const REACH = 10;
/** More flows than this are drawn again after so many milliseconds only: none of their dashes is followed with the eye. */
const MANY = 60;
const INTERVAL_MS = 100;

/** Many messages of one kind between two nodes, as a broad line whose dashes move. */
interface DrawnFlow {
  readonly flow: FlowView;
  readonly link: DrawnLink;
  readonly tint: Tint;
  /** Twice the logarithm of their number, in whole pixels from the narrowest on. */
  readonly width: number;
  /** x and y in turn, from the sender on. */
  readonly points: readonly number[];
}

export interface FlowLayer {
  setFlows(flows: readonly FlowView[]): void;
  /** Draws at virtual time `now`; `clock` is real time in milliseconds. */
  draw(now: number, stepped: boolean, clock: number): void;
  readonly count: number;
  /** The flow at a point of the scene, and where. */
  nearest(x: number, y: number): { readonly flow: FlowView; readonly x: number; readonly y: number } | null;
}

export function createFlowLayer(canvas: HTMLCanvasElement, sceneOf: () => Scene | null, linkOf: (a: string, b: string) => DrawnLink | null): FlowLayer {
  const context = canvas.getContext('2d');
  const palette = createPalette(canvas);
  let drawn: readonly DrawnFlow[] = [];
  let used = false;
  let drawnAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const paint = (now: number, stepped: boolean): void => {
    const scene = sceneOf();
    if (timer !== null) clearTimeout(timer);
    timer = null;
    drawnAt = performance.now();
    if (context === null || scene === null) return;
    used = drawn.length > 0;
    fit(canvas, scene, window.devicePixelRatio);
    context.setTransform(window.devicePixelRatio, 0, 0, window.devicePixelRatio, 0, 0);
    context.clearRect(0, 0, scene.width, scene.height);
    context.setLineDash([DASH, DASH]);
    context.lineDashOffset = stepped ? 0 : -((now / DASH_US) % (2 * DASH));
    for (const group of alike(drawn)) {
      const [{ tint, width } = { tint: 'plain' as Tint, width: 1 }] = group;
      context.beginPath();
      for (const { points } of group) trace(context, points);
      context.strokeStyle = palette(tint, drawnAt);
      context.lineWidth = width;
      context.stroke();
    }
    context.setLineDash([]);
  };
  return {
    setFlows(flows) {
      drawn = flows.flatMap((flow) => {
        const link = linkOf(flow.from, flow.to);
        return link === null ? [] : [drawnFlow(flow, link)];
      });
      if (drawn.length === 0 && used) paint(0, true);
    },
    get count() {
      return drawn.length;
    },
    draw(now, stepped, clock) {
      for (const { link } of drawn) link.usedAt = clock;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (drawn.length <= MANY || clock - drawnAt >= INTERVAL_MS) paint(now, stepped);
      // Where time stands still nothing is drawn again, and the last picture has to be of this moment.
      else timer = setTimeout(() => paint(now, stepped), INTERVAL_MS);
    },
    nearest: (x, y) => nearestOf(drawn, x, y),
  };
}

function drawnFlow(flow: FlowView, link: DrawnLink): DrawnFlow {
  const isReversed = flow.from !== link.from;
  const way = isReversed ? -1 : 1;
  const point = { x: 0, y: 0, dx: 1, dy: 0 };
  const points: number[] = [];
  for (let step = 0; step <= STEPS; step += 1) {
    const share = step / STEPS;
    pointOnLink(link.path, isReversed ? 1 - share : share, point);
    points.push(point.x - point.dy * way * LANE, point.y + point.dx * way * LANE);
  }
  return { flow, link, tint: appearanceOf({ ...flow, response: false, error: false }).tint, width: widthOf(flow.messages), points };
}

/** Each doubling makes it a pixel wider. */
function widthOf(messages: number): number {
  let width = NARROWEST;
  for (let count = messages; count >= 2 && width < WIDEST; count /= 2) width += 1;
  return Math.min(WIDEST, width);
}

/** Those of one colour and width are painted in one stroke. */
function alike(flows: readonly DrawnFlow[]): Iterable<readonly DrawnFlow[]> {
  const groups = new Map<string, DrawnFlow[]>();
  for (const flow of flows) {
    const key = `${flow.tint} ${flow.width}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [flow]);
    else group.push(flow);
  }
  return groups.values();
}

function trace(context: CanvasRenderingContext2D, points: readonly number[]): void {
  context.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let index = 2; index < points.length; index += 2) context.lineTo(points[index] ?? 0, points[index + 1] ?? 0);
}

function nearestOf(flows: readonly DrawnFlow[], x: number, y: number): { readonly flow: FlowView; readonly x: number; readonly y: number } | null {
  let best = null;
  let reach = REACH;
  for (const { flow, points } of flows) {
    for (let index = 0; index < points.length; index += 2) {
      const at = { flow, x: points[index] ?? 0, y: points[index + 1] ?? 0 };
      const distance = Math.hypot(at.x - x, at.y - y);
      if (distance < reach) [best, reach] = [at, distance];
    }
  }
  return best;
}
