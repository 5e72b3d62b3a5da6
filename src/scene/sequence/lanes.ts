import type { NodeFamily, SequenceNode } from '../../protocol/sequence.ts';
import * as words from '../../words/sequence/lanes.ts';

/** A line of the diagram: a node, or a whole family folded into one. */
export interface SequenceLane {
  /** The node's name, or of a folded family `family:brokers`. */
  readonly key: string;
  readonly family: NodeFamily;
  readonly title: string;
  readonly x: number;
  /** For what stands over it. */
  readonly room: number;
  readonly nodes: readonly string[];
  readonly isFolded: boolean;
}

/** The lanes of one family, side by side. */
export interface LaneBlock {
  readonly family: NodeFamily;
  readonly title: string;
  readonly left: number;
  readonly right: number;
  readonly count: number;
  readonly isFolded: boolean;
}

export interface SequenceLanes {
  readonly width: number;
  readonly lanes: readonly SequenceLane[];
  readonly blocks: readonly LaneBlock[];
  /** Where the line of each node is. */
  readonly xOf: ReadonlyMap<string, number>;
}

const ORDER: readonly NodeFamily[] = ['producers', 'brokers', 'controllers', 'groups', 'others'];
/** Room for the times at the left, and a little at the right. */
export const AXIS_WIDTH = 76;
const RIGHT = 10;
/** Lines closer together could not be told apart. */
const LEAST_STEP = 26;

/** All families in reading order: clients write at the left and read at the right of the brokers. */
function familiesOf(nodes: readonly SequenceNode[]): readonly NodeFamily[] {
  return ORDER.filter((family) => nodes.some((node) => node.family === family));
}

/** A line has its whole name over it with so much room. */
const COMFORT = 33;

/** The families to fold at first so that every line has its room: the controllers, whose traffic few look at, and then the largest. */
export function foldedAtFirst(nodes: readonly SequenceNode[], width: number): readonly NodeFamily[] {
  const counts = familiesOf(nodes).map((family) => ({ family, count: nodes.filter((node) => node.family === family).length }));
  const room = Math.floor((width - AXIS_WIDTH - RIGHT) / COMFORT);
  const folded: NodeFamily[] = [];
  let lines = nodes.length;
  for (const { family, count } of counts.toSorted((a, b) => Number(b.family === 'controllers') - Number(a.family === 'controllers') || b.count - a.count)) {
    if (lines <= room) break;
    if (count < 2) continue;
    folded.push(family);
    // A line alone is as wide as the title of its family.
    lines -= count - 2;
  }
  return folded;
}

/** Where every line stands. As wide as there is room, and wider where that would be too narrow. */
export function layoutLanes(nodes: readonly SequenceNode[], folded: ReadonlySet<NodeFamily>, width: number): SequenceLanes {
  const planned = familiesOf(nodes).map((family): Planned => {
    const own = nodes.filter((node) => node.family === family).toSorted(byName);
    return { family, nodes: own, isFolded: folded.has(family) && own.length > 1, least: words.families[family].length * CHARACTER + 4 };
  });
  const step = stepOf(planned, width - AXIS_WIDTH - RIGHT);
  const lanes: SequenceLane[] = [];
  const blocks: LaneBlock[] = [];
  const xOf = new Map<string, number>();
  let left = AXIS_WIDTH;
  for (const { family, nodes: own, isFolded, least } of planned) {
    const groups = isFolded ? [own] : own.map((node) => [node]);
    const right = left + Math.max(least, groups.length * step);
    groups.forEach((group, index) => {
      const [first] = group;
      if (first === undefined) return;
      const room = (right - left) / groups.length;
      const x = left + room * (index + 0.5);
      for (const { name } of group) xOf.set(name, x);
      lanes.push({ key: isFolded ? `family:${family}` : first.name, family, title: isFolded ? `${own.length}` : laneTitle(first.name, room), x, room, nodes: group.map(({ name }) => name), isFolded });
    });
    blocks.push({ family, title: words.families[family], left, right, count: own.length, isFolded });
    left = right;
  }
  return { width: Math.max(width, Math.ceil(left + RIGHT)), lanes, blocks, xOf };
}

interface Planned {
  readonly family: NodeFamily;
  readonly nodes: readonly SequenceNode[];
  readonly isFolded: boolean;
  /** What its title needs. */
  readonly least: number;
}

/** How far apart lines may be, when families of few lines get what their titles need. */
function stepOf(planned: readonly Planned[], room: number): number {
  let wide = planned;
  for (;;) {
    const taken = planned.filter((one) => !wide.includes(one)).reduce((sum, { least }) => sum + least, 0);
    const count = wide.reduce((sum, one) => sum + linesOf(one), 0);
    const step = Math.max(LEAST_STEP, (room - taken) / Math.max(1, count));
    const left = wide.filter((one) => linesOf(one) * step >= one.least);
    if (left.length === wide.length || left.length === 0) return step;
    wide = left;
  }
}

function linesOf({ nodes, isFolded }: Planned): number {
  return isFolded ? 1 : nodes.length;
}

/** Widths that a name of that length needs, in pixels of the small typeface. */
const WIDE = 74;
const CHARACTER = 6.6;

/** What fits over a line: `broker 1`, or where there is little room `1`; a name is cut in its middle: what ends in a number is told apart by that. */
function laneTitle(name: string, step: number): string {
  const plain = name.replace(/^(producer|consumer):/, '');
  const server = /^(broker|controller|zookeeper)-(\d+)$/.exec(plain);
  if (server !== null) {
    const [, role, short = ''] = server;
    if (step >= (role === 'broker' ? WIDE : WIDE + 22)) return words.servers[role as keyof typeof words.servers](short);
    return short.length * CHARACTER + 6 <= step ? short : `…${short.slice(-2)}`;
  }
  const most = Math.max(2, Math.floor((step - 4) / CHARACTER));
  if (plain.length <= most) return plain;
  const end = /\d*$/.exec(plain)?.[0].slice(-2) ?? '';
  return end.length + 2 > most ? `…${end.slice(1 - most) || plain.slice(1 - most)}` : `${plain.slice(0, most - 1 - end.length)}…${end}`;
}

function byName(one: SequenceNode, other: SequenceNode): number {
  const group = (one.group ?? '').localeCompare(other.group ?? '', 'en', { numeric: true });
  return group === 0 ? one.name.localeCompare(other.name, 'en', { numeric: true }) : group;
}
