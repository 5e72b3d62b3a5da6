import { pathData, pointOnLink } from '../../../scene/bezier.ts';
import type { LinkView } from '../../../scene/frame.ts';
import type { Point } from '../../../scene/geometry.ts';
import { linkBetween, linkEnds, linkEntity, linkKey } from '../../../scene/links.ts';
import type { SceneLink } from '../../../scene/links.ts';
import type { Scene } from '../../../scene/types.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** A link is shown for this long after its last message, real milliseconds. */
const LINGER_MS = 3_500;
const DECAY_MS = 260;
const LEVELS = 8;
/** More links than this are not lit by traffic that is too quick to be seen, and those that nobody uses any more go. */
const MOST_LINKS = 500;

export interface DrawnLink extends SceneLink {
  readonly element: SVGPathElement;
  /** Lies over it, wider and unseen, and takes the pointer. */
  readonly hit: SVGPathElement;
  readonly madeAt: number;
  usedAt: number;
  shown: boolean;
  /** 0 to 1: how much traffic was there lately, for pulses. */
  energy: number;
  level: number;
}

export interface LinkLayer {
  setScene(scene: Scene): void;
  /** The link between two nodes, made when first asked for; null if one of them is not drawn. */
  link(a: string, b: string): DrawnLink | null;
  /** Links that are not as they should be stay visible and are marked. */
  setLinks(links: readonly LinkView[]): void;
  /** The entity key of the link that is selected; anything else selects none. */
  select(entityKey: string | null): void;
  /** Draws a link through a point it is dragged to, `far` when it would be cut there; null lets it spring back. */
  bend(entityKey: string, through: Point | null, far: boolean): void;
  pulse(a: string, b: string, count: number, hue: number | null): void;
  /** Fades what is unused; `clock` is real time, `elapsed` since the last call, both in milliseconds. */
  draw(clock: number, elapsed: number): void;
}

type Trouble = 'cut' | 'held' | 'broken';

/** Curves between nodes, in `group`, that appear when they are used. */
export function createLinkLayer(group: SVGGElement): LinkLayer {
  let scene: Scene | null = null;
  const links = new Map<string, DrawnLink>();
  let troubles = new Map<string, Trouble>();
  let selected: string | null = null;

  const make = (key: string, a: string, b: string): DrawnLink | null => {
    const found = scene === null ? null : linkBetween(scene, a, b);
    if (found === null) return null;
    const link = drawLink(group, found);
    links.set(key, link);
    mark(link);
    return link;
  };
  const link = (a: string, b: string): DrawnLink | null => {
    const key = linkKey(a, b);
    return links.get(key) ?? make(key, a, b);
  };
  const linkOf = (key: string): DrawnLink | null => {
    const [a = '', b = ''] = key.split('|');
    return link(a, b);
  };
  const mark = (drawn: DrawnLink): void => markLink(drawn, troubles.get(drawn.key), drawn.key === selected);
  const markAll = (keys: Iterable<string>): void => {
    for (const key of keys) {
      const drawn = linkOf(key);
      if (drawn !== null) mark(drawn);
    }
  };

  return {
    setScene(next) {
      scene = next;
      links.clear();
      group.replaceChildren();
      markAll(troubles.keys());
      if (selected !== null) markAll([selected]);
    },
    link,
    setLinks(views) {
      const before = troubles;
      troubles = troublesOf(views);
      if (before.size > 0) markAll(before.keys());
      if (troubles.size > 0) markAll(troubles.keys());
    },
    select(entityKey) {
      const ends = linkEnds(entityKey);
      const next = ends === null ? null : linkKey(...ends);
      if (next === selected) return;
      const before = selected;
      selected = next;
      markAll([before, next].filter((key) => key !== null));
    },
    bend(entityKey, through, far) {
      const ends = linkEnds(entityKey);
      const drawn = ends === null ? null : link(...ends);
      if (drawn !== null) bendLink(drawn, through, far);
    },
    pulse(a, b, count, hue) {
      const drawn = links.get(linkKey(a, b)) ?? (links.size < MOST_LINKS ? link(a, b) : null);
      if (drawn !== null) light(drawn, count, hue);
    },
    draw(clock, elapsed) {
      for (const idle of fadeAll(links, clock, elapsed)) if (idle.key !== selected && !troubles.has(idle.key)) drop(links, idle);
    },
  };
}

