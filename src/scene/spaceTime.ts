import type { BecauseLink } from '../protocol/because.ts';

/** A chain of causes over time: a line for every node, time downwards, messages as arrows from line to line. */
export interface SpaceTimePicture {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly { readonly node: string; readonly x: number }[];
  /** Moments, each with its height. Time is not to scale: what matters is what came first. */
  readonly rows: readonly { readonly at: number; readonly y: number }[];
  readonly points: readonly { readonly key: string; readonly kind: BecauseLink['kind']; readonly x: number; readonly y: number; readonly words: string; readonly at: number; readonly link: BecauseLink }[];
  readonly arrows: readonly { readonly key: string; readonly label: string; readonly from: Place; readonly to: Place }[];
  /** From a cause to what it led to, where no message is known. */
  readonly ties: readonly { readonly key: string; readonly from: Place; readonly to: Place }[];
  readonly gaps: readonly { readonly y: number; readonly us: number }[];
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The lane of what was done from outside. */
export const DONE_LANE = 'done';

const TIME_WIDTH = 62;
const HEAD_HEIGHT = 26;
const ROW_HEIGHT = 22;
/** Between moments that lie further apart than this, a gap is drawn. */
const LONG_US = 500_000;
const GAP_HEIGHT = 16;
const FOOT_HEIGHT = 10;

/** The picture of a chain in a given width; null when there is nothing to draw but the fact itself. */
export function spaceTime(chain: BecauseLink, width: number): SpaceTimePicture | null {
  const links = linksOf(chain);
  if (links.length < 2) return null;
  const times = new Set<number>();
  const nodes = new Map<string, number>();
  const meet = (node: string, at: number): void => {
    times.add(at);
    nodes.set(node, Math.min(nodes.get(node) ?? Infinity, at));
  };
  for (const { link } of links) {
    meet(laneOf(link), link.at);
    for (const message of link.messages) {
      meet(message.from, message.sentAt);
      if (message.arrivedAt !== null) meet(message.to, message.arrivedAt);
    }
  }
  const { rows, gaps, height } = stack([...times].toSorted((a, b) => a - b));
  const lanes = spread([...nodes].toSorted(([, a], [, b]) => a - b).map(([node]) => node), width);
  const place = (node: string, at: number): Place => ({ x: lanes.find((lane) => lane.node === node)?.x ?? 0, y: rows.find((row) => row.at === at)?.y ?? 0 });
  const points = links.map(({ link }) => ({ key: keyOf(link), kind: link.kind, ...place(laneOf(link), link.at), words: link.sentence, at: link.at, link }));
  const arrows = unique(links.flatMap(({ link }) => link.messages.flatMap(({ event, label, from, to, sentAt, arrivedAt }) => (arrivedAt === null ? [] : [{ key: String(event), label, from: place(from, sentAt), to: place(to, arrivedAt) }]))));
  const ties = unique(
    links.flatMap(({ link, effect }) => (effect === null || link.messages.length > 0 ? [] : [{ key: `${keyOf(link)}>${keyOf(effect)}`, from: place(laneOf(link), link.at), to: place(laneOf(effect), effect.at) }])),
  ).filter(({ from, to }) => from.x !== to.x || from.y !== to.y);
  return { width, height, lanes, rows, points: unique(points), arrows, ties, gaps };
}

interface Told {
  readonly link: BecauseLink;
  readonly effect: BecauseLink | null;
}

/** All links but settings and how things are, which have no time, each with what it led to. */
function linksOf(chain: BecauseLink, effect: BecauseLink | null = null): Told[] {
  if (chain.kind === 'setting' || (chain.kind === 'state' && effect !== null)) return [];
  return [{ link: chain, effect }, ...chain.because.flatMap((link) => linksOf(link, chain))];
}

function laneOf(link: BecauseLink): string {
  const node = link.entities[0];
  return link.kind === 'command' || node === undefined || node === 'admin' ? DONE_LANE : node;
}

function keyOf(link: BecauseLink): string {
  return link.fact === null ? `event ${link.event ?? ''}` : `fact ${link.fact}`;
}

function stack(times: readonly number[]): { readonly rows: { at: number; y: number }[]; readonly gaps: { y: number; us: number }[]; readonly height: number } {
  const rows: { at: number; y: number }[] = [];
  const gaps: { y: number; us: number }[] = [];
  let y = HEAD_HEIGHT;
  times.forEach((at, index) => {
    const before = times[index - 1];
    if (before !== undefined) y += ROW_HEIGHT;
    if (before !== undefined && at - before > LONG_US) {
      gaps.push({ y: y - ROW_HEIGHT / 2 + GAP_HEIGHT / 2, us: at - before });
      y += GAP_HEIGHT;
    }
    rows.push({ at, y });
  });
  return { rows, gaps, height: y + FOOT_HEIGHT };
}

function spread(nodes: readonly string[], width: number): { node: string; x: number }[] {
  const step = (width - TIME_WIDTH) / nodes.length;
  return nodes.map((node, index) => ({ node, x: TIME_WIDTH + step * (index + 0.5) }));
}

function unique<One extends { readonly key: string }>(list: readonly One[]): One[] {
  return [...new Map(list.map((one) => [one.key, one])).values()];
}
