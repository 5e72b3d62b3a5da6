import { createContext, use } from 'react';
import { logNameOf } from '../../base/logName.ts';
import { recordMark, type RecordMark } from '../../scene/groups/recordMark.ts';
import type { GroupPartition } from '../../scene/groups/types.ts';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import type { FollowedRecord } from '../../store/following.ts';
import * as words from '../../words/groups.ts';
import type { HeldProps } from './held.ts';
import { SelectedContext } from './selectedContext.ts';

/** Where the copies of the record that is followed are; null while none is, or that is not known. As `SelectedContext`, asked for once for all. */
export const CopiesContext = createContext<FollowedRecord['copies'] | null>(null);

/** What a partition has to do with what is selected, besides being it. */
export interface Marked {
  readonly by: 'copy' | 'record' | 'leader' | null;
  /** Where the followed record is; a producer that sent it twice may have made two of it. */
  readonly records: readonly RecordMark[];
  readonly sentences: readonly string[];
}

const NOTHING: Marked = { by: null, records: [], sentences: [] };

export function useMarked({ held: { partition, position }, shown }: Pick<HeldProps, 'held' | 'shown'>): Marked {
  const selected = use(SelectedContext);
  const copies = use(CopiesContext);
  if (selected === null) return NOTHING;
  if (selected === `broker-${partition.leader}`) return { by: 'leader', records: [], sentences: [words.leaderSelected] };
  const name = logNameOf(selected);
  if (name?.name !== partition.key) return NOTHING;
  if (name.offset !== null) return { by: 'record', ...followed(partition, position, shown, name.offset, copies) };
  return name.broker === null ? NOTHING : { by: 'copy', records: [], sentences: [words.copySelected(name.broker)] };
}

/** Groups read from the leader: where that has the record is where it is for them. */
function followed(partition: GroupPartition, position: number, shown: number, offset: number, copies: FollowedRecord['copies'] | null): Omit<Marked, 'by'> {
  if (copies === null || partition.leader < 0) return { records: [], sentences: [] };
  const onLeader = copies.filter(({ replica }) => replica === `${partition.leader}/${partition.key}`);
  if (onLeader.length === 0) return { records: [], sentences: [words.recordNotOnLeader(offset)] };
  const records = onLeader.flatMap((copy) => recordMark(partition, position, shown, copy.offset) ?? []);
  return { records, sentences: records.map((record) => recordWords(record, partition, position)) };
}

function recordWords({ offset, standing, outside }: RecordMark, partition: HeldPartition['partition'], position: number): string {
  const { committed, highWatermark } = partition;
  const told = words.recordIs[standing](offset, committed, position, highWatermark);
  return outside === 'before' ? [told, words.beforeStrip].join(' ') : told;
}
