import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ReplicaView } from '../../scene/frame.ts';
import type { Point } from '../../scene/geometry.ts';
import type { CellMetrics } from '../../scene/strip.ts';
import type { LabelPlace, RowBox, StripLevel } from '../../scene/types.ts';
import * as descriptionWords from '../../words/cluster/descriptions.ts';
import * as words from '../../words/cluster/picture.ts';
import { compact, describeReplica, markedToo, partitionName, type Mark } from './describe.ts';
import { Entity } from './Entity.tsx';
import { refusing, type UnderMin } from './holding.ts';
import { sameReaders } from './readers.ts';
import type { Reader } from './readers.ts';
import { Strip } from './Strip.tsx';

export interface ReplicaRowProps {
  readonly replica: ReplicaView;
  readonly box: RowBox;
  readonly origin: Point;
  readonly level: StripLevel;
  readonly labels: LabelPlace;
  readonly metrics: CellMetrics;
  readonly from: number;
  /** Shown where the partition is led. */
  readonly readers: readonly Reader[];
  /** In-sync replicas of the partition, as `1,2,3`. */
  readonly isr: string;
  /** The partition's, where too few are in sync. */
  readonly under: UnderMin | null;
  readonly selected: boolean;
  readonly marked: Mark;
  readonly focused: boolean;
}

/** One replica: its name and standing, the strip of its log, and in narrow rows the numbers that do not fit under it. */
export const ReplicaRow = memo(function ReplicaRow(props: ReplicaRowProps): ReactNode {
  const { replica, box, origin, level, labels, metrics, from, readers, isr, selected, marked, focused } = props;
  const named = level === 'full' || level === 'line';
  const readersHere = replica.role === 'leader' ? readers : NOBODY;
  const under = refusing(replica, props.under);
  const twoLines = under !== null && level === 'dense' && labels === 'side' && box.rect.height >= TWO_LINES;
  const standing = <Standing replica={replica} short={!named || labels === 'above'} under={under} room={standingRoom(props, twoLines)} />;
  return (
    <Entity
      entityKey={box.key}
      area={box.rect}
      origin={origin}
      className="replica"
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
        start: replica.logStartOffset,
        isr,
        'under-min': under !== null,
        marked,
        level,
        labels,
      }}
    >
      <span className="replica-label" data-lines={twoLines ? 'two' : undefined} style={{ left: box.label.x - box.rect.x, top: box.label.y - box.rect.y, width: box.label.width, height: box.label.height }}>
        <span className="replica-name">{partitionName(replica)}</span>
        {level !== 'compact' && standing}
      </span>
      <Strip replica={replica} box={box} metrics={metrics} from={from} readers={readersHere} />
      {box.end !== null && (
        <span className="replica-end" style={{ left: box.end.x - box.rect.x, top: box.end.y - box.rect.y, width: box.end.width, height: box.end.height }}>
          {level === 'compact' ? standing : <End replica={replica} readers={readersHere} room={box.end.width} besides={labels === 'above'} lines={box.end.height >= 21 ? 2 : 1} />}
        </span>
      )}
    </Entity>
  );
}, sameRow);

const NOBODY: readonly Reader[] = [];

function sameRow(a: ReplicaRowProps, b: ReplicaRowProps): boolean {
  return (
    a.replica === b.replica &&
    a.box === b.box &&
    a.metrics === b.metrics &&
    a.from === b.from &&
    a.isr === b.isr &&
    a.under?.least === b.under?.least &&
    a.selected === b.selected &&
    a.marked === b.marked &&
    a.focused === b.focused &&
    a.level === b.level &&
    sameReaders(a.readers, b.readers)
  );
}

/** Room for the words beside or under the name. */
function standingRoom({ replica, box, level, labels }: ReplicaRowProps, twoLines: boolean): number {
  if (level === 'compact') return box.end?.width ?? 0;
  const isUnder = twoLines || (labels === 'side' && level !== 'dense');
  return box.label.width - (isUnder ? BEFORE_CELLS : partitionName(replica).length * MONO + LABEL_GAP);
}

interface StandingProps {
  readonly replica: ReplicaView;
  readonly short: boolean;
  readonly under: UnderMin | null;
  readonly room: number;
}

function Standing({ replica, short, under, room }: StandingProps): ReactNode {
  const { role, sync, staleLeader, leaderEpoch } = replica;
  if (staleLeader) {
    return (
      <span className="standing" data-tone="bad" title={words.staleWhy}>
        {short ? words.staleShort(leaderEpoch) : words.staleLeader(leaderEpoch)}
      </span>
    );
  }
  if (role === 'leader' && under !== null) {
    const { inSync, least } = under;
    const isr = words.isrBelow(inSync, least);
    const text = [words.leaderIsrBelow(leaderEpoch, inSync, least), words.leaderShortIsrBelow(leaderEpoch, inSync, least)].find((each) => each.length * SANS <= room) ?? isr;
    return (
      <span className="standing" data-tone="bad" title={descriptionWords.underMinIsr(inSync, least)}>
        {text}
      </span>
    );
  }
  if (role === 'leader') {
    return (
      <span className="standing" data-tone="leader" title={words.leaderWhy(leaderEpoch)}>
        {short ? words.leaderShort(leaderEpoch) : words.leader(leaderEpoch)}
      </span>
    );
  }
  return (
    <span className="standing" data-tone={sync === 'in-sync' ? 'good' : sync === 'lagging' ? 'warn' : 'plain'}>
      {words.syncStates[sync]}
    </span>
  );
}

/** Advance of a character, and what is between the two. */
const MONO = 6.7;
const SANS = 5.2;
const LABEL_GAP = 8;
const BEFORE_CELLS = 6;
/** Height of a row from which two lines of words fit beside its cells. */
const TWO_LINES = 23;
const GAP = 6;

interface EndProps {
  readonly replica: ReplicaView;
  readonly readers: readonly Reader[];
  readonly room: number;
  readonly besides: boolean;
  readonly lines: number;
}

/** The leader's high watermark and its readers in words, where no line under the cells has room for them: a name that does not fit is not there, its mark is. */
function End({ replica, readers, room, besides, lines }: EndProps): ReactNode {
  if (replica.role !== 'leader') return null;
  const first = readers[0];
  const more = readers.length - 1;
  const reader = first === undefined ? '' : more > 0 ? words.readerAndMore(first.name, more) : first.name;
  // Side by side they share the line; under one another they need two.
  const taken = besides && reader !== '' ? reader.length * MONO + GAP : 0;
  const fits = besides || reader === '' || lines > 1;
  const watermark = fits ? [String(replica.highWatermark), compact(replica.highWatermark)].map(words.highWatermark).find((text) => text.length * MONO <= room - taken) : undefined;
  return (
    <>
      {watermark !== undefined && <span className="end-hw">{watermark}</span>}
      {reader !== '' && reader.length * MONO <= room && <span className="end-reader">{reader}</span>}
    </>
  );
}
