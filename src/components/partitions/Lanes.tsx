import { memo } from 'react';
import type { ReactNode } from 'react';
import type { EpochBand, GroupReading, PartitionLog } from '../../scene/frame.ts';
import { axisTicks, bandWords, lineAt, markAt, namePlace } from '../../scene/partitions/logMarks.ts';
import type { LogStretch } from '../../scene/partitions/logWindow.ts';
import * as words from '../../words/partitions/lens.ts';
import { Told } from '../glossary/Told.tsx';
import type { StripSize } from './sizes.ts';

interface LaneProps {
  readonly window: LogStretch;
  readonly size: StripSize;
}

const DIGIT = 6.7;

/** Offsets over the rows. */
export const AxisLane = memo(function AxisLane({ window, size: { pitch, width } }: LaneProps): ReactNode {
  return (
    <div className="log-lane log-axis">
      <span className="log-label" />
      <svg className="log-strip" width={width} height={16} aria-hidden="true">
        {axisTicks(window, pitch).map((offset) => {
          const x = (offset - window.from) * pitch + (pitch - 2) / 2;
          const half = (String(offset).length * DIGIT) / 2;
          return (
            <text key={offset} x={Math.max(half, Math.min(width - half, x))} y={11}>
              {offset}
            </text>
          );
        })}
      </svg>
    </div>
  );
});

/** Under the rows: the high watermark's value, and the epochs in which the log was written. */
export const EpochLane = memo(function EpochLane({ log, window, size, highWatermark }: LaneProps & { readonly log: PartitionLog; readonly highWatermark: number | null }): ReactNode {
  const { pitch, width } = size;
  const line = highWatermark === null ? null : lineAt(highWatermark, window, pitch);
  const mark = words.highWatermark(highWatermark ?? '');
  const half = (mark.length * 5.9) / 2;
  return (
    <div className="log-lane log-epochs">
      <span className="log-label log-lane-name">
        <Told words={words.epochs} />
      </span>
      <svg className="log-strip" width={width} height={46} aria-hidden="true">
        {line !== null && (
          <text className="log-hw-words" x={Math.max(half, Math.min(width - half, line))} y={12}>
            {mark}
          </text>
        )}
        {log.epochs.map((band) => (
          <Band key={band.epoch} band={band} window={window} pitch={pitch} />
        ))}
      </svg>
      <span className="visually-hidden">
        {log.epochs.map(({ epoch, from, to }) => words.epochOffsets(epoch, from, to - 1)).join(' ')} {highWatermark === null ? words.nobodyLeads : words.highWatermarkIs(highWatermark)}
      </span>
    </div>
  );
});

function Band({ band, window, pitch }: { readonly band: EpochBand; readonly window: LogStretch; readonly pitch: number }): ReactNode {
  const from = Math.max(band.from, window.from);
  const to = Math.min(band.to, window.from + window.slots);
  if (to <= from) return null;
  const x = (from - window.from) * pitch;
  return (
    <g className="log-epoch" data-epoch={band.epoch} data-from={band.from} data-to={band.to} data-odd={band.epoch % 2 === 1 ? '' : undefined}>
      <rect x={x} y={20} width={Math.max(1, (to - from) * pitch - 2)} height={4} rx={2} />
      <text x={x} y={36}>
        {bandWords({ ...band, from, to }, pitch)}
      </text>
    </g>
  );
}

const TRIANGLE = 'M0 2l5 7h-10z';
const LEFT = 'M-4 6l7 -5v10z';
const RIGHT = 'M4 6l-7 -5v10z';

/** How far one group is: filled where it reads next, hollow what it has committed. */
export const GroupLane = memo(function GroupLane({ reading, window, size, selected }: LaneProps & { readonly reading: GroupReading; readonly selected: string | null }): ReactNode {
  const { group, committed, lag, members } = reading;
  const { pitch, width } = size;
  const reader = members.find(({ consumer }) => selected === `consumer:${consumer}`)?.consumer ?? null;
  const positions = [...new Set(members.map(({ position }) => position))];
  const saved = committed < 0 ? null : markAt(committed, window, pitch);
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset groups controls of a form, and this is a picture
      role="group"
      className="entity log-lane log-group"
      tabIndex={-1}
      aria-label={reader === null ? describeReading(reading) : [describeReading(reading), words.readerSelected(reader)].join(' ')}
      aria-current={selected === `group:${group}` ? 'true' : undefined}
      data-marked={reader === null ? undefined : 'consumer'}
      data-selects={`group:${group}`}
      data-group={group}
      data-committed={committed}
      data-lag={lag}
      data-positions={positions.join(' ')}
    >
      <span className="log-label">
        <span className="log-group-name">{group}</span>
        <span className="log-group-lag">{committedWords(reading)}</span>
      </span>
      <svg className="log-strip" width={width} height={28} aria-hidden="true">
        {saved !== null && !positions.includes(committed) && <path className="reader-committed" d={shapeOf(saved.edge)} transform={`translate(${saved.x} 0)`} />}
        {members.map(({ consumer, position }, index) => {
          const { x, edge } = markAt(position, window, pitch);
          const readerWords = edge === null ? words.readerAt : edge === 'left' ? words.readerBefore : words.readerAfter;
          const told = readerWords(consumer, position);
          const name = namePlace(x, saved === null || positions.includes(committed) ? null : saved.x, told.length * DIGIT, width);
          // Two members in one partition stand on one another only for a moment, and the first is named.
          return (
            <g key={consumer} data-selected={consumer === reader ? '' : undefined}>
              <path className="reader" d={shapeOf(edge)} transform={`translate(${x} 0)`} />
              {index === 0 && (
                <>
                  {name.isUnder && <path className="log-reader-line" d={`M${x} 10V15`} />}
                  <text className="log-reader" x={name.x} y={name.isUnder ? 25 : 11} textAnchor={name.anchor}>
                    {told}
                  </text>
                </>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
});

function shapeOf(edge: 'left' | 'right' | null): string {
  return edge === null ? TRIANGLE : edge === 'left' ? LEFT : RIGHT;
}

function committedWords({ coordinated, committed, lag }: GroupReading): string {
  if (!coordinated) return words.committedNotKnown;
  if (committed < 0) return words.nothingCommitted;
  return lag < 0 ? words.committed(committed) : words.committedAndLag(committed, lag);
}

function describeReading(reading: GroupReading): string {
  return words.group(reading.group, [committedWords(reading), ...reading.members.map(({ consumer, position }) => words.readsNext(consumer, position))]);
}
