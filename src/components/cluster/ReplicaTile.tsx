import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ReplicaView } from '../../scene/frame.ts';
import type { Point } from '../../scene/geometry.ts';
import type { Box } from '../../scene/types.ts';
import * as words from '../../words/cluster/picture.ts';
import { describeReplica, markedToo, partitionName, replicaWords, type Mark } from './describe.ts';
import { Entity } from './Entity.tsx';
import { refusing, type UnderMin } from './holding.ts';

const NUMBER_FROM = 17;

interface ReplicaTileProps {
  readonly replica: ReplicaView;
  readonly box: Box;
  readonly origin: Point;
  /** The partition's number is written where it fits: not over topics whose names are not. */
  readonly numbered: boolean;
  readonly isr: string;
  readonly under: UnderMin | null;
  readonly selected: boolean;
  readonly marked: Mark;
  readonly focused: boolean;
}

/** A whole replica as one tile, when there are too many for strips: filled where it leads, marked where it lags. */
export const ReplicaTile = memo(function ReplicaTile({ replica, box, origin, numbered, isr, under: tooFew, selected, marked, focused }: ReplicaTileProps): ReactNode {
  const under = refusing(replica, tooFew);
  const standing = words.standsAs(partitionName(replica), replicaWords(replica));
  return (
    <Entity
      entityKey={box.key}
      area={box.rect}
      origin={origin}
      className="tile"
      title={under === null ? standing : words.standsAs(standing, words.isrBelow(under.inSync, under.least))}
      label={markedToo(describeReplica(replica, under), marked)}
      selected={selected}
      focused={focused}
      state={{
        role: replica.role,
        state: replica.sync,
        stale: replica.staleLeader,
        epoch: replica.leaderEpoch,
        hw: replica.highWatermark,
        leo: replica.endOffset,
        isr,
        'under-min': under !== null,
        marked,
      }}
    >
      {numbered && box.rect.width >= NUMBER_FROM && <span className="tile-number">{replica.partition}</span>}
    </Entity>
  );
});