function drawLink(group: SVGGElement, found: SceneLink): DrawnLink {
  const element = pathOf('link', found);
  element.dataset['link'] = found.key;
  const hit = pathOf('link-hit', found);
  hit.dataset['key'] = linkEntity(found.from, found.to);
  group.append(element, hit);
  return { ...found, element, hit, madeAt: performance.now(), usedAt: -Infinity, shown: false, energy: 0, level: 0 };
}

function pathOf(className: string, { path }: SceneLink): SVGPathElement {
  const element = document.createElementNS(SVG, 'path');
  element.setAttribute('class', className);
  element.setAttribute('d', pathData(path));
  return element;
}

/** Shows on the element what is known of the link. */
function markLink({ element }: DrawnLink, trouble: Trouble | undefined, isSelected: boolean): void {
  for (const each of ['cut', 'held', 'broken'] as const) {
    if (each === trouble) element.dataset[each] = '';
    else delete element.dataset[each];
  }
  if (isSelected) element.dataset['selected'] = '';
  else delete element.dataset['selected'];
}

function drop(links: Map<string, DrawnLink>, { key, element, hit }: DrawnLink): void {
  element.remove();
  hit.remove();
  links.delete(key);
}

function light(drawn: DrawnLink, count: number, hue: number | null): void {
  drawn.energy = Math.min(1, drawn.energy + 0.25 + 0.05 * count);
  if (hue !== null) drawn.element.dataset['hue'] = String(hue);
}

/** Fades every link; returns those that could go because there are many and nobody has used them for a while. */
function fadeAll(links: ReadonlyMap<string, DrawnLink>, clock: number, elapsed: number): readonly DrawnLink[] {
  const decay = Math.exp(-elapsed / DECAY_MS);
  const isMuch = links.size > MOST_LINKS;
  const idle: DrawnLink[] = [];
  for (const drawn of links.values()) {
    fade(drawn, clock, decay);
    if (isMuch && !drawn.shown && clock - drawn.madeAt > LINGER_MS) idle.push(drawn);
  }
  return idle;
}

function fade(drawn: DrawnLink, clock: number, decay: number): void {
  if (drawn.energy > 0) drawn.usedAt = clock;
  drawn.energy = drawn.energy < 0.02 ? 0 : drawn.energy * decay;
  const level = Math.ceil(drawn.energy * LEVELS);
  if (level !== drawn.level) {
    drawn.level = level;
    if (level === 0) delete drawn.element.dataset['pulse'];
    else drawn.element.dataset['pulse'] = String(level);
  }
  const shown = clock - drawn.usedAt < LINGER_MS;
  if (shown === drawn.shown) return;
  drawn.shown = shown;
  if (shown) drawn.element.dataset['used'] = '';
  else delete drawn.element.dataset['used'];
}

function bendLink(drawn: DrawnLink, through: Point | null, far: boolean): void {
  drawn.element.setAttribute('d', through === null ? pathData(drawn.path) : bentThrough(drawn, through));
  if (through === null) delete drawn.element.dataset['bent'];
  else drawn.element.dataset['bent'] = far ? 'far' : 'near';
}

/** From end to end in one bow whose top is where the pointer is. */
function bentThrough({ path }: SceneLink, { x, y }: Point): string {
  const start = { x: 0, y: 0, dx: 1, dy: 0 };
  const end = { ...start };
  pointOnLink(path, 0, start);
  pointOnLink(path, 1, end);
  return `M${start.x} ${start.y}Q${2 * x - (start.x + end.x) / 2} ${2 * y - (start.y + end.y) / 2} ${end.x} ${end.y}`;
}

/** The worst that is known of each link, either direction. */
function troublesOf(views: readonly LinkView[]): Map<string, Trouble> {
  const troubles = new Map<string, Trouble>();
  for (const { from, to, cut, held, hold, broken } of views) {
    const trouble = cut ? 'cut' : held > 0 || hold !== null ? 'held' : broken === null ? null : 'broken';
    const key = linkKey(from, to);
    const known = troubles.get(key);
    if (trouble !== null && (known === undefined || RANK[trouble] > RANK[known])) troubles.set(key, trouble);
  }
  return troubles;
}

const RANK: Readonly<Record<Trouble, number>> = { broken: 0, held: 1, cut: 2 };
