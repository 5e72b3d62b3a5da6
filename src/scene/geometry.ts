export interface Point {
  readonly x: number;
  readonly y: number;
}

/** CSS pixels in the scene's own coordinates, origin top left. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

export function right(of: Rect): number {
  return of.x + of.width;
}

export function bottom(of: Rect): number {
  return of.y + of.height;
}

export function middleX(of: Rect): number {
  return of.x + of.width / 2;
}

export function middleY(of: Rect): number {
  return of.y + of.height / 2;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** Where `value` lies between `low` and `high`, 0 to 1. */
export function fraction(value: number, low: number, high: number): number {
  return clamp((value - low) / (high - low), 0, 1);
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** Whether two rectangles share area; touching edges do not. Tolerates rounding of a hundredth of a pixel. */
export function overlaps(a: Rect, b: Rect): boolean {
  const slack = 0.01;
  return a.x + slack < right(b) && b.x + slack < right(a) && a.y + slack < bottom(b) && b.y + slack < bottom(a);
}

export function contains(outer: Rect, inner: Rect): boolean {
  const slack = 0.01;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    right(inner) <= right(outer) + slack &&
    bottom(inner) <= bottom(outer) + slack
  );
}
