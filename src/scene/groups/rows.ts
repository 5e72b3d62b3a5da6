import type { GroupDetail, GroupMember, GroupPartition, Outsider } from '../../protocol/groupsDetail.ts';

/** A lane of the picture: one member with what it holds, or what nobody holds. */
export type GroupRow =
  | { readonly kind: 'member'; readonly key: string; readonly member: GroupMember; readonly held: readonly HeldPartition[] }
  /** A process that reads though the coordinator does not count it among the members, or one that is not in yet. */
  | { readonly kind: 'outsider'; readonly key: string; readonly outsider: Outsider; readonly held: readonly HeldPartition[] }
  | { readonly kind: 'nobody'; readonly key: string; readonly held: readonly HeldPartition[] };

/** How a partition is with whom it is drawn. `read`: its process reads it. `counted`: only the coordinator has it there. */
type Holding = 'read' | 'counted' | 'nobody';

export interface HeldPartition {
  readonly partition: GroupPartition;
  readonly holding: Holding;
  /** The next offset that the holder reads; -1 when it is not known or nobody reads. */
  readonly position: number;
  /** The last assignment gave it to somebody else, who may read it as well. */
  readonly isContested: boolean;
}

/**
 * Members in the coordinator's order, then consumers that are none, then what nobody holds. A partition is with whoever's process
 * reads it; where nobody does, with the member it was given to, unless that member has given it up by joining again.
 */
export function groupRows({ members, outsiders, partitions, state }: GroupDetail): GroupRow[] {
  const byHolder = new Map<string, HeldPartition[]>();
  const put = (holder: string, held: HeldPartition): void => {
    const list = byHolder.get(holder);
    if (list === undefined) byHolder.set(holder, [held]);
    else list.push(held);
  };
  const memberById = new Map(members.map((member) => [member.memberId, member]));
  // Of two member ids of one consumer, the process is behind the one that is not gone.
  const memberOfReader = new Map(members.filter(({ process }) => process !== 'gone').map((member) => [member.consumer, member]));
  for (const partition of partitions) {
    const given = partition.assigned === null ? undefined : memberById.get(partition.assigned);
    for (const { consumer, position } of partition.readers) {
      const reader = memberOfReader.get(consumer);
      const isContested = partition.readers.length > 1 || (state === 'Stable' && given !== undefined && given.memberId !== reader?.memberId);
      put(reader?.memberId ?? consumer, { partition, holding: 'read', position, isContested });
    }
    if (partition.readers.length > 0) continue;
    const isGivenUp = given === undefined || given.step === 'joined' || state === 'CompletingRebalance';
    put(isGivenUp ? NOBODY : given.memberId, { partition, holding: isGivenUp ? 'nobody' : 'counted', position: -1, isContested: false });
  }
  const rows: GroupRow[] = members.map((member) => ({ kind: 'member', key: member.memberId, member, held: byHolder.get(member.memberId) ?? [] }));
  for (const outsider of outsiders) rows.push({ kind: 'outsider', key: outsider.consumer, outsider, held: byHolder.get(outsider.consumer) ?? [] });
  const left = byHolder.get(NOBODY);
  if (left !== undefined) rows.push({ kind: 'nobody', key: NOBODY, held: left });
  return rows;
}

/** No member id and no consumer's key is empty. */
const NOBODY = '';
