import { deadNodes } from '../../scene/deadNodes.ts';
import type { Frame, LinkView } from '../../scene/frame.ts';
import { nodeName } from '../../store/facts.ts';
import * as words from '../../words/cluster/links.ts';

type Links = Pick<Frame, 'links'>;
type Ends = Pick<Frame, 'links' | 'brokers' | 'controllers' | 'producers' | 'consumers'>;

/** How the link between two nodes is, in a few words. `gone`: nodes that are dead, where somebody has found them already. */
export function linkState(frame: Ends, a: string, b: string, gone: ReadonlySet<string> = deadNodes(frame)): string {
  const { links } = frame;
  const { there, back } = waysOf(links, a, b);
  if (there?.cut === true && back?.cut === true) return words.cutBothWays;
  if (there?.cut === true) return words.cutOneWay(nodeName(a), nodeName(b));
  if (back?.cut === true) return words.cutOneWay(nodeName(b), nodeName(a));
  const held = [there, back].flatMap((link) => (link === undefined || (link.hold === null && link.held === 0) ? [] : [link]));
  if (held.length > 0) return words.heldBack(held.reduce((sum, each) => sum + each.held, 0));
  const dead = [a, b].find((end) => gone.has(end));
  if (dead !== undefined) return words.endIsDead(nodeName(dead));
  const isBroken = [there, back].some((link) => link !== undefined && link.broken !== null);
  return isBroken ? words.connectionBroke : words.whole;
}

export function isCutBothWays({ links }: Links, a: string, b: string): boolean {
  const { there, back } = waysOf(links, a, b);
  return there?.cut === true && back?.cut === true;
}

/** Nothing on it is cut, held back or broken, and there is somebody at either end. */
export function isWhole({ links }: Links, a: string, b: string, gone: ReadonlySet<string>): boolean {
  const { there, back } = waysOf(links, a, b);
  return !gone.has(a) && !gone.has(b) && [there, back].every((link) => link === undefined || (!link.cut && link.hold === null && link.held === 0 && link.broken === null));
}

/** What cuts a link; null when it is cut already. */
export function cutOf(frame: Links, a: string, b: string): unknown {
  return isCutBothWays(frame, a, b) ? null : { kind: 'cutLink', from: a, to: b };
}

function waysOf(links: readonly LinkView[], a: string, b: string): { readonly there: LinkView | undefined; readonly back: LinkView | undefined } {
  return { there: links.find(({ from, to }) => from === a && to === b), back: links.find(({ from, to }) => from === b && to === a) };
}
