import type { Point } from './geometry.ts';

/**
 * A chain of cubic Bezier curves. `numbers` holds the start point and then six numbers a curve (two control points and
 * the end); `ends` holds the share of the whole length at which each curve ends, the last being 1.
 */
export interface CurvePath {
  readonly numbers: readonly number[];
  readonly ends: readonly number[];
  /** Pixels, measured along chords: good to a few percent. */
  readonly length: number;
}

/** A point on a path and the direction there; reused by callers that draw many. */
export interface PathPoint {
  x: number;
  y: number;
  /** Unit vector along the path. */
  dx: number;
  dy: number;
}

const CHORDS = 12;
/** Control points at this share of a quarter circle's radius draw it to within 0.03 percent. */
const QUARTER_CIRCLE = 0.5523;

/** One curve that leaves `from` towards `leave` and reaches `to` from `arrive`. */
export function curve(from: Point, leave: Point, arrive: Point, to: Point): CurvePath {
  return measured([from.x, from.y, leave.x, leave.y, arrive.x, arrive.y, to.x, to.y]);
}

/** Straight lines through the points, with rounded corners of at most `radius`. */
export function roundedPath(points: readonly Point[], radius: number): CurvePath {
  const first = points[0] ?? { x: 0, y: 0 };
  const last = points[points.length - 1] ?? first;
  const numbers = [first.x, first.y];
  let at = first;
  for (let index = 1; index + 1 < points.length; index += 1) {
    const corner = points[index] ?? first;
    const next = points[index + 1] ?? last;
    const before = distance(at, corner);
    const after = distance(corner, next);
    const cut = Math.min(radius, before, index + 2 === points.length ? after : after / 2);
    if (cut < 0.5) continue;
    const start = towards(corner, at, cut / before);
    const end = towards(corner, next, cut / after);
    line(numbers, at, start);
    bend(numbers, start, corner, end);
    at = end;
  }
  line(numbers, at, last);
  return measured(numbers);
}

function line(numbers: number[], from: Point, to: Point): void {
  if (distance(from, to) < 0.01) return;
  const a = towards(from, to, 1 / 3);
  const b = towards(from, to, 2 / 3);
  numbers.push(a.x, a.y, b.x, b.y, to.x, to.y);
}

function bend(numbers: number[], from: Point, corner: Point, to: Point): void {
  const a = towards(from, corner, QUARTER_CIRCLE);
  const b = towards(to, corner, QUARTER_CIRCLE);
  numbers.push(a.x, a.y, b.x, b.y, to.x, to.y);
}

function towards(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function measured(numbers: readonly number[]): CurvePath {
  const lengths: number[] = [];
  for (let base = 0; base + 7 < numbers.length; base += 6) lengths.push(curveLength(numbers, base));
  const length = lengths.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  const ends = lengths.map((part, index) => {
    sum += part;
    return index + 1 === lengths.length || length === 0 ? 1 : sum / length;
  });
  return { numbers, ends, length };
}

function curveLength(numbers: readonly number[], base: number): number {
  const point = { x: 0, y: 0, dx: 0, dy: 0 };
  let length = 0;
  let x = numbers[base] ?? 0;
  let y = numbers[base + 1] ?? 0;
  for (let step = 1; step <= CHORDS; step += 1) {
    onCurve(numbers, base, step / CHORDS, point);
    length += Math.hypot(point.x - x, point.y - y);
    x = point.x;
    y = point.y;
  }
  return length;
}

/**
 * Writes into `out` the place at share `t` (0 to 1) of the path. Cheap: called for every message in every animation
 * frame. Within one curve `t` is the curve's own parameter, so speed varies a little along a strong bend.
 */
export function pointOnLink(path: CurvePath, t: number, out: PathPoint): void {
  const { ends, numbers } = path;
  let index = 0;
  while (index + 1 < ends.length && t > (ends[index] ?? 1)) index += 1;
  const from = index === 0 ? 0 : (ends[index - 1] ?? 0);
  const span = (ends[index] ?? 1) - from;
  onCurve(numbers, index * 6, span <= 0 ? 1 : Math.max(0, Math.min(1, (t - from) / span)), out);
}

function onCurve(n: readonly number[], base: number, t: number, out: PathPoint): void {
  const u = 1 - t;
  const x0 = n[base] ?? 0;
  const y0 = n[base + 1] ?? 0;
  const x1 = n[base + 2] ?? 0;
  const y1 = n[base + 3] ?? 0;
  const x2 = n[base + 4] ?? 0;
  const y2 = n[base + 5] ?? 0;
  const x3 = n[base + 6] ?? 0;
  const y3 = n[base + 7] ?? 0;
  out.x = u * u * u * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * x3;
  out.y = u * u * u * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y3;
  const dx = u * u * (x1 - x0) + 2 * u * t * (x2 - x1) + t * t * (x3 - x2);
  const dy = u * u * (y1 - y0) + 2 * u * t * (y2 - y1) + t * t * (y3 - y2);
  const size = Math.hypot(dx, dy);
  out.dx = size === 0 ? 1 : dx / size;
  out.dy = size === 0 ? 0 : dy / size;
}

/** The `d` attribute of an SVG path. */
export function pathData(path: CurvePath): string {
  const n = path.numbers.map((value) => Math.round(value * 10) / 10);
  let data = `M${n[0]} ${n[1]}`;
  for (let base = 2; base + 5 < n.length; base += 6) data += `C${n.slice(base, base + 6).join(' ')}`;
  return data;
}
