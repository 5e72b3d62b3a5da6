import { pathData } from '../../../scene/bezier.ts';
import type { LinkView } from '../../../scene/frame.ts';
import { linkBetween, linkKey } from '../../../scene/links.ts';
import type { SceneLink } from '../../../scene/links.ts';
import type { Scene } from '../../../scene/types.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** A link is shown for this long after its last message, real milliseconds. */
const LINGER_MS = 3_500;
const DECAY_MS = 260;
const LEVELS = 8;

export interface DrawnLink extends SceneLink {
  readonly element: SVGPathElement;
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
  /** Links that are cut stay visible and are marked. */
  setLinks(links: readonly LinkView[]): void;
  pulse(a: string, b: string, count: number, hue: number | null): void;
  /** Fades what is unused; `clock` is real time, `elapsed` since the last call, both in milliseconds. */
  draw(clock: number, elapsed: number): void;
}

/** Curves between nodes, in `group`, that appear when they are used. */
export function createLinkLayer(group: SVGGElement): LinkLayer {
  let scene: Scene | null = null;
  const links = new Map<string, DrawnLink>();
  let cut = new Set<string>();

  const make = (key: string, a: string, b: string): DrawnLink | null => {
    const found = scene === null ? null : linkBetween(scene, a, b);
    if (found === null) return null;
    const element = document.createElementNS(SVG, 'path');
    element.setAttribute('class', 'link');
    element.setAttribute('d', pathData(found.path));
    element.dataset['link'] = key;
    group.append(element);
    const link: DrawnLink = { ...found, element, usedAt: -Infinity, shown: false, energy: 0, level: 0 };
    links.set(key, link);
    if (cut.has(key)) element.dataset['cut'] = '';
    return link;
  };
  const link = (a: string, b: string): DrawnLink | null => {
    const key = linkKey(a, b);
    return links.get(key) ?? make(key, a, b);
  };

  return {
    setScene(next) {
      scene = next;
      links.clear();
      group.replaceChildren();
      for (const key of cut) {
        const [a = '', b = ''] = key.split('|');
        link(a, b);
      }
    },
    link,
    setLinks(views) {
      const next = new Set(views.filter((view) => view.cut).map(({ from, to }) => linkKey(from, to)));
      for (const key of cut) if (!next.has(key)) delete links.get(key)?.element.dataset['cut'];
      cut = next;
      for (const view of views) {
        const drawn = view.cut ? link(view.from, view.to) : null;
        if (drawn !== null) drawn.element.dataset['cut'] = '';
      }
    },
    pulse(a, b, count, hue) {
      const drawn = link(a, b);
      if (drawn === null) return;
      drawn.energy = Math.min(1, drawn.energy + 0.25 + 0.05 * count);
      if (hue !== null) drawn.element.dataset['hue'] = String(hue);
    },
    draw(clock, elapsed) {
      const decay = Math.exp(-elapsed / DECAY_MS);
      for (const drawn of links.values()) {
        if (drawn.energy > 0) drawn.usedAt = clock;
        drawn.energy = drawn.energy < 0.02 ? 0 : drawn.energy * decay;
        const level = Math.ceil(drawn.energy * LEVELS);
        if (level !== drawn.level) {
          drawn.level = level;
          if (level === 0) delete drawn.element.dataset['pulse'];
          else drawn.element.dataset['pulse'] = String(level);
        }
        const shown = clock - drawn.usedAt < LINGER_MS;
        if (shown !== drawn.shown) {
          drawn.shown = shown;
          if (shown) drawn.element.dataset['used'] = '';
          else delete drawn.element.dataset['used'];
        }
      }
    },
  };
}
