import type { LinkView } from '../../../scene/frame.ts';
import type { Point } from '../../../scene/geometry.ts';
import { linkBetween, linkEnds, linkKey } from '../../../scene/links.ts';
import type { Scene } from '../../../scene/types.ts';
import { bendLink, decayAfter, drawAlone, drawnLink, fade, light, markLink, removeOwn, type DrawnLink, type Trouble } from './drawnLink.ts';
import type { LinkCrowd } from './linkCrowd.ts';

/** A link is shown for this long after its last message, real milliseconds; where there are many, no longer than the eye can follow. */
const LINGER_MS = 3_500;
const LINGER_IN_CROWD_MS = 700;
/** From so many links on, those about which there is nothing to say are drawn together. */
const CROWD_FROM = 200;
/** How near to a link a pointer means it. */
const REACH = 7;

export interface LinkLayer {
  setScene(scene: Scene): void;
  /** The link between two nodes, made when first asked for; null if one of them is not drawn. */
  link(a: string, b: string): DrawnLink | null;
  /** Links that are not as they should be stay visible and are marked; those to a node that is dead are marked while they are seen. */
  setLinks(links: readonly LinkView[], dead: ReadonlySet<string>): void;
  /** The entity key of the link that is selected; anything else selects none. */
  select(entityKey: string | null): void;
  /** Where links are drawn together, the one at a point gets elements of its own, which take the pointer. */
  point(x: number, y: number): void;
  /** Draws a link through a point it is dragged to, `far` when it would be cut there; null lets it spring back. */
  bend(entityKey: string, through: Point | null, far: boolean): void;
  pulse(a: string, b: string, count: number, hue: number | null): void;
  /** Nobody has used any of them: the reader has gone to an earlier time, and what was seen since then is not so yet. */
  forget(): void;
  /** Fades what is unused; `clock` is real time, `elapsed` since the last call, both in milliseconds. */
  draw(clock: number, elapsed: number): void;
}

/** Curves between nodes, in `group`, that appear when they are used. */
export function createLinkLayer(group: SVGGElement): LinkLayer {
  const set = createLinkSet(group);
  const { known } = set;
  return {
    setScene: (next) => set.begin(next),
    link: (a, b) => set.link(a, b),
    setLinks(views, dead) {
      const turned = [...known.dead, ...dead].filter((node) => known.dead.has(node) !== dead.has(node));
      known.dead = dead;
      for (const drawn of turned.length === 0 ? [] : set.links.values()) if (turned.includes(drawn.from) || turned.includes(drawn.to)) set.mark(drawn);
      const before = known.troubles;
      known.troubles = troublesOf(views);
      if (before.size > 0) set.markAll(before.keys());
      if (known.troubles.size > 0) set.markAll(known.troubles.keys());
    },
    select(entityKey) {
      const ends = linkEnds(entityKey);
      const next = ends === null ? null : linkKey(...ends);
      if (next === known.selected) return;
      const before = known.selected;
      known.selected = next;
      set.markAll([before, next].filter((key) => key !== null));
    },
    point(x, y) {
      if (known.crowd === null) return;
      const next = known.crowd.nearest(x, y, REACH);
      if (next === known.pointed) return;
      const before = known.pointed;
      known.pointed = next;
      for (const each of [before, next]) if (each !== null) set.mark(each);
    },
    bend(entityKey, through, far) {
      const ends = linkEnds(entityKey);
      const drawn = ends === null ? null : set.link(...ends);
      if (drawn !== null) bendLink(drawn, through, far);
    },
    pulse(a, b, count, hue) {
      const drawn = set.link(a, b);
      if (drawn !== null) light(drawn, count, hue);
    },
    forget() {
      for (const drawn of set.links.values()) Object.assign(drawn, { usedAt: -Infinity, energy: 0 });
    },
    draw(clock, elapsed) {
      const decay = decayAfter(elapsed);
      for (const drawn of set.links.values()) fade(drawn, clock, decay, known.crowd === null ? LINGER_MS : LINGER_IN_CROWD_MS);
      known.crowd?.draw(set.links, clock);
    },
  };
}

/** What decides which links have elements of their own. */
interface Known {
  /** Draws those that have none; null while all have. */
  crowd: LinkCrowd | null;
  troubles: ReadonlyMap<string, Trouble>;
  /** Nodes whose process is gone. */
  dead: ReadonlySet<string>;
  selected: string | null;
  pointed: DrawnLink | null;
}

interface LinkSet {
  readonly links: ReadonlyMap<string, DrawnLink>;
  readonly known: Known;
  /** Lets go of all links: their ends are elsewhere now. */
  begin(scene: Scene): void;
  link(a: string, b: string): DrawnLink | null;
  /** Shows what is known of a link. */
  mark(drawn: DrawnLink): void;
  markAll(keys: Iterable<string>): void;
}

/** Links by their ends: each with elements of its own while they are few, then only those of which there is something to say. */
function createLinkSet(group: SVGGElement): LinkSet {
  let scene: Scene | null = null;
  let loading: Promise<LinkCrowd> | null = null;
  const links = new Map<string, DrawnLink>();
  const known: Known = { crowd: null, troubles: new Map(), dead: new Set(), selected: null, pointed: null };
  const mark = (drawn: DrawnLink): void => {
    const trouble = known.troubles.get(drawn.key);
    const isSelected = drawn.key === known.selected;
    if (known.crowd === null || trouble !== undefined || isSelected || drawn === known.pointed) drawAlone(drawn, group);
    else removeOwn(drawn);
    markLink(drawn, { trouble, isSelected, hasDeadEnd: known.dead.has(drawn.from) || known.dead.has(drawn.to) });
  };
  const drawTogether = (): void => {
    loading ??= import('./linkCrowd.ts').then(({ createLinkCrowd }) => createLinkCrowd(group));
    void loading.then((crowd) => {
      if (links.size < CROWD_FROM || known.crowd !== null) return;
      known.crowd = crowd;
      for (const each of links.values()) mark(each);
    });
  };
  const link = (a: string, b: string): DrawnLink | null => {
    const key = linkKey(a, b);
    const drawn = links.get(key);
    if (drawn !== undefined) return drawn;
    const found = scene === null ? null : linkBetween(scene, a, b);
    if (found === null) return null;
    const made = drawnLink(found);
    links.set(key, made);
    mark(made);
    if (known.crowd === null && links.size >= CROWD_FROM) drawTogether();
    return made;
  };
  const markAll = (keys: Iterable<string>): void => {
    for (const key of keys) {
      const [a = '', b = ''] = key.split('|');
      const drawn = link(a, b);
      if (drawn !== null) mark(drawn);
    }
  };
  return {
    links,
    known,
    begin(next) {
      scene = next;
      links.clear();
      known.crowd?.clear();
      [known.crowd, known.pointed] = [null, null];
      group.replaceChildren();
      markAll(known.troubles.keys());
      if (known.selected !== null) markAll([known.selected]);
    },
    link,
    mark,
    markAll,
  };
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
