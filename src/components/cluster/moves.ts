import type { Frame } from '../../scene/frame.ts';
import * as words from '../../words/cluster/picture.ts';
import { partitionName } from './describe.ts';

/** Who led each partition and who read it last; kept across the time in which nobody does. */
export interface Holders {
  readonly leaders: ReadonlyMap<string, number>;
  /** Consumer key by group and partition. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Something that changed hands: entity keys of where it was and where it is. */
export interface Move {
  readonly id: string;
  readonly kind: 'leadership' | 'partition';
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export const NO_HOLDERS: Holders = { leaders: new Map(), owners: new Map() };

/** Leaderships and partitions that changed hands since `before`, and who holds them now. */
export function movesSince(before: Holders, frame: Frame): { readonly moves: Move[]; readonly holders: Holders } {
  const moves: Move[] = [];
  const leaders = new Map(before.leaders);
  const hidden = new Set(frame.topics.filter(({ internal }) => internal).map(({ name }) => name));
  for (const { key, topic, leader, leaderEpoch } of frame.partitions) {
    const last = leaders.get(key);
    if (leader < 0 || leader === last) continue;
    leaders.set(key, leader);
    if (last === undefined || hidden.has(topic)) continue;
    moves.push({ id: `${key} epoch ${leaderEpoch}`, kind: 'leadership', from: `${last}/${key}`, to: `${leader}/${key}`, text: words.leaderShort(leaderEpoch) });
  }
  const owners = new Map(before.owners);
  for (const { key: consumer, group, assigned } of frame.consumers) {
    for (const position of assigned) {
      const partition = partitionName(position);
      const slot = `${group} ${partition}`;
      const last = owners.get(slot);
      if (last === consumer) continue;
      owners.set(slot, consumer);
      if (last !== undefined) moves.push({ id: `${slot} ${frame.events}`, kind: 'partition', from: last, to: consumer, text: partition });
    }
  }
  return { moves, holders: { leaders, owners } };
}
