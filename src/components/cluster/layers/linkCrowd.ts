import { pathData, pointOnLink } from '../../../scene/bezier.ts';
import type { DrawnLink } from './drawnLink.ts';

/** Between two drawings, real milliseconds: each is a picture of hundreds of curves. */
const INTERVAL_MS = 200;
/** Of those in use, so many that were used last: more would be a grey surface. */
const MOST_DRAWN = 250;
/** Levels of a pulse that are told apart. */
const QUIET = 3;
const LIVELY = 7;
const STEPS = 20;

/** Links that are too many to be elements of their own: all that look alike are one path. */
export interface LinkCrowd {
  /** Draws them now, or as soon as it is time to. */
  draw(links: ReadonlyMap<string, DrawnLink>, clock: number): void;
  /** Of those that are drawn. */
  nearest(x: number, y: number, reach: number): DrawnLink | null;
  clear(): void;
}

export function createLinkCrowd(group: SVGGElement): LinkCrowd {
  const paths = new Map<string, SVGPathElement>();
  const data = new WeakMap<DrawnLink, string>();
  let drawn: readonly DrawnLink[] = [];
  let drawnAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const dataOf = (link: DrawnLink): string => {
    const known = data.get(link) ?? pathData(link.path);
    data.set(link, known);
    return known;
  };
  const pathOf = (look: string): SVGPathElement => {
    const known = paths.get(look);
    if (known !== undefined) return known;
    const path = group.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('class', 'link crowd');
    const [level = '', hue = ''] = look.split(' ');
    path.dataset['used'] = '';
    if (level !== '0') path.dataset['pulse'] = level;
    if (hue !== '') path.dataset['hue'] = hue;
    paths.set(look, path);
    group.prepend(path);
    return path;
  };
  const stopWaiting = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const drawNow = (links: ReadonlyMap<string, DrawnLink>): void => {
    stopWaiting();
    drawnAt = performance.now();
    drawn = lastUsed(links.values(), MOST_DRAWN);
    const alike = new Map<string, string[]>();
    for (const link of drawn) {
      if (link.own !== null) continue;
      const look = lookOf(link);
      const known = alike.get(look);
      if (known === undefined) alike.set(look, [dataOf(link)]);
      else known.push(dataOf(link));
    }
    for (const [look, path] of paths) if (!alike.has(look) && path.hasAttribute('d')) path.removeAttribute('d');
    for (const [look, each] of alike) setData(pathOf(look), each.join(''));
  };
  return {
    draw(links, clock) {
      if (clock - drawnAt >= INTERVAL_MS) drawNow(links);
      // Where time stands still nothing is drawn again, and the last picture has to be whole.
      else timer ??= setTimeout(() => drawNow(links), INTERVAL_MS);
    },
    nearest: (x, y, reach) => nearestLink(drawn, x, y, reach),
    clear() {
      stopWaiting();
      for (const path of paths.values()) path.remove();
      paths.clear();
      drawn = [];
      drawnAt = -Infinity;
    },
  };
}

function setData(path: SVGPathElement, data: string): void {
  if (path.getAttribute('d') !== data) path.setAttribute('d', data);
}

/** At most so many of those that are shown, in the order in which they were made, so that they always lie over each other in the same way. */
export function lastUsed(links: Iterable<DrawnLink>, most: number): readonly DrawnLink[] {
  const shown = [...links].filter((link) => link.shown);
  if (shown.length <= most) return shown;
  const [since = -Infinity] = shown.map(({ usedAt }) => usedAt).toSorted((a, b) => b - a).slice(most - 1);
  return shown.filter(({ usedAt }) => usedAt >= since).slice(0, most);
}

function lookOf({ level, hue }: DrawnLink): string {
  const step = level === 0 ? 0 : level <= QUIET ? QUIET : LIVELY;
  return step === 0 ? '0 ' : `${step} ${hue ?? ''}`;
}

/** The one that is nearest to a point and not further away than `most`. */
export function nearestLink(links: readonly DrawnLink[], x: number, y: number, most: number): DrawnLink | null {
  const point = { x: 0, y: 0, dx: 1, dy: 0 };
  let best: DrawnLink | null = null;
  let reach = most;
  for (const link of links) {
    let [fromX, fromY] = [0, 0];
    for (let step = 0; step <= STEPS; step += 1) {
      pointOnLink(link.path, step / STEPS, point);
      const distance = step === 0 ? Infinity : distanceToLine(x, y, fromX, fromY, point.x, point.y);
      if (distance < reach) [best, reach] = [link, distance];
      [fromX, fromY] = [point.x, point.y];
    }
  }
  return best;
}

function distanceToLine(x: number, y: number, fromX: number, fromY: number, toX: number, toY: number): number {
  const [wide, high] = [toX - fromX, toY - fromY];
  const length = wide * wide + high * high;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * wide + (y - fromY) * high) / length));
  return Math.hypot(x - fromX - share * wide, y - fromY - share * high);
}
