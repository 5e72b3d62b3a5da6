import type { ReactNode } from 'react';
import type { ReplicaView } from '../../scene/frame.ts';
import { linesOfNames, MARKS_LINE } from '../../scene/row.ts';
import type { RowBox } from '../../scene/types.ts';
import { placeMarks, slotX } from '../../scene/strip.ts';
import type { CellMetrics, Mark } from '../../scene/strip.ts';
import * as words from '../../words/cluster/picture.ts';
import { Cell } from './Cell.tsx';
import { useFollowedOffsets } from './useFollowed.ts';
import type { CellState } from './Cell.tsx';
import type { Reader } from './readers.ts';

export interface StripProps {
  readonly replica: ReplicaView;
  readonly box: RowBox;
  readonly metrics: CellMetrics;
  /** First offset in the window, the same for all replicas of the partition. */
  readonly from: number;
  readonly readers: readonly Reader[];
}

const CELL_GAP = 2;
/** Names may reach this far into the margin right of the cells. */
const SPARE = 8;

/** The part of a replica's log that fits: cells at their offsets, the high watermark, and who reads where. */
export function Strip({ replica, box, metrics, from, readers }: StripProps): ReactNode {
  const { cells, marks } = box;
  const width = metrics.numbered ? metrics.pitch - CELL_GAP : metrics.pitch - 1;
  const shown = replica.cells.filter(({ offset }) => offset >= from && offset < from + metrics.slots);
  const reach = metrics.numbered ? 2.5 : 1;
  const underLabel = box.label.y + box.label.height <= cells.y + 1;
  const followed = useFollowedOffsets(replica.key);
  const before = followed.find((offset) => offset < from);
  const free = Math.max(0, Math.min(metrics.slots, replica.endOffset - from));
  return (
    <svg
      className="strip"
      aria-hidden="true"
      width={cells.width}
      height={cells.height + marks.height}
      style={{ left: cells.x - box.rect.x, top: cells.y - box.rect.y }}
    >
      {metrics.numbered && replica.endOffset >= from && <path className="slots" d={slotsPath(free, metrics, width, cells.height)} />}
      {replica.logStartOffset > from && (
        <path className="log-start" d={`M${slotX(replica.logStartOffset, from, metrics) - 1.5} 1v${cells.height - 2}`} />
      )}
      {shown.map(({ offset, hue, diverged, lit }) => (
        <Cell
          // By its place in the window, so that a jump writes other numbers and makes no new elements.
          key={offset % metrics.slots}
          offset={offset}
          hue={hue}
          x={(offset - from) * metrics.pitch}
          width={width}
          height={cells.height}
          state={stateOf(offset, replica.highWatermark, diverged)}
          numbered={metrics.numbered}
          lit={lit === true}
          isFollowed={followed.includes(offset)}
        />
      ))}
      {before !== undefined && replica.endOffset >= from && <path className="followed-before" data-offset={before} d={`M8 ${cells.height / 2 - 6}l-6 6l6 6z`} />}
      {metrics.numbered && replica.endOffset < from && (
        <text className="behind" x={2} y={cells.height / 2}>
          {replica.endOffset === 0 ? words.emptyLog : words.logEnd(replica.endOffset)}
        </text>
      )}
      {replica.highWatermark >= from && replica.endOffset >= from && (
        <path
          // A new window is a jump, not a move.
          key={from}
          className="high-watermark"
          d={`M0 ${underLabel ? 0 : -reach}V${cells.height + reach}`}
          style={{ transform: `translateX(${slotX(replica.highWatermark, from, metrics) - CELL_GAP / 2}px)` }}
        />
      )}
      {marks.height > 0 && <Marks replica={replica} metrics={metrics} from={from} readers={readers} top={cells.height} lines={linesOfNames(marks)} width={cells.width} cell={width} />}
    </svg>
  );
}

function stateOf(offset: number, highWatermark: number, diverged: boolean): CellState {
  if (diverged) return 'diverged';
  return offset < highWatermark ? 'committed' : 'open';
}

/** Outlines of the slots that are still free, in one path. */
function slotsPath(first: number, { slots, pitch }: CellMetrics, width: number, height: number): string {
  let path = '';
  for (let slot = first; slot < slots; slot += 1) path += `M${slot * pitch + 0.5} 0.5h${width - 1}v${height - 1}h${1 - width}z`;
  return path;
}

interface MarksProps {
  readonly replica: ReplicaView;
  readonly metrics: CellMetrics;
  readonly from: number;
  readonly readers: readonly Reader[];
  readonly top: number;
  /** Of names. */
  readonly lines: number;
  readonly width: number;
  readonly cell: number;
}

/** Triangles under the next offset that each reader takes, hollow under what it has committed; names where they fit. */
function Marks({ replica, metrics, from, readers, top, lines, width, cell }: MarksProps): ReactNode {
  const isLeader = replica.role === 'leader';
  const middleOf = (offset: number): number => Math.min(slotX(offset, from, metrics) + cell / 2, metrics.slots * metrics.pitch - cell / 2);
  const readerMarks: Mark[] = readers.map(({ key, name, position }) => ({ key, x: position < from ? 3 : middleOf(position), text: name, half: 4 }));
  const committedMarks: Mark[] = readers
    .filter(({ position, committed }) => committed >= from && committed !== position)
    .map(({ key, committed }) => ({ key: `${key} committed`, x: middleOf(committed), text: '', half: 4 }));
  const isBehind = replica.highWatermark < from;
  // Its line may lie before what is in sight, at the left of which readers that are there as well have their triangles.
  const watermark: Mark[] = isLeader
    ? [{ key: 'hw', x: isBehind ? BESIDE_TRIANGLES : slotX(replica.highWatermark, from, metrics) - 1, text: `${isBehind ? '‹ ' : ''}${words.highWatermark(String(replica.highWatermark))}`, half: 0 }]
    : [];
  const placed = placeMarks([...watermark, ...readerMarks, ...committedMarks], width + SPARE, 40, lines);
  return (
    <g className="marks" style={{ transform: `translateY(${top}px)` }}>
      {readers.map(({ key, position, committed }) => (
        <g key={`${key} ${from}`}>
          {committed >= from && committed !== position && <path className="reader-committed" d={TRIANGLE} style={{ transform: `translateX(${middleOf(committed)}px)` }} />}
          <path className="reader" d={position < from ? TRIANGLE_LEFT : TRIANGLE} style={{ transform: `translateX(${position < from ? 3 : middleOf(position)}px)` }} />
        </g>
      ))}
      {placed.map(({ key, text, textX, line }) =>
        textX === null ? null : (
          <text key={`${key} ${from}`} className={key === 'hw' ? 'mark-hw' : 'mark-reader'} y={10 + line * MARKS_LINE} style={{ transform: `translateX(${textX}px)` }}>
            {text}
          </text>
        ),
      )}
    </g>
  );
}

const BESIDE_TRIANGLES = 7;
const TRIANGLE = 'M0 1l4 5h-8z';
/** The reader is at an offset before the window. */
const TRIANGLE_LEFT = 'M-3 3.5l5 -3v6z';
