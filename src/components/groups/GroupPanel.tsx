import { memo, useMemo } from 'react';
import type { ReactNode } from 'react';
import { drawnRows } from '../../scene/groups/extent.ts';
import { offsetsShown } from '../../scene/groups/lagScale.ts';
import { groupRows } from '../../scene/groups/rows.ts';
import type { GroupDetail } from '../../scene/groups/types.ts';
import { Term } from '../glossary/Term.tsx';
import * as words from '../../words/groups.ts';
import { GroupHead } from './GroupHead.tsx';
import { GroupLane } from './GroupLane.tsx';
import type { Rebalances } from './rebalances.ts';

interface GroupPanelProps {
  readonly group: GroupDetail;
  readonly rebalances: Rebalances | null;
  readonly focus: ReadonlySet<string>;
}

/** One group: what its coordinator does, then a lane for each member with what it reads, and how far that is. */
export const GroupPanel = memo(function GroupPanel({ group, rebalances, focus }: GroupPanelProps): ReactNode {
  const told = group.totals.partitions - group.partitions.length;
  const drawn = useMemo(() => drawnRows(groupRows(group), told === 0), [group, told]);
  const shown = offsetsShown(group.totals.furthestBehind);
  const members = drawn.rowsLeftOut + group.totals.members - group.members.length;
  const partitions = drawn.partitionsLeftOut + told;
  return (
    <section className="gpanel" data-level={drawn.level} data-group={group.group} data-shown={shown}>
      <GroupHead group={group} rebalances={rebalances} focused={focus.has(group.key)} />
      {drawn.rows.length > 0 && (
        <div className="glanes">
          {drawn.level === 'strips' && <Columns shown={shown} />}
          {drawn.rows.map(({ row, more }) => (
            <GroupLane key={row.key} row={row} more={more} group={group} level={drawn.level} shown={shown} focus={focus} />
          ))}
        </div>
      )}
      {(members > 0 || partitions > 0) && (
        <p className="groups-note">
          {partitions === 0 ? words.membersNotDrawn(members) : members === 0 ? words.partitionsNotDrawn(partitions) : words.bothNotDrawn(members, partitions)}
        </p>
      )}
    </section>
  );
});

function Columns({ shown }: { readonly shown: number }): ReactNode {
  return (
    <div className="gcolumns">
      <span className="gcol-who">
        <Term of="member">{words.member}</Term>
      </span>
      <span className="gcol-name">
        <Term of="partition">{words.partition}</Term>
      </span>
      <span className="gcol-strip">{words.lastOffsets(shown)}</span>
      <span className="gcol-number">
        <Term of="committed offset">{words.committedColumn}</Term>
      </span>
      <span className="gcol-number">
        <Term of="position">{words.positionColumn}</Term>
      </span>
      <span className="gcol-number">
        <Term of="high watermark">{words.highWatermarkColumn}</Term>
      </span>
      <span className="gcol-number">
        <Term of="lag">{words.lagColumn}</Term>
      </span>
      <span className="gcol-number">
        <Term of="leader">{words.leaderColumn}</Term>
      </span>
    </div>
  );
}
