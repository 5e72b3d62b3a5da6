import type { Frame } from '../protocol/views.ts';

/** Nodes that somebody chose to do something to at once, and those they may be cut from. */
export interface Sets {
  readonly these: readonly string[];
  readonly those: readonly string[];
  /** What is pointed at next goes there; null: it is selected as usual. */
  readonly choosing: 'these' | 'those' | null;
}

/** What is selected while several nodes are. No entity has this key. */
export const SEVERAL = 'several';

/** The nodes that a thing of the picture stands for: itself, a replica's broker, a group's members. */
export function nodesFor(frame: Frame, key: string): readonly string[] {
  const replica = frame.replicas.find((view) => view.key === key);
  if (replica !== undefined) return [`broker-${replica.broker}`];
  const group = frame.groups.find((view) => view.key === key);
  if (group !== undefined) return frame.consumers.filter((view) => view.group === group.group).map((view) => view.key);
  return [...frame.brokers, ...frame.controllers, ...frame.producers, ...frame.consumers].some((view) => view.key === key) ? [key] : [];
}

/** Puts a thing's nodes into the set that is chosen for, or takes them out when all of them are in it. A node is in one set at most. */
export function toggle(sets: Sets | null, frame: Frame, selected: string | null, key: string): Sets | null {
  const from: Sets = sets ?? { these: selected === null ? [] : nodesFor(frame, selected), those: [], choosing: null };
  const nodes = nodesFor(frame, key);
  if (nodes.length === 0) return sets;
  const into = from.choosing ?? 'these';
  const isIn = nodes.every((node) => from[into].includes(node));
  const without = (list: readonly string[]): string[] => list.filter((node) => !nodes.includes(node));
  const next: Sets = { ...from, these: without(from.these), those: without(from.those), [into]: isIn ? without(from[into]) : [...without(from[into]), ...nodes] };
  return next.these.length === 0 && next.those.length === 0 && next.choosing === null ? null : next;
}
