import { memo } from 'react';
import type { ReactNode } from 'react';
import type { BatchView, CopyLog, RecordView } from '../../scene/frame.ts';
import { holesOf, lineAt, outOfSight, shownPart } from '../../scene/partitions/logMarks.ts';
import { PITCH_NUMBERED, type LogStretch } from '../../scene/partitions/logWindow.ts';
import type { LogView } from '../../store/state.ts';
import * as words from '../../words/partitions/lens.ts';
import { useAppState } from '../simulatorContext.tsx';
import { CopyMarks } from './CopyMarks.tsx';
import type { Cut } from './cuts.ts';
import { RecordCell } from './RecordCell.tsx';
import { describeRecord, isTombstone, sequenceOf, stateOf } from './recordWords.ts';
import { CELL_HEIGHT, type StripSize } from './sizes.ts';

export interface CopyStripProps {
  readonly copy: CopyLog;
  readonly window: LogStretch;
  readonly size: StripSize;
  readonly view: Pick<LogView, 'segments' | 'batches' | 'cells'>;
  /** The high watermark that the leader knows; null when nobody leads. */
  readonly highWatermark: number | null;
  readonly highlightKey: string | null;
  readonly selected: string | null;
  readonly cut: Cut | null;
}

const NOWHERE: readonly never[] = [];

/** Far offsets times their width would be more than a picture's coordinates can tell apart. */
const ANCHOR_EVERY = 1_024;

/** One copy's log in the window: records at their offsets, what is missing between them, and where it begins and ends. */
export const CopyStrip = memo(function CopyStrip(props: CopyStripProps): ReactNode {
  const { copy, window, size, highWatermark } = props;
  const followed = useAppState((state) => state.followed?.record?.copies ?? NOWHERE);
  const compacted = useAppState((state) => state.followed?.record?.compacted ?? NOWHERE);
  const { pitch, width } = size;
  const anchor = window.from - (window.from % ANCHOR_EVERY);
  const own = copy.highWatermark === highWatermark ? null : lineAt(copy.highWatermark, window, pitch);
  const where = outOfSight(copy, window);
  // A line through a row would say that this copy goes so far.
  const leaders = highWatermark === null || where === 'before' ? null : lineAt(highWatermark, window, pitch);
  return (
    <svg className="log-strip" width={width} height={size.stripHeight}>
      {where === null ? <Free copy={copy} window={window} size={size} /> : <Elsewhere copy={copy} where={where} width={width} />}
      <g transform={`translate(${(anchor - window.from) * pitch} 0)`}>
        {copy.batches.flatMap(({ batch, diverged }) =>
          batch.records.map((record) =>
            record.offset < window.from || record.offset >= window.from + window.slots ? null : (
              <Cell key={record.offset} {...props} record={record} batch={batch} diverged={diverged} followed={followed.some(({ replica, offset }) => replica === copy.key && offset === record.offset)} x={(record.offset - anchor) * pitch} />
            ),
          ),
        )}
        {compacted.map(({ replica, offset }) =>
          replica !== copy.key || offset < window.from || offset >= window.from + window.slots ? null : (
            <rect key={offset} className="log-taken" data-offset={offset} x={(offset - anchor) * pitch + 1} y={1} width={pitch - 4} height={CELL_HEIGHT - 2} rx={3} />
          ),
        )}
      </g>
      <CopyMarks {...props} />
      {leaders !== null && <path className="log-hw" d={`M${leaders} 0V${size.stripHeight}`} />}
      {own !== null && <path className="log-hw-own" d={`M${own} -2V${CELL_HEIGHT + 2}`} />}
    </svg>
  );
});

interface CellProps extends CopyStripProps {
  readonly record: RecordView;
  readonly batch: BatchView;
  readonly diverged: boolean;
  readonly followed: boolean;
  readonly x: number;
}

function Cell({ copy, size, view, highlightKey, selected, record, batch, diverged, followed, x }: CellProps): ReactNode {
  const { offset, key, hue } = record;
  const state = stateOf(offset, copy.highWatermark, diverged);
  const place = `${copy.key}@${offset}`;
  // What the leader has is one record, wherever its copies are.
  const selects = diverged ? place : `${copy.key.replace(/^\d+\//, '')}@${offset}`;
  return (
    <RecordCell
      place={place}
      selects={selects}
      offset={offset}
      x={x}
      width={size.pitch - (size.pitch >= 12 ? 2 : 1)}
      height={CELL_HEIGHT}
      hue={hue}
      state={state}
      tombstone={isTombstone(record)}
      text={cellText(record, batch, diverged, size.pitch, view.cells)}
      label={describeRecord(record, batch, state, copy.broker)}
      lit={highlightKey === null ? null : key === highlightKey}
      selected={selected === selects || selected === place}
      followed={followed}
    />
  );
}

const DIGIT = 6.7;

/** Cut to what fits; nothing rather than a number that is not whole. */
function cellText({ offset, key }: RecordView, batch: BatchView, diverged: boolean, pitch: number, cells: LogView['cells']): string {
  if (pitch < PITCH_NUMBERED) return '';
  const fits = Math.floor((pitch - 3) / DIGIT);
  if (cells === 'key') return key === null ? '–' : key.length <= fits ? key : `${key.slice(0, Math.max(1, fits - 1))}…`;
  const sequence = sequenceOf(batch, offset);
  const number = cells === 'sequence' ? (sequence === null ? '–' : String(sequence)) : String(offset);
  const text = diverged && cells === 'offset' ? `${number}′` : number;
  return text.length <= fits ? text : number.length <= fits ? number : `…${number.slice(1 - fits)}`;
}

/** Where a copy is of which the window shows nothing. */
function Elsewhere({ copy: { start, end }, where, width }: { readonly copy: CopyLog; readonly where: 'before' | 'after'; readonly width: number }): ReactNode {
  const isBefore = where === 'before';
  return (
    <text className="log-out" x={isBefore ? 4 : width - 4} y={CELL_HEIGHT / 2 + 4} textAnchor={isBefore ? 'start' : 'end'}>
      {!isBefore ? words.beginsAfter(start) : end === 0 ? words.emptyLog : words.endsBefore(end)}
    </text>
  );
}

/** Slots that no record has: free ones behind the end, holes that compaction left, and what is kept elsewhere. */
function Free({ copy, window, size: { pitch } }: Pick<CopyStripProps, 'copy' | 'window' | 'size'>): ReactNode {
  const cell = pitch - (pitch >= 12 ? 2 : 1);
  const first = Math.max(0, copy.end - window.from);
  let free = '';
  for (let slot = first; pitch >= 12 && slot < window.slots; slot += 1) free += `M${slot * pitch + 0.5} 0.5h${cell - 1}v${CELL_HEIGHT - 1}h${1 - cell}z`;
  const holes = holesOf(copy, window).map(({ from, to }) => `M${(from - window.from) * pitch + 2} ${CELL_HEIGHT / 2}H${(to - window.from) * pitch - 3}`);
  const remote = shownPart({ from: copy.start, to: copy.localStart }, window);
  const start = copy.start > 0 ? lineAt(copy.start, window, pitch) : null;
  return (
    <>
      <path className="log-free" d={free} />
      {remote !== null && <rect className="log-remote" x={(remote.from - window.from) * pitch} y={4} width={(remote.to - remote.from) * pitch - 2} height={CELL_HEIGHT - 8} rx={3} />}
      <path className="log-hole" d={holes.join('')} />
      {start !== null && <path className="log-start-line" d={`M${start} 0V${CELL_HEIGHT}`} />}
    </>
  );
}
