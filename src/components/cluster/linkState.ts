import type { Frame } from '../../scene/frame.ts';
import { nodeName } from '../../store/facts.ts';

/** How the link between two nodes is, in a few words. */
export function linkState({ links }: Pick<Frame, 'links'>, a: string, b: string): string {
  const there = links.find(({ from, to }) => from === a && to === b);
  const back = links.find(({ from, to }) => from === b && to === a);
  if (there?.cut === true && back?.cut === true) return 'cut both ways';
  if (there?.cut === true) return `cut from ${nodeName(a)} to ${nodeName(b)}`;
  if (back?.cut === true) return `cut from ${nodeName(b)} to ${nodeName(a)}`;
  const held = [there, back].flatMap((link) => (link === undefined || (link.hold === null && link.held === 0) ? [] : [link]));
  if (held.length > 0) return `held back, ${held.reduce((sum, each) => sum + each.held, 0)} waiting`;
  const isBroken = [there, back].some((link) => link !== undefined && link.broken !== null);
  return isBroken ? 'whole, but a connection on it broke' : 'whole';
}

/** What cuts a link; null when it is cut already. */
export function cutOf(frame: Pick<Frame, 'links'>, a: string, b: string): unknown {
  return linkState(frame, a, b) === 'cut both ways' ? null : { kind: 'cutLink', from: a, to: b };
}
