import type { ReactNode } from 'react';
import type { GroupRow } from '../../scene/groups/rows.ts';
import type { GroupDetail } from '../../scene/groups/types.ts';
import * as words from '../../words/groups.ts';
import { HeldChip } from './HeldChip.tsx';
import { HeldLine } from './HeldLine.tsx';
import { MemberCard } from './MemberCard.tsx';
import { OutsiderCard } from './OutsiderCard.tsx';

interface GroupLaneProps {
  readonly row: GroupRow;
  /** Partitions that it has and that are not drawn. */
  readonly more: number;
  readonly group: GroupDetail;
  readonly level: 'strips' | 'chips';
  readonly shown: number;
  readonly focus: ReadonlySet<string>;
}

/** A member with what it holds, a consumer that is no member, or what nobody holds. */
export function GroupLane({ row, more, group, level, shown, focus }: GroupLaneProps): ReactNode {
  const holder = row.kind === 'member' ? row.member.client : row.kind === 'outsider' ? row.outsider.id : words.nobodyHolds;
  const isAloneTopic = new Set([...group.partitions.map(({ topic }) => topic), ...group.members.flatMap(({ subscribed }) => subscribed)]).size <= 1;
  const held = row.held.map((each) => {
    const shared = { held: each, group: group.group, lane: row.key, holder, shown };
    return level === 'strips' ? <HeldLine key={each.partition.key} {...shared} /> : <HeldChip key={each.partition.key} {...shared} isShort={isAloneTopic} />;
  });
  return (
    <div className="glane" data-lane={row.key} data-kind={row.kind}>
      <Who row={row} more={more} group={group} focus={focus} />
      <div className="gheld">
        {held}
        {held.length + more === 0 && <span className="gnothing">{nothingHeld(row)}</span>}
        {more > 0 && <span className="gnothing">{held.length === 0 ? words.partitionsOnly(more) : words.andMore(more)}</span>}
      </div>
    </div>
  );
}

function Who({ row, more, group, focus }: Pick<GroupLaneProps, 'row' | 'more' | 'group' | 'focus'>): ReactNode {
  switch (row.kind) {
    case 'member':
      return <MemberCard member={row.member} group={group} held={row.held} more={more} focused={focus.has(row.member.consumer)} />;
    case 'outsider':
      return <OutsiderCard outsider={row.outsider} held={row.held} group={group.group} focused={focus.has(row.outsider.consumer)} />;
    case 'nobody':
      return (
        <div className="gnobody">
          <strong>{words.nobody}</strong>
          <span>{group.state === 'PreparingRebalance' || group.state === 'CompletingRebalance' ? words.givenUpNotOut : words.notAssigned}</span>
        </div>
      );
  }
}

function nothingHeld(row: GroupRow): string {
  if (row.kind !== 'member') return words.readsNothing;
  return row.member.process === 'gone' ? words.hadNoPartition : words.noPartition;
}
